/** Numbers with right check digits, from the demonstration ranges: GS1 prefix 952, party codes of body DEM. */
import { checkDigit } from '@suyuan/model/core/gs1'
import { usccChecks } from '@suyuan/model/core/uscc'

const withCheckDigit = (digits: string) => digits + checkDigit(digits)

export const gtin = (n: number) => withCheckDigit(`09520001${String(n).padStart(5, '0')}`)
export const gln = (n: number) => withCheckDigit(`9520001${String(n).padStart(5, '0')}`)
export const sscc = (n: number) => withCheckDigit(`09520001${String(n).padStart(9, '0')}`)

/** A check-valid but fictional unified social credit code, registered in Zijin unless said otherwise. */
export function uscc(n: number, region = '91441621'): string {
  const body = `${region}DEM${String(n).padStart(6, '0')}`
  const check = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find(character => usccChecks(body + character))
  return body + check
}
