/** Pages that are kept ready: never older than the mirror, whatever announcements are lost. */
import t from 'tap'
import { until } from '../../network/wait.js'
import { LISTENER } from '../../src/core/mirror/announcements.js'
import * as events from '../support/events.js'
import { startGateway } from '../support/gateway.js'
import { all } from '../support/service.js'
import { PRODUCTS } from '../support/world.js'
import { CASES, outlet, packOf, Season, stall } from './season.js'

t.setTimeout(300_000)
const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0', SUYUAN_RECONCILE_SECONDS: '0.5' })
const { service } = season
const second = await startGateway(service, { SUYUAN_CHECKPOINT_SECONDS: '0', SUYUAN_RECONCILE_SECONDS: '0.5' })
t.teardown(async () => {
  await second.end('SIGTERM')
  await service.stop()
})
await season.live()

const gateways = [service.url, second.url]
const addressOf = (serial: string) => `/01/${PRODUCTS.pack.gtin}/21/${serial}`
const DATA = 'application/json'

async function ask(url: string, path: string, headers: Record<string, string> = { accept: 'text/html' }) {
  const answer = await fetch(url + path, { headers })
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

/** How many answers a gateway has made, and how many it sent once more. */
async function counts(url: string): Promise<{ made: number; kept: number }> {
  const { body } = await ask(url, '/metrics')
  const of = (from: string) => Number(new RegExp(`^suyuan_pages_total\\{from="${from}"\\} (\\d+)$`, 'm').exec(body)![1])
  return { made: of('mirror'), kept: of('copy') }
}

/** What a piece of work adds to the first gateway's counts. */
async function added(work: () => Promise<unknown>): Promise<{ made: number; kept: number }> {
  const before = await counts(service.url)
  await work()
  const after = await counts(service.url)
  return { made: after.made - before.made, kept: after.kept - before.kept }
}

const sell = (serial: string) =>
  all([season.does('supermarket', events.selling({ place: outlet, packs: [packOf(serial)], time: events.at(40) }))])

t.test('a page is made once, for a crowd too, and in each of its two forms', async t => {
  const path = addressOf('HOME000001')
  t.same(await added(() => ask(service.url, path)), { made: 1, kept: 0 })
  t.same(await added(() => ask(service.url, path)), { made: 0, kept: 1 })
  const json = await ask(service.url, path, { accept: DATA })
  t.match(JSON.parse(json.body), { serial: 'HOME000001' })
  t.match((await ask(service.url, path)).body, '<html')
  const other = addressOf('HOME000003')
  const crowd = () => Promise.all(Array.from({ length: 40 }, () => ask(service.url, other)))
  t.equal((await added(crowd)).made, 1)
})

t.test('a copy says how long it is, which one it is, and that it is to be asked for anew', async t => {
  const tags = new Set<string>()
  for (const accept of ['text/html', DATA]) {
    for (const path of [addressOf('HOME000001'), `/00/${CASES.home}`, `/414/${stall}`]) {
      const [plain, zipped] = await Promise.all(
        ['identity', 'br, gzip;q=0.5'].map(each => ask(service.url, path, { accept, 'accept-encoding': each }))
      )
      t.equal(plain!.headers.get('content-length'), String(Buffer.byteLength(plain!.body)), path)
      t.equal(zipped!.headers.get('content-encoding'), 'gzip', path)
      t.equal(zipped!.body, plain!.body, path)
      for (const [encoding, { headers }] of [['identity', plain!] as const, ['gzip', zipped!] as const]) {
        t.match(headers.get('etag'), /^"[\w.-]{22,25}"$/, path)
        t.equal(headers.get('cache-control'), 'no-cache', path)
        t.equal(headers.get('vary'), 'accept, accept-encoding', path)
        tags.add(headers.get('etag')!)
        const again = { accept, 'accept-encoding': encoding, 'if-none-match': headers.get('etag')! }
        t.match(await ask(service.url, path, again), { status: 304, body: '' }, path)
      }
    }
  }
  t.equal(tags.size, 12)
  const refused = await ask(service.url, '/', { accept: 'text/html', 'accept-encoding': 'gzip;q=0' })
  t.notOk(refused.headers.get('content-encoding'))
})

t.test('what is not there is not remembered as not there', async t => {
  for (const url of gateways) t.equal((await ask(url, addressOf('NONE000001'))).status, 404)
  t.same(await added(() => ask(service.url, addressOf('NONE000001'))), { made: 1, kept: 0 })
  t.same(await added(() => ask(service.url, addressOf('NONE000001'))), { made: 1, kept: 0 })
})

t.test('the scan after a sale shows it, at every gateway, whoever took the command', async t => {
  for (const serial of ['STOCK00001', 'STOCK00002', 'STOCK00003']) {
    const held = await Promise.all(gateways.map(url => ask(url, addressOf(serial))))
    for (const { body } of held) t.notMatch(body, '已售出')
    await sell(serial)
    const shown = await Promise.all(
      gateways.map((url, index) =>
        ask(url, addressOf(serial), { accept: 'text/html', 'if-none-match': held[index]!.headers.get('etag')! })
      )
    )
    for (const { status, body } of shown) {
      t.equal(status, 200)
      t.match(body, '已售出')
    }
  }
})

t.test('a gateway that hears no announcements shows nothing old', async t => {
  const path = addressOf('STOCK00004')
  for (const url of gateways) await ask(url, path)
  const { rows } = await service.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
    [LISTENER]
  )
  t.equal(rows.length, gateways.length)
  await sell('STOCK00004')
  for (const url of gateways) t.match((await ask(url, path)).body, '已售出')
})

t.test('a page whose data somebody alters says so, and no longer than they are altered', async t => {
  const path = addressOf('HOME000002')
  const banner = async () => {
    const pages = await Promise.all(gateways.map(url => ask(url, path)))
    return pages.map(({ body }) => body.includes('此页数据与账本不一致'))
  }
  const shows = (doubt: boolean) =>
    until(
      `every gateway ${doubt ? 'doubts' : 'trusts'} the page`,
      60_000,
      async () => (await banner()).every(one => one === doubt) || undefined
    )
  t.same(await banner(), [false, false])
  const set = (status: string) =>
    service.pool.query(`update trace.pack set status = $1 where serial = 'HOME000002'`, [status])
  await set('sold')
  await shows(true)
  await set('packed')
  await shows(false)
  t.notMatch((await ask(service.url, path)).body, '已售出')
})
