const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' })

/** When something was printed or issued, as people in China read it. */
export const printedAt = (time: Date): string => clock.format(time)
