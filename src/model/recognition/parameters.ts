import { z } from 'zod'
import type { ParameterSpec } from '../core/parameters.js'

export const NOTICE_DAYS: ParameterSpec<number> = {
  name: 'recognition.noticeDays',
  schema: z.int().nonnegative().max(365),
  initial: 7,
  source: 'days of public notice before filing: not found in any source; a design value'
}

export const VALIDITY_DAYS: ParameterSpec<number> = {
  name: 'recognition.validityDays',
  schema: z.int().positive().max(36_500),
  initial: 1095,
  source: 'days for which an entry in a register holds: not found in any source; a design value'
}

export const SCREENING_DAYS: ParameterSpec<number> = {
  name: 'recognition.screeningDays',
  schema: z.int().positive().max(3650),
  initial: 30,
  source: 'days after which what is listed is held against the registers again: not found in any source; a design value'
}

const County = z.string().regex(/^\d{6}$/)

/** One edition of the list of counties whose suppliers the 832 platform takes. */
export const CountyList = z.strictObject({
  validFrom: z.iso.date(),
  document: z.string().min(1).max(200),
  counties: z.array(County).min(1).max(1000)
})

/** Lists of counties by the day from which they are in force, the newest last. Guangdong has none in them. */
export const COUNTIES_832: ParameterSpec<readonly z.infer<typeof CountyList>[]> = {
  name: 'recognition.counties832',
  schema: z
    .array(CountyList)
    .min(1)
    .max(10)
    .refine(lists => lists.every(({ validFrom }, i) => i === 0 || lists[i - 1]!.validFrom < validFrom), {
      message: 'EDITIONS_IN_ORDER'
    }),
  initial: [],
  source:
    'the list of the 832 counties was not found in any source: until the organisations agree on one, no supplier counts'
}

export const recognitionParameters: readonly ParameterSpec[] = [
  NOTICE_DAYS,
  VALIDITY_DAYS,
  SCREENING_DAYS,
  COUNTIES_832
]
