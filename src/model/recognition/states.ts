import type { Gtin } from '../core/gs1.js'
import { ROLES, type Role } from '../core/law.js'
import { type Matter, type Procedure, transition } from '../core/procedure.js'
import type { Text } from '../core/refusal.js'
import { keyOf } from '../core/state.js'

/** Who keeps a register of recognised products. The 832 platform is no register: who may supply it is told by counties. */
export const REGISTERS = {
  national: { zh: '国家级名录', en: 'national register' },
  provincial: { zh: '省级名录', en: 'provincial register' }
} as const satisfies Record<string, Text>
export type Register = keyof typeof REGISTERS

export const RECOGNITION_STATES = {
  applied: { zh: '已申请', en: 'applied' },
  examined: { zh: '初审通过', en: 'passed the first review' },
  reviewed: { zh: '复审通过', en: 'passed the second review' },
  decided: { zh: '审定通过', en: 'approved' },
  noticed: { zh: '公示中', en: 'under public notice' },
  objected: { zh: '公示期有异议', en: 'objected to' },
  filed: { zh: '已备案', en: 'filed' },
  rejected: { zh: '不予认定', en: 'not recognised' },
  withdrawn: { zh: '已取消', en: 'withdrawn' },
  expired: { zh: '已到期', en: 'expired' }
} as const
export type RecognitionState = keyof typeof RECOGNITION_STATES

const step = transition<RecognitionState>

const ANYBODY = Object.keys(ROLES) as Role[]

/**
 * How a product comes into a register. An objection belongs to the public notice: whoever is on the ledger may raise it
 * while that runs, and it stops the filing until the office has dealt with it.
 */
export const RECOGNITION = {
  states: RECOGNITION_STATES,
  steps: {
    apply: step('申请', 'apply', [], 'applied', 'producer', 'processor', 'packer'),
    examine: step('初审', 'first review', ['applied'], 'examined', 'office'),
    review: step('复审', 'second review', ['examined'], 'reviewed', 'office'),
    decide: step('审定', 'approve', ['reviewed'], 'decided', 'office'),
    notice: step('公示', 'give public notice', ['decided'], 'noticed', 'office'),
    object: step('提出异议', 'object', ['noticed'], 'objected', ...ANYBODY),
    dismiss: step('异议不成立', 'dismiss the objection', ['objected'], 'noticed', 'office'),
    file: step('备案', 'file', ['noticed'], 'filed', 'office'),
    withdraw: step('取消', 'withdraw', ['filed'], 'withdrawn', 'office', 'inspector'),
    expire: step('到期', 'expire', ['filed'], 'expired', 'office', 'owner'),
    reject: step(
      '不予认定',
      'reject',
      ['applied', 'examined', 'reviewed', 'decided', 'objected'],
      'rejected',
      'office'
    ),
    reapply: step('重新申请', 'apply again', ['rejected'], 'applied', 'owner')
  }
} satisfies Procedure<RecognitionState>
export type RecognitionStep = keyof typeof RECOGNITION.steps

export interface RecognitionCase extends Matter<RecognitionState> {
  gtin: Gtin
  register: Register
  /** When its public notice began. */
  noticedAt?: string
  /** Under which number it was filed. */
  number?: string
}

/** That a product stands in a register. Days are China's; the last is one on which it still does. */
export interface Entry {
  /** The case by which it was filed. */
  case: string
  number: string
  from: string
  to: string
  /** Since when it is withdrawn, or known to be over. */
  ended?: string
}

/** A product's standing: what is fixed to a sale. It is replaced as things change; what was sold keeps what was then. */
export interface Standing {
  /** Who supplies it: USCC. */
  party: string
  registers: Partial<Record<Register, Entry>>
  /**
   * Whether its supplier may supply the 832 platform, by the county of his registration: known from when somebody looked,
   * by the list then in force.
   */
  eligible832: boolean
}

/** A look at one product: what it was then found to be. */
export interface Screening {
  at: string
  /** The organisation in whose name somebody looked, or its gateway by the schedule. */
  by: string
  /** The instant of the schedule that it kept, where nobody but that asked for it. */
  scheduled?: string
  registers: readonly Register[]
  eligible832: boolean
  /** Registers in which it once stood and stands no more. */
  lapsed: readonly Register[]
}

/** What is recommended is ranked by four criteria. */
export const CRITERIA = {
  quality: { zh: '质量好', en: 'good quality' },
  price: { zh: '价格优', en: 'fair price' },
  character: { zh: '特色强', en: 'distinctive character' },
  benefit: { zh: '带贫多', en: 'benefit to households' }
} as const satisfies Record<string, Text>
export type Criterion = keyof typeof CRITERIA

/** One office's scores of a product, 0 to 100 each, with what they rest on. */
export interface Scores {
  at: string
  scores: Record<Criterion, number>
  words: string
  documents?: readonly { title: string; digest?: string | undefined }[]
}

export const caseKey = keyOf<RecognitionCase>('recognition/application')
/** By GTIN. */
export const standingKey = keyOf<Standing>('recognition/product')
/** By GTIN: the last look. */
export const screeningKey = keyOf<Screening>('recognition/screening')
/** By GTIN, and by whom: USCC. */
export const scoresKey = keyOf<Scores>('recognition/scores')

/** The registers in which a product stands on a day. */
export const registersOn = ({ registers }: Standing, day: string): Register[] =>
  (Object.entries(registers) as [Register, Entry][])
    .filter(([, { from, to, ended }]) => !ended && from <= day && day <= to)
    .map(([register]) => register)
    .sort()

/** Of which authority a party was registered, GB/T 2260: characters 3 to 8 of its code (GB 32100). */
export const countyOf = (uscc: string): string => uscc.slice(2, 8)
