import { z } from 'zod'

/** When a subscription is due, as cron has it: a number, a range `[1-5]`, a step `0/30`, several by commas. In UTC. */
const FIELDS = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  /** Monday is 1. */
  dayOfWeek: [1, 7]
} as const
type Field = keyof typeof FIELDS
const CLOCK: readonly Field[] = ['second', 'minute', 'hour']

const Text = z.string().max(200)
export const Schedule = z.strictObject({
  second: Text.optional(),
  minute: Text.optional(),
  hour: Text.optional(),
  dayOfMonth: Text.optional(),
  month: Text.optional(),
  dayOfWeek: Text.optional()
})
export type Schedule = z.infer<typeof Schedule>

/** Names of all that says how somebody wants to be told. */
const CONTROLS: readonly string[] = ['stream', 'reportIfEmpty', 'initialRecordTime', ...Object.keys(FIELDS)]
export const isControl = (name = ''): boolean => CONTROLS.includes(name)

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, i) => from + i * step)

const allOf = (field: Field) => range(FIELDS[field][0], FIELDS[field][1])

/** The values that a field's text names; null where it is no such text. */
function valuesIn(text: string, [least, most]: readonly [number, number]): number[] | null {
  const values = text.split(',').flatMap(element => {
    if (/^\d{1,2}$/.test(element)) return [Number(element)]
    const [, from, to] = /^\[(\d{1,2})-(\d{1,2})\]$/.exec(element) ?? []
    if (from !== undefined && Number(from) <= Number(to)) return range(Number(from), Number(to))
    const [, start, step] = /^(\d{1,2}|\*)\/([1-9]\d?)$/.exec(element) ?? []
    if (step !== undefined) return range(start === '*' ? least : Number(start), most, Number(step))
    return [Number.NaN]
  })
  return values.every(value => value >= least && value <= most) ? [...new Set(values)].sort((a, b) => a - b) : null
}

/** The first field of a schedule that says nothing that can be; null where all do. An empty one is never due. */
export function wrongFieldOf(schedule: Schedule): string | null {
  const given = Object.entries(schedule) as [Field, string][]
  if (given.length === 0) return 'schedule'
  const wrong = given.find(([field, text]) => valuesIn(text, FIELDS[field]) === null)
  if (wrong) return `schedule.${wrong[0]}`
  return nextAfter(schedule, new Date()) ? null : 'schedule'
}

/** The 29th of February comes once in eight years at the rarest. */
const MOST_DAYS = 366 * 8 + 2

/** When it is next due; null for a day that never comes. What is finer than all that is said is at its beginning. */
export function nextAfter(schedule: Schedule, after: Date): Date | null {
  const values = (field: Field) => (schedule[field] === undefined ? null : valuesIn(schedule[field], FIELDS[field]))
  const isSaidBelow = (field: Field) =>
    CLOCK.slice(0, CLOCK.indexOf(field)).some(finer => schedule[finer] !== undefined)
  const onClock = (field: Field) => values(field) ?? (isSaidBelow(field) ? allOf(field) : [0])
  const [months, days, weekdays] = (['month', 'dayOfMonth', 'dayOfWeek'] as const).map(values)
  const start = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate())
  for (let day = 0; day < MOST_DAYS; day++) {
    const date = new Date(start + day * 86_400_000)
    const fits =
      (months?.includes(date.getUTCMonth() + 1) ?? true) &&
      (days?.includes(date.getUTCDate()) ?? true) &&
      (weekdays?.includes(date.getUTCDay() || 7) ?? true)
    const due = fits
      ? firstOf([onClock('hour'), onClock('minute'), onClock('second')], date.getTime(), after.getTime())
      : null
    if (due) return due
  }
  return null
}

function firstOf([hours, minutes, seconds]: [number[], number[], number[]], day: number, after: number): Date | null {
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) {
        const time = day + ((hour * 60 + minute) * 60 + second) * 1000
        if (time > after) return new Date(time)
      }
  return null
}
