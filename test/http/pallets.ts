/** Pallets, as those read of them who may: what an event says of a pallet, it says of what is on it. */
import t from 'tap'
import { flows } from '../../src/modules/trace/queries/flows.js'
import * as schemas from '../../src/modules/trace/reads-schemas.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { PARTIES, PRODUCTS } from '../support/world.js'
import { garden, grams, lotOf, outlet, packOf, type Season, serialsOf, shipmentOf, toOutlet } from './season.js'

export const PALLET = sscc(790)
const [ON_IT, BESIDE] = [sscc(791), sscc(792)]
const pack = PRODUCTS.pack.gtin

/**
 * @param season with five hundred grams of crude tea C3 at the garden
 * @param grower API key of the grower's
 */
export function pallets(season: Season, grower: string): void {
  const { service } = season
  const anybody = (path: string) => service.get(`/api/trace${path}`)
  const insider = (path: string) => service.get(`/api/trace${path}`, { authorization: `Bearer ${grower}` })
  const kindsIn = (list: readonly { kind: string }[]) => list.map(({ kind }) => kind)
  const kindsAbout = async (thing: string) => kindsIn((await insider(`/events?about=${thing}`)).body.items).reverse()
  const kindsOf = async (serial: string) => kindsIn((await anybody(`/provenance/${pack}/${serial}`)).body.steps)

  const shipped = async () => {
    const sums = await flows(service.pool, { party: PARTIES.grower.uscc })
    return sums.find(({ gtin }) => gtin === pack)!.shipped
  }

  t.test('what is done with a pallet is done with its cases and packs, as long as they are on it', async t => {
    const sheets = ['PALONE', 'PALTWO'] as const
    const lot = lotOf('pack', 'P4')
    const packing = events.packing({
      place: garden,
      inputs: [grams('crude', 'C3', 400)],
      lot,
      serials: sheets.flatMap(sheet => serialsOf(sheet, 2))
    })
    const boxed = sheets.map((sheet, n) =>
      events.casing({ place: garden, sscc: [ON_IT, BESIDE][n]!, packs: serialsOf(sheet, 2).map(packOf) })
    )
    await all([season.does('grower', packing, ...boxed)])
    const made = await service.as(grower, '/api/trace/palletisings', {
      place: garden,
      sscc: PALLET,
      cases: [ON_IT, BESIDE]
    })
    t.match(made, { status: 201 })
    t.match(await service.as(grower, '/api/trace/storings', { place: garden, cases: [PALLET] }), { status: 201 })
    const shipment = shipmentOf('PALLET')
    const shipping = events.shipping({ from: garden, to: toOutlet, shipment, cases: [PALLET], time: events.at(20) })
    const before = await shipped()
    await all([season.does('grower', shipping)])
    t.equal((await shipped()) - before, 4, 'its packs are in the balance')
    t.match((await insider(`/pallets/${PALLET}`)).body, {
      status: 'closed',
      shipment: `${garden}:PALLET`,
      cases: [{ sscc: ON_IT }, { sscc: BESIDE }]
    })
    t.match((await insider(`/shipments/${garden}:PALLET`)).body.open, [{ pallet: PALLET }, { pallet: PALLET }])
    const arrived = (cases: string[]) =>
      season.does('supermarket', events.receiving({ place: outlet, shipment, cases, time: events.at(30) }))
    await all([arrived([BESIDE])])
    await all([arrived([PALLET])])

    const way = ['harvest', 'process', 'packing', 'casing', 'palletising', 'storing', 'shipping', 'receiving']
    t.same(await kindsOf('PALONE0000'), way)
    t.same(await kindsOf('PALTWO0000'), way)
    t.same(await kindsAbout(`case:${BESIDE}`), way.slice(3), 'not the coming of the pallet that it had left')
    t.same(await kindsAbout(`case:${PALLET}`), way.slice(4))
    const { body } = await anybody(`/provenance/${pack}/PALONE0000`)
    t.match(body.steps.at(-1), { kind: 'receiving', about: 'case', place: outlet })
    t.notMatch(JSON.stringify(body), /"type":"pallet"/)
    t.notMatch(JSON.stringify(body), BESIDE, 'what else was on the pallet is not its affair')
    t.match((await service.get(`/01/${pack}/21/PALONE0000`, { accept: 'text/html' })).body, /组托/)
    t.match(schemas.CaseAnswer.parse((await insider(`/cases/${ON_IT}`)).body), { pallet: PALLET, place: outlet })
    t.match((await insider(`/cases/${BESIDE}`)).body, { pallet: null, place: outlet })
    const impact = schemas.ImpactAnswer.parse((await insider(`/lots/${pack}/P4/impact`)).body)
    t.match(impact.cases, [
      { sscc: ON_IT, pallet: PALLET },
      { sscc: BESIDE, pallet: null }
    ])
  })

  t.test('a pallet has a page for who reads its label, and is whole until it is taken apart', async t => {
    const page = async () => (await service.get(`/00/${PALLET}`, { accept: 'text/html' })).body
    t.match(await page(), /托盘[\s\S]*1 箱，2 件[\s\S]*整托未拆/)
    await all([season.does('supermarket', events.unpacking({ place: outlet, sscc: PALLET, time: events.at(40) }))])
    t.match(await page(), /已拆托/)
    t.same((await insider(`/pallets/${PALLET}`)).body, {
      sscc: PALLET,
      status: 'opened',
      place: null,
      shipment: null,
      cases: []
    })
    t.same((await kindsOf('PALONE0000')).at(-1), 'unpacking')
    t.same((await kindsOf('PALTWO0000')).at(-1), 'receiving')
  })
}
