/**
 * Stories of the programme's modules: each goes through its procedures to the end, and at most stages somebody says at the
 * same time what the law can't let come about as well. What `certification`, `recognition` and `supervision` say is judged
 * under the definition that needs the regulator; trade reads across what became of it.
 */
import { ASPECT_NAMES } from '@suyuan/model/bases/states'
import type { Reading } from '@suyuan/model/monitoring/readings'
import { commitmentText } from '@suyuan/model/supervision/draw'
import { range } from '../../scripts/demo/random.js'
import { measured, OFFICIALS } from '../certification/officials.js'
import { gln } from '../support/codes.js'
import { PARTIES, type PartyName, PLACES, PRODUCTS } from '../support/world.js'
import { type Closed, type Measured, type Speaker, type Spoken, type Story, sha256, Teller } from './telling.js'

const { gtin } = PRODUCTS.pack
const plot = PLACES.plot.gln
/** Of the grower: where his sensors are. */
const WATCHED = [PLACES.garden.gln, PLACES.factory.gln, PLACES.store.gln]
/** Against whom cases are: the trader trades meanwhile. */
const SUSPECTS = ['trader', 'school', 'carrier'] as const satisfies readonly PartyName[]
const SANCTIONS = ['warn', 'suspend', 'disqualify']
const REGISTERS = ['national', 'provincial']
/** Numbers of places that no other test has. */
const FIRST_BASE = 20_000
/** Readings are of the hour before the run, since what is too old is not taken. */
const BEGAN = Date.now() - 3_600_000
const READINGS = 5
/** Of one sensor in one story. */
const MOST_READINGS = 1000
const DAY_SECONDS = 86_400

const instant = (seconds: number) => new Date(BEGAN + seconds * 1000).toISOString()
export const SINCE = instant(0)
/** The garden's own, there before the run: all stories of monitoring have something to say of it. */
export const SENSOR = { id: 'GARDEN', kind: 'temperature' }
const words = { words: '演示' }

type Says = (party: Speaker, step: string, more?: object) => Spoken

export class Programme extends Teller {
  tell(): Story {
    const kinds = [this.base, this.evaluation, this.recognition, this.case, this.monitoring, this.draw]
    const stages = kinds[Math.floor(this.number / 3) % kinds.length]!.call(this)
    // Some say it all at once, and the ledger takes of it what is in turn.
    return this.once(8) ? [stages.flat()] : stages
  }

  /** What is said of a matter, step by step. */
  private about(module: string, id: string): Says {
    return (party, step, more = {}) => this.says(party, module, step, { id, ...more })
  }

  /** A base is built, checked by two at once, and closed for a while; meanwhile a plot is sprayed. */
  private base(): Story {
    const id = gln(FIRST_BASE + this.number)
    const place = { gln: id, name: { zh: '演示·基地', en: 'Demo base' }, kind: 'base', region: '441621' }
    const says = this.about('bases', id)
    const days = { checkedOn: '2026-03-01', expires: '2027-03-01', documents: [{ title: '核查记录' }] }
    const checks = ASPECT_NAMES.map(aspect =>
      says(this.random.pick(['office', 'certifier']), 'checkUnification', { gtin, aspect, conforms: true, ...days })
    )
    return [
      [this.says('grower', 'core', 'registerPlace', place), ...this.spraying()],
      [says('grower', 'plan', { investmentFen: 120_000_000 })],
      [says('grower', 'build')],
      [says('office', 'accept'), says('grower', 'accept')],
      [says('grower', 'operate'), ...checks],
      [says('office', 'suspend'), says('inspector', 'suspend')],
      [says('inspector', 'resume'), says('grower', 'resume')]
    ]
  }

  /** On the plot that everybody's leaf is of, long enough before it is picked; the record may be withdrawn at once. */
  private spraying() {
    const id = `N${this.lot}`
    const use = {
      ...{ id, plot, product: '苦参碱', source: '演示·农资店', dose: '0.5', unit: 'L/mu' },
      ...{ startedOn: '2026-01-10', stoppedOn: '2026-01-11', intervalDays: 7 }
    }
    const name = `bases/applyInput/${id}`
    return [
      { ...this.manner('grower'), path: '/api/bases/applyInput', body: use, name },
      this.says('grower', 'bases', 'withdrawInput', { id, plot, ...words })
    ]
  }

  /** Of what was measured one conclusion follows and the other doesn't; after a failure another laboratory tests again. */
  private evaluation(): Story {
    const says = this.about('certification', `Z${this.lot}`)
    const value = this.random.pick(['0.05', '0.06'])
    const laboratory = PARTIES.laboratory.uscc
    return [
      [says('grower', 'apply', { gtin, region: '441621' })],
      [says('certifier', 'accept', { batch: 1, laboratory }), says('office', 'accept', { batch: 2, laboratory })],
      [says('laboratory', 'conform', measured(value)), says('laboratory', 'fail', measured(value))],
      [says('grower', 'retest', { laboratory: OFFICIALS.retester.uscc }), says('certifier', 'review')],
      [says('retester', 'conform', measured('0.05'))],
      [says('certifier', 'review')],
      [says('certifier', 'notice')],
      [says('certifier', 'grant', { number: `C${this.lot}` })],
      [says('certifier', 'supervise'), says('inspector', 'suspend')],
      [says('certifier', 'resume'), says('inspector', 'revoke')]
    ]
  }

  /** Objections and the filing meet; the product is held against the registers while it is filed, and sold all along. */
  private recognition(): Story {
    const says = this.about('recognition', `A${this.lot}`)
    const files = () => says('office', 'file', { number: `GD${this.lot}` })
    const scores = { quality: 90, price: 80, character: 95, benefit: 85 }
    return [
      [says('grower', 'apply', { gtin, register: this.random.pick(REGISTERS) })],
      [says('office', 'examine'), says('certifier', 'examine')],
      [says('office', 'review')],
      [says('office', 'decide')],
      [says('office', 'notice')],
      [says('school', 'object', words), says('supermarket', 'object', words), files()],
      [says('office', 'dismiss')],
      [
        files(),
        this.says('office', 'recognition', 'screen', { products: [gtin] }),
        this.says('office', 'recognition', 'score', { gtin, ...scores, ...words })
      ],
      [says('inspector', 'withdraw'), says('office', 'expire')]
    ]
  }

  /** From a complaint to a sanction, against which it appeals and asks for repair, and which falls in one way or another. */
  private case(): Story {
    const suspect = this.random.pick(SUSPECTS)
    const party = PARTIES[suspect].uscc
    const id = `AJ${this.lot}`
    const says = this.about('supervision', id)
    const sanctions = this.about('supervision', `CF${this.lot}`)
    const decision = `演示〔2026〕${this.number}号`
    const decided = { case: id, authority: '演示·市场监管局', decision, from: '2026-04-01', until: '2099-12-31' }
    return [
      [says('inspector', 'openCase', { party, kind: 'price', origin: 'complaint', reference: `TS-${this.lot}` })],
      [says('inspector', 'triageCase'), says('office', 'triageCase')],
      [says('office', 'investigateCase')],
      [says('inspector', 'upholdCase', words), says(suspect, 'clearCase', words)],
      [sanctions('inspector', this.random.pick(SANCTIONS), decided)],
      [says(suspect, 'appealCase', words), sanctions(suspect, 'askRepair', words)],
      [says('office', 'overturnCase', words), says('inspector', 'confirmCase', words)],
      [sanctions('office', 'grantRepair', { decision }), sanctions('inspector', 'annulSanction', { decision })]
    ]
  }

  /** Who is inspected is drawn, with two witnesses; one candidate of two is, and has to put something right. */
  private draw(): Story {
    const id = `CC${this.lot}`
    const says = this.about('supervision', id)
    const secret = sha256(`secret of ${id}`)
    const [one, other] = [PARTIES.trader.uscc, PARTIES.school.uscc]
    const witnesses = ['grower', 'supermarket'] as const
    const plan = {
      ...{ title: '演示抽查', count: 1, witnesses: witnesses.map(name => PARTIES[name].uscc) },
      candidates: [one, other].map((party, index) => ({ party, weight: index + 1 })),
      commitment: sha256(commitmentText(id, secret))
    }
    const order = this.about('supervision', `ZG${this.lot}`)
    const days = { given: '2026-04-01', due: '2026-04-02' }
    return [
      [says('office', 'planInspection', plan)],
      [
        ...witnesses.map(name => says(name, 'witnessDraw', { party: PARTIES[name].uscc, value: sha256(name) })),
        says('office', 'drawInspection', { secret })
      ],
      [says('office', 'drawInspection', { secret }), says('inspector', 'drawInspection', { secret })],
      [
        this.about('supervision', `JC${this.lot}`)('inspector', 'recordProblem', { party: one, plan: id }),
        this.about('supervision', `JD${this.lot}`)('office', 'recordConformant', { party: other, plan: id })
      ],
      [order('inspector', 'orderRectification', { party: one, ...days, ...words })],
      [order('inspector', 'declareOverdue'), order('trader', 'reportRectified', words)],
      [order('office', 'confirmRectified'), order('trader', 'reportRectified', words)]
    ]
  }

  /** A sensor is taken somewhere, read, its place's readings closed by two at once, and retired while there are more. */
  private monitoring(): Story {
    const id = `T${this.lot}`
    const place = this.random.pick(WATCHED)
    const says = this.about('monitoring', id)
    const closes = (): Closed => ({ ...this.manner('grower'), place })
    return [
      [
        ...[says('grower', 'registerSensor', { kind: SENSOR.kind }), says('certifier', 'retireSensor')],
        ...this.reading(SENSOR.id, this.number * MOST_READINGS)
      ],
      [says('grower', 'placeSensor', { since: SINCE, place })],
      this.reading(id, 0),
      [closes(), closes(), ...this.reading(id, 100)],
      [says('grower', 'retireSensor'), closes(), ...this.reading(id, 200)]
    ]
  }

  /** Some messages; now and then one says otherwise what another has under the same numbers: the first that comes counts. */
  private reading(sensor: string, from: number): Measured[] {
    const messages = range(3).map(message =>
      range(READINGS).map((index): Reading => {
        const sequence = from + READINGS * message + index
        return { sensor, sequence, at: instant(sequence % MOST_READINGS), value: this.random.whole(0, 30) }
      })
    )
    const otherwise = this.random.pick([
      (reading: Reading) => ({ ...reading, value: reading.value + 1 }),
      (reading: Reading) => ({ ...reading, at: instant((reading.sequence % MOST_READINGS) - DAY_SECONDS) })
    ])
    const contrary = this.once(2) ? [messages[0]!.map(otherwise)] : []
    return [...messages, ...contrary].map(readings => ({ ...this.manner('grower'), readings }))
  }
}
