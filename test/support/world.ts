/** A small programme: three organisations, their parties, places, products and the processes they agreed on. As data. */
import type { Role } from '@suyuan/model/core/law'
import type { PlaceKind } from '@suyuan/model/core/records'
import type { ProcessTemplate } from '@suyuan/model/trace/parameters'
import { gln, gtin, uscc } from './codes.js'

export const BASE = 'BaseMSP'
export const RETAIL = 'RetailMSP'
export const REGULATOR = 'RegulatorMSP'

const name = (zh: string, en: string) => ({ zh: `演示·${zh}`, en: `Demo ${en}` })

interface PartySpec {
  uscc: string
  organisation: string
  name: { zh: string; en: string }
  roles: Role[]
}

export const PARTIES = {
  grower: {
    uscc: uscc(1),
    organisation: BASE,
    name: name('紫金云岫茶业', 'Yunxiu Tea'),
    roles: ['producer', 'processor', 'packer']
  },
  cooperative: {
    uscc: uscc(2, '93441621'),
    organisation: BASE,
    name: name('岫下茶叶合作社', 'Xiuxia Cooperative'),
    roles: ['producer', 'processor']
  },
  carrier: {
    uscc: uscc(5, '91440300'),
    organisation: BASE,
    name: name('疾风冷链', 'Jifeng Cold Chain'),
    roles: ['carrier']
  },
  supermarket: {
    uscc: uscc(3, '91440300'),
    organisation: RETAIL,
    name: name('深圳鹏晨商超', 'Pengchen Supermarket'),
    roles: ['retailer']
  },
  trader: {
    uscc: uscc(7, '91440300'),
    organisation: RETAIL,
    name: name('某商贸', 'Some Trader'),
    roles: ['retailer', 'packer']
  },
  school: {
    uscc: uscc(4, '12440300'),
    organisation: RETAIL,
    name: name('第一小学', 'First Primary School'),
    roles: ['buyer']
  },
  laboratory: {
    uscc: uscc(6, '12440300'),
    organisation: REGULATOR,
    name: name('检测所', 'Laboratory'),
    roles: ['laboratory']
  },
  inspector: {
    uscc: uscc(8, '11440300'),
    organisation: REGULATOR,
    name: name('市监局', 'Market Regulation'),
    roles: ['inspector']
  }
} as const satisfies Record<string, PartySpec>
export type PartyName = keyof typeof PARTIES

const place = (n: number, party: PartyName, kind: PlaceKind, more: { parent?: string; centiMu?: number } = {}) => ({
  party,
  gln: gln(n),
  name: name(kind, kind),
  kind,
  region: party === 'grower' || party === 'cooperative' ? '441621' : '440300',
  ...more
})

export const PLACES = {
  garden: place(1, 'grower', 'base'),
  plot: place(2, 'grower', 'plot', { parent: gln(1), centiMu: 600 }),
  factory: place(3, 'grower', 'factory'),
  store: place(4, 'grower', 'warehouse'),
  hill: place(5, 'cooperative', 'base'),
  depot: place(6, 'supermarket', 'warehouse'),
  outlet: place(7, 'supermarket', 'outlet'),
  stall: place(8, 'trader', 'outlet'),
  canteen: place(9, 'school', 'warehouse'),
  bench: place(10, 'laboratory', 'laboratory'),
  bureau: place(11, 'inspector', 'office')
}
export type PlaceName = keyof typeof PLACES

const product = (n: number, form: string, netGrams?: number) => ({
  gtin: gtin(n),
  name: name(form, form),
  form,
  unit: netGrams ? ('piece' as const) : ('gram' as const),
  ...(netGrams && { netGrams, shelfLifeDays: 540 })
})

/** All of them the grower's. */
export const PRODUCTS = {
  leaf: product(1, 'fresh-leaf'),
  crude: product(2, 'crude-tea'),
  refined: product(3, 'refined-tea'),
  stalk: product(4, 'stalk'),
  blend: product(5, 'blended-tea'),
  pack: product(6, 'tea-pack', 100),
  tin: product(7, 'tea-pack', 250),
  mango: product(8, 'fresh-mango'),
  sorted: product(9, 'sorted-mango')
}
export type ProductName = keyof typeof PRODUCTS

const step = (code: string, zh: string) => ({ code, zh, en: code })
const template = (
  zh: string,
  [inputs, outputs]: [string[], string[]],
  [accept, limit]: [[number, number], [number, number]],
  steps: ProcessTemplate['steps'] = []
): ProcessTemplate => ({ name: { zh, en: zh }, inputs, outputs, steps, accept, limit })

const LEAF_TO_CRUDE: [[number, number], [number, number]] = [
  [4000, 5000],
  [3300, 6000]
]
export const TEMPLATES = {
  green: template('绿茶初制', [['fresh-leaf'], ['crude-tea']], LEAF_TO_CRUDE, [
    step('spreading', '摊青'),
    step('fixation', '杀青'),
    step('rolling', '揉捻'),
    step('drying', '干燥')
  ]),
  oolong: template('乌龙茶初制', [['fresh-leaf'], ['crude-tea']], LEAF_TO_CRUDE, [
    step('withering', '萎凋'),
    step('bruising', '做青'),
    step('fixation', '杀青'),
    step('rolling', '揉捻'),
    step('drying', '烘干')
  ]),
  black: template('红茶初制', [['fresh-leaf'], ['crude-tea']], LEAF_TO_CRUDE, [
    step('withering', '萎凋'),
    step('rolling', '揉捻'),
    step('oxidation', '发酵'),
    step('drying', '干燥')
  ]),
  refine: template(
    '精制',
    [['crude-tea'], ['refined-tea', 'stalk']],
    [
      [1000, 1200],
      [1000, 1500]
    ]
  ),
  grade: template(
    '分级',
    [['refined-tea'], ['refined-tea', 'stalk']],
    [
      [1000, 1050],
      [1000, 1200]
    ]
  ),
  blend: template(
    '拼配',
    [['refined-tea', 'blended-tea'], ['blended-tea']],
    [
      [1000, 1020],
      [1000, 1100]
    ]
  ),
  'mango-sorting': template(
    '芒果分选',
    [['fresh-mango'], ['sorted-mango']],
    [
      [1000, 1150],
      [1000, 1400]
    ]
  )
}
