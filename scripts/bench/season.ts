/** Packs of tea with a story each: three plots, a making, a case, a way to the outlet. */
import type { PackRef } from '@suyuan/model/core/gs1'
import { sscc } from '../../test/support/codes.js'
import * as events from '../../test/support/events.js'
import { all } from '../../test/support/service.js'
import { PARTIES, PLACES, PRODUCTS } from '../../test/support/world.js'
import type { Stage } from './stage.js'

const PACKS = 40
const LEAF_GRAMS = 6000
const CRUDE_GRAMS = 4000
const garden = PLACES.garden.gln
const outlet = PLACES.outlet.gln

/** Makes `lots` lots of 40 packs, all in the outlet. */
export async function makePacks({ service, authors }: Stage, lots: number): Promise<PackRef[]> {
  const numbers = Array.from({ length: lots }, (_, lot) => lot)
  await all(numbers.map(lot => service.send(authors.grower.capture(...made(lot)))))
  const received = (lot: number) =>
    events.receiving({ place: outlet, shipment: shipment(lot), cases: [sscc(100 + lot)], time: events.at(30) })
  await all(numbers.map(lot => service.send(authors.supermarket.capture(received(lot)))))
  return numbers.flatMap(packsOf)
}

const shipment = (lot: number) => ({ gln: PLACES.factory.gln, number: `BENCH${lot}` })
const packsOf = (lot: number): PackRef[] =>
  Array.from({ length: PACKS }, (_, i) => ({
    gtin: PRODUCTS.pack.gtin,
    serial: `T${String(lot).padStart(4, '0')}${String(i).padStart(4, '0')}`
  }))

/** From the plots to the truck, as one capture. */
function made(lot: number): object[] {
  const leaf = [1, 2, 3].map(plot => ({ gtin: PRODUCTS.leaf.gtin, lot: `T${lot}L${plot}` }))
  const crude = { gtin: PRODUCTS.crude.gtin, lot: `T${lot}C` }
  const harvests = leaf.map(each =>
    events.harvest({ base: garden, plot: PLACES.plot.gln, goods: events.grams(each, LEAF_GRAMS) })
  )
  const making = events.processing({
    place: garden,
    template: 'green',
    inputs: leaf.map(each => events.grams(each, LEAF_GRAMS)),
    outputs: [events.grams(crude, CRUDE_GRAMS)]
  })
  const packing = events.packing({
    place: garden,
    inputs: [events.grams(crude, CRUDE_GRAMS)],
    lot: { gtin: PRODUCTS.pack.gtin, lot: `T${lot}P` },
    serials: packsOf(lot).map(({ serial }) => serial)
  })
  const casing = events.casing({ place: garden, sscc: sscc(100 + lot), packs: packsOf(lot), time: events.at(10) })
  const shipping = events.shipping({
    from: garden,
    to: { party: PARTIES.supermarket.uscc, place: outlet },
    shipment: shipment(lot),
    cases: [sscc(100 + lot)],
    time: events.at(20)
  })
  return [...harvests, making, packing, casing, shipping]
}
