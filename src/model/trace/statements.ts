import type { EventStatement, Statement } from '../core/statements.js'
import type { ReadEvent } from './law.js'
import { CloseRecall } from './recall-steps.js'
import { packedIn, subjectsOf } from './subjects.js'
import { summaryOf } from './summary.js'

/** What the public may read of an event, and, one by one, the goods that it names beside those. */
export function statementsIn({ kind, event }: ReadEvent): Statement[] {
  const { made, inputs, ...says } = summaryOf(kind, event) as Pick<EventStatement, 'made' | 'inputs'>
  const told = new Set([...(made ?? []), ...(inputs ?? [])].map(([lot]) => lot))
  const named = [...subjectsOf(event), ...packedIn(event)].filter(({ kind, id }) => kind !== 'lot' || !told.has(id))
  return [
    {
      ...{ event: event.eventID, kind, time: event.eventTime, place: placeOf(event) },
      ...(made && { made }),
      ...(inputs && { inputs }),
      // As JSON has it: members that are undefined are none.
      says: JSON.parse(JSON.stringify(says)) as Record<string, unknown>
    },
    ...named.map(names => ({ event: event.eventID, names }))
  ]
}

/** Of the steps of a recall everybody may know that it is over; whom it concerned, and with how much, is theirs. */
export const recallStatements = (action: string, payload: unknown): Statement[] =>
  action === 'closeRecall' ? [{ recall: CloseRecall.parse(payload).number, closed: true }] : []

/** Where an event took place, as GLN. */
export function placeOf(event: object): string {
  const { bizLocation, readPoint } = event as { bizLocation?: { id: string }; readPoint: { id: string } }
  return (bizLocation ?? readPoint).id
}
