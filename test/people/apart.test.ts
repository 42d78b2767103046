/** What Postgres itself keeps apart, whatever a query forgets; and that nobody alters the log of what was done unnoticed. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type pg from 'pg'
import { pino } from 'pino'
import t from 'tap'
import { Accounts } from '../../src/core/identity/accounts.js'
import { AuditLog, redactIn } from '../../src/core/identity/audit-log.js'
import { Devices } from '../../src/core/identity/devices.js'
import { Enrolments } from '../../src/core/identity/enrolments.js'
import { Passkeys } from '../../src/core/identity/passkeys.js'
import { enter, type Scope, within } from '../../src/core/identity/scope.js'
import { inTransaction } from '../../src/core/mirror/pool.js'
import { logIn } from '../support/people.js'
import { Service } from '../support/service.js'
import { Author } from '../support/signing.js'
import { BASE, PARTIES, RETAIL } from '../support/world.js'
import { handled, TOOLS, toolsTests } from './apart-tools.js'

const service = await Service.start()
t.teardown(() => service.stop())
t.setTimeout(120_000)
await service.populate()
const { pool } = service
const { grower, cooperative, supermarket } = PARTIES

const WALLED = ['account', 'passkey', 'session', 'enrolment', 'device', 'api_key', 'audit_entry', 'audit_head'] as const

/** Something of everything, of a party. */
async function populate(party: { uscc: string; organisation: string }): Promise<string> {
  const { uscc, organisation } = party
  const { account } = await logIn(service, { party: uscc, roles: ['packer'], password: 'a long password' })
  const passkeys = new Passkeys(pool)
  const passkey = { id: `key-of-${uscc}`, publicKey: new Uint8Array(10), counter: 0, transports: [] }
  const member = { account, organisation, party: uscc }
  await passkeys.keep(member, passkey, 'test')
  const invitation = { organisation, party: uscc, name: '某', roles: ['packer'] as const }
  await new Enrolments(pool, new Accounts(pool), passkeys).create(invitation)
  const device = new Author(uscc, organisation, service.ledger).registration
  const person = { ...member, name: '', roles: [], session: '', provenAt: new Date() }
  await new Devices(pool).ask(person, { ...device, label: 'test' })
  await new AuditLog(pool, pino({ level: 'silent' })).append({ ...member, act: 'test', subject: account })
  return account
}

const accounts = {
  grower: await populate(grower),
  cooperative: await populate(cooperative),
  supermarket: await populate(supermarket)
}

const owners = await handled(service)

/** A table's rows that are shown to somebody, by a query that forgets whose it wants. */
const shown = async (table: string, scope: Scope): Promise<pg.QueryResultRow[]> =>
  within(pool, scope, async db => (await db.query(`select * from core_own.${table}`)).rows)

t.test('there is something of everybody in every table', async t => {
  for (const table of WALLED) {
    const { rows } = await pool.query(`select distinct organisation from core_own.${table}`)
    const there = new Set(rows.map(({ organisation }) => organisation))
    t.ok(there.has(BASE) && there.has(RETAIL), table)
  }
})

t.test('who asks for nobody is shown nothing', async t => {
  for (const table of WALLED) t.same(await shown(table, {}), [], table)
})

t.test('a party is shown no row of another, and somebody no other’s sessions and passkeys', async t => {
  const scope = { party: grower.uscc, account: accounts.grower }
  for (const table of WALLED) {
    const rows = await shown(table, scope)
    const foreign = rows.filter(row => (row.party ?? grower.uscc) !== grower.uscc || row.organisation !== BASE)
    t.same(foreign, [], table)
    if (table === 'session' || table === 'passkey')
      t.ok(rows.length > 0 && rows.every(row => row.account === accounts.grower))
  }
  const entries = await shown('audit_entry', scope)
  t.ok(entries.length > 0 && entries.every(({ account }) => account === accounts.grower), 'of the log what he did')
})

t.test('an administrator is shown his organisation and no other', async t => {
  for (const table of WALLED) {
    const rows = await shown(table, { administers: BASE })
    t.ok(rows.length > 0, table)
    t.ok(
      rows.every(({ organisation }) => organisation === BASE),
      table
    )
  }
})

t.test('who can name a secret is shown what it opens, and no more', async t => {
  const { rows } = await pool.query<{ hash: string }>('select hash from core_own.session where account = $1', [
    accounts.supermarket
  ])
  t.equal((await shown('session', { shown: rows[0]!.hash })).length, 1)
  t.same(await shown('account', { shown: rows[0]!.hash }), [])
})

t.test('what is not shown is not changed, and nobody writes in another’s name', async t => {
  const scope = { party: grower.uscc, account: accounts.grower }
  const changing = await within(pool, scope, db =>
    db.query(`update core_own.account set name = 'x' where party <> $1`, [grower.uscc])
  )
  t.equal(changing.rowCount, 0)
  const violations = {
    'a colleague': `update core_own.account set roles = '{administrator}' where party = '${grower.uscc}' and id <> '${accounts.grower}'`,
    'a foreign session': `insert into core_own.session (hash, id, account, organisation, party, way, browser)
      values ('h', gen_random_uuid(), '${accounts.supermarket}', '${RETAIL}', '${supermarket.uscc}', 'password', '')`,
    'a foreign API key': `insert into core_own.api_key (hash, party, label, organisation)
      values ('\\x00', '${supermarket.uscc}', '', '${RETAIL}')`
  }
  await logIn(service, { party: grower.uscc, roles: ['packer'] })
  for (const [what, statement] of Object.entries(violations))
    await t.rejects(
      within(pool, scope, db => db.query(statement)),
      { code: '42501' },
      what
    )
})

toolsTests(service, accounts.grower, owners)

t.test('what was logged is neither changed nor deleted by who may log', async t => {
  for (const statement of ['update core_own.audit_entry set act = act', 'delete from core_own.audit_entry'])
    await t.rejects(
      within(pool, { logs: BASE, administers: BASE }, db => db.query(statement)),
      { code: '42501' }
    )
})

t.test('the tables’ owner is walled off as well, unless it says that it wants all', async t => {
  const answer = await inTransaction(pool, async db => {
    await db.query('create role suyuan_test_owner')
    await db.query('grant usage on schema core_own to suyuan_test_owner')
    const tables = [...WALLED, ...Object.keys(TOOLS), 'sscc_series']
    for (const table of tables) await db.query(`alter table core_own.${table} owner to suyuan_test_owner`)
    await db.query('set local role suyuan_test_owner')
    const filled = async () => {
      const found = await Promise.all(tables.map(table => db.query(`select from core_own.${table} limit 1`)))
      return tables.filter((_, i) => found[i]!.rowCount! > 0)
    }
    const walled = await filled()
    await db.query(`set local suyuan.scope to 'everything'`)
    throw Object.assign(new Error('to undo it'), { answer: [walled, (await filled()).length === tables.length] })
  }).catch(({ answer }) => answer)
  t.same(answer, [[], true])
})

t.test('nothing of it outlasts its transaction', async t => {
  const { rows } = await pool.query(`select current_user <> 'suyuan_people' as own, core_own.setting('party') as party`)
  t.same(rows, [{ own: true, party: null }])
  await inTransaction(pool, db => enter(db, { party: grower.uscc }))
  const after = await pool.query(`select core_own.setting('party') as party`)
  t.same(after.rows, [{ party: null }])
})

const log = new AuditLog(pool, pino({ level: 'silent' }))
const act = (subject: string) => ({
  organisation: BASE,
  party: BASE,
  account: null,
  act: 'test',
  subject,
  details: { 数: 1 }
})

/** What the log says of itself while `statement` has been done to it. */
async function tampered(statement: string): Promise<unknown> {
  await pool.query('create table kept as select * from core_own.audit_entry')
  await pool.query(statement)
  const found = await log.verify(BASE)
  await pool.query('truncate core_own.audit_entry')
  await pool.query('insert into core_own.audit_entry select * from kept')
  await pool.query('drop table kept')
  return found
}

t.test('many who log at once make one chain, which is whole', async t => {
  await Promise.all(Array.from({ length: 20 }, (_, i) => log.append(act(`s${i}`))))
  t.equal(await log.verify(BASE), null)
  t.equal(await log.verify(RETAIL), null)
  t.ok((await log.head(BASE)).number >= 20)
})

t.test('an entry that is altered, taken out, put in, or cut off with what follows is noticed', async t => {
  const { number: last } = await log.head(BASE)
  const where = (number: number) => `where organisation = '${BASE}' and number = ${number}`
  const columns = {
    act: `'other'`,
    subject: `'other'`,
    details: `'{}'`,
    party: `'x'`,
    salt: `'x'`,
    at: `at + interval '1 ms'`
  }
  for (const [column, value] of Object.entries(columns))
    t.match(await tampered(`update core_own.audit_entry set ${column} = ${value} ${where(last - 5)}`), {
      number: last - 5,
      why: 'altered'
    })
  t.match(await tampered(`update core_own.audit_entry set hash = repeat('0', 64) ${where(last)}`), { why: 'altered' })
  t.match(await tampered(`delete from core_own.audit_entry ${where(3)}`), { number: 3, why: 'missing' })
  t.match(await tampered(`delete from core_own.audit_entry ${where(last)}`), { number: last, why: 'cut off' })
  t.equal(await log.verify(BASE), null, 'as it was')
})

t.test('an entry loses its words, and the chain holds, only where the chain says so itself', async t => {
  await log.append({ ...act('找张某某'), act: 'audit.search', details: { found: 1 } })
  const { number } = await log.head(BASE)
  const wordless = `update core_own.audit_entry set subject = '', details = '{}', salt = null, redacted_at = now()`
  t.match(await tampered(`${wordless} where organisation = '${BASE}' and number = ${number}`), {
    number,
    why: 'altered'
  })
  const said = await inTransaction(pool, db => redactIn(db, accounts.grower, { name: '张某某', login: 'found' }))
  t.match(said, [{ organisation: BASE, act: 'log.redact', details: `{"entries":[${number}]}` }])
  t.equal(await log.verify(BASE), null)
  const [last, redacted] = await log.list(BASE, null, 2)
  t.match(last, { subject: accounts.grower, redactedAt: null })
  t.match(redacted, { number, subject: '', details: '{}', salt: null, act: 'audit.search', redactedAt: Date })
  t.match(
    await tampered(`delete from core_own.audit_entry where number = ${last!.number} and organisation = '${BASE}'`),
    {
      why: 'cut off'
    }
  )
})

t.test('entries of before there were salts hold as they did', async t => {
  const { number, hash: previous } = await log.head(RETAIL)
  const entry = { organisation: RETAIL, party: RETAIL, account: null, act: 'test', subject: 'old', details: '{}' }
  const at = new Date()
  const hashed = canonicalJson({ ...entry, number: number + 1, at: at.toISOString(), previous })
  const hash = createHash('sha256').update(hashed).digest('hex')
  await pool.query(
    `insert into core_own.audit_entry (organisation, party, account, act, subject, details, number, at, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [...Object.values(entry), number + 1, at, hash]
  )
  await pool.query('update core_own.audit_head set number = $2, hash = $3 where organisation = $1', [
    ...[RETAIL, number + 1, hash]
  ])
  t.equal(await log.verify(RETAIL), null)
  await log.append({ ...act('new'), organisation: RETAIL })
  t.equal(await log.verify(RETAIL), null)
})
