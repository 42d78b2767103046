import { z } from 'zod'
import { daysAfter } from '../core/day.js'
import { Gln } from '../core/gs1.js'
import { action, type Fact, requireRole } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { MatterId } from '../core/procedure.js'
import { placeKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { pickedKey } from '../trace/states.js'
import { requireOwn } from './base.js'
import { FLAGGED_INPUTS } from './parameters.js'
import { DOSE_UNITS, type DoseUnit, type Interval, inputKey, intervalsKey } from './states.js'

/** An input as it was used on a plot, from one day to another. */
export const ApplyInput = z
  .strictObject({
    id: MatterId,
    plot: Gln,
    product: z.string().min(1).max(80),
    registration: z.string().min(1).max(40).optional(),
    source: z.string().min(1).max(120),
    dose: z.string().regex(/^\d{1,6}(\.\d{1,3})?$/),
    unit: z.enum(Object.keys(DOSE_UNITS) as [DoseUnit, ...DoseUnit[]]),
    against: z.string().min(1).max(60).optional(),
    startedOn: z.iso.date(),
    stoppedOn: z.iso.date(),
    intervalDays: z.int().nonnegative().max(365)
  })
  .refine(({ startedOn, stoppedOn }) => startedOn <= stoppedOn, { path: ['stoppedOn'], message: 'STOPS_BEFORE_START' })

export const WithdrawInput = z.strictObject({ id: MatterId, plot: Gln, words: z.string().min(1).max(300) })

/** Intervals that are over are kept, too, so that a harvest entered late is judged by its day; a year has fewer than these. */
const MOST_INTERVALS = 30

const applyInput = action(
  ApplyInput,
  ({ id, plot }) => [
    ...[placeKey(plot), inputKey(plot, id), intervalsKey(plot), pickedKey(plot)],
    parameterKey(FLAGGED_INPUTS.name)
  ],
  ({ id, plot, ...use }, draft, context) => {
    requireRole(context, 'producer')
    requireOwn(draft, plot, 'plot', context)
    draft.refuseExisting(inputKey(plot, id), 'MATTER_EXISTS', { id })
    const { author: party, recordedAt: at } = context
    draft.write(inputKey(plot, id), { party, ...use, at })
    const free = daysAfter(use.stoppedOn, use.intervalDays)
    const interval = { input: id, product: use.product, from: use.startedOn, free }
    keepIntervals(draft, plot, before => [...before, interval])
    return [...pickedInside(draft, plot, interval), ...flagged(draft, plot, use.product)]
  }
)

/** Its party says that a record is wrong: its interval no longer counts, the record stays with these words. */
const withdrawInput = action(
  WithdrawInput,
  ({ id, plot }) => [inputKey(plot, id), intervalsKey(plot)],
  ({ id, plot, words }, draft, { author, recordedAt: at }) => {
    const use = draft.need(inputKey(plot, id), 'MATTER_UNKNOWN', { id })
    if (use.party !== author) throw new Refusal('ROLE_REQUIRED', { roles: ['owner'] })
    if (use.withdrawn) throw new Refusal('STEP_NOT_OPEN', { step: 'withdrawInput', state: 'withdrawn' })
    draft.write(inputKey(plot, id), { ...use, withdrawn: { at, words } })
    keepIntervals(draft, plot, before => before.filter(({ input }) => input !== id))
    return [{ type: 'warning', code: 'INPUT_WITHDRAWN', plot, input: id }]
  }
)

function keepIntervals(draft: Draft, plot: string, change: (before: readonly Interval[]) => readonly Interval[]): void {
  const kept = [...change(draft.read(intervalsKey(plot)) ?? [])].sort((a, b) => (a.free < b.free ? -1 : 1))
  draft.write(intervalsKey(plot), kept.slice(-MOST_INTERVALS))
}

/** What is already picked cannot be refused any more; that the record came too late for that is told. */
function pickedInside(draft: Draft, plot: string, { input, from, free }: Interval): Fact[] {
  const last = draft.read(pickedKey(plot))?.last
  if (!last || last < from || last >= free) return []
  return [{ type: 'warning', code: 'PICKED_IN_INTERVAL', plot, input, picked: last, free }]
}

function flagged(draft: Draft, plot: string, product: string): Fact[] {
  const { cultivar = '' } = draft.read(placeKey(plot))!
  const holds = (text: string, parts: readonly string[]) =>
    parts.some(part => text.toLowerCase().includes(part.toLowerCase()))
  return inForce(draft, FLAGGED_INPUTS)
    .filter(({ inputs, cultivars }) => holds(product, inputs) && holds(cultivar, cultivars))
    .map(({ why }) => ({ type: 'warning', code: 'INPUT_FLAGGED', plot, product, cultivar, why }))
}

export const inputActions = { applyInput, withdrawInput }
