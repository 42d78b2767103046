import { Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import { type Element, elementsOf } from '@suyuan/model/core/gs1/elements'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import { linkOf } from '@suyuan/model/core/gs1/link'
import { z } from 'zod'
import { lotPath, packPath } from './pages-format.js'

/** GTINs are printed with 8, 12, 13 or 14 digits; all are one number. */
const gtin14 = (digits: string) => (/^(\d{8}|\d{12,13})$/.test(digits) ? digits.padStart(14, '0') : digits)

const Goods = z.object({ gtin: Gtin, lot: LotNumber.optional(), serial: Serial.optional() })

/** What a code names: goods of a product, or a case. */
export type Codes = z.infer<typeof Goods> | { sscc: string }

/** The elements of an address, with or without its host, or of an element string; none where it is neither. */
function elementsIn(code: string): readonly Element[] {
  try {
    if (/^[(\d]/.test(code) && !code.includes('/')) return elementsOf(code)
    return linkOf(/^https?:\/\//i.test(code) ? code : `https://x/${code.replace(/^\//, '')}`).path
  } catch (error) {
    if (error instanceof Gs1Error) return []
    throw error
  }
}

/** What a code names as it was typed or pasted, whatever host it named; null where it is malformed or nothing of these. */
export function codesOf(text: string): Codes | null {
  const code = text.trim()
  // A pack by its numbers alone, as they are read out.
  const [, number, letters] = /^(\d{8,14})[\s,，]+(\S+)$/.exec(code) ?? []
  const values = new Map(number ? [] : elementsIn(code).map(({ ai, value }) => [ai, value]))
  const sscc = /^\d{18}$/.test(code) ? code : values.get('00')
  if (sscc !== undefined) return Sscc.safeParse(sscc).success ? { sscc } : null
  const gtin = gtin14(number ?? values.get('01') ?? '')
  return Goods.safeParse({ gtin, lot: values.get('10'), serial: letters ?? values.get('21') }).data ?? null
}

/** The address on this service of a pack, lot or case by its code, or null. Always a path of ours. */
export function pathOfCode(text: string): string | null {
  const codes = codesOf(text)
  if (!codes) return null
  if ('sscc' in codes) return `/00/${codes.sscc}`
  const { gtin, lot, serial } = codes
  if (serial !== undefined) return packPath(gtin, lot, serial)
  return lot === undefined ? null : lotPath(gtin, lot)
}
