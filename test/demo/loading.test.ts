import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { freeBasePort } from '../../network/ports.js'
import { administratorsKeys, hasNoCommands } from '../../scripts/demo/keys.js'
import { ensureDemo, type LoadOptions, loadDemo } from '../../scripts/demo/load.js'
import { DEFAULTS } from '../../scripts/demo/plan.js'
import { type RunningService, startService } from '../../scripts/service.js'
import '../support/unmeasured.js'

// Networks come up three times in here, and the demonstration is loaded twice.
t.setTimeout(600_000)

const SMALL = { ...DEFAULTS, scale: 0.125 }

interface Place {
  home: string
  start: () => Promise<RunningService>
  load: (
    service: RunningService,
    how: (options: LoadOptions) => Promise<unknown>,
    more?: Partial<LoadOptions>
  ) => Promise<unknown>
}

/** A data folder and ports of one's own. */
async function place(): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'suyuan-demo-'))
  const basePort = await freeBasePort()
  const silent = (): void => {}
  return {
    home,
    start: () => startService({ home, basePort, port: 0 }),
    load: async ({ url, databaseUrl }, how, more) =>
      how({ ...SMALL, url, keys: await administratorsKeys(databaseUrl, home), log: silent, ...more })
  }
}

/** What is left of it all in the end: where every gram, pack and case is, and every event that is on the ledger. */
async function endResult({ databaseUrl }: RunningService): Promise<Record<string, unknown[]>> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const rows = async (sql: string) => (await pool.query(sql)).rows
  const result = {
    stocks: await rows('select * from trace.stock order by gtin, lot, place'),
    lots: await rows(`select gtin, lot, event, quantity, balance, hold, rejected, recall from trace.lot order by 1, 2`),
    packs: await rows('select * from trace.pack order by gtin, serial'),
    cases: await rows('select * from trace.logistic_unit order by sscc'),
    shipments: await rows('select id, event, status, open from trace.shipment order by id'),
    events: await rows('select kind, event_id, author, event_time from trace.event order by event_id, kind'),
    refusals: await rows(`select author, code from core.command where status = 'refused' order by 1, 2`)
  }
  await pool.end()
  return result
}

t.test('the demonstration', async t => {
  const quiet = await place()
  let service = await quiet.start()
  t.teardown(async () => {
    await service.stop()
    rmSync(quiet.home, { recursive: true })
  })
  await t.test('stays away from a ledger that others use', async t => {
    t.equal(await quiet.load(service, options => ensureDemo({ ...options, isEmpty: async () => false })), null)
    t.same((await endResult(service)).events, [])
  })

  await quiet.load(service, options => ensureDemo({ ...options, isEmpty: () => hasNoCommands(service.databaseUrl) }))
  const wanted = await endResult(service)

  await t.test('is evidence of what was tried against the law, and nothing else of it was refused', async t => {
    t.same(
      wanted.refusals?.map(row => (row as { code: string }).code),
      ['CERTIFICATE_NOT_IN_FORCE', 'PRE_HARVEST_INTERVAL', 'LOT_REJECTED', 'PARTY_DISQUALIFIED']
    )
  })

  await t.test('with another seed is not put on top of it', async t => {
    await t.rejects(quiet.load(service, loadDemo, { seed: 1 }), /another seed or scale/)
    t.same(await endResult(service), wanted)
  })

  await t.test('loaded again changes nothing', async t => {
    await quiet.load(service, loadDemo)
    t.same(await endResult(service), wanted)
  })

  await t.test('is there whole after a stop and a start', async t => {
    await service.stop()
    service = await quiet.start()
    await quiet.load(service, options => ensureDemo({ ...options, isEmpty: async () => false }))
    t.same(await endResult(service), wanted)
  })

  await t.test('comes to the same when process after process is killed while it is loaded', async t => {
    const rough = await place()
    const other = await rough.start()
    t.teardown(async () => {
      await other.stop()
      rmSync(rough.home, { recursive: true })
    })
    const victims = other.network.supervisor.status().map(({ name }) => name)
    const killed: string[] = []
    // At every sign of progress the next one, in the midst of what follows.
    const kill = (): void => {
      const name = victims.pop()
      if (name) setTimeout(() => other.network.supervisor.kill(name), 20)
      if (name) killed.push(name)
    }
    await rough.load(other, loadDemo, { log: kill })
    t.same(victims, [], 'every one was killed')
    t.ok(['gateway', 'postgres', 'base-peer'].every(name => killed.includes(name)))
    t.same(await endResult(other), wanted)
  })
})
