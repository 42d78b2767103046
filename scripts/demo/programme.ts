/** 圳品 evaluation and recognition: products whose matters stand at different steps, and what follows from that for goods. */
import type { Story } from '../../src/core/web/stories.js'
import { time } from './calendar.js'
import { gtin } from './codes.js'
import { PACKED } from './making.js'
import { BASE, PARTIES, type PartyName, RETAIL } from './parties.js'
import { PRODUCTS } from './products.js'
import { type DemoRequest, entry, register } from './request.js'
import type { Batch } from './season.js'

const name = (zh: string, en: string) => ({ zh: `演示·${zh}`, en: `Demo ${en}` })

/** Products of others: what they are, whose, and from which county. */
const OTHERS = {
  mango: product(21, 'tiandong', '田东芒果 礼盒', 'Tiandong mango, boxed', 'packed-mango', 2500),
  black: product(22, 'xiuxia', '紫金红茶 100克', 'Zijin black tea 100 g', 'packed-tea', 100),
  loose: product(23, 'shiping', '石坪绿茶 50克', 'Shiping green tea 50 g', 'packed-tea', 50),
  dates: product(24, 'hetian', '和田红枣 500克', 'Hotan dates 500 g', 'packed-dates', 500)
}

function product(n: number, owner: PartyName, zh: string, en: string, form: string, netGrams: number) {
  return { owner, body: { gtin: gtin(n), name: name(zh, en), form, unit: 'piece', netGrams, shelfLifeDays: 540 } }
}

export const products = (): DemoRequest[] =>
  Object.values(OTHERS).map(({ owner, body }) =>
    register(PARTIES[owner].uscc, 'products', `product/${body.gtin}`, body)
  )

const STANDARD = 'GB2763'
/** As in testing.ts, of this demonstration only: the days of the editions are real, the limits are not. */
const ANALYTE = { analyte: '演示残留物 Demo residue', unit: 'mg/kg' }
const edition = (year: number, validFrom: string, limit: string) => ({
  edition: `GB 2763-${year}`,
  validFrom,
  limits: [{ ...ANALYTE, limit }]
})
const NO_WAIT = '演示载入时不等待公示期，载入后恢复 7 天 No waiting while the demonstration is loaded'
const WAIT = '来源均未给出公示天数；设计值 Not found in any source; a design value'

interface Change {
  id: string
  name: string
  value: unknown
  source: string
}
const NOTICES = ['certification.noticeDays', 'recognition.noticeDays']
const BEFORE: Change[] = [
  {
    id: `limits-${STANDARD}`,
    name: `certification.limits.${STANDARD}`,
    value: [edition(2021, '2021-09-03', '0.1'), edition(2026, '2026-03-01', '0.05')],
    source:
      '演示限量，并非标准数值；版本施行日期见 reference/domain.md §2 Demonstration limits, real days of the editions'
  },
  {
    id: 'counties832',
    name: 'recognition.counties832',
    value: [{ validFrom: '2020-01-01', document: '演示名单：仅含田东县', counties: ['451022'] }],
    source:
      '832 县名单原文未获得，演示只列田东县；广东无一县在内 The list was not found: only Tiandong here; none is in Guangdong'
  },
  ...NOTICES.map(name => ({ id: `${name}-0`, name, value: 0, source: NO_WAIT }))
]
const AFTER: Change[] = NOTICES.map(name => ({ id: `${name}-7`, name, value: 7, source: WAIT }))

const changes = (of: readonly Change[], organisation: string, path: string): DemoRequest[] =>
  of.map(({ id, ...change }) => register(organisation, path, `${path}/${id}`, change))

export const proposals = () => changes(BEFORE, BASE, 'parameter-proposals')
export const acceptances = () => changes(BEFORE, RETAIL, 'parameter-acceptances')
const proposalsAfter = () => changes(AFTER, BASE, 'parameter-proposals')
const acceptancesAfter = () => changes(AFTER, RETAIL, 'parameter-acceptances')

type Module = 'certification' | 'recognition'

/** A step of a matter: what, by whom, with what more. */
type Step = readonly [step: string, who: PartyName, more?: object]

const taken = (module: Module, id: string, [step, who, more = {}]: Step): DemoRequest => ({
  as: PARTIES[who].uscc,
  path: `/api/${module}/${step}`,
  key: `demo/${module}/${id}/${step}`,
  body: { id, ...more }
})

/** A matter with its steps in their order. */
type Way = readonly [module: Module, id: string, steps: readonly Step[]]

const report = (number: string, value: string, sampledOn = '2026-03-10') => ({
  ...{ report: number, standard: STANDARD, sampledOn, results: [{ ...ANALYTE, value }] }
})
const entrusts = (batch: number, laboratory: PartyName = 'laboratory') => ({
  batch,
  laboratory: PARTIES[laboratory].uscc
})

const certificatePath = (number: string) => `/board/certification/certificates/${number}`
export const CERTIFICATES = { small: 'SZZP-DEMO-0001', expired: 'SZZP-DEMO-0002' }

const evaluation = (id: string, owner: PartyName, gtin: string, region: string, steps: readonly Step[]): Way => [
  'certification',
  id,
  [['apply', owner, { gtin, region }], ...steps]
]
const granted = (batch: number, number: string, from: string, sampledOn?: string): Step[] => [
  ['accept', 'certifier', entrusts(batch)],
  ['conform', 'laboratory', report(`DEMO-${number}`, '<0.01', sampledOn)],
  ['review', 'certifier'],
  ['notice', 'certifier'],
  ['grant', 'certifier', { number, from, documents: [{ title: '演示·圳品评价决定' }] }]
]

const recognition = (
  id: string,
  owner: PartyName,
  gtin: string,
  register: 'national' | 'provincial',
  steps: readonly Step[]
): Way => [
  'recognition',
  id,
  [
    ['apply', owner, { gtin, register }],
    ...(['examine', 'review', 'decide', 'notice'] as const).map((step): Step => [step, 'office']),
    ...steps
  ]
]
const filed = (number: string, from: string): Step => [
  'file',
  'office',
  { number, from, documents: [{ title: `演示·备案通知 ${number}` }] }
]

const ZIJIN = '441621'
const WAYS: readonly Way[] = [
  evaluation('ZP-DEMO-01', 'yunxiu', PRODUCTS.small.gtin, ZIJIN, granted(1, CERTIFICATES.small, '2026-03-20')),
  evaluation('ZP-DEMO-02', 'yunxiu', PRODUCTS.big.gtin, ZIJIN, [
    ...granted(1, CERTIFICATES.expired, '2022-03-20', '2022-03-10'),
    ['expire', 'certifier']
  ]),
  evaluation('ZP-DEMO-03', 'tiandong', OTHERS.mango.body.gtin, '451022', [
    ['accept', 'certifier', entrusts(2)],
    ['conform', 'laboratory', report('DEMO-ZP-03', '0.02')],
    ['review', 'certifier'],
    ['notice', 'certifier', { documents: [{ title: '演示·圳品评价公示（广西第二批）' }] }]
  ]),
  evaluation('ZP-DEMO-04', 'xiuxia', OTHERS.black.body.gtin, ZIJIN, [
    ['accept', 'certifier', entrusts(1)],
    ['fail', 'laboratory', report('DEMO-ZP-04', '0.07')],
    ['retest', 'xiuxia', { laboratory: PARTIES.retesting.uscc, words: '对检测结论有异议，申请复检' }]
  ]),
  evaluation('ZP-DEMO-05', 'hetian', OTHERS.dates.body.gtin, '653200', []),
  evaluation('ZP-DEMO-06', 'shiping', OTHERS.loose.body.gtin, ZIJIN, [
    ['reject', 'certifier', { words: '申报材料不全，补齐后可再申报' }]
  ]),
  recognition('RD-DEMO-01', 'yunxiu', PRODUCTS.small.gtin, 'provincial', [filed('GD-DEMO-0001', '2026-03-20')]),
  recognition('RD-DEMO-02', 'yunxiu', PRODUCTS.big.gtin, 'provincial', [filed('GD-DEMO-0002', '2026-03-20')]),
  recognition('RD-DEMO-03', 'tiandong', OTHERS.mango.body.gtin, 'national', [filed('GJ-DEMO-0003', '2026-03-20')]),
  recognition('RD-DEMO-04', 'xiuxia', OTHERS.black.body.gtin, 'provincial', [
    ['object', 'centre', { words: '公示的带动户数与实际不符' }]
  ])
]

/** The matters' steps: each round takes the next one of every matter. Notices take their days again at the end. */
export function rounds(): DemoRequest[][] {
  const longest = Math.max(...WAYS.map(([, , steps]) => steps.length))
  const all = Array.from({ length: longest }, (_, round) =>
    WAYS.flatMap(([module, id, steps]) => (steps[round] ? [taken(module, id, steps[round])] : []))
  )
  return [...all, proposalsAfter(), acceptancesAfter()]
}

/** The certificate that packs carry: its holder's, of the size that it is for. */
export const certificateOn = ({ base }: Batch, gtin: string): string | undefined =>
  base.party === 'yunxiu' && gtin === PRODUCTS.small.gtin ? CERTIFICATES.small : undefined

/** The holder tries to put the expired certificate on packs of the other size. */
export const expiredPacking = ({ lot, base, picked }: Batch): DemoRequest =>
  entry(
    PARTIES.yunxiu.uscc,
    'packings',
    'packing/expired-certificate',
    {
      place: base.gln,
      at: time(picked + PACKED, 540),
      inputs: [{ gtin: PRODUCTS.finished.gtin, lot, kilograms: 5 }],
      gtin: PRODUCTS.big.gtin,
      lot: `${lot}-Z`,
      productionDate: time(picked + PACKED, 0).slice(0, 10),
      expires: '2027-09-30',
      pieces: 20,
      certificate: CERTIFICATES.expired
    },
    'CERTIFICATE_NOT_IN_FORCE'
  )

const looked = (key: string, products: readonly string[]): DemoRequest => ({
  as: PARTIES.office.uscc,
  path: '/api/recognition/screen',
  key: `demo/recognition/screen/${key}`,
  body: { products }
})
const LISTED = [PRODUCTS.small.gtin, PRODUCTS.big.gtin, ...Object.values(OTHERS).map(({ body }) => body.gtin)]

const scored = (key: string, gtin: string, [quality, price, character, benefit]: readonly number[]): DemoRequest => ({
  as: PARTIES.office.uscc,
  path: '/api/recognition/score',
  key: `demo/recognition/score/${key}`,
  body: { gtin, quality, price, character, benefit, words: '演示·专家组评分表' }
})

/** Before anything is sold. */
export const looks = (): DemoRequest[] => [
  looked('before', LISTED),
  scored('small', PRODUCTS.small.gtin, [92, 78, 95, 88]),
  scored('mango', OTHERS.mango.body.gtin, [88, 84, 90, 80])
]

/** After the season's sales: one product leaves the register, which rewrites none of them. */
export const withdrawal = (): DemoRequest =>
  taken('recognition', 'RD-DEMO-02', ['withdraw', 'office', { words: '经营主体申请退出名录' }])
export const laterLook = (): DemoRequest => looked('after', LISTED)

/** What the landing page leads to. */
export const STORIES: readonly Story[] = [
  { zh: '圳品证书：有效', en: 'A Zhenpin certificate in force', path: certificatePath(CERTIFICATES.small) },
  { zh: '圳品证书：已到期', en: 'A Zhenpin certificate that expired', path: certificatePath(CERTIFICATES.expired) },
  {
    zh: '圳品评价：六件申请各到哪一步',
    en: 'Six Zhenpin applications, and how far each is',
    path: '/board/certification/applications'
  },
  { zh: '帮扶产品认定与 832 资格', en: 'Recognition, and the 832 platform apart', path: '/board/recognition' }
]
