/** Every page of /desk, with an address at which there is something on it. */
import { CASES } from '../http/season.js'
import { PLACES, PRODUCTS } from '../support/world.js'
import type { Clerk } from './desk.js'

/** What is no page: what the app asks for, files, pictures. */
export const NO_PAGES: ReadonlySet<string> = new Set([
  ...['/desk/data', '/desk/worker.js', '/desk/manifest.webmanifest', '/desk/icon-192.png', '/desk/icon-512.png'],
  ...['/desk/photos/:key/:command/:sha256', '/desk/weighing/:id/ledger.xlsx', '/desk/labels/:id/codes.csv'],
  ...['/desk/import/templates/:kind/:format', '/desk/export/:kind/:format'],
  '/desk/monitoring/watch/:subject/events'
])

const LEAF = PRODUCTS.leaf.gtin

/**
 * Does with each tool what there is to do, so that no page is empty.
 *
 * @param recall number of one that the clerk's party opened
 * @returns addresses by route
 */
export async function deskPages(clerk: Clerk, recall: string): Promise<Record<string, string[]>> {
  const book = await aBook(clerk)
  const labels = await clerk.send('/desk/labels', {
    ...{ kind: 'case', gtin: PRODUCTS.pack.gtin, lot: 'P1', produced: '2026-04-08', count: '3' },
    ...{ content: '10', prefix: '9520001' }
  })
  const sheet = await clerk.send(`${labels.path}/prints`, { layout: 'a4', first: '1', last: '3' })
  const file = `${'地点代码（GLN）,名称,类型,上级地点代码,行政区划代码,村,面积（亩）'}\r\n1,x,茶馆,,44,,\r\n`
  const upload = await clerk.upload('/desk/import', 'x.csv', file)
  const certificate = await clerk.send('/desk/certificates', {
    ...{ lot: `${LEAF}/L3`, product: '茶鲜叶', quantity: '42 kg', origin: '岫下村', promisor: '某', contact: '000' },
    ...{ day: '2026-04-05', bases: ['own'] }
  })
  const { gln: base } = PLACES.garden
  const { gln: plot } = PLACES.plot
  await clerk.send('/desk/bases/new/plan', { id: base, investmentFen: '', partner: '', words: '', document: '批复' })
  await clerk.send('/desk/monitoring/sensors/new/registerSensor', { id: 'AIR-1', kind: 'humidity' })
  const { garden } = PLACES
  await clerk.send('/desk/monitoring/sensors/AIR-1/placeSensor', {
    since: '2026-04-05T08:00:00+08:00',
    place: garden.gln
  })
  return {
    '/desk/programme': ['/desk/programme'],
    '/desk/certification/applications': ['/desk/certification/applications'],
    '/desk/certification/applications/new/:step': ['/desk/certification/applications/new/apply'],
    '/desk/bases': ['/desk/bases'],
    '/desk/bases/:id': [`/desk/bases/${base}`],
    '/desk/bases/new/:step': ['/desk/bases/new/plan'],
    '/desk/bases/plots': ['/desk/bases/plots'],
    '/desk/bases/plots/:gln': [`/desk/bases/plots/${plot}`],
    '/desk/bases/plots/:gln/inputs/new': [`/desk/bases/plots/${plot}/inputs/new`],
    '/desk/bases/plots/:gln/outline': [`/desk/bases/plots/${plot}/outline`],
    '/desk/monitoring': ['/desk/monitoring'],
    '/desk/monitoring/watch/:subject': [`/desk/monitoring/watch/${garden.gln}`],
    '/desk': ['/desk'],
    '/desk/online': ['/desk/online'],
    '/desk/goods': [
      ...['/desk/goods', '/desk/goods?view=coming', '/desk/goods?view=going', '/desk/goods?view=held'],
      ...['/desk/goods?q=L', '/desk/goods?q=nothing']
    ],
    '/desk/goods/:gtin/:lot': [`/desk/goods/${PRODUCTS.crude.gtin}/C1`],
    '/desk/recalls': ['/desk/recalls'],
    '/desk/recalls/new': [`/desk/recalls/new?gtin=${LEAF}&lot=L3`],
    '/desk/recalls/:number': [`/desk/recalls/${recall}`],
    '/desk/recalls/drills/:number': [await aDrill(clerk)],
    '/desk/weighing': ['/desk/weighing'],
    '/desk/weighing/households': ['/desk/weighing/households'],
    '/desk/weighing/:id': [book.path],
    '/desk/weighing/:id/slips/:household': [book.slip],
    '/desk/labels': ['/desk/labels'],
    '/desk/labels/find': [`/desk/labels/find?code=${CASES.home}`],
    '/desk/labels/:id': [labels.path],
    '/desk/labels/:id/prints/:print': [sheet.path],
    '/desk/certificates': ['/desk/certificates'],
    '/desk/certificates/new': [`/desk/certificates/new?lot=${LEAF}/L3`],
    '/desk/certificates/:id': [certificate.path],
    '/desk/links': ['/desk/links'],
    '/desk/supervision': ['/desk/supervision'],
    '/desk/pictures': ['/desk/pictures'],
    '/desk/import': ['/desk/import'],
    '/desk/import/:id': [upload.path],
    '/desk/export': ['/desk/export'],
    '/desk/households': ['/desk/households']
  }
}

/** A weigh-in book with a line, and the slip of its household. */
async function aBook(clerk: Clerk): Promise<{ path: string; slip: string }> {
  const { path } = await clerk.send('/desk/weighing', {
    ...{ plot: PLACES.plot.gln, gtin: LEAF, day: '2026-04-05', lot: 'W9', cultivar: '蝉茶', season: 'spring' },
    ...{ grade: '一级', unit: 'jin', price: '30' }
  })
  const line = { code: 'HH-1', village: '岫下村', gross: '20', tare: '0', deduction: '5', grade: '一级', price: '30' }
  const { html } = await clerk.send(`${path}/lines`, line)
  return { path: path.split('?')[0]!, slip: /href="([^"]+\/slips\/[^"]+)"/.exec(html)![1]! }
}

/** A recall that changes nothing, held. */
const aDrill = async (clerk: Clerk): Promise<string> => {
  const terms = { number: 'DRILL-1', class: 'II', reason: '演练', knownAt: '2026-04-05T08:00', drill: 'on' }
  return (await clerk.send('/desk/recalls', { gtin: LEAF, lot: 'L3', ...terms })).path
}
