/** A trader claims 600 kg of tea from 1,500 kg of leaf: more than leaf gives. Held, explained, found wanting, barred. */
import { day, time } from './calendar.js'
import { PARTIES } from './parties.js'
import { CULTIVAR, OFFICE, OUTLETS, STATION } from './places.js'
import { PRODUCTS } from './products.js'
import { type DemoRequest, entry } from './request.js'

const CLAIM = { lot: 'SC26-001', fresh: 1500, crude: 600 }
const PICKED = day(4, 3)
const trader = PARTIES.trader.uscc
const inspector = PARTIES.regulator.uscc
/** The lot that it was about. */
export const CLAIMED = { gtin: PRODUCTS.crude.gtin, lot: CLAIM.lot }

export const boughtLeaf: DemoRequest = entry(trader, 'harvests', `harvest/${CLAIM.lot}`, {
  place: STATION.gln,
  at: time(PICKED, 660),
  note: '散户鲜叶收购，未提供地块',
  plot: STATION.gln,
  gtin: PRODUCTS.leaf.gtin,
  lot: CLAIM.lot,
  kilograms: CLAIM.fresh,
  cultivar: CULTIVAR,
  season: 'spring',
  grade: '混级',
  households: 31
})

/** 2.5 to 1, where nothing below 3.3 is believed without an explanation. */
export const claim: DemoRequest = entry(trader, 'processings', `processing/${CLAIM.lot}`, {
  place: STATION.gln,
  at: time(PICKED + 1, 480),
  template: 'green',
  inputs: [{ gtin: PRODUCTS.leaf.gtin, lot: CLAIM.lot, kilograms: CLAIM.fresh }],
  outputs: [{ ...CLAIMED, kilograms: CLAIM.crude }]
})

export const explanation: DemoRequest = entry(trader, 'explanations', `explanation/${CLAIM.lot}`, {
  place: STATION.gln,
  at: time(PICKED + 5, 900),
  lots: [CLAIMED],
  explanation: '当年鲜叶含水量低，出茶率高'
})

export const finding: DemoRequest = entry(inspector, 'inspections', `inspection/${CLAIM.lot}`, {
  place: OFFICE.gln,
  at: time(PICKED + 12, 960),
  note: '说明不成立：任何含水量都达不到 2.5∶1',
  lots: [CLAIMED],
  conformant: false
})

const attempt = (number: string, days: number) => ({
  place: STATION.gln,
  at: time(PICKED + days, 540),
  number,
  to: OUTLETS[1].gln,
  consignee: PARTIES[OUTLETS[1].party].uscc,
  goods: [{ ...CLAIMED, kilograms: CLAIM.crude }]
})

/** Sent all the same; the ledger keeps that it was tried. */
export const shipment: DemoRequest = entry(
  trader,
  'shipments',
  `shipment/${CLAIM.lot}/1`,
  attempt('SC-01', 14),
  'LOT_REJECTED'
)

export const laterShipment: DemoRequest = entry(
  trader,
  'shipments',
  `shipment/${CLAIM.lot}/2`,
  attempt('SC-02', 40),
  'PARTY_DISQUALIFIED'
)
