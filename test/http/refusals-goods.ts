/** Who holds what, and what may be done with it. */
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { PARTIES, type PartyName, PLACES } from '../support/world.js'
import type { Provoking } from './refusals.js'
import {
  bureau,
  CASES,
  garden,
  grams,
  lotOf,
  outlet,
  packOf,
  pieces,
  plot,
  serialsOf,
  shipmentOf,
  stall,
  toOutlet
} from './season.js'

export const goods: Provoking = async ({ does: by }, refuses) => {
  const sell = (...serials: string[]) =>
    events.selling({ place: outlet, packs: serials.map(packOf), time: events.at(40) })
  const pack = (serials: string[], inputs = [grams('crude', 'C1', 1000)], lot = 'PX') =>
    events.packing({ place: garden, inputs, lot: lotOf('pack', lot), serials })

  // Custody
  await refuses('NOT_HOLDER', "goods in another's store", () =>
    by('cooperative', events.unpacking({ place: garden, sscc: CASES.home }))
  )
  await refuses('NOT_MAKER', 'goods sent back to somebody else', () => {
    const to = { party: PARTIES.trader.uscc, place: stall }
    const shipment = { gln: outlet, number: 'B1' }
    return by(
      'supermarket',
      events.shipping({ from: outlet, to, shipment, cases: [CASES.stale], returned: true, time: events.at(30) })
    )
  })
  await refuses('NOT_CONSIGNEE', 'a third party that receives', () =>
    by(
      'school',
      events.receiving({
        place: PLACES.canteen.gln,
        shipment: shipmentOf('S2'),
        cases: [CASES.travelling],
        time: events.at(20)
      })
    )
  )
  await refuses('PLACE_KIND', 'a harvest in a factory', () =>
    by('grower', events.harvest({ base: garden, plot: PLACES.factory.gln, goods: grams('leaf', 'LX', 1000) }))
  )
  await refuses('PLACE_NOT_AUTHORS', "a harvest on another's plot", () =>
    by('cooperative', events.harvest({ base: garden, plot, goods: grams('leaf', 'LX', 1000) }))
  )
  await refuses('IN_TRANSIT', 'a sale from a case under way', () => by('supermarket', sell('TRAVEL0000')))

  // Goods
  await refuses('LOT_UNKNOWN', 'processing of leaf that nobody picked', () =>
    by(
      'grower',
      events.processing({
        place: garden,
        template: 'green',
        inputs: [grams('leaf', 'NONE', 4200)],
        outputs: [grams('crude', 'CX', 1000)]
      })
    )
  )
  await refuses('LOT_EXISTS', 'a lot number used twice', () =>
    by('grower', events.harvest({ base: garden, plot, goods: grams('leaf', 'L1', 1000) }))
  )
  await refuses('LOT_HELD', 'packing of tea whose yield is to be explained', () =>
    by('grower', pack(serialsOf('HELD00', 1), [grams('crude', 'C2', 100)]))
  )
  await refuses('LOT_NOT_HELD', 'a release of what nobody held', () =>
    by('inspector', events.inspecting({ place: bureau, lots: [lotOf('crude', 'C1')], conformant: true }))
  )
  await refuses('LOT_REJECTED', 'packing of tea that was found unfit', async () => {
    await by('inspector', events.inspecting({ place: bureau, lots: [lotOf('crude', 'C2')], conformant: false }))
    return by('grower', pack(serialsOf('HELD00', 1), [grams('crude', 'C2', 100)]))
  })
  await refuses('STOCK_SHORT', 'more than there is', () =>
    by('grower', pack(serialsOf('MORE00', 500), [grams('crude', 'C1', 50_000)]))
  )
  await refuses('UNIT_MISMATCH', 'packs by weight', () =>
    by('supermarket', events.selling({ place: outlet, goods: [grams('pack', 'P1', 100)], time: events.at(40) }))
  )
  await refuses('MASS_EXCEEDED', 'more tea than leaf', () =>
    by(
      'grower',
      events.processing({
        place: garden,
        template: 'green',
        inputs: [grams('leaf', 'L3', 1000)],
        outputs: [grams('crude', 'CX', 2000)]
      })
    )
  )
  await refuses('PROCESS_UNKNOWN', 'a process that nobody agreed on', () =>
    by(
      'grower',
      events.processing({
        place: garden,
        template: 'magic',
        inputs: [grams('leaf', 'L3', 4200)],
        outputs: [grams('crude', 'CX', 1000)]
      })
    )
  )
  await refuses('PROCESS_FORM', 'refining of fresh leaf', () =>
    by(
      'grower',
      events.processing({
        place: garden,
        template: 'refine',
        inputs: [grams('leaf', 'L3', 4200)],
        outputs: [grams('refined', 'RX', 4000)]
      })
    )
  )
  await refuses('CASE_UNKNOWN', 'a case that was never packed', () =>
    by('grower', events.unpacking({ place: garden, sscc: sscc(99) }))
  )
  await refuses('CASE_EXISTS', 'a case number used twice', () =>
    by('grower', events.casing({ place: garden, sscc: CASES.home, goods: pieces('P1', 1) }))
  )
  await refuses('CASE_NOT_WHOLE', 'a case opened twice', async () => {
    await by('supermarket', events.unpacking({ place: outlet, sscc: CASES.stocked, time: events.at(35) }))
    return by('supermarket', events.unpacking({ place: outlet, sscc: CASES.stocked, time: events.at(36) }))
  })
  await refuses('CASE_CONTENT', 'packs that lie in another case', () =>
    by('grower', events.casing({ place: garden, sscc: sscc(98), packs: [packOf('HOME000000')] }))
  )
  await refuses('CASE_ON_PALLET', 'a case opened on its pallet', async () => {
    const pallet = sscc(97)
    await by('grower', events.palletising({ place: garden, sscc: pallet, cases: [CASES.home] }))
    const answer = await by('grower', events.unpacking({ place: garden, sscc: CASES.home }))
    await by('grower', events.unpacking({ place: garden, sscc: pallet }))
    return answer
  })
  await refuses('PACK_UNKNOWN', 'a sale of what was never packed', () => by('supermarket', sell('NEVER00000')))
  await refuses('PACK_EXISTS', 'a serial packed twice', () => by('grower', pack(['HOME000000'])))
  await refuses('PACK_SOLD', 'a pack sold twice', () => by('supermarket', sell('SOLD000000')))
  await refuses('PACK_NOT_SOLD', 'a return of what was not sold', () =>
    by('supermarket', events.returning({ place: outlet, packs: [packOf('SOLD000001')], time: events.at(40) }))
  )
  await refuses('PACK_BLOCKED', 'a sale of what came back', async () => {
    await by('supermarket', events.returning({ place: outlet, packs: [packOf('SOLD000000')], time: events.at(41) }))
    return by('supermarket', sell('SOLD000000'))
  })
  await refuses('PACK_DESTROYED', 'a sale of what was destroyed', async () => {
    await by('supermarket', events.destroying({ place: outlet, packs: [packOf('SOLD000000')], time: events.at(42) }))
    return by('supermarket', sell('SOLD000000'))
  })
  await refuses('PACK_EXPIRED', 'a sale after the last day', () =>
    by(
      'supermarket',
      events.selling({ place: outlet, packs: [packOf('STALE00000')], time: '2026-04-08T08:00:00+08:00' })
    )
  )
  await refuses('SHIPMENT_UNKNOWN', 'a receipt of no shipment', () =>
    by('supermarket', events.receiving({ place: outlet, shipment: shipmentOf('NONE'), cases: [CASES.travelling] }))
  )
  await refuses('SHIPMENT_EXISTS', 'a despatch number used twice', () =>
    by('grower', events.shipping({ from: garden, to: toOutlet, shipment: shipmentOf('S1'), cases: [CASES.home] }))
  )
  await refuses('SHIPMENT_CLOSED', 'a shipment received twice', () =>
    by(
      'supermarket',
      events.receiving({ place: outlet, shipment: shipmentOf('S1'), cases: [CASES.sold], time: events.at(50) })
    )
  )
  await refuses('SHIPMENT_CONTENT', 'a case that is not in the shipment', () =>
    by(
      'supermarket',
      events.receiving({ place: outlet, shipment: shipmentOf('S2'), cases: [CASES.home], time: events.at(20) })
    )
  )
  await refuses('AGREEMENT_MISMATCH', 'an agreement of other parties', () => {
    const agreement = {
      id: 'A1',
      supplier: PARTIES.cooperative.uscc,
      buyer: toOutlet.party,
      document: 'cd'.repeat(32),
      grams: 1000
    }
    return by(
      'grower',
      events.shipping({ from: garden, to: toOutlet, shipment: shipmentOf('S3'), cases: [CASES.home], agreement })
    )
  })
  await refuses('EVENT_BEFORE_CAUSE', 'a receipt days before the shipping', () =>
    by(
      'supermarket',
      events.receiving({
        place: outlet,
        shipment: shipmentOf('S2'),
        cases: [CASES.travelling],
        time: '2026-04-01T08:00:00+08:00'
      })
    )
  )
  await refuses('RECALL_NOT_ALLOWED', "a shop that recalls another's lot", () =>
    by('supermarket', events.recalling({ place: outlet, lots: [lotOf('pack', 'P1')], number: 'R0' }))
  )
  await refuses('LOT_RECALLED', 'a sale of a recalled lot', async () => {
    await by('grower', events.recalling({ place: garden, lots: [lotOf('pack', 'P1')], number: 'R1' }))
    return by('supermarket', sell('SOLD000002'))
  })
  await refuses('RECALL_MISMATCH', "another's recall number", () =>
    by('inspector', events.recalling({ place: bureau, lots: [lotOf('pack', 'P2')], number: 'R1' }))
  )
}

/** What is done about a recall: R1 is the grower's. */
export const recalls: Provoking = async ({ service, authors, does: by }, refuses) => {
  const step = (party: PartyName, action: string, payload: object) =>
    service.send(authors[party].command('trace', action, { number: 'R1', ...payload }))
  const shop = PARTIES.supermarket.uscc
  const drill = { class: 'II', origin: { kind: 'lot', ...lotOf('pack', 'P1') }, lots: 1, parties: 1, milliseconds: 9 }
  const closing = { goods: [], words: '演示' }

  await refuses('RECALL_UNKNOWN', 'a notice of no recall', () =>
    step('grower', 'noticeRecall', { number: 'NONE', parties: [shop] })
  )
  await refuses('RECALL_NOT_OPENER', "a notice of another's recall", () =>
    step('supermarket', 'noticeRecall', { parties: [PARTIES.trader.uscc] })
  )
  await refuses('RECALL_NOT_NOTICED', 'an answer to no notice', () =>
    step('supermarket', 'acknowledgeRecall', { party: shop })
  )
  await refuses('RECALL_ACKNOWLEDGED', 'a second answer', async () => {
    await step('grower', 'noticeRecall', { parties: [shop] })
    await step('supermarket', 'acknowledgeRecall', { party: shop, words: '已下架' })
    return step('supermarket', 'acknowledgeRecall', { party: shop })
  })
  await refuses('RECALL_NUMBER_USED', "a drill by a recall's number", () => step('grower', 'drillRecall', drill))
  await refuses('RECALL_CLOSED', 'a lot found after the end', async () => {
    await step('grower', 'closeRecall', closing)
    return by('grower', events.recalling({ place: garden, lots: [lotOf('pack', 'P2')], number: 'R1' }))
  })
}
