import { Gln, Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import { type Element, elementsOf, SYMBOLOGY } from '@suyuan/model/core/gs1/elements'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import { linkOf } from '@suyuan/model/core/gs1/link'
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

/** AIM identifiers of symbols whose content is element strings: GS1-128, GS1 DataMatrix, QR with FNC1, DataBar. */
const OF_GS1 = /^\](?:C1|d2|Q3|e0)/

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

/** @param text as a reader gives it, with its AIM symbology identifier before it where the reader tells that */
export function scannedOf(text: string): Scanned {
  const plain = text.replace(SYMBOLOGY, '')
  try {
    return { text: plain, ...named(OF_GS1.test(text) ? elementsOf(plain) : elementsIn(plain)) }
  } catch (error) {
    if (!(error instanceof Gs1Error)) throw error
    return { text: plain } // what breaks off in the middle, or is nothing of GS1's
  }
}

/** What of the elements names something and is well formed; a lot or serial only beside the GTIN that it is of. */
function named(elements: readonly Element[]): Partial<Scanned> {
  const found: Partial<Record<Key, string>> = {}
  for (const { ai, value } of elements) {
    const key = KEYS[ai]
    if (!key || found[key] !== undefined) continue
    const form = FORMS[key].safeParse(key === 'gtin' ? value.padStart(14, '0') : value)
    if (form.success) found[key] = form.data
  }
  const { gtin, lot: _lot, serial: _serial, ...others } = found
  return gtin === undefined ? others : found
}

/** An address, digits alone, as EAN symbols and hands give them, or an element string that nothing announces. */
function elementsIn(text: string): readonly Element[] {
  if (/^https?:\/\//i.test(text)) return linkOf(text).path
  if (/^(\d{8}|\d{12,14})$/.test(text)) return [{ ai: '01', value: text }]
  if (/^\d{18}$/.test(text)) return [{ ai: '00', value: text }]
  return /^(\(|\d{2})/.test(text) ? elementsOf(text) : []
}
