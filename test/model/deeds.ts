/** What the parties of a history do, as numbers choose it: mostly what they may, often what they may not. */
import type { LotRef } from '@suyuan/model/core/gs1'
import { sscc } from '../support/codes.js'
import * as write from '../support/events.js'
import { PARTIES, type PartyName, PLACES, PRODUCTS, TEMPLATES } from '../support/world.js'
import { type Chooser, partyOf } from './chooser.js'
import { casesOf, lotsOf, palletsOf, shipmentsOf, stocksOf } from './invariants.js'

export type Deed = { who: PartyName; event: object } | undefined

const nameOf = (uscc: string) => (Object.keys(PARTIES) as PartyName[]).find(name => PARTIES[name].uscc === uscc)!
const productOf = (gtin: string) => Object.values(PRODUCTS).find(product => product.gtin === gtin)!
const isPiece = ({ gtin }: LotRef) => productOf(gtin).unit === 'piece'
const quantity = (ref: LotRef, amount: number) => (isPiece(ref) ? write.pieces(ref, amount) : write.grams(ref, amount))
/** Lots whose number begins with C are counted, and P are of serials; now and then somebody mixes them up. */
const isCounted = ({ lot }: LotRef) => !lot.startsWith('P')

export const DEEDS: Record<string, (c: Chooser) => Deed> = {
  harvest(c) {
    const who = c.of(['grower', 'cooperative'] as const)!
    const plot = { grower: PLACES.plot.gln, cooperative: PLACES.hill.gln }[who]
    const base = c.of(Object.values(PLACES).filter(({ party }) => party === who))!.gln
    const product = c.onceIn(5) ? PRODUCTS.mango : PRODUCTS.leaf
    const goods = write.grams({ gtin: product.gtin, lot: `L${c.upTo(200)}` }, 5000 + c.upTo(60_000))
    return { who, event: write.harvest({ base, plot, goods, time: c.time }) }
  },

  process(c) {
    const stock = c.stock(({ ref, held }) => held > 0 && !isPiece(ref))
    if (!stock) return undefined
    const { form } = productOf(stock.ref.gtin)
    const [template, { accept, outputs }] =
      c.of(Object.entries(TEMPLATES).filter(([, { inputs }]) => inputs.includes(form))) ?? Object.entries(TEMPLATES)[0]!
    const input = c.part(stock.held)
    const ratio = c.onceIn(6) ? 800 + c.upTo(7000) : accept[0] + c.upTo(accept[1] - accept[0])
    const output = Math.max(1, Math.floor((input * 1000) / ratio))
    const shares = c.onceIn(2) ? [output] : [Math.ceil(output / 2), Math.floor(output / 2)]
    const made = shares.map(amount => {
      const form = c.of(outputs)
      const product = Object.values(PRODUCTS).find(known => known.form === form)!
      return write.grams({ gtin: product.gtin, lot: `M${c.upTo(200)}` }, amount)
    })
    const inputs = [write.grams(stock.ref, input)]
    const event = write.processing({ place: stock.place, template, inputs, outputs: made, time: c.time })
    return { who: c.holder(stock.place), event }
  },

  pack(c) {
    const stock = c.stock(({ ref, held }) => held >= 100 && /tea/.test(productOf(ref.gtin).form) && !isPiece(ref))
    if (!stock) return undefined
    const { gtin, netGrams } = c.onceIn(4) ? PRODUCTS.tin : PRODUCTS.pack
    const count = 1 + c.upTo(9)
    const grams = Math.floor((count * netGrams! * (980 + c.upTo(80))) / 1000)
    const serial = c.onceIn(3) === c.onceIn(20)
    const first = c.upTo(900)
    const serials = Array.from({ length: count }, (_, i) => `SN${String(first + i).padStart(6, '0')}`)
    const event = write.packing({
      place: stock.place,
      inputs: [write.grams(stock.ref, grams)],
      lot: { gtin, lot: `${serial ? 'P' : 'C'}${c.upTo(3)}` },
      ...(serial ? { serials } : { pieces: count }),
      time: c.time
    })
    return { who: c.holder(stock.place), event }
  },

  encase(c) {
    const first = c.packs(({ status }) => status === 'packed')[0]
    const lot = first && lotsOf(c.world).find(({ ref }) => ref.gtin === first.gtin && ref.lot === first.lot)
    const counted = c.stock(({ ref, held }) => held > 0 && isPiece(ref) && (isCounted(ref) || c.onceIn(15)))
    const box = sscc(c.upTo(40))
    if (first && lot && (c.onceIn(2) || !counted)) {
      const packs = c.packs(pack => pack.lot === first.lot && pack.gtin === first.gtin && pack.status === 'packed')
      const event = write.casing({ place: lot.place, sscc: box, packs, time: c.time })
      return { who: c.holder(lot.place), event }
    }
    if (!counted) return undefined
    const goods = quantity(counted.ref, c.part(Math.min(counted.held, 12)))
    return {
      who: c.holder(counted.place),
      event: write.casing({ place: counted.place, sscc: box, goods, time: c.time })
    }
  },

  palletise(c) {
    const box = c.of(casesOf(c.world).filter(({ status }) => status === 'closed'))
    if (!box) return undefined
    const here = casesOf(c.world).filter(
      ({ place, status, pallet }) => place === box.place && status === 'closed' && !pallet
    )
    const cases = here.slice(0, 1 + c.upTo(3)).map(({ sscc }) => sscc)
    const event = write.palletising({
      place: box.place,
      sscc: sscc(c.onceIn(10) ? c.upTo(40) : 60 + c.upTo(30)),
      cases: cases.length === 0 || c.onceIn(8) ? [box.sscc] : cases,
      time: c.time
    })
    return { who: c.holder(box.place), event }
  },

  takeApart(c) {
    const pallet = c.of(palletsOf(c.world).filter(({ cases }) => cases.length > 0 || c.onceIn(4)))
    const place = casesOf(c.world).find(box => box.pallet === pallet?.sscc)?.place ?? PLACES.factory.gln
    if (!pallet) return undefined
    const cases = c.onceIn(2) ? pallet.cases.slice(0, 1) : undefined
    return { who: c.holder(place), event: write.unpacking({ place, sscc: pallet.sscc, cases, time: c.time }) }
  },

  open(c) {
    const box = c.of(casesOf(c.world))
    const event = box && write.unpacking({ place: box.place, sscc: box.sscc, time: c.time })
    return event && { who: c.holder(box.place), event }
  },

  ship(c) {
    const box = c.of(casesOf(c.world).filter(({ status }) => status === 'closed'))
    const bulk = c.stock(({ ref, held }) => held > 0 && (isCounted(ref) || c.onceIn(25)))
    const from = (box && c.onceIn(2) ? box.place : bulk?.place) ?? box?.place
    if (!from) return undefined
    const returned = c.onceIn(8)
    const maker = returned && lotsOf(c.world).find(({ ref }) => ref.lot === (box ?? bulk?.ref)?.lot)?.place
    const place = maker || c.of(Object.values(PLACES))!.gln
    const cases = casesOf(c.world).filter(({ place, status }) => place === from && status === 'closed' && !c.onceIn(3))
    const goods = stocksOf(c.world).filter(({ ref, place, held }) => place === from && held > 0 && isCounted(ref))
    const event = write.shipping({
      from,
      to: { party: PARTIES[partyOf(place)].uscc, place },
      shipment: { gln: from, number: `S${c.upTo(30)}` },
      cases: [...new Set(cases.slice(0, 2).map(box => c.unit(box)))],
      goods: goods.slice(0, c.upTo(2)).map(({ ref, held }) => quantity(ref, c.part(held))),
      returned,
      time: c.time
    })
    return { who: c.holder(from), event }
  },

  void(c) {
    const shipment = c.of(shipmentsOf(c.world).filter(({ status }) => status === 'in_transit' || c.onceIn(5)))
    if (!shipment) return undefined
    const [gln, number] = shipment.id.split(':') as [string, string]
    const event = write.voiding({ from: shipment.from, shipment: { gln, number }, declared: c.onceIn(2), time: c.time })
    return { who: c.onceIn(8) ? 'carrier' : nameOf(shipment.consignor), event }
  },

  receive(c) {
    const shipment = c.of(shipmentsOf(c.world).filter(({ status }) => status === 'in_transit' || c.onceIn(10)))
    if (!shipment) return undefined
    const [gln, number] = shipment.id.split(':') as [string, string]
    const items = shipment.open.filter(item => item.sscc && !c.onceIn(4))
    const whole = c.onceIn(2)
    const boxes = [...new Set(items.map(({ sscc, pallet }) => (whole && pallet) || sscc!))]
    const bulk = shipment.open.filter(item => !item.sscc)
    const missing = boxes.filter(() => c.onceIn(5))
    const arrived = boxes.filter(box => !missing.includes(box))
    const goods = bulk.map(item => quantity(item, c.part(item.amount)))
    const isHere = (name: string | undefined) => name !== undefined && arrived.includes(name)
    const named = [...bulk, ...shipment.open.filter(({ sscc, pallet }) => isHere(sscc) || isHere(pallet))]
    const some = c.onceIn(4) && isCounted(named[0] ?? { gtin: '', lot: 'P' }) ? [quantity(named[0]!, 1)] : undefined
    const event = write.receiving({
      place: c.onceIn(4) ? c.of(Object.values(PLACES))!.gln : shipment.to,
      shipment: { gln, number },
      cases: arrived,
      goods,
      ...((missing.length > 0 || c.onceIn(6)) && { shortage: { cases: missing, ...(some && { goods: some }) } }),
      ...(some && c.onceIn(2) && { damage: some }),
      time: c.time
    })
    return { who: c.onceIn(10) ? 'trader' : nameOf(shipment.consignee), event }
  },

  shelve(c) {
    const stock = c.stock(({ held }) => held > 0)
    const event =
      stock && write.stocking({ place: stock.place, goods: [quantity(stock.ref, c.part(stock.held))], time: c.time })
    return event && { who: c.holder(stock.place), event }
  },

  store(c) {
    const box = c.of(casesOf(c.world).filter(({ status }) => status === 'closed'))
    const event = box && write.storing({ place: box.place, cases: [c.unit(box)], time: c.time })
    return event && { who: c.holder(box.place), event }
  },

  sell(c) {
    const packs = c.packs(({ status }) => status === 'packed' || c.onceIn(6))
    const box = casesOf(c.world).find(({ sscc }) => sscc === packs[0]?.case)
    const lot = lotsOf(c.world).find(({ ref }) => ref.lot === packs[0]?.lot && ref.gtin === packs[0]?.gtin)
    const place = packs[0]?.place ?? box?.place ?? lot?.place
    const time = c.onceIn(12) ? '2028-01-01T08:00:00+08:00' : c.time
    if (place && !c.onceIn(3)) return { who: c.holder(place), event: write.selling({ place, packs, time }) }
    const stock = c.stock(({ ref, held }) => held > 0 && (isCounted(ref) || c.onceIn(25)))
    const goods = stock && [quantity(stock.ref, c.part(stock.held))]
    return stock && { who: c.holder(stock.place), event: write.selling({ place: stock.place, goods, time }) }
  },

  bringBack(c) {
    const packs = c.packs(({ status }) => status === 'sold' || c.onceIn(10))
    const stock = c.stock(({ ref, sold }) => sold > 0 && isCounted(ref))
    const place = c.onceIn(5) ? c.of(Object.values(PLACES))!.gln : (packs[0]?.place ?? stock?.place)
    if (!place) return undefined
    const goods = stock && stock.place === place ? [quantity(stock.ref, c.part(stock.sold))] : undefined
    return { who: c.holder(place), event: write.returning({ place, packs, goods, time: c.time }) }
  },

  destroy(c) {
    const box = c.of(casesOf(c.world))
    const packs = c.packs(({ status }) => status === 'returned' || c.onceIn(5))
    const stock = c.stock(({ ref, held, blocked }) => held + blocked > 0 && (isCounted(ref) || c.onceIn(25)))
    const place = c.of([box?.place, packs[0]?.place, stock?.place].filter(Boolean))
    if (!place) return undefined
    const event = write.destroying({
      place,
      cases: box?.place === place && c.onceIn(2) ? [c.unit(box)] : [],
      packs: packs.filter(pack => pack.place === place || c.onceIn(4)),
      goods: stock?.place === place ? [quantity(stock.ref, c.part(stock.held + stock.blocked))] : [],
      time: c.time
    })
    return { who: c.holder(place), event }
  },

  flag(c) {
    const lot = c.of(lotsOf(c.world))
    if (!lot) return undefined
    const box = c.onceIn(4) ? c.of(casesOf(c.world)) : undefined
    const named = { place: lot.place, lots: [lot.ref], ...(box && { cases: [c.unit(box)] }), time: c.time }
    const who = c.of([nameOf(lot.maker), 'inspector', 'laboratory'] as const)!
    const { holding, explaining, inspecting, testing, recalling } = write
    const event = c.of([
      holding(named),
      explaining(named),
      inspecting({ ...named, conformant: true }),
      inspecting({ ...named, conformant: true }),
      inspecting({ ...named, conformant: !c.onceIn(4) }),
      testing({ ...named, cases: undefined, conforms: !c.onceIn(3) }),
      recalling({ ...named, cases: undefined, number: `R${c.upTo(5)}` })
    ])!
    return { who: 'suyuan:report' in event ? 'laboratory' : who, event }
  },

  recall(c) {
    const lot = c.of(lotsOf(c.world))
    if (!lot) return undefined
    const event = write.recalling({ place: lot.place, lots: [lot.ref], number: `R${c.upTo(5)}`, time: c.time })
    return { who: c.onceIn(3) ? 'inspector' : nameOf(lot.maker), event }
  },

  release(c) {
    const lot = c.of(lotsOf(c.world).filter(({ hold }) => hold))
    const event = lot && write.inspecting({ place: lot.place, lots: [lot.ref], conformant: true, time: c.time })
    return event && { who: 'inspector', event }
  },

  correct(c) {
    const lot = c.of(lotsOf(c.world))
    if (!lot) return undefined
    const amount = Math.max(1, lot.quantity + c.upTo(2000) - 1000)
    const event = write.correcting({
      event: lot.event.slice('urn:uuid:'.length),
      place: lot.place,
      goods: quantity(lot.ref, c.onceIn(2) ? amount : lot.quantity + 1),
      time: c.time
    })
    return { who: c.onceIn(10) ? 'trader' : nameOf(lot.maker), event }
  }
}
