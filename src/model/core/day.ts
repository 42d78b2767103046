/** Days of the programme, which are those of a calendar in China (no summer time since 1991). */

const DAY = 86_400_000
/** By which China's clocks are ahead of UTC, in milliseconds. */
export const CHINA = 8 * 3_600_000

/** The day in China at an instant, ISO 8601. */
export const dayOf = (instant: string): string => new Date(Date.parse(instant) + CHINA).toISOString().slice(0, 10)

/** So many days after a day. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** The instant at which a day in China is over. */
export const endOf = (day: string): string => new Date(Date.parse(day) + DAY - CHINA).toISOString()

/** Whether so many days have gone by since an instant. */
export const isPast = (since: string, days: number, now: string): boolean =>
  Date.parse(now) > Date.parse(since) + days * DAY
