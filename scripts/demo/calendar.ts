/** The spring of 2026, as a clock in China shows it. */

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** A day of 2026: 0 is 1 January. */
export type Day = number

export const day = (month: number, date: number): Day => (Date.UTC(2026, month - 1, date) - Date.UTC(2026, 0, 1)) / DAY

/** ISO time on a day, minutes after midnight there. */
export function time(on: Day, minutes: number): string {
  const instant = Date.UTC(2026, 0, 1) + on * DAY + minutes * MINUTE
  return `${new Date(instant).toISOString().slice(0, 19)}+08:00`
}

export const date = (on: Day): string => time(on, 0).slice(0, 10)

/** The date that many months later; all days in use are in every month. */
export function monthsLater(on: Day, months: number): string {
  const then = new Date(Date.UTC(2026, 0, 1) + on * DAY)
  then.setUTCMonth(then.getUTCMonth() + months)
  return then.toISOString().slice(0, 10)
}
