import { checkDigit, type PackRef } from '@suyuan/model/core/gs1'
import { scannedOf } from '../../../../core/web/browser/scanning/scanned.js'

/** Without 0 O 1 I L: these are read out over the telephone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** Packs of one sheet of labels begin alike, which the ledger keeps together. */
const SHEET = 6
const REST = 6
/** A GS1 company prefix has ten digits at most: what follows its GLN's first ten is its own to give. */
const PREFIX = 10
const CASE_DIGITS = 6

/** A number below `end`, each as likely: what would favour the low ones is thrown again. */
function below(end: number): number {
  const most = Math.floor(2 ** 32 / end) * end
  for (;;) {
    const [thrown] = crypto.getRandomValues(new Uint32Array(1))
    if (thrown! < most) return thrown! % end
  }
}

const letters = (count: number) => Array.from({ length: count }, () => LETTERS[below(LETTERS.length)]).join('')

/** Serials that nobody can guess from one another, a sheet's beginning alike. */
export function newSerials(count: number, sheetOf: number): string[] {
  const serials = new Set<string>()
  while (serials.size < count) {
    const sheet = letters(SHEET)
    const wanted = Math.min(count, serials.size + sheetOf)
    while (serials.size < wanted) serials.add(sheet + letters(REST))
  }
  return [...serials]
}

/** Case codes in a row, from the numbers that the holder of a place's GLN has to give. */
export function newCaseCodes(gln: string, count: number): string[] {
  const room = 10 ** CASE_DIGITS
  const [extension, first] = [below(10), below(room)]
  return Array.from({ length: count }, (_, i) => {
    const number = String((first + i) % room).padStart(CASE_DIGITS, '0')
    const digits = `${extension}${gln.slice(0, PREFIX)}${number}`
    return digits + checkDigit(digits)
  })
}

/** A pack by what was scanned or typed: its web address, its element string, or product and serial. */
export function packOf(code: string, gtin?: string): PackRef | null {
  const scanned = scannedOf(code)
  if (scanned.gtin !== undefined && scanned.serial !== undefined) return { gtin: scanned.gtin, serial: scanned.serial }
  const typed = /^(\d{14}):(\S+)$/.exec(code)
  if (typed) return { gtin: typed[1]!, serial: typed[2]! }
  return gtin && /^[^/\s]{1,20}$/.test(code) ? { gtin, serial: code } : null
}

/** A case by what was scanned or typed. */
export const caseOf = (code: string): string => scannedOf(code).sscc ?? code
