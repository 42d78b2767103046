/** A season as the tests over HTTP find it: leaf picked, tea made, packed, shipped, received and sold. */
import type { LotRef, PackRef } from '@suyuan/model/core/gs1'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { type Answer, all, Service } from '../support/service.js'
import type { Author } from '../support/signing.js'
import { PARTIES, type PartyName, PLACES, PRODUCTS } from '../support/world.js'

export const { garden, plot, factory, store, depot, outlet, stall, hill, bench, bureau, canteen } = Object.fromEntries(
  Object.entries(PLACES).map(([name, { gln }]) => [name, gln])
) as Record<keyof typeof PLACES, string>

export const lotOf = (product: keyof typeof PRODUCTS, lot: string): LotRef => ({ gtin: PRODUCTS[product].gtin, lot })
export const grams = (product: keyof typeof PRODUCTS, lot: string, amount: number) =>
  events.grams(lotOf(product, lot), amount)
export const pieces = (lot: string, amount: number) => events.pieces(lotOf('pack', lot), amount)
export const packOf = (serial: string): PackRef => ({ gtin: PRODUCTS.pack.gtin, serial })
export const serialsOf = (sheet: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${sheet}${String(i).padStart(4, '0')}`)

const issuer = PLACES.garden.gln
export const shipmentOf = (number: string) => ({ gln: issuer, number })
export const toOutlet = { party: PARTIES.supermarket.uscc, place: outlet }

export const CASES = { sold: sscc(1), stocked: sscc(2), travelling: sscc(3), home: sscc(4), stale: sscc(5) }

/** The steps of the story, each by who does it. */
export class Season {
  constructor(
    readonly service: Service,
    readonly authors: Record<PartyName, Author>
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Season> {
    const service = await Service.start(settings)
    return new Season(service, await service.populate())
  }

  readonly does = (party: PartyName, ...what: object[]): Promise<Answer> =>
    this.service.send(this.authors[party].capture(...what))

  /** The whole of it, from the leaf to the till. */
  async live(): Promise<void> {
    await this.make()
    await this.pack()
    await this.move()
  }

  async make(): Promise<void> {
    const leaf = (lot: string) => events.harvest({ base: garden, plot, goods: grams('leaf', lot, 42_000) })
    await all(['L1', 'L2', 'L3'].map(lot => this.does('grower', leaf(lot))))
    // Leaf is made to tea where it lies.
    const crude = (from: string, to: string, out: number) =>
      events.processing({
        place: garden,
        template: 'green',
        inputs: [grams('leaf', from, 42_000)],
        outputs: [grams('crude', to, out)]
      })
    await all([this.does('grower', crude('L1', 'C1', 10_000)), this.does('grower', crude('L2', 'C2', 14_000))])
  }

  async pack(): Promise<void> {
    await all([
      this.does(
        'grower',
        ...this.packed('P1', [
          ['SOLD00', CASES.sold],
          ['STOCK0', CASES.stocked],
          ['TRAVEL', CASES.travelling],
          ['HOME00', CASES.home]
        ])
      ),
      this.does('grower', ...this.packed('P2', [['STALE0', CASES.stale]], '2026-04-06'))
    ])
  }

  async move(): Promise<void> {
    const ship = (number: string, cases: string[]) =>
      events.shipping({ from: garden, to: toOutlet, shipment: shipmentOf(number), cases, time: events.at(10) })
    await all([
      this.does('grower', ship('S1', [CASES.sold, CASES.stocked, CASES.stale])),
      this.does('grower', ship('S2', [CASES.travelling]))
    ])
    await all([
      this.does(
        'supermarket',
        events.receiving({
          place: outlet,
          shipment: shipmentOf('S1'),
          cases: [CASES.sold, CASES.stocked, CASES.stale],
          time: events.at(20)
        })
      )
    ])
    await all([
      this.does('supermarket', events.selling({ place: outlet, packs: [packOf('SOLD000000')], time: events.at(30) }))
    ])
  }

  private packed(lot: string, sheets: [string, string][], expires?: string): object[] {
    const serials = sheets.flatMap(([sheet]) => serialsOf(sheet, 5))
    const run = events.packing({
      place: garden,
      inputs: [grams('crude', 'C1', serials.length * 100)],
      lot: lotOf('pack', lot),
      serials,
      expires
    })
    return [
      run,
      ...sheets.map(([sheet, box]) =>
        events.casing({ place: garden, sscc: box, packs: serialsOf(sheet, 5).map(packOf) })
      )
    ]
  }
}
