import type { Matter } from '../core/procedure.js'
import { keyOf } from '../core/state.js'
import type { CaseState, InspectionState, PlanState, RectificationState, SanctionState } from './procedures.js'

/** What a case is about. */
export const CASE_KINDS = {
  adulteration: { zh: '以次充好', en: 'inferior goods passed off as good' },
  falsehood: { zh: '弄虚作假', en: 'false records' },
  safety: { zh: '食品安全', en: 'food safety' },
  label: { zh: '标签、追溯码', en: 'label or trace code' },
  price: { zh: '价格不合理', en: 'unfair price' },
  apportionment: { zh: '摊派、强迫购买', en: 'instruction to buy' },
  other: { zh: '其他', en: 'other' }
} as const
export type CaseKind = keyof typeof CASE_KINDS

/** Where a case came from. */
export const ORIGINS = {
  complaint: { zh: '投诉', en: 'a complaint' },
  inspection: { zh: '检查', en: 'an inspection' },
  report: { zh: '匿名举报', en: 'an anonymous report' },
  ledger: { zh: '账本记录', en: 'the ledger itself' }
} as const
export type Origin = keyof typeof ORIGINS

/** `party` is whom it is about. */
export interface Case extends Matter<CaseState> {
  kind: CaseKind
  origin: Origin
  /**
   * What it came from, in the words of whoever keeps that: an inspection's number, a command's, a complaint's reference. Not
   * a complaint's own number, which is known to who complained and opens what was answered.
   */
  reference?: string
  gtin?: string
  lot?: string
  /** Sanctions that rest on its finding. */
  sanctions?: readonly string[]
}

export const SANCTIONS = {
  warned: { zh: '警告', en: 'warning' },
  suspended: { zh: '暂停项目供货', en: 'suspension from the programme' },
  disqualified: { zh: '项目供货资格取消', en: 'disqualification from the programme' }
} as const
export type SanctionKind = keyof typeof SANCTIONS

const GRAVITY: readonly SanctionKind[] = ['warned', 'suspended', 'disqualified']

/** Of several sanctions the gravest, the last of such; none of none. */
export function gravestOf<S extends { sanction: SanctionKind }>(sanctions: readonly S[]): S | undefined {
  const gravest = GRAVITY.findLast(kind => sanctions.some(({ sanction }) => sanction === kind))
  return sanctions.findLast(({ sanction }) => sanction === gravest)
}

/** Good for programme goods supplied to the city, and for no other trade. */
export interface Sanction extends Matter<SanctionState> {
  sanction: SanctionKind
  case: string
  authority: string
  /** Number and name of the decision. */
  decision: string
  /** Days in China, both included. Without an end where the decision has none. */
  from: string
  until?: string
}

/** A sanction that counts, as the list of its party has it. */
export type Counting = Pick<Sanction, 'sanction' | 'decision' | 'until'> & { id: string }

export interface Candidate {
  party: string
  /** How many tickets it has in the draw. */
  weight: number
  /** Why so many. */
  why?: string | undefined
}

/** `party` is whose plan it is. */
export interface Plan extends Matter<PlanState> {
  title: string
  candidates: readonly Candidate[]
  count: number
  /** Parties of other organisations that each add a number. */
  witnesses: readonly string[]
  /** SHA-256 of a secret that is told at the draw. */
  commitment: string
  secret?: string
  seed?: string
  drawn?: readonly string[]
  /** Inspections that were made of those drawn, by party. */
  inspections?: Readonly<Record<string, string>>
}

/** What a witness adds to a draw, without having been able to know what would follow from it. */
export interface Witnessing {
  value: string
  at: string
}

/** `party` is who was inspected. */
export interface Inspection extends Matter<InspectionState> {
  plan?: string
  place?: string
  /** Digest of the record that was made on site. */
  record?: string
}

/** `party` is who is to put it right. */
export interface Rectification extends Matter<RectificationState> {
  inspection?: string
  case?: string
  /** When the order was given, and the last day of its term; days in China. */
  given: string
  due: string
}

export const caseKey = keyOf<Case>('supervision/case')
export const sanctionKey = keyOf<Sanction>('supervision/sanction')
/** By USCC: the sanctions of a party that count. */
export const countingKey = keyOf<readonly Counting[]>('supervision/counting')
export const planKey = keyOf<Plan>('supervision/plan')
/** By plan and USCC. */
export const witnessingKey = keyOf<Witnessing>('supervision/witnessing')
export const inspectionKey = keyOf<Inspection>('supervision/inspection')
export const rectificationKey = keyOf<Rectification>('supervision/rectification')
