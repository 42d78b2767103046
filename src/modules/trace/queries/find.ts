import type pg from 'pg'
import { type Codes, codesOf } from '../pages-codes.js'
import * as sql from './find-sql.js'

/** Kinds of things that are found, in the order in which equals stand. */
export const FOUND_KINDS = [
  'lot',
  'pack',
  'case',
  'pallet',
  'party',
  'product',
  'place',
  'shipment',
  'recall',
  'agreement',
  'test',
  'event',
  'block',
  'transaction',
  'command',
  'key'
] as const
export type FoundKind = (typeof FOUND_KINDS)[number]

export interface Found {
  kind: FoundKind
  /** As its page's address names it; where it is of two parts, with a slash between. */
  id: string
  /** The number or name by which it was found. */
  matched: string
  name: { zh: string; en: string } | null
  note: {
    made?: string
    quantity?: number
    unit?: 'gram' | 'piece'
    lot?: string
    status?: string
    party?: string
    class?: string
  } | null
}

interface Question {
  kind: FoundKind
  text: string
  values: unknown[]
}

const USCC = /^[0-9a-z]{18}$/i
const HEX = /^[0-9a-f]{64}$/i
const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i
const DESPATCH = /^urn:epcglobal:cbv:bt:(\d{13}):(.+)$/
/** Block numbers: longer ones are no block's yet. */
const BLOCK = /^#?(\d{1,9})$/
const MOST = 50

const escaped = (text: string) => text.replace(/[\\%_]/g, character => `\\${character}`)

/**
 * All that what was typed may mean, the likeliest first: what bears exactly this number or name, then what bears it in other
 * letters, what begins with it, what holds it.
 */
export async function find(pool: pg.Pool, typed: string): Promise<Found[]> {
  const text = typed.trim()
  if (text === '') return []
  const questions = questionsOf(text)
  const answers = await Promise.all(
    questions.map(async ({ kind, text: statement, values }) => {
      const { rows } = await pool.query<Omit<Found, 'kind'>>(statement, values)
      return rows.map(row => ({ ...row, kind }))
    })
  )
  return ranked(answers.flat(), text).slice(0, MOST)
}

function questionsOf(text: string): Question[] {
  const [begins, holds] = [`${escaped(text)}%`, `%${escaped(text)}%`]
  const worded = [text, begins, holds]
  const shipment = DESPATCH.exec(text)
  const uuid = UUID.exec(text)?.[1]?.toLowerCase()
  const block = BLOCK.exec(text)?.[1]
  return [
    ...coded(text),
    { kind: 'lot', text: sql.LOTS, values: worded },
    { kind: 'pack', text: sql.PACKS, values: [text, null] },
    { kind: 'party', text: sql.PARTIES, values: [USCC.test(text) ? text.toUpperCase() : text, begins, holds] },
    { kind: 'place', text: sql.PLACES_NAMED, values: worded },
    { kind: 'product', text: sql.PRODUCTS_NAMED, values: [gtin14(text), begins, holds] },
    { kind: 'shipment', text: sql.SHIPMENTS, values: [shipment ? `${shipment[1]}:${shipment[2]}` : text] },
    { kind: 'agreement', text: sql.AGREEMENTS, values: worded },
    { kind: 'recall', text: sql.RECALLS, values: worded },
    { kind: 'test', text: sql.REPORTS, values: worded },
    ...(block ? [{ kind: 'block' as const, text: sql.BLOCKS, values: [block] }] : []),
    ...(uuid ? identified(uuid) : []),
    ...(HEX.test(text) ? hashed(text.toLowerCase()) : [])
  ]
}

const gtin14 = (text: string) => (/^\d{8,13}$/.test(text) ? text.padStart(14, '0') : text)

const identified = (uuid: string): Question[] => [
  { kind: 'event', text: sql.EVENTS, values: [`urn:uuid:${uuid}`] },
  { kind: 'command', text: sql.COMMANDS, values: [uuid] }
]

const hashed = (hex: string): Question[] => [
  { kind: 'transaction', text: sql.TRANSACTIONS, values: [hex] },
  { kind: 'block', text: sql.BLOCKS_HASHED, values: [hex] },
  { kind: 'key', text: sql.KEYS, values: [hex] }
]

/** What a scanned code or a GS1 address names; a lot's or pack's number by itself is asked for beside it. */
function coded(text: string): Question[] {
  const codes = codesOf(text) ?? lotListed(text)
  if (!codes) return []
  if ('sscc' in codes)
    return [
      { kind: 'case', text: sql.CASES, values: [codes.sscc] },
      { kind: 'pallet', text: sql.PALLETS, values: [codes.sscc] }
    ]
  const { gtin, lot, serial } = codes
  return [
    ...(serial ? [{ kind: 'pack' as const, text: sql.PACKS, values: [serial, gtin] }] : []),
    // "GTIN number" may be a lot as well as a serial.
    ...(lot || serial ? [{ kind: 'lot' as const, text: sql.LOT, values: [gtin, lot ?? serial] }] : [])
  ]
}

/** As this service writes lots in its own lists: GTIN, a slash, number. */
function lotListed(text: string): Codes | null {
  const [, gtin, lot] = /^(\d{14})\/(.+)$/.exec(text) ?? []
  return gtin && lot ? { gtin, lot } : null
}

function ranked(found: readonly Found[], text: string): Found[] {
  const once = [...new Map(found.map(one => [`${one.kind} ${one.id}`, one])).values()]
  const lower = text.toLowerCase()
  const gtin = gtin14(text)
  // A code names its thing exactly, though not by the words that were typed.
  const rank = ({ matched }: Found) => {
    if (matched === text || text.includes(matched)) return 0
    // Of a place and a product with the same digits, the place has no others.
    if (matched === gtin) return 1
    const other = matched.toLowerCase()
    return other === lower ? 2 : other.startsWith(lower) ? 3 : 4
  }
  return once.sort(
    (one, other) =>
      rank(one) - rank(other) ||
      FOUND_KINDS.indexOf(one.kind) - FOUND_KINDS.indexOf(other.kind) ||
      one.matched.length - other.matched.length ||
      (one.id < other.id ? -1 : 1)
  )
}
