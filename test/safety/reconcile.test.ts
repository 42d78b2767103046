/** Whatever somebody changes in the mirror by hand, in SQL, is found and named. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import t from 'tap'
import { Fabric } from '../../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'
import type { Difference } from '../../src/core/mirror/difference.js'
import { compareAll, type Reconciliation, reconcile } from '../../src/core/mirror/reconcile.js'
import { SecondMirror } from '../../src/core/mirror/second-mirror.js'
import { modules } from '../../src/modules/index.js'
import { projectionsOf } from '../../src/projections.js'
import { CASES, garden, grams, plot, Season } from '../http/season.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { suyuanOn } from '../support/suyuan.js'
import { everyTable } from './season.js'
import { add, change, remove, type Table, tablesOf } from './tamper.js'

t.setTimeout(300_000)
const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
const { home } = service.network.topology
const fabric = new Fabric(ConnectionProfile.parse(JSON.parse(readFileSync(join(home, 'connection.json'), 'utf8'))))
t.teardown(async () => {
  fabric.close()
  await service.stop()
})
await everyTable(season)

const projections = projectionsOf(modules)
const options = { databaseUrl: service.databaseUrl, fabric, projections, log: pino({ level: 'silent' }) }
const suyuan = suyuanOn(service)

t.test('a mirror that is being written meanwhile is what the ledger makes of it', async t => {
  let done = false
  const picking = async () => {
    for (let i = 0; !done; i++)
      await all([season.does('grower', events.harvest({ base: garden, plot, goods: grams('leaf', `W${i}`, 1000) }))])
  }
  const [found] = await Promise.all([reconcile(options).finally(() => (done = true)), picking()])
  t.same(found.differences, [])
  t.ok(found.block > 10 && found.tables > 10)
})

t.test('a change in any column of any table, an added and a deleted row are found', async t => {
  const second = await SecondMirror.open(options, 'full')
  t.teardown(() => second.drop().then(() => second.close()))
  await second.replay(await second.liveBlock())
  await second.atOneInstant(async db => {
    const tables = await tablesOf(
      db,
      projections.map(({ module }) => module)
    )
    /** What is found of one deed in each of the tables, which is then undone. */
    const after = async (deed: (table: Table) => Promise<object>, on: readonly Table[]) => {
      await db.query('savepoint before')
      const keys: Record<string, object> = {}
      for (const table of on) keys[table.name] = await deed(table)
      const { differences } = await compareAll(second)
      await db.query('rollback to before')
      t.same(Object.fromEntries(differences.map(({ table, key }) => [table, key])), keys)
      t.equal(differences.length, on.length)
      return differences
    }
    const most = Math.max(...tables.map(({ columns }) => Object.keys(columns).length))
    for (let i = 0; i < most; i++) {
      const on = tables.filter(({ columns }) => Object.keys(columns).length > i)
      const column = ({ columns }: Table) => Object.keys(columns)[i]!
      const differences = await after(table => change(db, table, column(table)), on)
      for (const { mirror, ledger, table } of differences)
        t.notSame(mirror, ledger, `${table}.${column(on.find(({ name }) => name === table)!)}`)
    }
    const missing = await after(table => remove(db, table), tables)
    t.ok(missing.every(({ mirror, ledger }) => mirror === null && ledger !== null))
    // There is one cursor, by its definition.
    const growing = tables.filter(({ name }) => name !== 'core.cursor')
    const added = await after(table => add(db, table), growing)
    t.ok(added.every(({ mirror, ledger }) => mirror !== null && ledger === null))
  })
})

t.test('a table that is no table any more, or has other columns, is found', async t => {
  const second = await SecondMirror.open(options, 'full')
  t.teardown(() => second.drop().then(() => second.close()))
  await second.replay(await second.liveBlock())
  const undone = new Error('undone')
  const seen: Difference[] = []
  const look = second.atOneInstant(async db => {
    await db.query('alter table trace.recall rename to kept; create view trace.recall as select * from trace.kept')
    await db.query('alter table trace.agreement drop column document')
    seen.push(...(await compareAll(second)).differences)
    throw undone
  })
  await t.rejects(look, undone)
  t.same(seen.map(({ table }) => table).sort(), ['trace.agreement', 'trace.kept', 'trace.recall'])
})

t.test('suyuan reconcile finds the embedded Postgres, names the row and ends with 1', async t => {
  t.match(await suyuan('reconcile'), { code: 0, out: /The mirror is what the ledger makes of it/ })
  await service.pool.query('update logistic_unit set pieces = pieces - 1 where sscc = $1', [CASES.home])
  const told = await suyuan('reconcile', '--json')
  t.equal(told.code, 1)
  const found = JSON.parse(told.out) as Reconciliation
  const [row] = found.differences
  t.equal(found.total, 1)
  t.match(row, {
    table: 'trace.logistic_unit',
    key: { sscc: CASES.home },
    mirror: { pieces: 4 },
    ledger: { pieces: 5 }
  })
  t.match(await suyuan('reconcile'), { code: 1, out: /pieces is 4, not 5/ })
  await service.pool.query('update logistic_unit set pieces = pieces + 1 where sscc = $1', [CASES.home])
  const { rows } = await service.pool.query(`select nspname from pg_namespace where nspname like '%\\_full'`)
  t.same(rows, [], 'it leaves nothing behind')
})
