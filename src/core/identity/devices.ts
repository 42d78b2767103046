import type pg from 'pg'
import type { Person } from './person.js'
import { scopeOf, within } from './scope.js'

/** A device's key that somebody asked for: it speaks once an administrator has it on the ledger. */
export interface Device {
  key: string
  account: string
  /** Whose account it is. */
  name: string
  party: string
  publicKey: string
  possession: string
  label: string
  state: 'asked' | 'approved' | 'declined' | 'revoked'
  askedAt: Date
  decidedAt: Date | null
}

export interface NewDevice {
  key: string
  publicKey: string
  possession: string
  label: string
}

const COLUMNS = `d.key, d.account, a.name, d.party, d.public_key as "publicKey", d.possession, d.label, d.state,
  d.asked_at as "askedAt", d.decided_at as "decidedAt"`

/** Devices that asked to sign for their party. What the ledger says of their keys is the ledger's. */
export class Devices {
  constructor(private readonly pool: pg.Pool) {}

  /** Notes what a device asks for. The same again is the same. @returns whether it is this person's */
  async ask({ account, organisation, party }: Person, device: NewDevice): Promise<boolean> {
    return within(this.pool, { account, party }, async db => {
      await db.query(
        `insert into core_own.device (key, account, organisation, party, public_key, possession, label)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing`,
        [device.key, account, organisation, party, device.publicKey, device.possession, device.label]
      )
      const { rowCount } = await db.query('select from core_own.device where key = $1 and account = $2', [
        device.key,
        account
      ])
      return rowCount === 1
    })
  }

  /** Devices of somebody's party or, for an administrator, of his organisation. */
  list(person: Person): Promise<Device[]> {
    return within(this.pool, scopeOf(person), async db => {
      const { rows } = await db.query<Device>(
        `select ${COLUMNS} from core_own.device d join core_own.account a on a.id = d.account
         order by d.state <> 'asked', d.asked_at desc`
      )
      return rows
    })
  }

  async get(person: Person, key: string): Promise<Device | null> {
    return within(this.pool, scopeOf(person), async db => {
      const { rows } = await db.query<Device>(
        `select ${COLUMNS} from core_own.device d join core_own.account a on a.id = d.account where d.key = $1`,
        [key]
      )
      return rows[0] ?? null
    })
  }

  /** Notes what an administrator decided. */
  async decide(administrator: Person, key: string, state: 'approved' | 'declined' | 'revoked'): Promise<void> {
    await within(this.pool, scopeOf(administrator), db =>
      db.query('update core_own.device set state = $2, decided_at = now() where key = $1', [key, state])
    )
  }
}
