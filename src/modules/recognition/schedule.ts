import { createHash } from 'node:crypto'
import { MOST_SCREENED } from '@suyuan/model/recognition/law'
import type { FastifyBaseLogger } from 'fastify'
import { Repeated } from '../../core/duties.js'
import { bodyHashOf } from '../../core/ledger/commands.js'
import type { Services } from '../../core/module.js'
import { windowEnd } from '../../core/windows.js'
import { countDue, dueProducts, lastRound } from './queries.js'

const LOOK_MILLISECONDS = 5000
const WAIT_SECONDS = 30

/** The instants of the schedule: the last that has come, and the next. */
export function instantsOf(seconds: number): { last: Date; next: Date } {
  const last = windowEnd(Date.now(), seconds)
  return { last: new Date(last), next: new Date(last + seconds * 1000) }
}

/**
 * Holds what is due against the registers, at each instant of the schedule. What a round has to look at follows from the
 * ledger and the instant alone, and the law takes no look twice: who is interrupted, or comes later, does what is left.
 */
class Screening {
  /** Called when there may be more to look at. */
  onMore = () => {}
  /** The newest instant of which nothing is left. */
  private done = 0

  constructor(private readonly services: Services) {}

  /** As much as one look takes. */
  async work(): Promise<void> {
    const { pool, clients, screeningSeconds } = this.services
    const { last } = instantsOf(screeningSeconds)
    if (last.getTime() <= this.done) return
    // Any office's look is as good: the first of those whose key is kept here.
    const [office] = await clients.speakingAs('office')
    if (!office) return
    const products = await dueProducts(pool, last, MOST_SCREENED)
    if (products.length === 0) this.done = last.getTime()
    else {
      await this.look(office, products, last.toISOString())
      this.onMore()
    }
  }

  /** No person looks here, so it is the office itself that speaks, with the key that the gateway keeps for it. */
  private async look(office: string, products: readonly string[], scheduled: string): Promise<void> {
    const payload = { products, scheduled }
    const which = createHash('sha256').update(products.join()).digest('hex')
    const { outcome, state } = await this.services.commands.send(
      { party: office, module: 'recognition', action: 'screen', payload },
      {
        ...{ answerSeconds: WAIT_SECONDS, inputWait: 0 },
        idempotency: {
          idempotencyKey: `recognition/round/${scheduled}/${which}`,
          bodyHash: bodyHashOf('screen', payload)
        }
      }
    )
    if (!outcome) throw new Error(state)
    if (outcome.code) throw new Error(outcome.code)
  }
}

/** Has one gateway run the rounds, and lets it be watched from outside whether they are run. */
export function keepSchedule(services: Services, log: FastifyBaseLogger): void {
  const { pool, duties, metrics, screeningSeconds } = services
  if (screeningSeconds === 0) return
  const screening = new Screening(services)
  const repeated = new Repeated('products could not be screened', LOOK_MILLISECONDS, () => screening.work(), log)
  screening.onMore = repeated.wake
  duties.add(repeated)
  metrics.gauge(
    'suyuan_screening_timestamp_seconds',
    'When the last scheduled round that held products against the registers was recorded; 0 for none',
    async () => ((await lastRound(pool))?.at.getTime() ?? 0) / 1000
  )
  metrics.gauge(
    'suyuan_screening_due_products',
    'Products that the schedule should have held against the registers by now',
    () => countDue(pool, instantsOf(screeningSeconds).last)
  )
  metrics.gauge(
    'suyuan_screening_lapsed_products',
    'Products that the last scheduled round found in a register no more',
    async () => (await lastRound(pool))?.lapsed ?? 0
  )
}
