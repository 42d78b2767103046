import { signedText } from '@suyuan/model/core/command'
import type pg from 'pg'
import { coalesce } from '../coalesce.js'
import { inTransaction } from '../mirror/pool.js'
import { type Acceptance, type Accepted, storeAccepted } from './acceptance.js'
import { ENTRY_COLUMNS, type Entry, type EntryRow, entryOf } from './entry.js'
import type { Role } from './fabric.js'

/** A transaction as it was signed, before it was submitted. */
export interface StoredFlight {
  txId: string
  bytes: Buffer
  organisation: string
  role: Role
  entries: Entry[]
}

/** What a process holds of commands: how many, and the length of their JSON. */
export interface Load {
  commands: number
  bytes: number
}

const OPEN = `state not in ('done', 'fault')`
/** On its way to the ledger, by a gateway that should know of it. */
export const UNDER_WAY = `state not in ('done', 'fault', 'waiting')`
/** The lane that an entry or a flight goes by. */
const LANE = `organisation || '/' || role`

/**
 * The durable queue: what is in here was acknowledged, and ends on the ledger or in front of people.
 *
 * A statement whose answer never came (the connection broke) may have been carried out all the same. So the intake keeps
 * what this process knows of, and `inherit` finds what Postgres has beyond that.
 */
export class Intake {
  /** Rows of entries that this process is about to bring to the ledger, and how many bytes each is. */
  private readonly known = new Map<number, number>()
  /** Transactions that this process has in the air, with the rows of what they carry. */
  private readonly flights = new Map<string, number[]>()
  private readonly store: (acceptance: Acceptance) => Promise<Accepted>
  /** All that is known or about to be stored. */
  private readonly load: Load = { commands: 0, bytes: 0 }

  /** @param gateway number of this gateway, whose the entries are that it accepts */
  constructor(
    private readonly pool: pg.Pool,
    private readonly gateway: number
  ) {
    this.store = coalesce(async items => {
      const accepted = await storeAccepted(pool, gateway, items)
      for (const each of accepted) if (each.is === 'new') this.know(each.entry)
      return accepted
    })
  }

  /** What this process holds, commands that are about to be stored among it. */
  get underWay(): Readonly<Load> {
    return this.load
  }

  /** Stores a command; returns once it is on disk. Commands that come together share one write. */
  async accept(acceptance: Acceptance): Promise<Accepted> {
    const bytes = signedText(acceptance.command).length
    this.take(1, bytes)
    try {
      return await this.store(acceptance)
    } finally {
      this.take(-1, -bytes)
    }
  }

  /** Something went wrong with it before it was on its way; `inherit` will find it. */
  letGo({ id }: Entry): void {
    this.forget(id)
  }

  /** Before a transaction is submitted: its bytes, and which entries it carries. */
  async storeFlight({ txId, bytes, organisation, role, entries }: StoredFlight): Promise<void> {
    const ids = entries.map(({ id }) => id)
    this.flights.set(txId, ids)
    await this.pool.query(
      `insert into core_own.flight (tx_id, organisation, role, bytes, entries, gateway) values ($1, $2, $3, $4, $5, $6)
       on conflict (tx_id) do nothing`, // stored before, by a statement whose answer was lost
      [txId, organisation, role, bytes, ids, this.gateway]
    )
  }

  /** The transaction is in a block and void, or never was submitted: its entries are open again. */
  async dropFlight(txId: string): Promise<void> {
    await this.pool.query(
      `with dropped as (delete from core_own.flight where tx_id = $1 returning entries)
       update core_own.intake set state = 'received', attempts = attempts + 1
       where id = any (select unnest(entries) from dropped) and ${OPEN}`,
      [txId]
    )
    this.flights.delete(txId)
  }

  /** The transaction is in a block and valid: its entries have their outcome on the ledger. */
  async landFlight(txId: string): Promise<void> {
    await this.pool.query(
      `with landed as (delete from core_own.flight where tx_id = $1 returning entries)
       update core_own.intake set state = 'done' where id = any (select unnest(entries) from landed)`,
      [txId]
    )
    for (const id of this.flights.get(txId) ?? []) this.forget(id)
    this.flights.delete(txId)
  }

  /** Nobody has heard what became of their transaction. */
  async markUnknown(entries: readonly Entry[]): Promise<void> {
    await this.pool.query(`update core_own.intake set state = 'unknown' where id = any($1) and ${OPEN}`, [
      entries.map(({ id }) => id)
    ])
  }

  /** Keeps an entry back for people to look at. */
  async keepBack(entry: Entry, problem: string): Promise<void> {
    await this.pool.query(`update core_own.intake set state = 'fault', problem = $2 where id = $1 and ${OPEN}`, [
      entry.id,
      problem
    ])
    this.forget(entry.id)
  }

  /** Lets an entry wait until one of the keys is on the ledger, or until the time has come. */
  async wait(entry: Entry, keys: readonly string[]): Promise<void> {
    await this.pool.query(`update core_own.intake set state = 'waiting', waiting_for = $2 where id = $1`, [
      entry.id,
      keys
    ])
    this.forget(entry.id)
  }

  /**
   * Takes up the waiting entries of these lanes whose time has come, or for which something that they wait for is there
   * now; whichever gateway took them in.
   */
  async awaken(lanes: readonly string[]): Promise<Entry[]> {
    const { rows } = await this.pool.query<EntryRow>(
      `update core_own.intake i set state = 'received', waiting_for = null, gateway = $2
       where state = 'waiting' and ${LANE} = any($1)
         and (wait_until <= now() or exists (select 1 from state s where s.key = any(i.waiting_for)))
       returning ${ENTRY_COLUMNS}`,
      [lanes, this.gateway]
    )
    return this.takenUp(rows)
  }

  /** How many entries of these lanes wait for their input. */
  async countWaiting(lanes: readonly string[]): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `select count(*) from core_own.intake where state = 'waiting' and ${LANE} = any($1)`,
      [lanes]
    )
    return rows[0]!.count
  }

  /**
   * Names of entries and transactions that are this gateway's and that this process does not know of: the answer that told
   * of them was lost, or is about to come.
   */
  async unheard(): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: number | null; txId: string | null }>(
      `select id, null as "txId" from core_own.intake where gateway = $1 and ${UNDER_WAY}
       union all select null, tx_id from core_own.flight where gateway = $1`,
      [this.gateway]
    )
    return rows.flatMap(({ id, txId }) =>
      (txId === null ? this.known.has(id!) : this.flights.has(txId)) ? [] : [String(txId ?? id)]
    )
  }

  /**
   * Makes what a gateway left in these lanes this one's: transactions whose outcome is not known, and entries in none, in
   * order. Of its own, what this process does not know of. `all` tells that nothing is left to others.
   */
  async inherit(
    gone: number,
    lanes: readonly string[]
  ): Promise<{ flights: StoredFlight[]; entries: Entry[]; all: boolean }> {
    const { rows, stored, all } = await inTransaction(this.pool, async db => {
      const { rows } = await db.query<EntryRow>(
        `update core_own.intake set gateway = $3
         where gateway = $1 and ${LANE} = any($2) and ${UNDER_WAY} and not id = any($4) returning ${ENTRY_COLUMNS}`,
        [gone, lanes, this.gateway, [...this.known.keys()]]
      )
      const { rows: stored } = await db.query<Omit<StoredFlight, 'entries'> & { entries: number[] }>(
        `update core_own.flight set gateway = $3
         where gateway = $1 and ${LANE} = any($2) and not tx_id = any($4)
         returning tx_id as "txId", organisation, role, bytes, to_jsonb(entries) as entries`,
        [gone, lanes, this.gateway, [...this.flights.keys()]]
      )
      const { rowCount } = await db.query(`select from core_own.intake where gateway = $1 and ${UNDER_WAY} limit 1`, [
        gone
      ])
      return { rows, stored, all: rowCount === 0 }
    })
    const open = new Map(this.takenUp(rows).map(entry => [entry.id, entry]))
    const flights = stored.map(flight => ({ ...flight, entries: taken(open, flight.entries) }))
    for (const { txId, entries } of flights)
      this.flights.set(
        txId,
        entries.map(({ id }) => id)
      )
    return { flights, entries: [...open.values()], all }
  }

  private takenUp(rows: readonly EntryRow[]): Entry[] {
    const entries = rows.map(entryOf).sort((a, b) => a.id - b.id)
    for (const entry of entries) this.know(entry)
    return entries
  }

  private know({ id, bytes }: Entry): void {
    this.forget(id)
    this.known.set(id, bytes)
    this.take(1, bytes)
  }

  private forget(id: number): void {
    const bytes = this.known.get(id)
    if (this.known.delete(id)) this.take(-1, -bytes!)
  }

  private take(commands: number, bytes: number): void {
    this.load.commands += commands
    this.load.bytes += bytes
  }
}

/** Takes the entries out of the map that have these ids. */
function taken(open: Map<number, Entry>, ids: readonly number[]): Entry[] {
  return ids.flatMap(id => {
    const entry = open.get(id)
    open.delete(id)
    return entry ? [entry] : []
  })
}
