/** Numbers with right check digits, from the ranges set aside for demonstrations: GS1 prefix 952, party codes of body DEM. */
import { checkDigit } from '@suyuan/model/core/gs1'
import { usccChecks } from '@suyuan/model/core/uscc'
import { type Random, range } from './random.js'

const withCheckDigit = (digits: string) => digits + checkDigit(digits)
const padded = (n: number, length: number) => String(n).padStart(length, '0')

export const gtin = (n: number) => withCheckDigit(`09520001${padded(n, 5)}`)
export const gln = (n: number) => withCheckDigit(`9520001${padded(n, 5)}`)
export const sscc = (n: number) => withCheckDigit(`09520001${padded(n, 9)}`)

/** A unified social credit code of body DEM0000n: right by both of its check characters, and nobody's. */
export function uscc(n: number, region: string): string {
  const body = `DEM${padded(n, 5)}`
  const code = region + body + bodyCheck(body)
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find(character => usccChecks(code + character))
  return code + check
}

/** GB 11714: the check character of an organisation code, characters 9–16 of the whole. */
function bodyCheck(body: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const total = weights.reduce((before, weight, index) => before + weight * Number.parseInt(body[index]!, 36), 0)
  return '123456789X'[10 - (total % 11)] ?? '0'
}

/** Without 0 O 1 I L: these are read out over the telephone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const SHEET = 6
const REST = 6

/** The serials of one case: one sheet of labels, so they begin alike; nobody can guess another from one. */
export function serialsOf(random: Random, pieces: number): string[] {
  const letters = (length: number) =>
    range(length)
      .map(() => random.pick([...LETTERS]))
      .join('')
  const sheet = letters(SHEET)
  const rests = new Set<string>()
  while (rests.size < pieces) rests.add(letters(REST))
  return [...rests].map(rest => sheet + rest)
}
