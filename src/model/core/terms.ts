import { dayOf, daysAfter } from './day.js'
import type { Context } from './law.js'
import { Refusal } from './refusal.js'

/**
 * From which day something holds: today, or the earlier day of a decision that was on paper before the ledger had it.
 *
 * @throws Refusal TOO_EARLY for a day that has not come
 */
export function firstDay(from: string | undefined, { recordedAt }: Context): string {
  const today = dayOf(recordedAt)
  if (from && from > today) throw new Refusal('TOO_EARLY', { from })
  return from ?? today
}

/** @throws Refusal TOO_EARLY until that many whole days have passed since an instant */
export function requireElapsed(since: string, days: number, { recordedAt }: Context): void {
  const opens = daysAfter(dayOf(since), days)
  if (dayOf(recordedAt) < opens) throw new Refusal('TOO_EARLY', { since, days, opens })
}

/** @throws Refusal TOO_LATE when more than that many days have passed since an instant */
export function requireWithin(since: string, days: number, { recordedAt }: Context): void {
  const closes = daysAfter(dayOf(since), days)
  if (dayOf(recordedAt) > closes) throw new Refusal('TOO_LATE', { since, days, closes })
}
