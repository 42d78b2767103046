/** What a chaos run says to the ledger: stories of goods from leaf to till, and of the programme around them. Pure data. */
import type { RecallStep } from '@suyuan/model/trace/recall-steps'
import { Random, range } from '../../scripts/demo/random.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { PARTIES, type PartyName, PLACES, PRODUCTS } from '../support/world.js'
import { Programme } from './programme.js'
import { type Asked, type Spoken, type Story, type Task, Teller } from './telling.js'

const PACKS = 12
const LEAF_GRAMS = 42_000

const [garden, outlet, stall, bureau, bench] = (['garden', 'outlet', 'stall', 'bureau', 'bench'] as const).map(
  name => PLACES[name].gln
) as [string, string, string, string, string]
const OUTLETS = [
  { party: 'supermarket', place: outlet },
  { party: 'trader', place: stall }
] as const

/** The story of that number. Every third is of the programme, its modules in turn, so that a short run has them all. */
export function storyOf(seed: number, number: number): Story {
  const Kind = number % 3 === 2 ? Programme : Goods
  return new Kind(new Random('story', seed, number), number).tell()
}

class Goods extends Teller {
  private readonly leaf = { gtin: PRODUCTS.leaf.gtin, lot: `L${this.lot}` }
  private readonly crude = { gtin: PRODUCTS.crude.gtin, lot: `C${this.lot}` }
  private readonly packed = { gtin: PRODUCTS.pack.gtin, lot: `P${this.lot}` }
  private readonly shipment = { gln: garden, number: `S${this.lot}` }
  private readonly recall = `R${this.lot}`
  private readonly buyer = this.random.pick(OUTLETS)

  tell(): Story {
    const kind = this.random.whole(0, 9)
    if (kind === 0) return [[this.pickedByClient()], this.flagged()]
    if (kind === 1) return [[this.harvest()], this.usedUpAtOnce()]
    if (kind === 2) {
      const id = this.uuid()
      return [[this.harvest(id)], this.corrected(id), this.flagged()]
    }
    // Some enter the whole chain at once, offline, and what comes early waits for what it needs.
    const making = [[this.harvest()], [this.process()], [this.pack()], this.encase()]
    const stages = this.once(4) ? [making.flat()] : making
    const moving = kind === 3 ? [[this.ship(), this.receive(false)]] : [[this.ship()], [this.receive(true)]]
    if (kind === 4) return [...stages, [this.ship()], [this.voided(), this.receive(true)]]
    return [...stages, ...moving, this.sales(), this.after(), this.followedUp()]
  }

  private task(party: PartyName, says: object[], more: Partial<Spoken> = {}): Spoken {
    return this.says(party, 'trace', 'capture', { events: says }, more)
  }

  private harvest(id?: string): Task {
    const goods = events.grams(this.leaf, LEAF_GRAMS)
    const said = events.harvest({ id, base: garden, plot: PLACES.plot.gln, goods, time: this.time })
    return this.task('grower', [said])
  }

  private pickedByClient(): Asked {
    const facts = {
      place: garden,
      plot: PLACES.plot.gln,
      ...this.leaf,
      kilograms: 42,
      cultivar: '紫金1号',
      season: 'spring',
      grade: '一芽二叶',
      households: 4
    }
    return { ...this.manner('grower'), path: '/api/trace/harvests', body: facts, name: this.leaf.lot }
  }

  private process(): Task {
    // One in six gives more than leaf can: accepted, and held.
    const output = Math.floor((LEAF_GRAMS * 1000) / (this.once(6) ? 3500 : this.random.whole(4000, 4900)))
    const inputs = [events.grams(this.leaf, LEAF_GRAMS)]
    const outputs = [events.grams(this.crude, output)]
    const said = events.processing({ place: garden, template: 'green', inputs, outputs, time: this.time })
    return this.task('grower', [said])
  }

  private get serials(): string[] {
    return range(PACKS).map(index => `${this.lot}${String(index).padStart(4, '0')}`)
  }

  private get refs() {
    return this.serials.map(serial => ({ gtin: this.packed.gtin, serial }))
  }

  private get cases(): [string, string] {
    return [sscc(2 * this.number + 1), sscc(2 * this.number + 2)]
  }

  private pack(): Task {
    const inputs = [events.grams(this.crude, PACKS * 100)]
    const said = events.packing({
      place: garden,
      inputs,
      lot: this.packed,
      serials: this.serials,
      time: this.time
    })
    return this.task('grower', [said])
  }

  private encase(): Task[] {
    const half = PACKS / 2
    return this.cases.map((box, index) => {
      const packs = this.refs.slice(index * half, (index + 1) * half)
      return this.task('grower', [events.casing({ place: garden, sscc: box, packs, time: this.time })])
    })
  }

  private ship(): Task {
    const { party, place } = this.buyer
    const to = { party: PARTIES[party].uscc, place }
    const said = { from: garden, to, shipment: this.shipment, cases: this.cases, time: this.time }
    return this.task('grower', [events.shipping(said)])
  }

  private voided(): Task {
    return this.task('grower', [events.voiding({ from: garden, shipment: this.shipment, time: this.time })])
  }

  private receive(strict: boolean): Task {
    const [one, two] = this.cases
    const short = this.once(6)
    const said = events.receiving({
      place: this.buyer.place,
      shipment: this.shipment,
      cases: short ? [one] : [one, two],
      ...(short && { shortage: { cases: [two] } }),
      time: this.time
    })
    return this.task(this.buyer.party, [said], { strict })
  }

  /** Several tills at once; now and then two sell the same pack. */
  private sales(): Task[] {
    const { party, place } = this.buyer
    const time = this.time
    return range(this.random.whole(2, 6)).map(() => {
      const packs = [this.random.pick(this.refs)]
      return this.task(party, [events.selling({ place, packs, time })])
    })
  }

  private after(): Task[] {
    const { party, place } = this.buyer
    const [one] = this.cases
    const packs = [this.random.pick(this.refs)]
    const time = this.time
    const said: Task[] = [
      this.task(party, [events.returning({ place, packs, time })]),
      this.task(party, [events.destroying({ place, packs, time })]),
      this.task(party, [events.unpacking({ place, sscc: one, time })]),
      this.task(party, [events.stocking({ place, cases: [one], time })]),
      this.task('grower', [events.recalling({ place: garden, lots: [this.packed], number: this.recall, time })]),
      this.task('inspector', [events.holding({ place: bureau, lots: [this.packed], time })]),
      this.task('laboratory', [events.testing({ place: bench, lots: [this.packed], conforms: this.once(2), time })])
    ]
    return said.filter(() => this.once(2))
  }

  /** What is done about a recall, should there be one: told by two at once, answered, ended, and tried as a drill. */
  private followedUp(): Task[] {
    const { uscc } = PARTIES[this.buyer.party]
    const step = (party: PartyName, action: RecallStep, said: object) =>
      this.says(party, 'trace', action, { number: this.recall, ...said })
    const goods = [{ gtin: this.packed.gtin, recovered: 6, destroyed: 1, unrecovered: 6, sold: 5 }]
    const drill = { class: 'II', origin: { kind: 'lot', ...this.packed }, lots: 1, parties: 2, milliseconds: 12 }
    const said: Task[] = [
      step('grower', 'noticeRecall', { parties: [uscc] }),
      step('inspector', 'noticeRecall', { parties: [uscc, PARTIES.grower.uscc] }),
      step(this.buyer.party, 'acknowledgeRecall', { party: uscc, words: '已下架' }),
      step('grower', 'closeRecall', { goods, words: '演示' }),
      step('inspector', 'drillRecall', drill)
    ]
    return said.filter(() => this.once(2))
  }

  /** Two organisations write the record of one lot at the same time. */
  private flagged(): Task[] {
    const lots = [this.leaf]
    const time = this.time
    return [
      this.task('grower', [events.holding({ place: garden, lots, time })]),
      this.task('inspector', [events.holding({ place: bureau, lots, time })]),
      this.task('grower', [events.explaining({ place: garden, lots, time })]),
      this.task('inspector', [events.inspecting({ place: bureau, lots, conformant: this.once(2), time })]),
      this.task('school', [events.holding({ place: PLACES.canteen.gln, lots, time })])
    ]
  }

  /** More takers than there is: what there is goes, and not a gram more. */
  private usedUpAtOnce(): Task[] {
    const time = this.time
    const part = [events.grams(this.leaf, LEAF_GRAMS / 6)]
    return range(8).map(() => this.task('grower', [events.destroying({ place: garden, goods: part, time })]))
  }

  /** Two corrections at once, and one of somebody whose word it is not. */
  private corrected(event: string): Task[] {
    const correction = (amount: number) =>
      events.correcting({ event, place: garden, goods: events.grams(this.leaf, amount), time: this.time })
    return [
      this.task('grower', [correction(this.random.whole(30_000, LEAF_GRAMS))]),
      this.task('grower', [correction(this.random.whole(30_000, LEAF_GRAMS))]),
      this.task('trader', [correction(1000)])
    ]
  }

  private uuid(): string {
    const hex = range(32)
      .map(() => this.random.whole(0, 15).toString(16))
      .join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }
}
