import { createHash } from 'node:crypto'
import { type Place, type Product, placeKey, productKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'
import { recordsAt } from '../../../core/mirror/registers.js'
import { say } from '../../../core/web/texts.js'
import type { Values } from './columns.js'
import { KIND_NAMES, KINDS, type KindName } from './kinds.js'
import { type Known, knownAmong } from './known.js'
import type { FileRow } from './read.js'

/** What is wrong with a cell, by its address in the spreadsheet. */
export interface CellError {
  cell: string
  column: Text
  problem: Text
}

/** What a row of a file would do. */
export interface PlannedRow {
  number: number
  id: string
  values: Values
  is: 'created' | 'updated' | 'unchanged' | 'error'
  errors: CellError[]
  /** Of an update: what is corrected. */
  event?: string
  /** What it has to wait for, if that is in the file too. */
  after?: string | undefined
}

export interface Plan {
  kind: KindName
  rows: PlannedRow[]
}

/** Tells one plan from another: what somebody confirms is what he saw. */
export const digestOf = ({ rows }: Plan): string =>
  createHash('sha256')
    .update(JSON.stringify(rows.map(({ number, is, id }) => [number, is, id])))
    .digest('hex')
    .slice(0, 32)

/** The file's first line names none of the kinds' columns, or not all that are needed. */
export class HeaderRefused extends Error {
  override readonly name = 'HeaderRefused'

  constructor(
    readonly kind: KindName,
    readonly missing: readonly Text[]
  ) {
    super('header')
  }
}

/** A column's letters: 0 is A, 26 is AA. */
export const lettersOf = (index: number): string =>
  (index >= 26 ? lettersOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

const plain = (title: string) => title.replace(/[\s*＊（）()]/g, '').toLowerCase()

/** Which kind of file this is, by its first line, and which column stands where. @throws HeaderRefused */
export function layoutOf(header: FileRow): { kind: KindName; at: Map<string, number> } {
  const titles = header.cells.map(plain)
  const layouts = KIND_NAMES.map(kind => {
    const at = new Map<string, number>()
    for (const { key, title } of KINDS[kind].columns) {
      const index = titles.findIndex(text => [plain(title.zh), plain(title.en), key.toLowerCase()].includes(text))
      if (index >= 0) at.set(key, index)
    }
    const missing = KINDS[kind].columns.filter(({ key, required }) => required && !at.has(key))
    return { kind, at, missing }
  })
  layouts.sort((a, b) => a.missing.length - b.missing.length || b.at.size - a.at.size)
  const [best] = layouts
  if (best!.missing.length > 0)
    throw new HeaderRefused(
      best!.kind,
      best!.missing.map(({ title }) => title)
    )
  return best!
}

/**
 * What the rows of a file would do to the ledger as it is now, row by row. Nothing is written.
 *
 * @throws HeaderRefused
 */
export async function planOf(pool: pg.Pool, party: string, [header, ...rows]: readonly FileRow[]): Promise<Plan> {
  const { kind, at } = layoutOf(header!)
  const parsed = rows.map(row => parsedRow(kind, at, row))
  const known = await knownAmong(
    pool,
    party,
    kind,
    parsed.map(({ values }) => values)
  )
  const seen = new Map<string, number>()
  const checks = await crossChecks(pool, party, kind, parsed)
  for (const row of parsed) {
    const first = seen.get(row.id)
    seen.set(row.id, first ?? row.number)
    const fail = failing(kind, at, row)
    if (first !== undefined) fail(KINDS[kind].columns[0]!.key, say('importTwice', { row: first }))
    const before = known.get(row.id)
    if (before) compare(kind, row, before, fail)
    else checks(row.values, fail)
    if (row.errors.length > 0) row.is = 'error'
  }
  return { kind, rows: parsed }
}

type Fail = (key: string, problem: Text) => void

const failing =
  (kind: KindName, at: ReadonlyMap<string, number>, row: PlannedRow): Fail =>
  (key, problem) => {
    const column = KINDS[kind].columns.find(one => one.key === key)!
    // A column that is not in the file is named by where the row begins.
    row.errors.push({ cell: `${lettersOf(at.get(key) ?? 0)}${row.number}`, column: column.title, problem })
  }

function parsedRow(kind: KindName, at: ReadonlyMap<string, number>, { number, cells }: FileRow): PlannedRow {
  const row: PlannedRow = { number, id: '', values: {}, is: 'created', errors: [] }
  const fail = failing(kind, at, row)
  const values: Record<string, Values[string]> = {}
  for (const { key, required, read, problem } of KINDS[kind].columns) {
    const text = cells[at.get(key) ?? -1] ?? ''
    const value = text === '' ? undefined : read(text)
    if (value === null) fail(key, problem)
    else if (value === undefined && required) fail(key, say('importMissing'))
    else values[key] = value
  }
  if (kind === 'products' && (values.unit === 'piece') !== (values.netGrams !== undefined))
    fail('netGrams', say('importNetWanted'))
  return { ...row, values, id: KINDS[kind].idOf(values), after: KINDS[kind].after(values) }
}

/** What is on the ledger stays as it is; but of a harvest's quantity there can be a correction. */
function compare(kind: KindName, row: PlannedRow, { values, foreign, event }: Known, fail: Fail): void {
  const [idColumn] = KINDS[kind].columns
  if (foreign) fail(idColumn!.key, say('importForeign'))
  // An empty cell says nothing of what the ledger has.
  const differing = KINDS[kind].columns.filter(
    ({ key }) => row.values[key] !== undefined && row.values[key] !== values[key]
  )
  if (foreign || row.errors.length > 0) return
  if (differing.length === 0) row.is = 'unchanged'
  else if (event && differing.every(({ key }) => key === 'grams')) Object.assign(row, { is: 'updated', event })
  else
    for (const { key, write } of differing) fail(key, say('importFixed', { value: String(write(values[key]) ?? '—') }))
}

/** What only the ledger can tell of a new row: whether what it names is there, and its author's. */
async function crossChecks(
  pool: pg.Pool,
  party: string,
  kind: KindName,
  rows: readonly PlannedRow[]
): Promise<(values: Values, fail: Fail) => void> {
  const named = (...keys: string[]) => rows.flatMap(({ values }) => keys.map(key => String(values[key] ?? '')))
  const places = await recordsAt<Place>(
    pool,
    named('parent', 'place', 'plot')
      .filter(Boolean)
      .map(gln => placeKey(gln))
  )
  const products = await recordsAt<Product>(
    pool,
    kind === 'harvests' ? named('gtin').map(gtin => productKey(gtin)) : []
  )
  const inFile = new Set(rows.map(({ id }) => id))
  const own = (gln: Values[string]) => {
    const place = places.get(placeKey(String(gln)))
    return place?.party === party ? place : undefined
  }
  return (values, fail) => {
    if (kind === 'places' && values.parent !== undefined && !own(values.parent) && !inFile.has(String(values.parent)))
      fail('parent', say('importNotOwn'))
    if (kind !== 'harvests') return
    if (values.place !== undefined && !own(values.place)) fail('place', say('importNotOwn'))
    if (values.plot !== undefined && own(values.plot)?.kind !== 'plot') fail('plot', say('importNotPlot'))
    const product = products.get(productKey(String(values.gtin)))
    if (values.gtin !== undefined && !product?.form.startsWith('fresh-')) fail('gtin', say('importNotFresh'))
  }
}
