const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** A minute as a clock in China shows it, in figures, the same everywhere: 2026-04-05 18:20. */
export const minuteOf = (time: Date | string): string => clock.format(new Date(time))

/** Today, as a calendar in China has it. */
export const today = (): string => minuteOf(new Date()).slice(0, 10)
