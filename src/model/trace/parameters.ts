import { z } from 'zod'
import type { ParameterSpec } from '../core/parameters.js'

const thousandths = z.int().positive().max(100_000)

/**
 * How one form of goods becomes another. Ratios are grams in ÷ grams out, all outputs together, in thousandths: outside
 * `accept` the entry is taken and marked, outside `limit` its outputs are held until an inspector takes the explanation.
 */
export const ProcessTemplate = z
  .strictObject({
    name: z.strictObject({ zh: z.string().min(1).max(40), en: z.string().min(1).max(60) }),
    inputs: z.array(z.string()).min(1).max(10),
    outputs: z.array(z.string()).min(1).max(10),
    steps: z
      .array(z.strictObject({ code: z.string().max(30), zh: z.string().max(20), en: z.string().max(40) }))
      .max(20),
    accept: z.tuple([thousandths, thousandths]),
    limit: z.tuple([thousandths, thousandths])
  })
  .refine(({ accept, limit }) => limit[0] <= accept[0] && accept[0] <= accept[1] && accept[1] <= limit[1], {
    path: ['accept'],
    message: 'ACCEPT_WITHIN_LIMIT'
  })
export type ProcessTemplate = z.infer<typeof ProcessTemplate>

/** Process templates by id: another product is taken on by proposing one, without a change of code. */
export const PROCESS: ParameterSpec<ProcessTemplate | null> = {
  name: 'trace.process.',
  schema: ProcessTemplate,
  initial: null,
  source: 'none until the organisations agree on one'
}

export const FRESH_GRAMS_PER_MU: ParameterSpec<number> = {
  name: 'trace.harvest.freshGramsPerMu',
  schema: z.int().positive(),
  initial: 330_000,
  source:
    'more in one harvest than a year can give: above 75 kg of made tea a mu and year (national 51–53, 茶世界 2016-12) at 4.4 to 1; a design value'
}

export const PACKING_EXCESS: ParameterSpec<number> = {
  name: 'trace.packing.excess',
  schema: thousandths,
  initial: 1050,
  source: 'grams in ÷ net content packed, in thousandths, above which packing wants an explanation; a design value'
}

export const CLOCK_TOLERANCE: ParameterSpec<number> = {
  name: 'trace.clock.toleranceSeconds',
  schema: z.int().nonnegative().max(604_800),
  initial: 86_400,
  source: 'how far a phone that was off line may date an event before its cause; a design value'
}

export const LATE_AFTER: ParameterSpec<number> = {
  name: 'trace.clock.lateAfterSeconds',
  schema: z.int().positive(),
  initial: 86_400,
  source: 'entry delay above which an event is marked late; a design value'
}

export const traceParameters: readonly ParameterSpec[] = [
  PROCESS,
  FRESH_GRAMS_PER_MU,
  PACKING_EXCESS,
  CLOCK_TOLERANCE,
  LATE_AFTER
]
