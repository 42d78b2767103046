import { createHash } from 'node:crypto'

/** The number of an excursion: the same readings have the same. */
export const excursionId = (sensor: string, subject: string, rule: string, from: string): string =>
  `X-${createHash('sha256')
    .update([sensor, subject, rule, new Date(from).toISOString()].join('\n'))
    .digest('hex')
    .slice(0, 20)}`
