import { isDeepStrictEqual } from 'node:util'
import { DEFINITIONS, type Definition } from '@suyuan/model/core/definitions'
import { type Page, prefixOfPage } from '@suyuan/model/core/page'
import { lawHash } from '@suyuan/model/node/law-hash'
import type pg from 'pg'
import type { LedgerBlock, LedgerTransaction } from '../events/block.js'
import type { Projection } from '../mirror/projection.js'
import { type LawDifference, rejudge } from './rejudge.js'
import { StatesBefore } from './states-before.js'

/** The Postgres channel on which gateways hear that transactions were judged. */
export const OBJECTION_CHANNEL = 'suyuan_objection'

/** So many differences of a transaction are named. */
const MOST_NAMED = 20

/** A transaction on the ledger that is not what the law in force makes of it. */
export interface Objection {
  transaction: string
  block: number
  /** MSP ids of who submitted it, and of those who endorsed it. */
  organisation: string
  endorsers: readonly string[]
  differences: readonly LawDifference[]
  /** How many there are, those not named included. */
  total: number
}

/**
 * Judges every batch of the ledger again, block by block, by this process's own copy of the law: what enough organisations
 * endorse is committed by all, so that they judged by the law that all agreed on is nothing that Fabric looks at. What was
 * judged by another law than this code's is counted, no more.
 */
export class Review {
  /** Batches that were judged again, and those of another law. */
  judged = 0
  unjudged = 0
  readonly objections: Objection[] = []
  private readonly own = lawHash()
  /** Law in force, by definition. */
  private readonly inForce = new Map<Definition, string>()
  /** Blocks with objections that are known. */
  private suspect = new Set<number>()

  /**
   * @param db at a second mirror, names without schema being its tables
   * @param keep whether what is found is known to all gateways from then on
   */
  constructor(
    private readonly db: pg.ClientBase,
    private readonly ledger: string,
    private readonly keep: boolean
  ) {}

  /** From block 0: what was counted so far is counted again. */
  async beginAnew(): Promise<void> {
    if (this.keep) await this.db.query('update core_own.reconciliation set judged = 0, unjudged = 0')
  }

  /** Goes on where the second mirror is. */
  async begin(): Promise<void> {
    const { rows } = await this.db.query<{ name: Definition; version: string }>(
      'select distinct on (name) name, version from definition order by name, block desc, tx_index desc'
    )
    this.inForce.clear()
    for (const { name, version } of rows) this.inForce.set(name, version)
    if (!this.keep) return
    const known = await this.db.query<{ block: number }>('select block from core_own.objection')
    this.suspect = new Set(known.rows.map(({ block }) => block))
  }

  /** Looks at a block while the second mirror is at the one before. */
  async look(block: LedgerBlock): Promise<Objection[]> {
    const states = new StatesBefore(this.db)
    const effects = block.transactions.flatMap(({ effect }) => effect ?? [])
    // What the endorsers say they read is what the law will ask for; should it ask for more, that is brought then.
    if (DEFINITIONS.some(definition => this.isOurs(definition)))
      await states.bring(effects.flatMap(({ reads }) => reads))
    const found: Objection[] = []
    for (const transaction of block.transactions) {
      found.push(...(await this.lookAt(transaction, Number(block.number), states)))
      states.take(transaction.effect?.stored ?? [])
      const { newDefinition } = transaction.effect ?? {}
      if (newDefinition) this.inForce.set(newDefinition.of, newDefinition.version)
    }
    this.objections.push(...found.map(named))
    return found
  }

  /** Keeps what was found in a block that the second mirror has by now. */
  async note(block: LedgerBlock, found: readonly Objection[], projections: readonly Projection[]): Promise<void> {
    const number = Number(block.number)
    if (!this.keep || (found.length === 0 && !this.suspect.has(number))) return
    // What this very law found before and does not find again was a fault of ours, or of the states that it was judged over.
    if (DEFINITIONS.some(definition => this.isOurs(definition)))
      await this.db.query('delete from core_own.objection where block = $1 and not tx_id = any($2)', [
        number,
        found.map(({ transaction }) => transaction)
      ])
    for (const objection of found) {
      const subjects = await subjectsOf(this.db, block, objection, projections)
      await insert(this.db, objection, subjects)
    }
  }

  /** Adds to the counts that all gateways know, in the transaction that the blocks are written in, and tells them. */
  async tally(): Promise<void> {
    if (!this.keep || this.judged + this.unjudged === 0) return
    await this.db.query('update core_own.reconciliation set judged = judged + $1, unjudged = unjudged + $2', [
      this.judged,
      this.unjudged
    ])
    await this.db.query(`notify ${OBJECTION_CHANNEL}`)
    this.judged = 0
    this.unjudged = 0
  }

  private isOurs(definition: Definition): boolean {
    return this.inForce.get(definition) === this.own
  }

  private async lookAt(transaction: LedgerTransaction, block: number, states: StatesBefore): Promise<Objection[]> {
    const { batch, effect, txId, organisation } = transaction
    const ours = this.isOurs(effect?.calls ?? 'open')
    if (batch && ours) this.judged += 1
    else if (batch) this.unjudged += 1
    const differences = ours ? await rejudge(transaction, this.ledger, states) : []
    if (differences.length === 0) return []
    const endorsers = [...(effect?.endorsers ?? [])].sort()
    return [{ transaction: txId, block, organisation, endorsers, differences, total: differences.length }]
  }
}

const named = (objection: Objection): Objection => ({
  ...objection,
  differences: objection.differences.slice(0, MOST_NAMED)
})

/** Keys of the states whose pages show what a transaction did: what its commands were about, and what it wrote otherwise. */
async function subjectsOf(
  db: pg.ClientBase,
  block: LedgerBlock,
  { transaction, differences }: Objection,
  projections: readonly Projection[]
): Promise<string[]> {
  const { index } = block.transactions.find(({ txId }) => txId === transaction)!
  const place = { block: Number(block.number), index }
  const states = differences
    .flatMap(keysIn)
    .map(key => ({ table: 'core.state', key: { key }, mirror: null, ledger: null }))
  const rows = [{ table: 'core.transaction', key: place, mirror: null, ledger: place }, ...states]
  const subjects: string[] = []
  for (const projection of projections) subjects.push(...((await projection.subjects?.(db, rows)) ?? []))
  return [...new Set(subjects)]
}

/** The states' own keys in which a record differs, those among them that a page has without saying that they changed. */
function keysIn({ what, ledger, law }: LawDifference): string[] {
  const stored = /^state (.*)/.exec(what)?.[1]
  if (stored === undefined) return []
  const prefix = prefixOfPage(stored)
  if (prefix === null) return [stored]
  const [one, other] = [ledger, law].map(page => (page as Page | null)?.entries ?? {}) as [
    Page['entries'],
    Page['entries']
  ]
  return Object.keys({ ...one, ...other })
    .filter(entry => !isDeepStrictEqual(one[entry], other[entry]))
    .map(entry => prefix + entry)
}

async function insert(db: pg.ClientBase, objection: Objection, subjects: readonly string[]): Promise<void> {
  const { transaction, block, organisation, endorsers, differences, total } = named(objection)
  await db.query(
    `insert into core_own.objection (tx_id, block, organisation, endorsers, differences, total)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (tx_id) do update set differences = excluded.differences, total = excluded.total`,
    [transaction, block, organisation, endorsers, JSON.stringify(differences), total]
  )
  await db.query('insert into core_own.objection_subject select $1, unnest($2::text[]) on conflict do nothing', [
    transaction,
    subjects
  ])
}
