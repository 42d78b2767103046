import type { IncomingMessage } from 'node:http'
import type { WebSocket } from '@fastify/websocket'
import { prefixesOf } from '@suyuan/model/core/gs1/urn'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { Controls, refuseUncontrolled } from './controls.js'
import { queryDocument } from './documents.js'
import { EpcisException } from './exceptions.js'
import { epcFormatOf } from './headers.js'
import { heightOf, type Spot, search } from './queries/search.js'
import { nextAfter, Schedule } from './schedule.js'
import { news, upTo } from './subscriptions.js'

/** How an address says how its reader wants to be told. */
export const SocketQuery = {
  ...Schedule.shape,
  stream: z.enum(['true']).optional().describe('WebSocket：有新事件即推送 As events come'),
  reportIfEmpty: z.enum(['true', 'false']).optional(),
  initialRecordTime: z.string().optional()
}

const LOOK_MILLISECONDS = 1000
const EVENTS_AT_ONCE = 100
/** Who does not read what he is sent is sent no more. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024
/** A key that is taken back ends what it opened. */
const KEY_MILLISECONDS = 30_000

/** The controls in the address of a socket. @throws EpcisException SubscriptionControlsException */
export function controlsOf(request: FastifyRequest): Controls {
  const { stream, reportIfEmpty, initialRecordTime, ...rest } = request.query as Record<string, string | undefined>
  const schedule = Schedule.parse(Object.fromEntries(Object.keys(Schedule.shape).map(name => [name, rest[name]])))
  const isScheduled = Object.values(schedule).some(field => field !== undefined)
  const controls = Controls.safeParse({
    ...(stream === 'true' && { stream: true }),
    ...(isScheduled && {
      schedule: Object.fromEntries(Object.entries(schedule).filter(([, text]) => text !== undefined))
    }),
    ...(reportIfEmpty !== undefined && { reportIfEmpty: reportIfEmpty === 'true' }),
    ...(initialRecordTime !== undefined && { initialRecordTime })
  })
  if (!controls.success)
    throw new EpcisException('SubscriptionControlsException', {
      field: controls.error.issues[0]!.path.join('.'),
      zh: '订阅设置有误',
      en: 'these controls are malformed'
    })
  refuseUncontrolled(controls.data)
  return controls.data
}

/** Says to who opens a socket since when he is told (`GS1-Query-Min-Record-Time`): since he asked, or since a time that he named. */
export function sayWhence(headers: string[], { url = '' }: IncomingMessage): void {
  const since = new URL(url, 'http://socket').searchParams.get('initialRecordTime')
  headers.push(`GS1-Query-Min-Record-Time: ${(since === null ? new Date() : new Date(since)).toISOString()}`)
}

/** Sends a query's results down a socket for as long as it is open. */
export async function stream(services: Services, socket: WebSocket, request: FastifyRequest): Promise<void> {
  const { pool, authenticator, companyPrefixes } = services
  const { party } = await authenticator.caller(request)
  const { queryName } = request.params as { queryName: string }
  const { schedule, reportIfEmpty, initialRecordTime } = controlsOf(request)
  const since = initialRecordTime === undefined ? null : new Date(initialRecordTime)
  const form = { format: epcFormatOf(request), lengthOf: prefixesOf(companyPrefixes) }
  let spot: Spot = upTo(since ? -1 : await heightOf(pool))
  let due = schedule ? nextAfter(schedule, new Date()) : null
  let checkedAt = Date.now()

  async function look(): Promise<void> {
    if (Date.now() - checkedAt > KEY_MILLISECONDS) {
      await authenticator.required(request)
      checkedAt = Date.now()
    }
    if (schedule && (!due || due > new Date())) return
    const height = await heightOf(pool)
    let sent = 0
    while (Number(spot[0]) < height) {
      const query = await news(pool, { party, queryName, initialRecordTime: since })
      const { events, next } = await search(services, query, { height, after: spot, count: EVENTS_AT_ONCE })
      if (events.length > 0) socket.send(JSON.stringify(queryDocument(events, { ...form, queryName })))
      sent += events.length
      spot = next ?? upTo(height)
      if (socket.bufferedAmount > MOST_UNREAD_BYTES) throw new Error('the reader does not read')
    }
    if (schedule && sent === 0 && reportIfEmpty) socket.send(JSON.stringify(queryDocument([], { ...form, queryName })))
    if (schedule) due = nextAfter(schedule, new Date())
  }

  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      // The query is gone, the key taken back, or Postgres away: who wants more comes again.
      .catch(() => socket.close(1011))
      .finally(() => {
        isLooking = false
      })
  }, LOOK_MILLISECONDS)
  socket.on('close', () => clearInterval(timer))
}
