import { z } from 'zod'
import type { ParameterSpec } from '../core/parameters.js'

const days = (most: number) => z.int().nonnegative().max(most)

export const NOTICE_DAYS: ParameterSpec<number> = {
  name: 'certification.noticeDays',
  schema: days(365),
  initial: 7,
  source: 'days of public notice before a grant: not found in any source; a design value'
}

export const VALIDITY_DAYS: ParameterSpec<number> = {
  name: 'certification.validityDays',
  schema: days(36_500).positive(),
  initial: 1095,
  source: 'days for which a certificate holds: not found in any source; a design value'
}

export const RETEST_DAYS: ParameterSpec<number> = {
  name: 'certification.retestDays',
  schema: days(365),
  initial: 9,
  source:
    '食品安全法 article 88: seven working days from the result, which are nine days where no holiday is among them'
}

/** A decimal as standards print it; amounts are texts, so that nothing is lost. */
export const Decimal = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/)

/** One edition of a standard, with the limits that it sets for the products that are evaluated by it. */
export const Edition = z.strictObject({
  edition: z.string().min(1).max(60),
  validFrom: z.iso.date(),
  limits: z
    .array(z.strictObject({ analyte: z.string().min(1).max(80), unit: z.string().min(1).max(20), limit: Decimal }))
    .min(1)
    .max(1000)
})
export type Edition = z.infer<typeof Edition>

/** Limits by standard, all of its editions in one table, the newest last: a sample is judged by the one in force when it was taken. */
export const LIMITS: ParameterSpec<readonly Edition[]> = {
  name: 'certification.limits.',
  schema: z
    .array(Edition)
    .min(1)
    .max(20)
    .refine(editions => editions.every(({ validFrom }, i) => i === 0 || editions[i - 1]!.validFrom < validFrom), {
      message: 'EDITIONS_IN_ORDER'
    }),
  initial: [],
  source: 'none until the organisations agree on a table of the standard'
}

export const certificationParameters: readonly ParameterSpec[] = [NOTICE_DAYS, VALIDITY_DAYS, RETEST_DAYS, LIMITS]
