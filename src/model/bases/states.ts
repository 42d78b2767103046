import type { Document, Matter, Procedure } from '../core/procedure.js'
import type { Text } from '../core/refusal.js'
import { keyOf } from '../core/state.js'

export type BaseState = 'planned' | 'building' | 'accepted' | 'operating' | 'suspended'
export type BaseStep = 'plan' | 'build' | 'accept' | 'operate' | 'suspend' | 'resume'

/** How a supply base 供深基地 comes to be, and goes on. Who suspends lifts it, too: its party cannot do so itself. */
export const BASE_PROCEDURE: Procedure<BaseState, BaseStep> = {
  states: {
    planned: { zh: '规划', en: 'planned' },
    building: { zh: '在建', en: 'being built' },
    accepted: { zh: '已验收', en: 'accepted' },
    operating: { zh: '运营中', en: 'operating' },
    suspended: { zh: '暂停', en: 'suspended' }
  },
  steps: {
    plan: { zh: '列入规划', en: 'Plan', from: [], to: 'planned', by: ['producer', 'processor'] },
    build: { zh: '开工建设', en: 'Begin to build', from: ['planned'], to: 'building', by: ['owner'] },
    accept: { zh: '验收', en: 'Accept', from: ['building'], to: 'accepted', by: ['office'] },
    operate: { zh: '投入运营', en: 'Begin to operate', from: ['accepted'], to: 'operating', by: ['owner'] },
    suspend: { zh: '暂停', en: 'Suspend', from: ['operating'], to: 'suspended', by: ['office', 'inspector'] },
    resume: { zh: '恢复运营', en: 'Resume', from: ['suspended'], to: 'operating', by: ['office', 'inspector'] }
  }
}

/** A supply base. Where it is, how large and how high, what grows there, the register of places says. */
export interface Base extends Matter<BaseState> {
  investmentFen?: number
  /** Who builds it together with its party. */
  partner?: string
}

/** The four unifications 四统一. */
export const ASPECTS = {
  quality: { zh: '产品质量标准统一', en: 'one quality standard' },
  processing: { zh: '加工要求统一', en: 'one processing requirement' },
  mark: { zh: '包装标志统一', en: 'one packaging mark' },
  sales: { zh: '品牌销售统一', en: 'one brand in sales' }
} as const satisfies Record<string, Text>
export type Aspect = keyof typeof ASPECTS
export const ASPECT_NAMES = Object.keys(ASPECTS) as Aspect[]

/** That somebody who may looked whether a base keeps to one of the four, for one product. Days are China's. */
export interface Check {
  conforms: boolean
  checkedOn: string
  expires: string
  by: string
  /** When the organisations took note. */
  at: string
  documents: readonly Document[]
}

/** Of a base and a product: what was found of each of the four, the newest last. */
export type Unification = { readonly [aspect in Aspect]?: readonly Check[] }

/** Those of the four that are not in force on a day: the newest check made by then is what counts. */
export const missingOn = (unification: Unification | null, day: string): Aspect[] =>
  ASPECT_NAMES.filter(aspect => {
    const check = unification?.[aspect]?.findLast(({ checkedOn }) => checkedOn <= day)
    return !check?.conforms || check.expires < day
  })

/** From when until when a plot is not picked, because of what was applied to it. */
export interface Interval {
  /** Id of its record. */
  input: string
  product: string
  from: string
  /** The first day on which picking is free again. */
  free: string
}

/** The interval that a day lies in: of several the one that ends last, in whose order they are kept. */
export const intervalOn = (intervals: readonly Interval[] | null, day: string): Interval | undefined =>
  intervals?.findLast(({ from, free }) => from <= day && day < free)

/** In which a dose is told; 倍 is how many times the product is diluted. */
export const DOSE_UNITS = {
  'g/mu': { zh: '克/亩', en: 'g a mu' },
  'mL/mu': { zh: '毫升/亩', en: 'mL a mu' },
  'kg/mu': { zh: '公斤/亩', en: 'kg a mu' },
  'L/mu': { zh: '升/亩', en: 'L a mu' },
  times: { zh: '倍液', en: 'times diluted' }
} as const satisfies Record<string, Text>
export type DoseUnit = keyof typeof DOSE_UNITS

/** What was applied to a plot: a farm record 农事记录. */
export interface InputUse {
  party: string
  product: string
  /** Pesticide or fertiliser registration; some inputs have none. */
  registration?: string | undefined
  /** Of whom it was bought. */
  source: string
  /** Exact decimal. */
  dose: string
  unit: DoseUnit
  /** The pest or purpose. */
  against?: string | undefined
  startedOn: string
  stoppedOn: string
  /** Pre-harvest interval 安全间隔期. */
  intervalDays: number
  at: string
  /** Its party says that it was entered wrongly. It stays to be read. */
  withdrawn?: { at: string; words: string }
}

/** Where a plot is, as far as the public may know: corners in hundredths of a degree, [latitude, longitude]. */
export interface Outline {
  party: string
  corners: readonly (readonly [number, number])[]
  /** SHA-256 over the exact polygon with its salt, which are kept off the ledger. */
  commitment: string
  at: string
}

/** How many, where so few that one could tell who is not told. */
export type Count = number | 'under5'

/** How many households a base is linked to 利益联结, and by what; one may be linked in several ways. */
export interface Households {
  households: Count
  wage: Count
  asset: Count
  operating: Count
  /** Merkle root over the households, each under a salt that is kept sealed with it. */
  commitment: string
  countedOn: string
  at: string
}

/** By GLN of the base. */
export const baseKey = keyOf<Base>('bases/base')
export const householdsKey = keyOf<Households>('bases/households')
/** By GLN of the base and GTIN. */
export const unificationKey = keyOf<Unification>('bases/unification')
/** By GLN of the plot: the last of them, in the order of their ends. */
export const intervalsKey = keyOf<readonly Interval[]>('bases/intervals')
export const outlineKey = keyOf<Outline>('bases/outline')
/** By GLN of the plot and id. */
export const inputKey = keyOf<InputUse>('bases/input')

/** Every harvest reads what its plot has, and seldom anybody writes it: plots whose GLNs follow one another share a page. */
export const basesPages = { 'bases/intervals': 2 }
