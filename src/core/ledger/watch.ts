import { peer } from '@hyperledger/fabric-protos'
import type { Outcome } from '@suyuan/model/core/judge'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Changes } from '../mirror/projection.js'

/** What the ledger says of a command, and where. */
export interface LedgerOutcome {
  status: Outcome['status']
  code: string | null
  facts: unknown
  block: number
  txId: string
  recordedAt: string
}

/** Fabric's code for a transaction that the chain has already. */
const DUPLICATE = peer.TxValidationCode.DUPLICATE_TXID

type OutcomeRow = LedgerOutcome & { key: string; command_id: string }
const COLUMNS = `c.key, c.command_id, c.status, c.code, c.facts, c.block, t.tx_id as "txId", c.recorded_at as "recordedAt"`

/** Tells those who wait what the mirror has: transactions by id, commands by key and id. */
export class Watch {
  private readonly transactions = new Map<string, (code: number) => void>()
  private readonly commands = new Map<string, ((outcome: LedgerOutcome) => void)[]>()
  private seen = -1
  private looking: Promise<void> | undefined
  private lookAgain = false
  private isAnother = false
  private readonly listeners: ((height: number) => void)[] = []

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: Logger
  ) {}

  /** Number of the newest block that this gateway has heard of. */
  get height(): number {
    return this.seen
  }

  get pendingTransactions(): number {
    return this.transactions.size
  }

  /** Called after every block that the mirror has, when those who waited for it have been told. */
  onBlock(listener: (height: number) => void): void {
    this.listeners.push(listener)
  }

  /** Resolves with Fabric's validation code once the transaction is in a block of the mirror. */
  transaction(txId: string): Promise<number> {
    return new Promise(resolve => {
      this.transactions.set(txId, resolve)
      this.announce()
    })
  }

  /** Resolves once the mirror has the command's outcome; with null after so many seconds, or when the signal aborts. */
  command(key: string, id: string, seconds: number, signal?: AbortSignal): Promise<LedgerOutcome | null> {
    const name = `${key}/${id}`
    return new Promise(resolve => {
      const settle = (outcome: LedgerOutcome | null) => {
        const waiting = (this.commands.get(name) ?? []).filter(waiter => waiter !== settle)
        if (waiting.length > 0) this.commands.set(name, waiting)
        else this.commands.delete(name)
        clearTimeout(timer)
        resolve(outcome)
      }
      const timer = setTimeout(() => settle(null), Math.max(seconds * 1000, 1))
      this.commands.set(name, [...(this.commands.get(name) ?? []), settle])
      signal?.addEventListener('abort', () => settle(null), { once: true })
    })
  }

  /** What the mirror has of a command, without waiting: the first decision on that name, else the last rejection. */
  async outcome(key: string, id: string): Promise<LedgerOutcome | null> {
    const { rows } = await this.pool.query<OutcomeRow>(
      `select ${COLUMNS} from command c join transaction t on (t.block, t.index) = (c.block, c.tx_index)
       where c.key = $1 and c.command_id = $2
       order by c.status not in ('accepted', 'refused'),
         case when c.status in ('accepted', 'refused') then c.block else -c.block end limit 1`,
      [key, id]
    )
    return rows[0] ?? null
  }

  /** Tells of a block that this gateway has just written itself, and need not ask Postgres for. */
  tell({ block, commands }: Changes): void {
    const height = Number(block.number)
    // Others may have written what came before; a duplicate is not the transaction's first word.
    const isNext = this.seen === height - 1 && block.transactions.every(({ code }) => code !== DUPLICATE)
    if (!isNext) {
      this.announce()
      return
    }
    for (const { txId, code } of block.transactions) this.tellTransaction(txId, code)
    for (const { txIndex, recordedAt, command, outcome } of commands) {
      const { status } = outcome
      const code = 'code' in outcome ? outcome.code : null
      const facts = 'facts' in outcome ? outcome.facts : null
      const { txId } = block.transactions[txIndex]!
      this.tellCommand(command.key, command.id, { status, code, facts, block: height, txId, recordedAt })
    }
    this.seen = height
    for (const listener of this.listeners) listener(height)
  }

  /** A block was announced (or may have been missed): looks what there is to tell. One look at a time. */
  announce(block: number | null = null): void {
    if (block !== null && block <= this.seen) return
    if (this.looking) {
      this.lookAgain = true
      return
    }
    this.looking = this.look()
      .catch(error =>
        this.log.warn({ error: String(error) }, 'could not look at the mirror; the next block brings another look')
      )
      .finally(() => {
        this.looking = undefined
        if (!this.lookAgain) return
        this.lookAgain = false
        this.announce()
      })
  }

  /** The mirror is another one than before: how far it was says nothing of it. */
  startAnew(): void {
    this.isAnother = true
    this.announce()
  }

  private async look(): Promise<void> {
    const { isAnother } = this
    this.isAnother = false
    try {
      await this.lookAt(isAnother)
    } catch (error) {
      this.isAnother ||= isAnother
      throw error
    }
  }

  private async lookAt(isAnother: boolean): Promise<void> {
    const { rows } = await this.pool.query<{ block: number }>('select block from cursor')
    const height = rows[0]!.block
    await Promise.all([
      this.tellTransactions(),
      isAnother ? this.tellAllCommands() : this.tellCommands(this.seen, height)
    ])
    this.seen = isAnother ? height : Math.max(this.seen, height)
    for (const listener of this.listeners) listener(height)
  }

  private async tellTransactions(): Promise<void> {
    if (this.transactions.size === 0) return
    // The same envelope may be in the chain twice; the first is the one that counted, later ones are DUPLICATE_TXID.
    const { rows } = await this.pool.query<{ tx_id: string; code: number }>(
      `select distinct on (tx_id) tx_id, code from transaction where tx_id = any($1) order by tx_id, block, index`,
      [[...this.transactions.keys()]]
    )
    for (const { tx_id, code } of rows) this.tellTransaction(tx_id, code)
  }

  private tellTransaction(txId: string, code: number): void {
    this.transactions.get(txId)?.(code)
    this.transactions.delete(txId)
  }

  private async tellCommands(after: number, height: number): Promise<void> {
    if (this.commands.size === 0 || height <= after) return
    const { rows } = await this.pool.query<OutcomeRow>(
      `select ${COLUMNS} from command c join transaction t on (t.block, t.index) = (c.block, c.tx_index)
       where c.block > $1 and c.block <= $2`,
      [after, height]
    )
    for (const { key, command_id, ...outcome } of rows) this.tellCommand(key, command_id, outcome)
  }

  private async tellAllCommands(): Promise<void> {
    for (const name of [...this.commands.keys()]) {
      const [key = '', id = ''] = name.split('/')
      const outcome = await this.outcome(key, id)
      if (outcome) this.tellCommand(key, id, outcome)
    }
  }

  private tellCommand(key: string, id: string, outcome: LedgerOutcome): void {
    for (const tell of this.commands.get(`${key}/${id}`) ?? []) tell(outcome)
  }
}
