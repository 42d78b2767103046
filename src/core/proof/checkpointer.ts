import { DEFINITIONS, type Definition } from '@suyuan/model/core/definitions'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Fabric } from '../ledger/fabric.js'
import { reasonOf } from '../ledger/failures.js'
import type { Watch } from '../ledger/watch.js'

/** Batches a checkpoint covers at most: each adds a hundred bytes to every proof by that checkpoint. */
const MOST_BATCHES = 100
const COMMIT_MILLISECONDS = 30_000
/** So long the law may take to judge what is new; what it has not seen by then is covered all the same. */
const EXAMINE_MILLISECONDS = 3000

export interface CheckpointerOptions {
  fabric: Fabric
  pool: pg.Pool
  watch: Watch
  /** Between checkpoints of the schedule; 0 makes none but on demand. */
  seconds: number
  /** Has what is new on the ledger judged, for so long at most: what is objected to is not covered. */
  examine: (milliseconds: number) => Promise<void>
  /** Whether it is this gateway's turn: one of them follows the schedule. */
  leads: () => boolean
  log: Logger
}

/**
 * Has every organisation of block 0 attest the batches that are in the ledger, each by the chaincode that judged it. What is left to do stands in the mirror alone, so a
 * gateway that dies loses nothing, and one that does it twice does no harm.
 */
export class Checkpointer {
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private stopped = false
  private awaited: { block: number; arrived: () => void } | undefined

  constructor(private readonly options: CheckpointerOptions) {
    options.watch.onBlock(() => this.lookWhetherArrived())
  }

  start(): void {
    const { seconds, leads } = this.options
    if (seconds > 0) this.timer = setInterval(() => void (leads() && this.run()), seconds * 1000)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    this.awaited?.arrived()
    await this.running
  }

  /** Covers what the mirror has, as far as the network lets it, and returns when the mirror has the checkpoints. */
  run(): Promise<void> {
    this.running ??= this.coverAll()
      .catch(error => this.options.log.warn({ reason: reasonOf(error) }, 'no checkpoint now; the next will do'))
      .finally(() => {
        this.running = undefined
      })
    return this.running
  }

  private async coverAll(): Promise<void> {
    const waiting = await Promise.all(DEFINITIONS.map(definition => this.uncovered(definition)))
    if (waiting.every(batches => batches.length === 0)) return
    await this.options.examine(EXAMINE_MILLISECONDS)
    for (const definition of DEFINITIONS) await this.coverAllOf(definition)
  }

  private async coverAllOf(definition: Definition): Promise<void> {
    while (!this.stopped) {
      const batches = await this.uncovered(definition)
      if (batches.length === 0) return
      await this.cover(definition, batches)
      if (batches.length < MOST_BATCHES) return
    }
  }

  private async uncovered(definition: Definition): Promise<string[]> {
    const { pool, fabric } = this.options
    const { rows } = await pool.query<{ tx_id: string }>(
      `select tx_id from batch where definition = $1 and endorsers < $2
         and not exists (select from core_own.objection o where o.tx_id = batch.tx_id)
       order by block, tx_index limit $3`,
      [definition, fabric.founders.length, MOST_BATCHES]
    )
    return rows.map(({ tx_id }) => tx_id)
  }

  private async cover(definition: Definition, batches: readonly string[]): Promise<void> {
    const { fabric, log } = this.options
    const [submitter] = fabric.submitters('client')
    const transaction = await fabric
      .contract(submitter!, 'client', fabric.homePeer(submitter!), definition)
      .newProposal('checkpoint', {
        arguments: [JSON.stringify(batches)],
        endorsingOrganizations: definition === 'open' ? fabric.attestors : [...fabric.founders]
      })
      .endorse()
    const submitted = await transaction.submit()
    const { code, blockNumber } = await submitted.getStatus({ deadline: Date.now() + COMMIT_MILLISECONDS })
    if (code !== 0) throw new Error(`checkpoint ${transaction.getTransactionId()} is void, by code ${code}`)
    await this.mirrored(Number(blockNumber))
    log.debug({ batches: batches.length, transaction: transaction.getTransactionId() }, 'checkpoint')
  }

  private mirrored(block: number): Promise<void> {
    return new Promise(arrived => {
      this.awaited = { block, arrived }
      this.lookWhetherArrived()
    })
  }

  private lookWhetherArrived(): void {
    if (this.awaited && this.options.watch.height >= this.awaited.block) this.awaited.arrived()
  }
}
