/** What somebody changes in a running service's mirror is found by itself, said where it is read, and mended. */
import { pino } from 'pino'
import t from 'tap'
import { until } from '../../network/wait.js'
import { rebuild } from '../../src/core/mirror/rebuild.js'
import { reconcile } from '../../src/core/mirror/reconcile.js'
import type { SecondMirrorOptions } from '../../src/core/mirror/second-mirror.js'
import { modules } from '../../src/modules/index.js'
import { projectionsOf } from '../../src/projections.js'
import { Chain } from '../chaos/chain.js'
import { CASES, garden, grams, lotOf, plot, Season } from '../http/season.js'
import * as events from '../support/events.js'
import { suyuanOn } from '../support/suyuan.js'
import { PRODUCTS } from '../support/world.js'
import { everyTable } from './season.js'
import { change, tablesOf } from './tamper.js'

type Test = Pick<typeof t, 'match' | 'notMatch' | 'same'>

t.setTimeout(300_000)
const season = await Season.start({
  SUYUAN_CHECKPOINT_SECONDS: '0',
  SUYUAN_RECONCILE_SECONDS: '0.5',
  SUYUAN_RECONCILE_ROWS: '100'
})
const { service } = season
t.teardown(() => service.stop())
await everyTable(season)

const BANNER = /此页数据与账本不一致，正在核查.*differs from the ledger/s
const pack = PRODUCTS.pack.gtin
const page = async (path: string) => (await service.get(path, { accept: 'text/html' })).body as string
const differences = async () => {
  const { status, body } = await service.get('/readyz')
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.mirror.differences as number
}
const found = (count: number) =>
  until(`${count} differences are known`, 30_000, async () => (await differences()) === count || undefined)

const harvest = (lot: string) => events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) })

const suyuan = suyuanOn(service)

/** What must outlive every rebuild; the one command that is under way apart. */
async function ownRows(): Promise<unknown[]> {
  const { rows } = await service.pool.query(
    `select (select jsonb_agg(to_jsonb(k) order by hash) from core_own.api_key k) as keys,
       (select jsonb_agg(to_jsonb(k) order by key) from core_own.signing_key k) as signing,
       (select jsonb_agg(to_jsonb(i) order by idempotency_key) from core_own.idempotency i) as requests,
       (select jsonb_agg(to_jsonb(i) order by id) from core_own.intake i where command not like '%AFTER%') as intake`
  )
  return rows
}

const chain = new Chain(service.network.topology.home)
t.teardown(() => chain.close())
const options: SecondMirrorOptions = {
  databaseUrl: service.databaseUrl,
  fabric: chain.fabric,
  projections: projectionsOf(modules),
  log: pino({ level: 'silent' })
}
/** The mirror is what the ledger makes of it. */
const same = async (t: Test) => t.same((await reconcile(options)).differences, [])

/** Does something to the mirror, sees it found, and undoes it. */
async function altered(t: Test, deed: string, undo: string, affected: readonly string[], others: readonly string[]) {
  await service.pool.query(deed)
  await found(1)
  for (const path of affected) t.match(await page(path), BANNER, path)
  for (const path of others) t.notMatch(await page(path), BANNER, path)
  await service.pool.query(undo)
  await found(0)
  for (const path of affected) t.notMatch(await page(path), BANNER, path)
}

const sold = `/01/${pack}/10/P1/21/SOLD000000`
const stale = `/01/${pack}/10/P2/21/STALE00001`

t.test('the alarm is raised: metric, readiness, and the pages that show it, until it is undone', async t => {
  await found(0)
  await service.pool.query(`update lot set quantity = quantity + 1000 where lot = 'C1'`)
  await found(1)
  t.match((await service.get('/metrics')).body, /^suyuan_mirror_differences 1$/m)
  t.match((await service.get('/metrics')).body, /^suyuan_mirror_checked_timestamp_seconds [1-9]/m)
  const { rows } = await service.pool.query('select table_name, key from core_own.difference')
  t.same(rows, [{ table_name: 'trace.lot', key: lotOf('crude', 'C1') }])
  t.match(await page(sold), BANNER, 'a pack that was made of it')
  t.match(await page(`/01/${PRODUCTS.crude.gtin}/10/C1`), BANNER)
  t.notMatch(await page(`/01/${PRODUCTS.crude.gtin}/10/C2`), BANNER)
  await service.pool.query(`update lot set quantity = quantity - 1000 where lot = 'C1'`)
  await found(0)
  t.notMatch(await page(sold), BANNER)
  t.match((await service.get('/metrics')).body, /^suyuan_mirror_differences 0$/m)
})

t.test('a pack that was made to disappear has its banner where it is said to be unknown', t =>
  altered(
    t,
    `create table public.kept as select * from pack where serial = 'SOLD000000'; delete from pack where serial = 'SOLD000000'`,
    'insert into pack select * from public.kept; drop table public.kept',
    [sold],
    [stale, `/01/${pack}/21/NEVER`]
  )
)

t.test('an event that was made to disappear is missed on the pages of what it was about', t =>
  altered(
    t,
    `create table public.kept as select * from event where kind = 'selling'; delete from event where kind = 'selling'`,
    'insert into event select * from public.kept; drop table public.kept',
    [sold],
    [stale]
  )
)

t.test('another owner of a plot is noticed on its page, and on those of what was picked there', t =>
  altered(
    t,
    `update state set value = jsonb_set(value, '{name,zh}', '"别处"') where key = 'core/place/${plot}'`,
    `update state set value = jsonb_set(value, '{name,zh}', '"演示·plot"') where key = 'core/place/${plot}'`,
    [`/414/${plot}`, sold],
    [`/414/${PRODUCTS.pack.gtin.slice(1)}`]
  )
)

t.test('a case that stands elsewhere is noticed on its page and on those of its packs', t =>
  altered(
    t,
    `update logistic_unit set status = 'lost' where sscc = '${CASES.sold}'`,
    `update logistic_unit set status = 'opened' where sscc = '${CASES.sold}'`,
    [`/00/${CASES.sold}`, sold],
    [stale, `/00/${CASES.home}`]
  )
)

t.test('a product that was made to disappear leaves a page that says so', t =>
  altered(
    t,
    `create table public.kept as select * from state where key = 'core/product/${pack}';
     delete from state where key = 'core/product/${pack}'`,
    'insert into state select * from public.kept; drop table public.kept',
    [sold, stale],
    [`/01/${PRODUCTS.crude.gtin}/10/C2`]
  )
)

t.test('who alters mirror and second mirror alike is found when that is made anew', async t => {
  const alter = (by: number) =>
    service.pool.query(
      `update trace.lot set quantity = quantity + ${by} where lot = 'C1';
       update trace_check.lot set quantity = quantity + ${by} where lot = 'C1'`
    )
  const checkedAt = async () =>
    Number(/^suyuan_mirror_checked_timestamp_seconds (\S+)$/m.exec((await service.get('/metrics')).body)![1])
  await alter(1000)
  const now = Date.now() / 1000
  // Rows of a few rounds: all tables have been compared by then.
  for (let round = 0, last = now; round < 8; round++)
    last = await until('a round ends', 30_000, async () => ((await checkedAt()) > last ? checkedAt() : undefined))
  t.equal(await differences(), 0, 'until then it is not')
  await service.pool.query(`update core_own.reconciliation set anew_at = now() - interval '1 day'`)
  await found(1)
  t.match(await page(sold), BANNER)
  await service.pool.query(`update lot set quantity = quantity - 1000 where lot = 'C1'`)
  await found(0)
})

t.test('a change in every table at once is found, and a rebuild mends it', async t => {
  const db = await service.pool.connect()
  t.teardown(() => db.release())
  const tables = await tablesOf(db, ['core', 'trace'])
  for (const table of tables) {
    const [column] = Object.keys(table.columns)
    if (column) await change(db, table, column)
  }
  const changed = tables.filter(({ columns }) => Object.keys(columns).length > 0)
  await found(changed.length)
  const { rows } = await service.pool.query<{ name: string }>('select table_name as name from core_own.difference')
  t.same(
    rows.map(({ name }) => name).sort(),
    changed.map(({ name }) => name)
  )
  t.match(await page(sold), BANNER)
  const own = await ownRows()
  const harvested = season.does('grower', harvest('AFTER'))
  // The cursor was altered too, so the leader stands still rather than write after it.
  await until('the leader has noticed', 30_000, async () => (await service.get('/readyz')).status === 503 || undefined)
  t.match(await suyuan('rebuild'), { code: 0, out: /The mirror is made again, up to block \d+/ })
  t.equal((await harvested).status, 201, 'what was under way goes on')
  await found(0)
  t.notMatch(await page(sold), BANNER)
  t.same((await service.pool.query('select from core_own.difference union all select from core_own.doubt')).rows, [])
  t.same(await ownRows(), own, 'what only Postgres has is as it was')
  await same(t)
})

t.test('a rebuild under load loses no block and writes none twice, and nobody who reads notices', async t => {
  let done = false
  const told: number[] = []
  const shown: boolean[] = []
  const picking = async (name: string) => {
    for (let i = 0; !done; i++) told.push((await season.does('grower', harvest(`${name}-${i}`))).status)
  }
  const reading = async () => {
    while (!done) shown.push((await page(sold)).includes('从茶园到柜台'))
  }
  const count = async () => (await service.pool.query<{ n: number }>('select count(*) as n from command')).rows[0]!.n
  const before = await count()
  const busy = Promise.all([...['A', 'B', 'C', 'D'].map(picking), reading()])
  const heights = [await rebuild(options), await rebuild(options)]
  done = true
  await busy
  t.ok(heights[1]! > heights[0]!, 'blocks came meanwhile')
  t.ok(told.every(status => status === 201))
  t.ok(shown.every(Boolean))
  t.equal(await count(), before + told.length)
  await same(t)
  const { rows } = await service.pool.query(`select nspname from pg_namespace where nspname ~ '_(next|old)$'`)
  t.same(rows, [], 'it leaves nothing behind')
})
