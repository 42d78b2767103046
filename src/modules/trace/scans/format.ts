import type { Text } from '@suyuan/model/core/refusal'

const options = { timeZone: 'Asia/Shanghai', timeStyle: 'short' } as const
const chinese = new Intl.DateTimeFormat('zh-CN', { ...options, dateStyle: 'long' })
const english = new Intl.DateTimeFormat('en-GB', { ...options, dateStyle: 'medium' })

/** Day and minute as clocks in China have it. */
export const moment = (time: Date): Text => ({ zh: chinese.format(time), en: english.format(time) })
