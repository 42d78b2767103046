import { Gln, Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import type { z } from 'zod'

/** What a code says that was read: its text, and the GS1 keys in it that are well formed, check digits included. */
export interface Scanned {
  text: string
  gtin?: string
  lot?: string
  serial?: string
  sscc?: string
  gln?: string
}

type Key = Exclude<keyof Scanned, 'text'>

/** FNC1 within a text: what ends an element of variable length (GS1 General Specifications, 7.8). */
const FNC1 = '\u001d'

/** AIM identifiers of symbols whose content is element strings: GS1-128, GS1 DataMatrix, QR with FNC1, DataBar. */
const OF_GS1 = /^\](?:C1|d2|Q3|e0)/
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/

/** The application identifiers that name something here. A GTIN of what is contained (02) is not that of what was read. */
const KEYS: Readonly<Record<string, Key>> = {
  '00': 'sscc',
  '01': 'gtin',
  '10': 'lot',
  '21': 'serial',
  '414': 'gln'
}
const FORMS: Readonly<Record<Key, z.ZodType<string>>> = {
  gtin: Gtin,
  lot: LotNumber,
  serial: Serial,
  sscc: Sscc,
  gln: Gln
}

/** Digits of elements of predefined length, identifier included, by its first two: no FNC1 follows them. */
const PREDEFINED: Readonly<Record<string, number>> = {
  ...{ '00': 20, '01': 16, '02': 16, '03': 16, '04': 18 },
  ...Object.fromEntries(['11', '12', '13', '14', '15', '16', '17', '18', '19'].map(ai => [ai, 8])),
  ...{ '20': 4, '31': 10, '32': 10, '33': 10, '34': 10, '35': 10, '36': 10, '41': 16 }
}

/** Length of an application identifier, by its first two digits. */
function lengthOfIdentifier(start: string): number {
  if (/^(31|32|33|34|35|36|39|43|70|72|80|81|82)/.test(start)) return 4
  return /^(23|24|25|40|41|42|71)/.test(start) ? 3 : 2
}

/** @param text as a reader gives it, with its AIM symbology identifier before it where the reader tells that */
export function scannedOf(text: string): Scanned {
  const plain = text.replace(SYMBOLOGY, '')
  const found = OF_GS1.test(text) ? elementsOf(plain) : (linkOf(plain) ?? bracketsOf(plain) ?? bareOf(plain))
  return { text: plain, ...named(found) }
}

type Elements = readonly (readonly [identifier: string, value: string])[]

/** What of the elements names something and is well formed; a lot or serial only beside the GTIN that it is of. */
function named(elements: Elements): Partial<Scanned> {
  const found: Partial<Record<Key, string>> = {}
  for (const [identifier, value] of elements) {
    const key = KEYS[identifier]
    if (!key || found[key] !== undefined) continue
    const form = FORMS[key].safeParse(key === 'gtin' ? value.padStart(14, '0') : value)
    if (form.success) found[key] = form.data
  }
  const { gtin, lot: _lot, serial: _serial, ...others } = found
  return gtin === undefined ? others : found
}

/** The elements of a GS1 element string; none where it breaks off in the middle of one. */
export function elementsOf(text: string): Elements {
  const elements: [string, string][] = []
  let rest = text.startsWith(FNC1) ? text.slice(1) : text
  while (rest !== '') {
    if (!/^\d\d/.test(rest)) return []
    const length = PREDEFINED[rest.slice(0, 2)] ?? endOf(rest)
    const element = rest.slice(0, length)
    const identifier = element.slice(0, lengthOfIdentifier(element))
    if (element.length < length || element.length <= identifier.length || element.includes(FNC1)) return []
    elements.push([identifier, element.slice(identifier.length)])
    rest = rest.slice(length)
    if (rest.startsWith(FNC1)) rest = rest.slice(1)
  }
  return elements
}

const endOf = (text: string) => {
  const end = text.indexOf(FNC1)
  return end < 0 ? text.length : end
}

/** A GS1 Digital Link address of whatever host: a primary key, then its qualifiers, perhaps behind a path of the host's. */
function linkOf(text: string): Elements | null {
  if (!/^https?:\/\//i.test(text)) return null
  const path = text
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '')
    .split('/')
  const start = path.findIndex(
    (part, index) => ['00', '01', '414'].includes(part) && /^\d{8,18}$/.test(path[index + 1] ?? '')
  )
  if (start < 0) return []
  const elements: [string, string][] = []
  for (let i = start; i + 1 < path.length; i += 2) elements.push([path[i]!, decoded(path[i + 1]!)])
  return elements
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return '' // a stray '%': no form takes it
  }
}

/** As people write it below a symbol: (01)09520001000102(10)P1. */
function bracketsOf(text: string): Elements | null {
  if (!/^(\(\d{2,4}\)[^()]+)+$/.test(text)) return null
  return [...text.matchAll(/\((\d{2,4})\)([^()]+)/g)].map(([, identifier, value]) => [identifier!, value!] as const)
}

/** Digits alone, as EAN symbols and hands give them; else an element string that nothing announces. */
function bareOf(text: string): Elements {
  if (/^(\d{8}|\d{12,14})$/.test(text)) return [['01', text]]
  if (/^\d{18}$/.test(text)) return [['00', text]]
  return /^\d{2}/.test(text) ? elementsOf(text) : []
}
