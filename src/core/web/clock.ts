import { clockOf, dayOf } from '@suyuan/model/core/day'

/** A minute as a clock in China shows it, in figures, the same everywhere: 2026-04-05 18:20. */
export const minuteOf = (time: Date | string): string => clockOf(time).slice(0, 16).replace('T', ' ')

/** Today, as a calendar in China has it. */
export const today = (): string => dayOf(new Date())
