import { Gln } from '@suyuan/model/core/gs1'
import { ShipmentId } from '@suyuan/model/monitoring/sensors'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import { z } from 'zod'
import { VISITORS, viewerOf } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { installProblemPages } from '../../core/web/problem-page.js'
import { say } from '../../core/web/texts.js'
import { addToStories } from './additions.js'
import { Watched, WatchList, type WatchParts } from './pages-watch.js'
import { curvesOf, lastReceived } from './queries/curves.js'
import { excursionsOf, partiesOf, seriesOf, watchedBy } from './queries/lists.js'
import { placesIn } from './queries/names.js'
import { runningOf } from './running.js'

type Face = 'desk' | 'audit'
const Named = z.object({ subject: z.union([Gln, ShipmentId]) })

/** Of a place the newest day is shown; a shipment is shown as a whole. */
const SHOWN_MILLISECONDS = 86_400_000
const LOOK_MILLISECONDS = 1500
const PING_MILLISECONDS = 10_000
/** Pages that one gateway keeps up to date at a time. */
const MOST_FOLLOWED = 200

/** /desk/monitoring for whom it concerns, /audit/monitoring for who supervises: what is watched, and its curves, live. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    runningOf(services, app)
    addToStories(services)
    await app.register(async own => {
      installProblemPages(own)
      const follow = follower(services)
      for (const face of ['desk', 'audit'] as const) {
        const onRequest = services.people.required(...VISITORS[face])
        const schema = { hide: true, params: Named }
        own.get(`/${face}/monitoring`, { onRequest, schema: { hide: true } }, (request, reply) =>
          list(services, face, request, reply)
        )
        own.get(`/${face}/monitoring/watch/:subject`, { onRequest, schema }, async (request, reply) => {
          const parts = await partsOf(services, face, await seen(services, request))
          return sendAppPage(reply, {
            ...{ title: say('monitoringTitle').zh, area: face, section: 'programme', person: request.person },
            children: <WatchedPage {...parts} />
          })
        })
        own.get(`/${face}/monitoring/watch/:subject/events`, { onRequest, schema }, async (request, reply) =>
          follow(reply, await seen(services, request), face)
        )
      }
    })
  }

async function list(services: Services, face: Face, request: FastifyRequest, reply: FastifyReply) {
  const viewer = viewerOf(request)
  const watched = await watchedBy(services.pool, face === 'audit' && viewer.supervises ? null : viewer.party)
  const names = await placesIn(
    services.pool,
    watched.map(({ subject }) => subject)
  )
  return sendAppPage(reply, {
    ...{ title: say('monitoringTitle').zh, area: face, section: 'programme', person: request.person },
    children: <WatchList face={face} watched={watched} names={names} />
  })
}

/** The subject that the address names. @throws HttpProblem NOT_FOUND, also where it does not concern the viewer */
async function seen({ pool }: Services, request: FastifyRequest): Promise<string> {
  const { subject } = request.params as z.infer<typeof Named>
  const viewer = viewerOf(request)
  const parties = await partiesOf(pool, subject)
  if (parties.length === 0 || (!viewer.supervises && !parties.includes(viewer.party ?? '')))
    throw new HttpProblem('NOT_FOUND')
  return subject
}

async function partsOf(services: Services, face: Face, subject: string): Promise<WatchParts> {
  const { pool } = services
  const newest = await lastReading(services, subject)
  const from = subject.includes(':') || newest === null ? null : new Date(newest - SHOWN_MILLISECONDS).toISOString()
  const [curves, excursions, series, names] = await Promise.all([
    curvesOf(services, subject, { from }),
    excursionsOf(pool, subject),
    seriesOf(pool, subject),
    placesIn(pool, [subject])
  ])
  return { face, subject, curves, excursions, series, names }
}

async function lastReading({ pool }: Services, subject: string): Promise<number | null> {
  const { rows } = await pool.query<{ at: Date | null }>(
    `select max(l.at) as at from core.state w, jsonb_array_elements(w.value -> 'stays') stay
       join core_own.sensor_latest l on l.sensor = stay ->> 'sensor'
     where w.key = 'monitoring/watch/' || $1`,
    [subject]
  )
  return rows[0]?.at?.getTime() ?? null
}

const WatchedPage = (parts: WatchParts) => (
  <div class="wide stack">
    <Watched {...parts} live />
  </div>
)

/** Sends the curves anew whenever something came, for as long as somebody looks (text/event-stream). */
function follower(services: Services) {
  let followed = 0
  return async (reply: FastifyReply, subject: string, face: Face): Promise<FastifyReply> => {
    if (followed >= MOST_FOLLOWED) throw new HttpProblem('OVERLOADED')
    followed += 1
    const { raw } = reply.hijack()
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    let before = ''
    let said = Date.now()
    let looking = false
    const look = async () => {
      const parts = await partsOf(services, face, subject)
      const now = JSON.stringify([await lastReceived(services, subject), parts.excursions, parts.series])
      if (now !== before) {
        const html = renderToString(<Watched {...parts} />)
        raw.write(`event: part\ndata: ${html.replaceAll('\n', ' ')}\n\n`)
        said = Date.now()
      } else if (Date.now() - said > PING_MILLISECONDS) {
        raw.write(': still here\n\n')
        said = Date.now()
      }
      before = now
    }
    const timer = setInterval(() => {
      if (looking) return
      looking = true
      look()
        .catch(() => raw.destroy())
        .finally(() => {
          looking = false
        })
    }, LOOK_MILLISECONDS)
    raw.on('close', () => {
      clearInterval(timer)
      followed -= 1
    })
    return reply
  }
}
