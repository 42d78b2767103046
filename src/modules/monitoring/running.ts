import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { Repeated } from '../../core/duties.js'
import type { Services } from '../../core/module.js'
import { Closing } from './duties/closing.js'
import { keepDays } from './duties/retention.js'
import { Telling } from './duties/telling.js'
import { Excursions } from './excursions.js'
import { Ingestion } from './ingestion.js'
import { Consumer } from './mqtt/consumer.js'
import { ReadingStore } from './store.js'
import { Watching } from './watching.js'

const TELL_MILLISECONDS = 1000
const CLOSE_MILLISECONDS = 10_000
const KEEP_MILLISECONDS = 3_600_000

/** What of this module runs, beside answering requests. */
export interface Running {
  ingestion: Ingestion
  closing: Closing
}

const running = new WeakMap<Services, Running>()

/** The one of these services; its duties begin with the others of the gateway. */
export function runningOf(services: Services, app: FastifyInstance): Running {
  const known = running.get(services)
  if (known) return known
  const made = start(services, app, app.log)
  running.set(services, made)
  return made
}

function start(services: Services, app: FastifyInstance, log: FastifyBaseLogger): Running {
  const { pool, states, commands, duties, monitoring } = services
  const excursions = new Excursions(pool, log)
  const watching = new Watching(states)
  const ingestion = new Ingestion(
    commands.ledger.id,
    new ReadingStore(pool),
    watching,
    excursions,
    monitoring.readingDays
  )
  const closing = new Closing(services, log)
  const telling = new Telling(services, log)
  const told = new Repeated('excursions could not be told', TELL_MILLISECONDS, () => telling.work(), log)
  excursions.onFound = told.wake
  duties.add(
    told,
    new Repeated('series could not be closed', CLOSE_MILLISECONDS, () => closing.work(), log),
    new Repeated('days of readings', KEEP_MILLISECONDS, () => keepDays(pool, monitoring.readingDays), log),
    ...(monitoring.broker ? [new Consumer(monitoring.broker, ingestion, log)] : [])
  )
  app.addHook('preClose', () => excursions.settled())
  return { ingestion, closing }
}
