/** Every page of /audit, for every eye and hand. Whoever adds one adds it here: the list is held against the routes. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { CASES, garden, plot, shipmentOf } from '../http/season.js'
import { routesOf } from '../safety/routes.js'
import { graveFindings, overflowOf, smallTargets } from '../support/accessibility.js'
import { isLookedAt } from '../support/alike.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { fill } from '../support/forms.js'
import { all } from '../support/service.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { agreement } from './audit-queries.js'
import { BUREAUS, DESK, type Inspectorate, PHONE } from './inspectorate.js'

/** Files and streams, which are no pages. */
const isFile = (url: string) => /\/(export\/:format|bundle|photo|watch\/:subject\/events)$/.test(url)

const { gtin } = PRODUCTS.pack
const RECALL = 'ZH-2026-9'
const PALLET = sscc(70)

/** Something of everything that a page can show. @returns an address of each page, by its route */
async function addressesOf(inspectorate: Inspectorate): Promise<Record<string, string>> {
  const { service } = inspectorate
  const made = async (path: string, fields: Record<string, string>) => {
    const { status, location } = await inspectorate.send(path, fields)
    if (status !== 303) throw new Error(`${path} ${status}`)
    return location
  }
  const inspection = await made('/audit/inspections', {
    goods: `${PRODUCTS.crude.gtin}/C1`,
    first: '粤A0001',
    second: '粤A0002',
    result: 'held',
    words: '抽样送检'
  })
  const request = await made('/audit/requests', {
    about: garden,
    office: BUREAUS.heyuan,
    reason: '请核实',
    due: '2099-12-31'
  })
  const stacked = events.palletising({ place: garden, sscc: PALLET, cases: [CASES.home], time: events.at(50) })
  await all([inspectorate.season.does('grower', stacked)])
  const { grower } = inspectorate.season.authors
  const watches = (action: string, payload: object) => service.send(grower.command('monitoring', action, payload))
  await all([watches('registerSensor', { id: 'AIR-1', kind: 'humidity' })])
  await all([watches('placeSensor', { id: 'AIR-1', since: '2026-04-05T00:00:00Z', place: garden })])
  const drill = await made('/audit/recalls', {
    gtin: PRODUCTS.crude.gtin,
    lot: 'C1',
    number: 'YL-9',
    class: 'II',
    reason: '演练',
    knownAt: '2026-04-06T08:00',
    drill: 'yes'
  })
  const words = { kind: 'label', words: '标签印歪了，看不清日期', contact: '13800000000', code: `${gtin} SOLD000000` }
  const complaint = (await fill(`${service.url}/complaints`, words)).headers.get('location')!
  const { rows } = await service.pool.query<{ event: string; tx: string; key: string; id: string }>(
    `select l.event, t.tx_id as tx, c.key, c.command_id as id from trace.lot l, core.command c
       join core.transaction t on (t.block, t.index) = (c.block, c.tx_index) where l.lot = 'C2' order by c.block limit 1`
  )
  const { event, tx, key, id } = rows[0]!
  await all([service.send(inspectorate.season.authors.grower.command('bases', 'plan', { id: garden }))])
  const { gln, number } = shipmentOf('S1')
  return {
    '/audit/programme': '/audit/programme',
    '/audit/recognition/products': '/audit/recognition/products',
    '/audit/supervision/cases/new/:step': '/audit/supervision/cases/new/openCase',
    '/audit/bases': '/audit/bases',
    '/audit/bases/:id': `/audit/bases/${garden}`,
    '/audit/bases/new/:step': '/audit/bases/new/plan',
    '/audit/bases/:id/checks': `/audit/bases/${garden}/checks`,
    '/audit/bases/plots/:gln': `/audit/bases/plots/${plot}`,
    '/audit': '/audit',
    '/audit/lots/:gtin/:lot': `/audit/lots/${PRODUCTS.crude.gtin}/C1`,
    '/audit/products/:gtin': `/audit/products/${gtin}`,
    '/audit/parties/:uscc': `/audit/parties/${PARTIES.grower.uscc}`,
    '/audit/places/:gln': `/audit/places/${garden}`,
    '/audit/period': '/audit/period',
    '/audit/packs/:gtin/:serial': `/audit/packs/${gtin}/SOLD000000`,
    '/audit/cases/:sscc': `/audit/cases/${CASES.sold}`,
    '/audit/pallets/:sscc': `/audit/pallets/${PALLET}`,
    '/audit/shipments/:id': `/audit/shipments/${gln}:${number}`,
    '/audit/agreements/:id': `/audit/agreements/${agreement.id}`,
    '/audit/events/:event': `/audit/events/${event}`,
    '/audit/refused': '/audit/refused',
    '/audit/recalls': '/audit/recalls',
    '/audit/recalls/new': `/audit/recalls/new?gtin=${gtin}&lot=P1`,
    '/audit/recalls/:number': `/audit/recalls/${RECALL}`,
    '/audit/recalls/drills/:number': drill,
    '/audit/ledger': '/audit/ledger',
    '/audit/ledger/blocks/:number': '/audit/ledger/blocks/3',
    '/audit/ledger/transactions/:tx': `/audit/ledger/transactions/${tx}`,
    '/audit/ledger/commands/:key/:id': `/audit/ledger/commands/${key}/${id}`,
    '/audit/ledger/states': `/audit/ledger/states?key=${encodeURIComponent(`trace/lot/${PRODUCTS.leaf.gtin}/L3`)}`,
    '/audit/ledger/findings': '/audit/ledger/findings',
    '/audit/verify': '/audit/verify',
    '/audit/inspections': '/audit/inspections',
    '/audit/inspections/new': '/audit/inspections/new',
    '/audit/inspections/:id': inspection,
    '/audit/requests': '/audit/requests',
    '/audit/requests/new': '/audit/requests/new',
    '/audit/requests/:id': request,
    '/audit/complaints': '/audit/complaints',
    '/audit/complaints/:number': `/audit${complaint}`,
    '/audit/monitoring': '/audit/monitoring',
    '/audit/monitoring/watch/:subject': `/audit/monitoring/watch/${garden}`,
    '/audit/flags': '/audit/flags',
    '/audit/supervision': '/audit/supervision',
    '/audit/supervision/purchase-checks': '/audit/supervision/purchase-checks',
    '/audit/supervision/draws/new/planInspection': '/audit/supervision/draws/new/planInspection'
  }
}

/** Of the same pages, what looks otherwise. */
const FURTHER = { results: '/audit?q=C1', nothing: '/audit?q=NOSUCH', pack: `/audit/lots/${gtin}/P1` }

export function pageTests(inspectorate: Inspectorate): void {
  t.test('no page has a grave fault, a target too small or a line cut off, on a desk or a phone', async t => {
    const addresses = await addressesOf(inspectorate)
    const routes = await routesOf(inspectorate.service)
    const pages = routes
      .filter(({ method, url }) => method === 'GET' && /^\/audit(\/|$)/.test(url) && !isFile(url))
      .filter(({ url }) => isLookedAt(url, addresses))
      .map(({ url }) => url)
    t.same(Object.keys(addresses).sort(), pages.sort(), 'every page is looked at')
    const { page, breaches, context } = await inspectorate.opened('/audit')
    for (const [name, address] of Object.entries({ ...addresses, ...FURTHER })) await look(t, page, name, address)
    t.same(breaches, [])
    await context.close()
  })

  async function look(t: Test, page: Page, name: string, address: string): Promise<void> {
    await page.setViewportSize(DESK)
    const answer = await page.goto(inspectorate.service.url + address)
    t.equal(answer?.status(), 200, `${name} ${address}`)
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport)
      const is = `${name} at ${viewport.width}`
      t.same(await graveFindings(page), [], is)
      t.equal(await overflowOf(page), 0, is)
    }
    t.same(await smallTargets(page), [], name)
  }
}
