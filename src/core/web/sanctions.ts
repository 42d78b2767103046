import { dayOf } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import { gravestOf, SANCTIONS, type SanctionKind } from '@suyuan/model/supervision/states'
import { say } from './texts.js'

/** A sanction as the public register has it. */
export interface Registered {
  id: string
  sanction: SanctionKind
  decision: string
  /** Days in China, both included. */
  from: string
  until: string | null
  /** When it was lifted before its term was over. */
  ended: string | null
}

/** How a party stood, and stands, where one of the two is not as it should be. */
export interface ThenAndNow {
  text: Text
  /** Whether it was under a sanction then. */
  wasUnder: boolean
  /** The sanction that is told of. */
  id: string
}

/** How who did something stood when he did it, and stands today; null where nothing was against him, nor is. */
export function thenAndNow(sanctions: readonly Registered[], time: string): ThenAndNow | null {
  const [then, now] = [gravestAt(sanctions, time), gravestAt(sanctions, new Date().toISOString())]
  const told = then ?? now
  if (!told) return null
  const text =
    then === now
      ? say('standingThenAndNow', { standing: standingText(told) })
      : say('standingThenNow', { before: standingText(then), now: standingText(now) })
  return { text, wasUnder: then !== undefined, id: told.id }
}

const gravestAt = (sanctions: readonly Registered[], at: string) =>
  gravestOf(sanctions.filter(sanction => counts(sanction, at)))

/** Whether a sanction counts at an instant: on a day of its term, and not lifted yet. */
function counts({ from, until, ended }: Registered, at: string): boolean {
  const day = dayOf(at)
  return from <= day && (until === null || day <= until) && (ended === null || Date.parse(at) < Date.parse(ended))
}

function standingText(sanction: Registered | undefined): Text {
  if (!sanction) return say('standingGood')
  const { from, until, decision } = sanction
  const measure = SANCTIONS[sanction.sanction]
  return until === null
    ? say('standingSince', { measure, from, decision })
    : say('standingWithin', { measure, from, until, decision })
}
