import type { z } from 'zod'
import type { Context, Fact, Step } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import type { Draft, View } from '../core/state.js'
import { LATE_AFTER } from './parameters.js'

/** The law of one kind of event. */
export interface EventLaw<E> {
  schema: z.ZodType<E>
  keys(event: E, loaded: View): readonly string[]
  decide(event: E, draft: Draft, context: Context): readonly Fact[]
}

/** An event as a step of a capture. Every kind is marked when it was entered late or by a clock that runs ahead. */
export function stepOf<E extends { eventID: string; eventTime: string }>(law: EventLaw<E>, event: E): Step {
  return {
    keys: loaded => [parameterKey(LATE_AFTER.name), ...law.keys(event, loaded)],
    decide: (draft, context) =>
      [...clockMarks(event.eventTime, draft, context), ...law.decide(event, draft, context)].map(fact => ({
        ...fact,
        event: event.eventID
      }))
  }
}

const AHEAD_SECONDS = 300 // what the peers allow between their clocks

function clockMarks(eventTime: string, draft: Draft, { recordedAt }: Context): Fact[] {
  const seconds = Math.round((Date.parse(recordedAt) - Date.parse(eventTime)) / 1000)
  if (seconds > inForce(draft, LATE_AFTER)) return [{ type: 'late', seconds }]
  if (seconds < -AHEAD_SECONDS) return [{ type: 'clock-ahead', seconds: -seconds }]
  return []
}
