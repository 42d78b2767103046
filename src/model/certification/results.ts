import { z } from 'zod'
import { dayOf } from '../core/day.js'
import { LotNumber } from '../core/gs1.js'
import type { Context } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { Grounds, MatterId } from '../core/procedure.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { lotKey } from '../trace/states.js'
import { type Edition, LIMITS } from './parameters.js'
import type { Measured, TestResult } from './states.js'

/** What a laboratory says that it found: values, and of which standard their limits are. What the limits are the law knows. */
export const Report = z.strictObject({
  id: MatterId,
  ...Grounds,
  report: z.string().min(1).max(60),
  /** A standard without its year, as the parameter that has its limits is called: GB2763. */
  standard: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  sampledOn: z.iso.date(),
  lot: LotNumber.optional(),
  results: z
    .array(
      z.strictObject({
        analyte: z.string().min(1).max(80),
        value: z.string().regex(/^[<>]?\d{1,9}(\.\d{1,9})?$|^ND$/),
        unit: z.string().min(1).max(20)
      })
    )
    .min(1)
    .max(200)
})
export type Report = z.infer<typeof Report>

/** Keys of what a report on a product is judged by. */
export const reportKeys = ({ standard, lot }: Report, gtin: string | undefined): string[] => [
  parameterKey(LIMITS.name + standard),
  ...(gtin && lot ? [lotKey(gtin, lot)] : [])
]

/** Whether a decimal is greater than another: by their digits, since no float is exact. */
function exceeds(value: string, limit: string): boolean {
  const scaled = (decimal: string) => {
    const [whole, fraction = ''] = decimal.split('.')
    return BigInt(whole + fraction.padEnd(9, '0'))
  }
  return scaled(value) > scaled(limit)
}

/** `<0.05` conforms where 0.05 does; what is more than a number is no proof that it is within any limit. */
const conformsTo = (value: string, limit: string): boolean =>
  value === 'ND' || (!value.startsWith('>') && !exceeds(value.replace('<', ''), limit))

function measured({ results }: Report, { limits }: Edition): Measured[] {
  return results.map(result => {
    const rule = limits.find(({ analyte }) => analyte === result.analyte)
    if (!rule) return result
    if (rule.unit !== result.unit)
      throw new Refusal('VERDICT_MISMATCH', { analyte: result.analyte, unit: result.unit, wanted: rule.unit })
    return { ...result, limit: rule.limit, conforms: conformsTo(result.value, rule.limit) }
  })
}

/**
 * A laboratory's report as the ledger keeps it, judged by the limits in force on the day of sampling.
 *
 * @param conforms what the laboratory concludes
 * @throws Refusal STANDARD_UNKNOWN, VERDICT_MISMATCH, TOO_EARLY, LOT_UNKNOWN; LOT_NOT_HELD for a lot that failed and may yet
 *   be moved: its laboratory's event on the trace holds it
 */
export function resultOf(
  report: Report,
  conforms: boolean,
  gtin: string,
  draft: Draft,
  { author, recordedAt }: Context
): TestResult {
  const { sampledOn, standard, lot } = report
  if (sampledOn > dayOf(recordedAt)) throw new Refusal('TOO_EARLY', { sampledOn })
  const edition = inForce(draft, LIMITS, standard).findLast(({ validFrom }) => validFrom <= sampledOn)
  if (!edition) throw new Refusal('STANDARD_UNKNOWN', { standard, sampledOn })
  const values = measured(report, edition)
  const judged = values.filter(value => value.conforms !== undefined)
  const over = judged.filter(value => !value.conforms).map(({ analyte }) => analyte)
  if (judged.length === 0 || conforms !== (over.length === 0))
    throw new Refusal('VERDICT_MISMATCH', { standard: edition.edition, judged: judged.length, over })
  if (lot) requireLot(draft, { gtin, lot }, conforms)
  return {
    ...{ laboratory: author, report: report.report, standard: edition.edition, sampledOn },
    ...(lot && { lot }),
    ...{ conforms, measured: values, at: recordedAt }
  }
}

function requireLot(draft: Draft, ref: { gtin: string; lot: string }, conforms: boolean): void {
  const { hold, rejected, recall } = draft.need(lotKey(ref.gtin, ref.lot), 'LOT_UNKNOWN', ref)
  if (!conforms && !hold && !rejected && !recall) throw new Refusal('LOT_NOT_HELD', ref)
}
