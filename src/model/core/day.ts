/** Days of the programme, which are those of a calendar in China (no summer time since 1991). */

const DAY = 86_400_000
/** By which China's clocks are ahead of UTC, in milliseconds. */
export const CHINA = 8 * 3_600_000

/** An instant as a clock in China shows it, ISO 8601 with milliseconds and offset. */
export const clockOf = (instant: string | Date): string =>
  `${new Date(new Date(instant).getTime() + CHINA).toISOString().slice(0, -1)}+08:00`

/** The day in China at an instant, ISO 8601. */
export const dayOf = (instant: string | Date): string => clockOf(instant).slice(0, 10)

/** The instant of a day and minute in China as fields for such have them, `2026-04-05T08:00`; null for anything else. */
export const momentOf = (typed: string): string | null =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? `${typed}:00+08:00` : null

/** So many days after a day. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** How many days a day is after another. */
export const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / DAY)

/** The instant at which a day in China begins. */
export const startOf = (day: string): string => new Date(Date.parse(day) - CHINA).toISOString()

/** The instant at which it is over. */
export const endOf = (day: string): string => new Date(Date.parse(day) + DAY - CHINA).toISOString()

/** Whether so many days have gone by since an instant. */
export const isPast = (since: string, days: number, now: string): boolean =>
  Date.parse(now) > Date.parse(since) + days * DAY
