const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
  hour12: false
})

/** A moment as people in China read it, to the minute. */
export const momentOf = (at: Date | string): string => FORMAT.format(new Date(at))
