import type { Gtin } from '../core/gs1.js'
import { type Matter, type Procedure, transition } from '../core/procedure.js'
import { keyOf } from '../core/state.js'

export const APPLICATION_STATES = {
  applied: { zh: '已申报', en: 'applied' },
  accepted: { zh: '检测中', en: 'accepted, under test' },
  failed: { zh: '检测不合格', en: 'failed the test' },
  retesting: { zh: '复检中', en: 'under re-test' },
  tested: { zh: '检测合格', en: 'passed the test' },
  reviewed: { zh: '评审通过', en: 'reviewed' },
  noticed: { zh: '公示中', en: 'under public notice' },
  granted: { zh: '监督中', en: 'granted, under supervision' },
  suspended: { zh: '已暂停', en: 'suspended' },
  revoked: { zh: '已撤销', en: 'revoked' },
  expired: { zh: '已到期', en: 'expired' },
  rejected: { zh: '已驳回', en: 'rejected' }
} as const
export type ApplicationState = keyof typeof APPLICATION_STATES

const step = transition<ApplicationState>

/**
 * How a product is evaluated as 圳品 Zhenpin, and what becomes of its certificate. A re-test that fails, too, ends the
 * application; it may be made again.
 */
export const APPLICATION = {
  states: APPLICATION_STATES,
  steps: {
    apply: step('申报', 'apply', [], 'applied', 'producer', 'processor', 'packer'),
    accept: step('受理', 'accept', ['applied'], 'accepted', 'certifier'),
    conform: step('检测合格', 'find conformant', ['accepted', 'retesting'], 'tested', 'laboratory'),
    fail: step('检测不合格', 'find non-conformant', ['accepted'], 'failed', 'laboratory'),
    retest: step('申请复检', 'ask for a re-test', ['failed'], 'retesting', 'owner'),
    confirm: step('复检不合格', 'confirm the failure', ['retesting'], 'rejected', 'laboratory'),
    review: step('评审', 'review', ['tested'], 'reviewed', 'certifier'),
    notice: step('公示', 'give public notice', ['reviewed'], 'noticed', 'certifier'),
    grant: step('授予', 'grant', ['noticed'], 'granted', 'certifier'),
    supervise: step('监督检查', 'supervise', ['granted'], 'granted', 'certifier', 'inspector'),
    suspend: step('暂停', 'suspend', ['granted'], 'suspended', 'certifier', 'inspector'),
    resume: step('恢复', 'resume', ['suspended'], 'granted', 'certifier'),
    revoke: step('撤销', 'revoke', ['granted', 'suspended'], 'revoked', 'certifier', 'inspector'),
    expire: step('到期', 'expire', ['granted', 'suspended'], 'expired', 'certifier', 'owner'),
    reject: step('驳回', 'reject', ['applied', 'failed', 'tested', 'reviewed', 'noticed'], 'rejected', 'certifier'),
    reapply: step('再申报', 'apply again', ['rejected'], 'applied', 'owner')
  }
} satisfies Procedure<ApplicationState>
export type ApplicationStep = keyof typeof APPLICATION.steps

/** Products of one region are evaluated in batches, numbered by region. */
export interface Batch {
  /** GB/T 2260. */
  region: string
  number: number
}

export interface Application extends Matter<ApplicationState> {
  gtin: Gtin
  /** Where the product comes from, GB/T 2260. */
  region: string
  batch?: Batch
  /** Who is to test it: USCC. */
  laboratory?: string
  /** How many test results are on record; they are numbered from 1. */
  tests: number
  /** The last certificate that was granted on it. */
  certificate?: string
}

/** One analyte as measured, with the limit that was then in force. */
export interface Measured {
  analyte: string
  /** A decimal, or ND; with < or > where the method tells no more. */
  value: string
  unit: string
  /** Absent where the standard sets none for it. */
  limit?: string
  conforms?: boolean
}

/** A laboratory's result. It stays as it is whatever a later one says. */
export interface TestResult {
  laboratory: string
  report: string
  /** The edition of the standard that was in force on the day of sampling. */
  standard: string
  sampledOn: string
  /** Number of the lot that was sampled, where it is on the ledger. */
  lot?: string
  conforms: boolean
  measured: readonly Measured[]
  at: string
}

/** A 圳品 certificate, by its number. Days are China's; the last is one on which it still holds. */
export interface Certificate {
  application: string
  /** Who holds it: USCC. */
  party: string
  gtin: Gtin
  /** Who granted it: USCC. */
  issuer: string
  batch: Batch
  from: string
  to: string
  /** What was decided of it. That its term is over nobody need decide: the days say so. */
  state: 'granted' | 'suspended' | 'revoked' | 'expired'
  /** Since when it is in that state. */
  since: string
}

/** What a certificate is worth on a day: whether it holds, or why it does not. */
export const standingOn = (
  { state, from, to }: Pick<Certificate, 'state' | 'from' | 'to'>,
  day: string
): 'inForce' | 'suspended' | 'revoked' | 'expired' | 'future' => {
  if (state === 'suspended' || state === 'revoked') return state
  if (day < from) return 'future'
  return day > to ? 'expired' : 'inForce'
}

export const applicationKey = keyOf<Application>('certification/application')
/** By application and the result's number. */
export const testKey = keyOf<TestResult>('certification/test')
export const certificateKey = keyOf<Certificate>('certification/certificate')
