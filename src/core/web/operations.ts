import type { FastifyPluginAsync } from 'fastify'
import type pg from 'pg'
import type { Watch } from '../ledger/watch.js'
import type { Metrics } from '../metrics.js'
import type { Doubts } from '../mirror/doubts.js'
import type { MirrorLeader } from '../mirror/leader.js'
import type { Objections } from '../review/objections.js'

export interface Operations {
  pool: pg.Pool
  watch: Watch
  mirror: MirrorLeader
  doubts: Doubts
  objections: Objections
  metrics: Metrics
  ledgerHeight: () => Promise<number>
}

/** A mirror this many blocks behind still serves; further behind it is not ready. */
const MOST_LAG = 50

/** /healthz: the process lives. /readyz: it can do its work, or says what keeps it. /metrics: Prometheus. */
export const operationRoutes =
  ({ pool, watch, mirror, doubts, objections, metrics, ledgerHeight }: Operations): FastifyPluginAsync =>
  async app => {
    app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))

    app.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
      const database = await pool.query('select 1').then(
        () => 'ok',
        error => String(error)
      )
      const peers = await ledgerHeight()
      const lag = peers < 0 ? null : Math.max(0, peers - watch.height)
      const ready = database === 'ok' && !mirror.broken && lag !== null && lag <= MOST_LAG
      const details = {
        status: ready ? 'ready' : 'not ready',
        database,
        ledger: peers < 0 ? 'no peer answers' : { height: peers },
        // Rows that somebody altered: what is asked of others is served all the same, and theirs says so.
        mirror: mirror.broken ?? { height: watch.height, lag, differences: doubts.count },
        // Transactions that the organisations' law does not make so; unjudged are batches of another law than this code has.
        law: { differences: objections.count, judged: objections.judged, unjudged: objections.unjudged }
      }
      return reply.code(ready ? 200 : 503).send(details)
    })

    app.get('/metrics', { schema: { hide: true } }, async (_, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
    )
  }
