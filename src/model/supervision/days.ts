const HOUR = 3_600_000
const DAY = 24 * HOUR
/** China has one time and no summer time. */
const CHINA = 8 * HOUR

/** The day of an instant, as a calendar in China has it. */
export const dayOf = (instant: string): string => new Date(Date.parse(instant) + CHINA).toISOString().slice(0, 10)

/** The instant at which a day in China is over. */
export const endOf = (day: string): string => new Date(Date.parse(day) - CHINA + DAY).toISOString()

/** Whether so many days have gone by since an instant. */
export const isPast = (since: string, days: number, now: string): boolean =>
  Date.parse(now) > Date.parse(since) + days * DAY
