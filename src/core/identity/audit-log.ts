import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type pg from 'pg'
import type { Logger } from 'pino'
import { within } from './scope.js'

/**
 * What somebody did. Subjects and details name things and accounts by their ids: entries stay for good. Where they hold what
 * somebody typed (`WORDED`), a name may be in it, and can be taken out again.
 */
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
  /** Null in entries of before there were any, and in those whose words are gone. */
  salt: string | null
  /** Since when its words are gone, at the wish of whom they named. */
  redactedAt: Date | null
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
const COLUMNS = `organisation, number, at, party, account, act, subject, details, hash, salt, redacted_at as "redactedAt"`
/** Acts whose subject or details are somebody's own words. */
const WORDED = ['audit.search', 'audit.verify', 'audit.inspect', 'key.open']
/** The act by which the log says which of its entries have lost their words. */
const REDACTION = 'log.redact'

const hashOf = (previous: string, { hash: _, at, salt, redactedAt: __, ...entry }: AuditEntry): string =>
  createHash('sha256')
    .update(canonicalJson({ ...entry, at: at.toISOString(), previous, ...(salt !== null && { salt }) }))
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

  async append(act: Act): Promise<void> {
    this.tell(await within(this.pool, { logs: act.organisation }, db => appendIn(db, act)))
  }

  /** Says in the service's log what was appended, once it is. */
  tell({ organisation, number, hash, act }: AuditEntry): void {
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
      const redactions = new Redactions()
      let last: Head = { number: 0, hash: '' }
      // What is appended meanwhile is not looked at.
      while (last.number < head.number) {
        const entries = await this.entriesAfter(db, organisation, last.number, head.number)
        for (const entry of entries) {
          if (entry.number !== last.number + 1) return { number: last.number + 1, why: 'missing' }
          const isWhole = entry.redactedAt !== null || entry.hash === hashOf(last.hash, entry)
          if (!isWhole) return { number: entry.number, why: 'altered' }
          redactions.see(entry)
          last = entry
        }
        if (entries.length === 0) return { number: last.number + 1, why: 'cut off' }
      }
      if (last.hash !== head.hash) return { number: last.number, why: 'altered' }
      const unsaid = redactions.unsaid()
      return unsaid === undefined ? null : { number: unsaid, why: 'altered' }
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

async function appendIn(db: pg.ClientBase, said: Act): Promise<AuditEntry> {
  const { organisation, party, account, act, subject, details = {} } = said
  await db.query(
    `insert into core_own.audit_head (organisation, number, hash) values ($1, 0, '') on conflict do nothing`,
    [organisation]
  )
  const { rows } = await db.query<Head>(
    'select number, hash from core_own.audit_head where organisation = $1 for update',
    [organisation]
  )
  const made = { number: rows[0]!.number + 1, at: new Date(), salt: randomBytes(16).toString('base64url') }
  const words = { organisation, party, account, act, subject, details: canonicalJson(details) }
  const entry: AuditEntry = { ...words, ...made, hash: '', redactedAt: null }
  entry.hash = hashOf(rows[0]!.hash, entry)
  await db.query(
    `insert into core_own.audit_entry (organisation, number, at, party, account, act, subject, details, hash, salt)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [organisation, made.number, made.at, party, account, act, subject, words.details, entry.hash, made.salt]
  )
  await db.query('update core_own.audit_head set number = $2, hash = $3 where organisation = $1', [
    organisation,
    made.number,
    entry.hash
  ])
  return entry
}

/**
 * Takes the words out of all entries that name somebody, in a transaction that may do everything. Their hashes stay, so that
 * the chains hold, and each chain says which of its entries these are.
 *
 * @param account as whom he is known from now on
 * @param who a name of one letter is in too many words to be looked for
 * @returns the entries that say so
 */
export async function redactIn(
  db: pg.ClientBase,
  account: string,
  { name, login }: { name: string; login: string }
): Promise<AuditEntry[]> {
  const { rows } = await db.query<{ organisation: string; number: number }>(
    `update core_own.audit_entry e set subject = '', details = '{}', salt = null, redacted_at = now()
     where act = any($1) and redacted_at is null and exists (
       select from (select e.subject union all select value from jsonb_each_text(e.details::jsonb)) as said(words)
       where words = $3 or (length($2) > 1 and strpos(words, $2) > 0))
     returning organisation, number`,
    [WORDED, name, login]
  )
  const said: AuditEntry[] = []
  for (const organisation of new Set(rows.map(row => row.organisation))) {
    const entries = rows.filter(row => row.organisation === organisation).map(({ number }) => number)
    const act = { organisation, party: organisation, account: null, act: REDACTION, subject: account }
    said.push(await appendIn(db, { ...act, details: { entries: entries.sort((a, b) => a - b) } }))
  }
  return said
}

/** Entries without words: of each the chain must say itself, further on, that this was done. */
class Redactions {
  private readonly wordless = new Set<number>()

  see({ number, act, details, redactedAt }: AuditEntry): void {
    if (redactedAt) this.wordless.add(number)
    else if (act === REDACTION) for (const said of entriesIn(details)) this.wordless.delete(said)
  }

  /** The first of which it does not. */
  unsaid(): number | undefined {
    return [...this.wordless][0]
  }
}

const entriesIn = (details: string) => (JSON.parse(details) as { entries: number[] }).entries
