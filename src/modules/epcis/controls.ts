import { Instant } from '@suyuan/model/core/instant'
import { z } from 'zod'
import { EpcisException } from './exceptions.js'
import { Schedule, wrongFieldOf } from './schedule.js'

/** How somebody wants to be told: by the clock, or as it comes. */
export const Controls = z.object({
  stream: z.literal(true).optional(),
  schedule: Schedule.optional(),
  reportIfEmpty: z.boolean().optional(),
  initialRecordTime: Instant.optional()
})
export type Controls = z.infer<typeof Controls>

const wrong = (field: string, zh: string, en: string) =>
  new EpcisException('SubscriptionControlsException', { field, zh, en })

/** @throws EpcisException SubscriptionControlsException */
export function refuseUncontrolled({ stream, schedule, reportIfEmpty }: Controls): void {
  if ((stream === true) === (schedule !== undefined))
    throw wrong('stream', '须在 stream 与 schedule 中选一个', 'one of stream and schedule is wanted')
  if (stream && reportIfEmpty) throw wrong('reportIfEmpty', '仅用于定时订阅', 'is for schedules only')
  const field = schedule && wrongFieldOf(schedule)
  if (field) throw wrong(field, '不是可以到来的时间', 'this is no time that ever comes')
}
