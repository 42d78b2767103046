import { z } from 'zod'

/** GB 32100-2015: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Unified social credit code 统一社会信用代码, 18 characters: a party's name on the ledger. */
export const Uscc = z.string().regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/)
export type Uscc = z.infer<typeof Uscc>

/** Whether the last character is the one GB 32100 prescribes. Codes of real pilots fail it, so it warns and never refuses. */
export function usccChecks(uscc: Uscc): boolean {
  let sum = 0
  let weight = 1
  for (const character of uscc.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31] === uscc[17]
}
