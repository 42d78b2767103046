import { Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import { lotPath, packPath } from './pages-format.js'

/** GTINs are printed with 8, 12, 13 or 14 digits; all are one number. */
const gtin14 = (digits: string) => (/^(\d{8}|\d{12,13})$/.test(digits) ? digits.padStart(14, '0') : digits)

interface Codes {
  gtin?: string | undefined
  lot?: string | undefined
  serial?: string | undefined
}

/** The codes of a Digital Link address, checked; null where one is malformed. */
export function checkedCodes({
  gtin = '',
  lot,
  serial
}: Codes): { gtin: string; lot?: string; serial?: string } | null {
  const checked = Gtin.safeParse(gtin14(gtin))
  const valid =
    checked.success &&
    (lot === undefined || LotNumber.safeParse(lot).success) &&
    (serial === undefined || Serial.safeParse(serial).success)
  return valid
    ? { gtin: checked.data, ...(lot !== undefined && { lot }), ...(serial !== undefined && { serial }) }
    : null
}

const unescaped = (part: string | undefined) => {
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    return part // a stray '%': the check says what it thinks of it
  }
}

/** Forms in which people have a code: an address, an element string with its brackets, or the numbers with a space. */
const SHAPES: readonly RegExp[] = [
  /\/01\/(?<gtin>\d{8,14})(?:\/10\/(?<lot>[^/?#\s]+))?(?:\/21\/(?<serial>[^/?#\s]+))?(?:[/?#]|$)/,
  /^\(01\)(?<gtin>\d{14})(?:\(10\)(?<lot>[^()]+))?(?:\(21\)(?<serial>[^()]+))?$/,
  /^(?<gtin>\d{8,14})[\s,，]+(?<serial>\S+)$/
]

/** The address on this service of a code as typed or pasted, or null. Always a path of ours, whatever host it named. */
export function pathOfCode(text: string): string | null {
  const code = text.trim()
  const sscc = /(?:^|\/00\/|^\(00\))(\d{18})$/.exec(code)?.[1]
  if (sscc) return Sscc.safeParse(sscc).success ? `/00/${sscc}` : null
  for (const shape of SHAPES) {
    const groups = shape.exec(code)?.groups
    if (!groups) continue
    const codes = checkedCodes({ gtin: groups.gtin, lot: unescaped(groups.lot), serial: unescaped(groups.serial) })
    if (!codes) return null
    const { gtin, lot, serial } = codes
    if (serial !== undefined && lot !== undefined) return packPath(gtin, lot, serial)
    if (serial !== undefined) return `/01/${gtin}/21/${encodeURIComponent(serial)}`
    return lot === undefined ? null : lotPath(gtin, lot)
  }
  return null
}
