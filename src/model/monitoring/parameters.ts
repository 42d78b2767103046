import { z } from 'zod'
import type { ParameterSpec } from '../core/parameters.js'
import { KIND_NAMES, type KindName } from './kinds.js'

const Limit = z.number().min(-1000).max(1_000_000)

/** What readings of a kind must keep to, and for how long they may be beyond it. */
export const Rule = z
  .strictObject({
    kind: z.enum(KIND_NAMES),
    low: Limit.optional(),
    high: Limit.optional(),
    seconds: z.int().nonnegative().max(2_592_000)
  })
  .refine(({ low, high }) => (low ?? high) !== undefined && (low ?? -Infinity) <= (high ?? Infinity), {
    path: ['high'],
    message: 'NO_LIMIT'
  })
export type Rule = z.infer<typeof Rule>

/** Rules by GTIN, by form of goods, or by the GLN of a place. */
export const RULES: ParameterSpec<Rule[] | null> = {
  name: 'monitoring.rule.',
  schema: z
    .array(Rule)
    .max(KIND_NAMES.length)
    .refine(rules => new Set(rules.map(({ kind }) => kind)).size === rules.length, 'KIND_TWICE'),
  initial: null,
  source: 'none until the organisations agree on one: standards give tea no limit on its way'
}

/** When readings are doubtful. */
export interface Doubtful {
  /** No reading for so long is a gap. */
  gapSeconds: number
  /** The same value for so long, over at least `frozenReadings`, is frozen. */
  frozenSeconds: number
  frozenReadings: number
  /** A clock may differ by so much. */
  clockSeconds: number
  /** Most that a value may change in a minute, by kind; where none is named, anything may be. */
  jumpPerMinute: Partial<Record<KindName, number>>
}

export const DOUBTFUL: ParameterSpec<Doubtful> = {
  name: 'monitoring.doubtful',
  schema: z.strictObject({
    gapSeconds: z.int().positive().max(604_800),
    frozenSeconds: z.int().positive().max(604_800),
    frozenReadings: z.int().min(2).max(10_000),
    clockSeconds: z.int().positive().max(86_400),
    jumpPerMinute: z.partialRecord(z.enum(KIND_NAMES), z.number().positive())
  }),
  initial: {
    gapSeconds: 900,
    frozenSeconds: 7200,
    frozenReadings: 12,
    clockSeconds: 120,
    jumpPerMinute: { temperature: 10, humidity: 30 }
  },
  source: 'a design value'
}

/** A place's readings are closed so often; every series waits so long for readings that are late. */
export const CLOSING: ParameterSpec<{ placeSeconds: number; graceSeconds: number }> = {
  name: 'monitoring.closing',
  schema: z.strictObject({
    placeSeconds: z.int().min(60).max(604_800),
    graceSeconds: z.int().nonnegative().max(86_400)
  }),
  initial: { placeSeconds: 86_400, graceSeconds: 300 },
  source: 'a design value'
}

export const monitoringParameters: readonly ParameterSpec[] = [RULES, DOUBTFUL, CLOSING]
