import type { Role } from '../core/law.js'
import type { Procedure } from '../core/procedure.js'

/** Who supervises: both roles are the regulator's alone to grant. */
export const OFFICERS = ['inspector', 'office'] as const satisfies readonly Role[]

export type CaseState =
  | 'opened'
  | 'triaged'
  | 'dismissed'
  | 'investigating'
  | 'upheld'
  | 'cleared'
  | 'appealed'
  | 'confirmed'
  | 'overturned'
export type CaseStep =
  | 'openCase'
  | 'triageCase'
  | 'dismissCase'
  | 'investigateCase'
  | 'upholdCase'
  | 'clearCase'
  | 'appealCase'
  | 'confirmCase'
  | 'overturnCase'

/** A case against a party: whose it is in the law's words is the party that it is about, so that it may appeal. */
export const CASE: Procedure<CaseState, CaseStep> = {
  states: {
    opened: { zh: '已立案', en: 'opened' },
    triaged: { zh: '已分办', en: 'assigned' },
    dismissed: { zh: '不予受理', en: 'dismissed' },
    investigating: { zh: '调查中', en: 'under investigation' },
    upheld: { zh: '认定属实', en: 'upheld' },
    cleared: { zh: '认定不属实', en: 'not upheld' },
    appealed: { zh: '申诉复核中', en: 'under appeal' },
    confirmed: { zh: '复核维持', en: 'upheld on appeal' },
    overturned: { zh: '复核撤销', en: 'overturned on appeal' }
  },
  steps: {
    openCase: { zh: '立案', en: 'open a case', from: [], to: 'opened', by: OFFICERS },
    triageCase: { zh: '分办', en: 'assign', from: ['opened'], to: 'triaged', by: OFFICERS },
    dismissCase: { zh: '不予受理', en: 'dismiss', from: ['opened', 'triaged'], to: 'dismissed', by: OFFICERS },
    investigateCase: { zh: '开始调查', en: 'investigate', from: ['triaged'], to: 'investigating', by: OFFICERS },
    upholdCase: { zh: '认定属实', en: 'uphold', from: ['investigating'], to: 'upheld', by: OFFICERS },
    clearCase: { zh: '认定不属实', en: 'find not upheld', from: ['investigating'], to: 'cleared', by: OFFICERS },
    appealCase: { zh: '申诉', en: 'appeal', from: ['upheld'], to: 'appealed', by: ['owner'] },
    confirmCase: { zh: '复核维持', en: 'uphold on appeal', from: ['appealed'], to: 'confirmed', by: OFFICERS },
    overturnCase: { zh: '复核撤销', en: 'overturn on appeal', from: ['appealed'], to: 'overturned', by: OFFICERS }
  }
}

/** In which a finding stands. An appeal does not put off what was decided on it. */
export const STANDING_FINDINGS: readonly CaseState[] = ['upheld', 'appealed', 'confirmed']

export type SanctionState = 'imposed' | 'repairing' | 'repaired' | 'annulled'
export type SanctionStep =
  | 'warn'
  | 'suspend'
  | 'disqualify'
  | 'askRepair'
  | 'grantRepair'
  | 'refuseRepair'
  | 'annulSanction'

/** A sanction, until its term is over. Disqualification is the blacklist's entry: there is not one without the other. */
export const SANCTION: Procedure<SanctionState, SanctionStep> = {
  states: {
    imposed: { zh: '已作出', en: 'imposed' },
    repairing: { zh: '信用修复申请中', en: 'repair applied for' },
    repaired: { zh: '已信用修复', en: 'repaired' },
    annulled: { zh: '已撤销', en: 'annulled' }
  },
  steps: {
    warn: { zh: '警告', en: 'warn', from: [], to: 'imposed', by: OFFICERS },
    suspend: { zh: '暂停项目供货', en: 'suspend', from: [], to: 'imposed', by: OFFICERS },
    disqualify: { zh: '取消项目供货资格', en: 'disqualify', from: [], to: 'imposed', by: OFFICERS },
    askRepair: { zh: '申请信用修复', en: 'apply for repair', from: ['imposed'], to: 'repairing', by: ['owner'] },
    grantRepair: { zh: '准予信用修复', en: 'grant repair', from: ['repairing'], to: 'repaired', by: OFFICERS },
    refuseRepair: { zh: '不予信用修复', en: 'refuse repair', from: ['repairing'], to: 'imposed', by: OFFICERS },
    annulSanction: { zh: '撤销处理决定', en: 'annul', from: ['imposed', 'repairing'], to: 'annulled', by: OFFICERS }
  }
}

export type PlanState = 'planned' | 'drawn'
export type PlanStep = 'planInspection' | 'drawInspection'

/** An inspection plan: all that decides who is drawn is settled before anybody can know who that will be. */
export const PLAN: Procedure<PlanState, PlanStep> = {
  states: { planned: { zh: '待抽取', en: 'to be drawn' }, drawn: { zh: '已抽取', en: 'drawn' } },
  steps: {
    planInspection: { zh: '制定抽查计划', en: 'plan', from: [], to: 'planned', by: OFFICERS },
    drawInspection: { zh: '抽取', en: 'draw', from: ['planned'], to: 'drawn', by: ['owner'] }
  }
}

export type InspectionState = 'conformant' | 'problem'
export type InspectionStep = 'recordConformant' | 'recordProblem'

export const INSPECTION: Procedure<InspectionState, InspectionStep> = {
  states: { conformant: { zh: '未发现问题', en: 'nothing found' }, problem: { zh: '发现问题', en: 'problems found' } },
  steps: {
    recordConformant: { zh: '记录：未发现问题', en: 'record: nothing found', from: [], to: 'conformant', by: OFFICERS },
    recordProblem: { zh: '记录：发现问题', en: 'record: problems found', from: [], to: 'problem', by: OFFICERS }
  }
}

export type RectificationState = 'ordered' | 'rectified' | 'confirmed' | 'overdue'
export type RectificationStep =
  | 'orderRectification'
  | 'reportRectified'
  | 'confirmRectified'
  | 'rejectRectified'
  | 'declareOverdue'

/** An order to put something right by a day. */
export const RECTIFICATION: Procedure<RectificationState, RectificationStep> = {
  states: {
    ordered: { zh: '责令整改', en: 'ordered' },
    rectified: { zh: '已报整改完成', en: 'reported as done' },
    confirmed: { zh: '整改验收合格', en: 'confirmed' },
    overdue: { zh: '逾期未整改', en: 'overdue' }
  },
  steps: {
    orderRectification: { zh: '责令整改', en: 'order rectification', from: [], to: 'ordered', by: OFFICERS },
    reportRectified: {
      zh: '报告整改完成',
      en: 'report as done',
      from: ['ordered', 'overdue'],
      to: 'rectified',
      by: ['owner']
    },
    confirmRectified: { zh: '验收合格', en: 'confirm', from: ['rectified'], to: 'confirmed', by: OFFICERS },
    rejectRectified: {
      zh: '验收不合格，限期再改',
      en: 'reject, with a new day',
      from: ['rectified'],
      to: 'ordered',
      by: OFFICERS
    },
    declareOverdue: { zh: '认定逾期', en: 'declare overdue', from: ['ordered'], to: 'overdue', by: OFFICERS }
  }
}
