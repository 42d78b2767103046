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

const byClass = z.strictObject({ I: z.int().positive(), II: z.int().positive(), III: z.int().positive() })

/** By class: hours from knowing of the risk to the start of a recall, working days from its announcement to its end. */
export const RECALL_CLOCKS: ParameterSpec<{
  startHours: z.infer<typeof byClass>
  workingDays: z.infer<typeof byClass>
}> = {
  name: 'trace.recall.clocks',
  schema: z.strictObject({ startHours: byClass, workingDays: byClass }),
  initial: { startHours: { I: 24, II: 48, III: 72 }, workingDays: { I: 10, II: 20, III: 30 } },
  source: '食品召回管理办法 (2015, as amended 2020), articles 13 and 18'
}

/** Days that are not what their weekday says: holidays, and the weekend days worked for them. */
export const WORKING_CALENDAR: ParameterSpec<{ off: string[]; on: string[] }> = {
  name: 'trace.recall.calendar',
  schema: z.strictObject({ off: z.array(z.iso.date()).max(1000), on: z.array(z.iso.date()).max(200) }),
  initial: {
    off: [
      ...[
        '2026-01-01',
        '2026-01-02',
        '2026-02-16',
        '2026-02-17',
        '2026-02-18',
        '2026-02-19',
        '2026-02-20',
        '2026-02-23'
      ],
      ...['2026-04-06', '2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25'],
      ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']
    ],
    on: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
  },
  source: '国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04); years without an entry count weekdays'
}

export const traceParameters: readonly ParameterSpec[] = [
  PROCESS,
  FRESH_GRAMS_PER_MU,
  PACKING_EXCESS,
  CLOCK_TOLERANCE,
  LATE_AFTER,
  RECALL_CLOCKS,
  WORKING_CALENDAR
]
