import type { Command } from '@suyuan/model/core/command'
import type pg from 'pg'
import { coalesce } from '../coalesce.js'
import { inTransaction } from '../mirror/pool.js'
import type { Role } from './fabric.js'

/** A command that is to be on the ledger, with what the gateway needs to bring it there. */
export interface Entry {
  /** Row in core_own.intake. */
  id: number
  command: Command
  /** The command as JSON. */
  text: string
  digest: string
  organisation: string
  role: Role
  /** Length of its text in bytes. */
  bytes: number
  attempts: number
}

export interface Acceptance {
  command: Command
  digest: string
  organisation: string
  role: Role
  /** The request that it stands for: the first command stored for it is the one that counts. */
  idempotency?: { party: string; idempotencyKey: string; bodyHash: Buffer }
}

/** What acceptance comes to. Only `new` was stored. */
export type Accepted =
  | { is: 'new'; entry: Entry }
  /** The very same command is here already. */
  | { is: 'known' }
  /** Its id was used for another content. */
  | { is: 'reused' }
  /** Its request was made before, and has another command. */
  | { is: 'superseded' }

/** A transaction as it was signed, before it was submitted. */
export interface StoredFlight {
  txId: string
  bytes: Buffer
  organisation: string
  role: Role
  entries: Entry[]
}

interface Row {
  id: number
  command: string
  digest: string
  organisation: string
  role: Role
  attempts: number
}

interface Named {
  key: string
  command_id: string
  digest: string
}

const nameOf = ({ key, command_id }: Pick<Named, 'key' | 'command_id'>) => `${key}/${command_id}`

const entryOf = (row: Row): Entry => ({
  id: row.id,
  command: JSON.parse(row.command) as Command,
  text: row.command,
  digest: row.digest,
  organisation: row.organisation,
  role: row.role,
  bytes: Buffer.byteLength(row.command),
  attempts: row.attempts
})

const OPEN = `state not in ('done', 'fault')`
/** The lane that an entry or a flight goes by. */
const LANE = `organisation || '/' || role`

/** The durable queue: what is in here was acknowledged, and ends on the ledger or in front of people. */
export class Intake {
  /** Stores a command; returns once it is on disk. Commands that come together share one write. */
  readonly accept: (acceptance: Acceptance) => Promise<Accepted>

  /** @param gateway number of this gateway, whose the entries are that it accepts */
  constructor(
    private readonly pool: pg.Pool,
    private readonly gateway: number
  ) {
    this.accept = coalesce(items => this.insert(items))
  }

  private async insert(items: readonly Acceptance[]): Promise<Accepted[]> {
    const texts = items.map(({ command }) => JSON.stringify(command))
    const columns = [
      items.map(({ command }) => command.key),
      items.map(({ command }) => command.id),
      items.map(({ digest }) => digest),
      items.map(({ organisation }) => organisation),
      items.map(({ role }) => role),
      texts,
      items.map(({ idempotency }) => idempotency?.party ?? null),
      items.map(({ idempotency }) => idempotency?.idempotencyKey ?? null),
      items.map(({ idempotency }) => idempotency?.bodyHash ?? null)
    ]
    const { rows: inserted } = await this.pool.query<Named & { id: number }>(
      `with asked as (
         select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
           $9::bytea[]) as row (key, command_id, digest, organisation, role, command, party, idempotency_key, body_hash)
       ), claimed as (
         insert into core_own.idempotency (party, idempotency_key, body_hash, key, command_id)
         select party, idempotency_key, body_hash, key, command_id from asked where idempotency_key is not null
         on conflict do nothing returning key, command_id
       )
       insert into core_own.intake (key, command_id, digest, organisation, role, command, gateway)
       select key, command_id, digest, organisation, role, command, $10 from asked
       where idempotency_key is null or (key, command_id) in (select key, command_id from claimed)
       on conflict (key, command_id) do nothing returning id, key, command_id, digest`,
      [...columns, this.gateway]
    )
    const ids = new Map(inserted.map(row => [nameOf(row), row.id]))
    const rows = inserted.length === items.length ? inserted : await this.find(columns.slice(0, 2))
    const digests = new Map(rows.map(row => [nameOf(row), row.digest]))
    return items.map(({ command, digest, organisation, role }, index) => {
      const name = nameOf({ key: command.key, command_id: command.id })
      const stored = digests.get(name)
      if (stored === undefined) return { is: 'superseded' }
      if (stored !== digest) return { is: 'reused' }
      const id = ids.get(name)
      if (id === undefined) return { is: 'known' }
      const text = texts[index]!
      ids.delete(name) // the same command may have been asked for twice; it is new once
      return {
        is: 'new',
        entry: { id, command, text, digest, organisation, role, bytes: Buffer.byteLength(text), attempts: 0 }
      }
    })
  }

  private async find([keys, ids]: readonly unknown[][]): Promise<Named[]> {
    const { rows } = await this.pool.query<Named>(
      `select key, command_id, digest from core_own.intake
       join unnest($1::text[], $2::uuid[]) as asked (key, command_id) using (key, command_id)`,
      [keys, ids]
    )
    return rows
  }

  /** Before a transaction is submitted: its bytes, and which entries it carries. */
  async storeFlight({ txId, bytes, organisation, role, entries }: StoredFlight): Promise<void> {
    await this.pool.query(
      `insert into core_own.flight (tx_id, organisation, role, bytes, entries, gateway) values ($1, $2, $3, $4, $5, $6)
       on conflict (tx_id) do nothing`, // stored before, by a statement whose answer was lost
      [txId, organisation, role, bytes, entries.map(entry => entry.id), this.gateway]
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
  }

  /** The transaction is in a block and valid: its entries have their outcome on the ledger. */
  async landFlight(txId: string): Promise<void> {
    await this.pool.query(
      `with landed as (delete from core_own.flight where tx_id = $1 returning entries)
       update core_own.intake set state = 'done' where id = any (select unnest(entries) from landed)`,
      [txId]
    )
  }

  async setState(
    entries: readonly Entry[],
    state: 'received' | 'unknown' | 'fault',
    problem: string | null = null
  ): Promise<void> {
    await this.pool.query(`update core_own.intake set state = $2, problem = $3 where id = any($1) and ${OPEN}`, [
      entries.map(entry => entry.id),
      state,
      problem
    ])
  }

  /** Lets an entry wait until one of the keys is on the ledger, or until the time has come. */
  async wait(entry: Entry, keys: readonly string[], seconds: number): Promise<void> {
    await this.pool.query(
      `update core_own.intake set state = 'waiting', waiting_for = $2, wait_until = now() + make_interval(secs => $3) where id = $1`,
      [entry.id, keys, seconds]
    )
  }

  /**
   * Takes up the waiting entries of these lanes whose time has come, or for which something that they wait for is there
   * now; whichever gateway took them in.
   */
  async awaken(lanes: readonly string[]): Promise<Entry[]> {
    const { rows } = await this.pool.query<Row>(
      `update core_own.intake i set state = 'received', waiting_for = null, gateway = $2
       where state = 'waiting' and ${LANE} = any($1)
         and (wait_until <= now() or exists (select 1 from state s where s.key = any(i.waiting_for)))
       returning *`,
      [lanes, this.gateway]
    )
    return rows.map(entryOf).sort((a, b) => a.id - b.id)
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
   * Makes what a gateway left in these lanes this one's: transactions whose outcome is not known, and entries in none, in
   * order. `all` tells that nothing is left to others.
   */
  async inherit(
    gone: number,
    lanes: readonly string[]
  ): Promise<{ flights: StoredFlight[]; entries: Entry[]; all: boolean }> {
    return inTransaction(this.pool, async db => {
      const { rows } = await db.query<Row>(
        `update core_own.intake set gateway = $3 where gateway = $1 and ${LANE} = any($2) and ${OPEN} and state <> 'waiting'
         returning *`,
        [gone, lanes, this.gateway]
      )
      const { rows: stored } = await db.query<Omit<StoredFlight, 'entries'> & { entries: number[] }>(
        `update core_own.flight set gateway = $3 where gateway = $1 and ${LANE} = any($2)
         returning tx_id as "txId", organisation, role, bytes, to_jsonb(entries) as entries`,
        [gone, lanes, this.gateway]
      )
      const { rowCount } = await db.query(
        `select from core_own.intake where gateway = $1 and ${OPEN} and state <> 'waiting' limit 1`,
        [gone]
      )
      rows.sort((a, b) => a.id - b.id)
      const open = new Map(rows.map(row => [row.id, entryOf(row)]))
      const flights = stored.map(flight => ({ ...flight, entries: taken(open, flight.entries) }))
      return { flights, entries: [...open.values()], all: rowCount === 0 }
    })
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
