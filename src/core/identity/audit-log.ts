import { createHash } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type pg from 'pg'
import type { Logger } from 'pino'
import { within } from './scope.js'

/** What somebody did. Subjects and details name things and accounts by their ids, never a person: entries stay for good. */
export interface Act {
  organisation: string
  party: string
  /** Null where a program did it, by an API key. */
  account: string | null
  act: string
  subject: string
  details?: Record<string, unknown> | undefined
}

export interface AuditEntry extends Omit<Act, 'details'> {
  number: number
  at: Date
  details: string
  hash: string
}

/** Where a chain is not what it was, and the first entry of which that is so. */
export interface Break {
  number: number
  why: 'missing' | 'altered' | 'cut off'
}

interface Head {
  number: number
  hash: string
}

const ENTRIES_AT_ONCE = 1000
const COLUMNS = 'organisation, number, at, party, account, act, subject, details, hash'

const hashOf = (previous: string, { hash: _, at, ...entry }: AuditEntry): string =>
  createHash('sha256')
    .update(canonicalJson({ ...entry, at: at.toISOString(), previous }))
    .digest('hex')

/**
 * The log of what administrators and others did about accounts, keys and devices. Each entry's hash covers the one before
 * it, one chain an organisation, so that none is altered or taken out unnoticed. Each hash goes to the service's log as
 * well: who alters all of the chain that follows would have to alter that too.
 */
export class AuditLog {
  constructor(
    private readonly pool: pg.Pool,
    private readonly log: Logger
  ) {}

  async append({ organisation, party, account, act, subject, details = {} }: Act): Promise<void> {
    const { number, hash } = await within(this.pool, { logs: organisation }, async db => {
      await db.query(
        `insert into core_own.audit_head (organisation, number, hash) values ($1, 0, '') on conflict do nothing`,
        [organisation]
      )
      const { rows } = await db.query<Head>(
        'select number, hash from core_own.audit_head where organisation = $1 for update',
        [organisation]
      )
      const [number, at] = [rows[0]!.number + 1, new Date()]
      const entry = {
        organisation,
        number,
        at,
        party,
        account,
        act,
        subject,
        details: canonicalJson(details),
        hash: ''
      }
      const hash = hashOf(rows[0]!.hash, entry)
      await db.query(`insert into core_own.audit_entry (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
        organisation,
        number,
        at,
        party,
        account,
        act,
        subject,
        entry.details,
        hash
      ])
      await db.query('update core_own.audit_head set number = $2, hash = $3 where organisation = $1', [
        organisation,
        number,
        hash
      ])
      return { number, hash }
    })
    this.log.info({ organisation, number, hash, act }, 'audited')
  }

  /** The newest entries before a number, of an organisation that the asker administers. */
  list(organisation: string, before: number | null, most: number): Promise<AuditEntry[]> {
    return within(this.pool, { administers: organisation }, async db => {
      const { rows } = await db.query<AuditEntry>(
        `select ${COLUMNS} from core_own.audit_entry where organisation = $1 and number < coalesce($2, 1e15)
         order by number desc limit $3`,
        [organisation, before, most]
      )
      return rows
    })
  }

  /** How far the chain has come. */
  head(organisation: string): Promise<Head> {
    return within(this.pool, { administers: organisation }, db => this.headIn(db, organisation))
  }

  /** Works out the chain from its beginning. @returns where it breaks first, or null when it is whole */
  verify(organisation: string): Promise<Break | null> {
    return within(this.pool, { administers: organisation }, async db => {
      const head = await this.headIn(db, organisation)
      let last: Head = { number: 0, hash: '' }
      // What is appended meanwhile is not looked at.
      while (last.number < head.number) {
        const entries = await this.entriesAfter(db, organisation, last.number, head.number)
        for (const entry of entries) {
          if (entry.number !== last.number + 1) return { number: last.number + 1, why: 'missing' }
          if (entry.hash !== hashOf(last.hash, entry)) return { number: entry.number, why: 'altered' }
          last = entry
        }
        if (entries.length === 0) return { number: last.number + 1, why: 'cut off' }
      }
      return last.hash === head.hash ? null : { number: last.number, why: 'altered' }
    })
  }

  private async headIn(db: pg.ClientBase, organisation: string): Promise<Head> {
    const { rows } = await db.query<Head>('select number, hash from core_own.audit_head where organisation = $1', [
      organisation
    ])
    return rows[0] ?? { number: 0, hash: '' }
  }

  private async entriesAfter(db: pg.ClientBase, organisation: string, after: number, to: number) {
    const { rows } = await db.query<AuditEntry>(
      `select ${COLUMNS} from core_own.audit_entry where organisation = $1 and number > $2 and number <= $3
       order by number limit $4`,
      [organisation, after, to, ENTRIES_AT_ONCE]
    )
    return rows
  }
}
