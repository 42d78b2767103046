import { dayOf, daysAfter, endOf } from '@suyuan/model/core/day'
import { type Parameter, type ParameterSpec, parameterKey } from '@suyuan/model/core/parameters'
import { RECALL_CLOCKS, WORKING_CALENDAR } from '@suyuan/model/trace/parameters'
import type { Services } from '../../../core/module.js'
import type { Announcement } from '../../../modules/trace/queries/recalls.js'

export interface Calendar {
  off: readonly string[]
  on: readonly string[]
}

/** Whether people work on a day of China's calendar. */
function isWorkingDay(day: string, { off, on }: Calendar): boolean {
  if (on.includes(day)) return true
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !off.includes(day)
}

/** The end, in China, of the nth working day after the day of a time. */
export function afterWorkingDays(time: Date, days: number, calendar: Calendar): Date {
  let day = dayOf(time)
  for (let left = days; left > 0; ) {
    day = daysAfter(day, 1)
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return new Date(endOf(day))
}

/** How many years of the period the calendar knows: of others only weekdays count. */
export const knowsYear = (time: Date, { off }: Calendar) => off.some(day => day.startsWith(dayOf(time).slice(0, 4)))

export interface Clock {
  due: Date
  /** When it was done; null where it is not yet. */
  done: Date | null
  state: 'met' | 'late' | 'running' | 'overdue'
}

/** The two clocks that the law sets to a recall, with where the numbers are from. */
export interface Clocks {
  start: Clock
  completion: Clock
  hours: number
  days: number
  source: string
  calendarKnown: boolean
}

const clock = (due: Date, done: Date | null, now: Date): Clock => ({
  due,
  done,
  state: done ? (done <= due ? 'met' : 'late') : now <= due ? 'running' : 'overdue'
})

/** What the organisations have agreed, or what the law says until they do. */
async function inForce<T>({ states }: Services, spec: ParameterSpec<T>): Promise<{ value: T; source: string }> {
  const recorded = await states.get<Parameter>(parameterKey(spec.name))
  return recorded
    ? { value: recorded.value as T, source: recorded.source }
    : { value: spec.initial, source: spec.source }
}

export async function clocksOf(
  services: Services,
  recall: Announcement,
  closedAt: Date | null,
  now = new Date()
): Promise<Clocks> {
  const [clocks, calendar] = await Promise.all([inForce(services, RECALL_CLOCKS), inForce(services, WORKING_CALENDAR)])
  const announced = new Date(recall.announcedAt)
  const hours = clocks.value.startHours[recall.class]
  const days = clocks.value.workingDays[recall.class]
  return {
    hours,
    days,
    source: clocks.source,
    start: clock(new Date(Date.parse(recall.knownAt) + hours * 3_600_000), announced, now),
    completion: clock(afterWorkingDays(announced, days, calendar.value), closedAt, now),
    calendarKnown: knowsYear(announced, calendar.value)
  }
}
