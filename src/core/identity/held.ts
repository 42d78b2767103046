import type pg from 'pg'
import { ACCOUNT_COLUMNS, type Account } from './accounts.js'
import type { AuditEntry } from './audit-log.js'
import type { Device } from './devices.js'
import type { Person } from './person.js'
import { everywhere, within } from './scope.js'

/** Where what somebody made or decided has his account's id beside it, by table and column. */
const TRACES = [
  ['weighing', 'opened_by'],
  ['label_run', 'made_by'],
  ['label_print', 'printed_by'],
  ['label', 'voided_by'],
  ['conformity_certificate', 'issued_by'],
  ['upload', 'made_by'],
  ['inspection', 'account'],
  ['assistance', 'account'],
  ['assistance', 'answered_by'],
  ['assistance', 'closed_by'],
  ['product_link', 'account'],
  ['gtin_successor', 'account'],
  ['product_picture', 'account']
] as const

/** So many of a kind at once, the newest: nobody's log is longer by years. */
const MOST = 10_000

const SELECTS = {
  account: `select ${ACCOUNT_COLUMNS} from core_own.account a where id = $1`,
  passkeys: `select id, label, created_at as "createdAt", used_at as "usedAt", revoked_at as "revokedAt"
    from core_own.passkey where account = $1 order by created_at`,
  identities: `select issuer, subject, created_at as "createdAt" from core_own.identity where account = $1`,
  sessions: `select way, browser, started_at as "startedAt", seen_at as "seenAt", proven_at as "provenAt",
    ended_at as "endedAt" from core_own.session where account = $1 order by started_at desc limit ${MOST}`,
  codes: `select name, roles, created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt"
    from core_own.enrolment where account = $1 or id = $1 order by created_at`,
  devices: `select key, label, state, asked_at as "askedAt", decided_at as "decidedAt"
    from core_own.device where account = $1 order by asked_at`,
  notes: `select n.key, n.command, n.clerk, n.logged_at as "loggedAt", cardinality(n.photos) as photos
    from core_own.desk_note n join core_own.device d on d.key = n.key where d.account = $1
    order by n.logged_at desc limit ${MOST}`,
  acts: `select organisation, number, at, account, act, subject, details from core_own.audit_entry
    where account = $1::uuid or subject = ($1::uuid)::text order by at desc limit ${MOST}`
} as const

type Row = Record<string, unknown>

/** All that is kept of somebody, as Postgres has it. */
export interface Held {
  account: Account
  passkeys: Row[]
  /** What his organisation's own log-in calls him. */
  identities: Row[]
  sessions: Row[]
  codes: Row[]
  devices: Pick<Device, 'key' | 'label' | 'state' | 'askedAt' | 'decidedAt'>[]
  /** What phones said of entries under his devices' keys. */
  notes: Row[]
  /** What the audit log says that he did, or that was done about him. */
  acts: Pick<AuditEntry, 'organisation' | 'number' | 'at' | 'account' | 'act' | 'subject' | 'details'>[]
  /** Of how many things in each table his id says that he made or decided them. */
  traces: Record<string, number>
  /** Entries on the ledger under each of his devices' keys. */
  entries: { key: string; entries: number }[]
}

/** What is kept about somebody, for himself. */
export async function heldAbout(pool: pg.Pool, { account, party }: Person): Promise<Held> {
  const own = await within(pool, { account, party }, async db => {
    const names = Object.keys(SELECTS) as (keyof typeof SELECTS)[]
    const results = await Promise.all(names.map(name => db.query<Row>(SELECTS[name], [account])))
    return Object.fromEntries(names.map((name, index) => [name, results[index]!.rows])) as Record<string, Row[]>
  })
  const devices = own.devices as unknown as Held['devices']
  const [traces, entries] = await Promise.all([
    everywhere(pool, db => db.query<{ name: string; count: number }>(COUNTS, [account])),
    pool.query<{ key: string; entries: number }>(
      'select key, count(*)::int as entries from command where key = any($1) group by key',
      [devices.map(({ key }) => key)]
    )
  ])
  return {
    ...(own as unknown as Omit<Held, 'account' | 'traces' | 'entries'>),
    account: own.account![0] as unknown as Account,
    traces: Object.fromEntries(traces.rows.map(({ name, count }) => [name, count])),
    entries: entries.rows
  }
}

const COUNTS = TRACES.map(
  ([table, column]) =>
    `select '${table}.${column}' as name, count(*)::int as count from core_own.${table} where ${column} = $1`
).join(' union all ')
