/**
 * Supply bases: one operates under all four unifications, one was accepted and lacks one of them, one is being built. What
 * was applied to their plots, and leaf that somebody wanted to pick too early.
 */
import type { Text } from '@suyuan/model/core/refusal'
import { date, day, time } from './calendar.js'
import { PARTIES } from './parties.js'
import { BASES, type Base, CULTIVAR, plotsOf } from './places.js'
import { PRODUCTS } from './products.js'
import { type DemoRequest, entry } from './request.js'

const office = PARTIES.office.uscc
const certifier = PARTIES.certifier.uscc
const [yunxiu, xiuxia, shiping] = BASES as [Base, Base, Base]
export const ownerOf = ({ party }: Base) => PARTIES[party].uscc

/** An action of the module's law. */
export const says = (as: string, action: string, key: string, body: object): DemoRequest => ({
  ...{ as, path: `/api/bases/${action}`, key: `demo/bases/${key}` },
  body
})

const step = (base: Base, action: string, as = ownerOf(base), more: object = {}) =>
  says(as, action, `${base.gln}/${action}`, { id: base.gln, ...more })

const paper = (title: string) => ({ documents: [{ title: `演示·${title}` }] })

export const planned: DemoRequest[] = [
  step(yunxiu, 'plan', undefined, {
    investmentFen: 380_000_000_00,
    partner: '演示·鹏城农业',
    ...paper('立项批复〔2025〕3号')
  }),
  step(xiuxia, 'plan', undefined, { investmentFen: 120_000_000_00, ...paper('立项批复〔2025〕8号') }),
  step(shiping, 'plan', undefined, { investmentFen: 60_000_000_00, ...paper('立项批复〔2025〕11号') })
]
export const building: DemoRequest[] = BASES.map(base => step(base, 'build'))
export const accepted: DemoRequest[] = [yunxiu, xiuxia].map(base =>
  step(base, 'accept', office, { words: '现场验收合格', ...paper('验收意见书〔2026〕2号') })
)
export const operating: DemoRequest[] = [step(yunxiu, 'operate')]

type Aspect = readonly [aspect: string, document: string, by: string]
const ASPECTS: readonly Aspect[] = [
  ['quality', '企业标准备案 Q/YX 0001S-2025', certifier],
  ['processing', '初制加工规程及车间核查记录', certifier],
  ['mark', '统一包装标志使用核查记录', office],
  ['sales', '品牌统一销售协议核查记录', office]
]

const check = (base: Base, gtin: string, [aspect, document, by]: Aspect, expires: string): DemoRequest =>
  says(by, 'checkUnification', `${base.gln}/${gtin}/${aspect}`, {
    ...{ id: base.gln, gtin, aspect, conforms: true, checkedOn: date(day(2, 10)), expires },
    ...paper(document)
  })

/** All four of two products at one base; at another the agreement on sales has run out. */
export const checks: DemoRequest[] = [PRODUCTS.small.gtin, PRODUCTS.big.gtin].flatMap(gtin => [
  ...ASPECTS.map(aspect => check(yunxiu, gtin, aspect, '2028-02-09')),
  ...ASPECTS.map(aspect => check(xiuxia, gtin, aspect, aspect[0] === 'sales' ? '2026-03-31' : '2028-02-09'))
])

interface Use {
  product: string
  registration?: string
  dose: string
  unit: string
  against: string
  days: number
}
const MATRINE: Use = {
  ...{ product: '0.6%苦参碱水剂', registration: 'PD20132710', dose: '75', unit: 'mL/mu' },
  ...{ against: '茶小绿叶蝉', days: 7 }
}
const COMPOST: Use = { product: '有机肥', dose: '300', unit: 'kg/mu', against: '春前追肥', days: 0 }

const use = (plot: string, base: Base, n: number, on: string, { days, ...input }: Use): DemoRequest =>
  says(ownerOf(base), 'applyInput', `${plot}/${n}`, {
    ...{ id: `N-${on.replaceAll('-', '')}-${n}`, plot, source: '演示·紫金农资服务站', ...input },
    ...{ startedOn: on, stoppedOn: on, intervalDays: days }
  })

const plots = plotsOf(0)
/** The plot that somebody wants to pick from within an interval. */
const SPRAYED = plots[0]!
const SPRAYED_ON = day(5, 20)

/** Long before the season: the intervals are over when it begins. */
export const inputs: DemoRequest[] = plots.flatMap(({ gln, base }) => [
  use(gln, base, 1, date(day(2, 1)), COMPOST),
  use(gln, base, 2, date(day(2, 20)), MATRINE)
])

/** After the season, before the summer leaf. */
export const spraying: DemoRequest[] = [use(SPRAYED.gln, SPRAYED.base, 3, date(SPRAYED_ON), { ...MATRINE, days: 14 })]
export const tooEarly: DemoRequest[] = [
  entry(
    ownerOf(SPRAYED.base),
    'harvests',
    'harvest/too-early',
    {
      ...{ place: SPRAYED.base.gln, at: time(SPRAYED_ON + 6, 540), plot: SPRAYED.gln, gtin: PRODUCTS.leaf.gtin },
      ...{ lot: 'X26-0001', kilograms: 18, cultivar: CULTIVAR, season: 'summer', grade: '一芽二叶', households: 6 }
    },
    'PRE_HARVEST_INTERVAL'
  )
]

/** What the landing page leads to. */
export const story: Text & { path: string } = {
  ...{ zh: '供深基地：四统一与农事记录', en: 'A supply base: four unifications, farm records' },
  path: `/board/bases/${yunxiu.gln}`
}
