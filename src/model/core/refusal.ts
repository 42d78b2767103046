import type { FactName } from './fact-names.js'

/** A text in both languages; Chinese first, as everything a user reads. */
export interface Text {
  zh: string
  en: string
}

/**
 * Every reason for which the law, or the peers before it, refuse a command. The texts are shown to users as they are;
 * README lists them, a test compares the two and another provokes each over HTTP.
 */
export const REFUSALS = {
  // Who may speak
  LEDGER_MISMATCH: { zh: '该指令是为另一个账本签署的', en: 'This command was signed for another ledger' },
  KEY_UNKNOWN: { zh: '签名密钥未登记', en: 'The signing key is not registered' },
  KEY_REVOKED: { zh: '签名密钥已吊销', en: 'The signing key has been revoked' },
  KEY_NOT_AUTHORS: { zh: '该密钥不属于署名主体', en: 'The key does not belong to the author' },
  SIGNATURE_INVALID: { zh: '签名无效', en: 'The signature is not valid' },
  ORGANISATION_MISMATCH: {
    zh: '署名主体不属于提交机构',
    en: 'The author does not belong to the submitting organisation'
  },
  ADMINISTRATOR_REQUIRED: { zh: '需要机构管理员办理', en: 'Only an administrator of the organisation may do this' },
  REGULATOR_REQUIRED: { zh: '仅监管机构可以办理', en: 'Only the regulator may do this' },
  ROLE_REQUIRED: { zh: '主体没有所需的角色', en: 'The author lacks the role for this' },
  PARTY_DISQUALIFIED: { zh: '该主体的项目供货资格已取消', en: 'The party has been disqualified from the programme' },
  // What was said before
  COMMAND_ID_REUSED: { zh: '该指令编号已用于另一内容', en: 'This command id was used for another content' },
  // What was said
  ACTION_UNKNOWN: { zh: '没有这种操作', en: 'There is no such action' },
  PAYLOAD_INVALID: { zh: '内容不符合格式', en: 'The content is malformed' },
  EVENT_NOT_UNDERSTOOD: { zh: '无法识别该追溯事件的业务步骤', en: 'The business step of this event is not understood' },
  // Registers
  PARTY_UNKNOWN: { zh: '主体未登记', en: 'The party is not registered' },
  PARTY_EXISTS: { zh: '主体已登记', en: 'The party is registered already' },
  PARTY_NOT_RELEASED: { zh: '原机构尚未同意转出', en: 'The other organisation has not released the party' },
  KEY_EXISTS: { zh: '密钥已登记', en: 'The key is registered already' },
  PLACE_UNKNOWN: { zh: '地点未登记', en: 'The place is not registered' },
  PLACE_EXISTS: { zh: '地点已登记', en: 'The place is registered already' },
  PLACE_KIND: { zh: '地点类型不符', en: 'The place is not of the kind that this needs' },
  PRODUCT_UNKNOWN: { zh: '产品未登记', en: 'The product is not registered' },
  PRODUCT_EXISTS: { zh: '产品已登记', en: 'The product is registered already' },
  PARAMETER_NOT_PROPOSED: { zh: '没有与此一致的待定参数', en: 'No proposal of this parameter matches' },
  PARAMETER_NEEDS_ANOTHER: { zh: '参数须由另一机构接受', en: 'Another organisation must accept the parameter' },
  // Custody
  NOT_HOLDER: { zh: '货物不由该主体持有', en: 'The author does not hold these goods' },
  NOT_CONSIGNEE: { zh: '只有收货方可以收货', en: 'Only the consignee can receive this shipment' },
  NOT_MAKER: { zh: '退回的货物只能发给该批次的生产方', en: 'Goods are sent back only to who made the lot' },
  PLACE_NOT_AUTHORS: { zh: '该地点不属于署名主体', en: 'The place does not belong to the author' },
  IN_TRANSIT: {
    zh: '货物在途，收货方收货前不能操作',
    en: 'The goods are in transit until the consignee receives them'
  },
  // Goods
  LOT_UNKNOWN: { zh: '批次不存在', en: 'The lot does not exist' },
  LOT_EXISTS: { zh: '批次号已使用', en: 'The lot number is used already' },
  LOT_HELD: { zh: '批次已暂扣', en: 'The lot is on hold' },
  LOT_NOT_HELD: { zh: '批次未被暂扣', en: 'The lot is not on hold' },
  LOT_REJECTED: { zh: '批次已判定不合格', en: 'The lot was found non-conformant' },
  LOT_RECALLED: { zh: '批次已召回', en: 'The lot has been recalled' },
  STOCK_SHORT: { zh: '现存数量不足', en: 'Not that much is in stock there' },
  UNIT_MISMATCH: { zh: '计量单位与产品不符', en: 'The unit is not that of the product' },
  MASS_EXCEEDED: { zh: '产出大于投入', en: 'More comes out than went in' },
  PROCESS_UNKNOWN: { zh: '没有这种工艺', en: 'There is no such process template' },
  PROCESS_FORM: {
    zh: '投入或产出的产品形态不符合工艺',
    en: 'Inputs or outputs are not of the forms that the process takes'
  },
  CASE_UNKNOWN: { zh: '箱码不存在', en: 'The case does not exist' },
  CASE_EXISTS: { zh: '箱码已使用', en: 'The case number is used already' },
  CASE_NOT_WHOLE: { zh: '箱已拆开、销毁或丢失', en: 'The case was opened, destroyed or lost' },
  CASE_CONTENT: { zh: '箱内物与登记不符', en: 'The content of the case does not fit the record' },
  CASE_ON_PALLET: { zh: '箱在托盘上，请先拆托', en: 'The case is on a pallet: take it off first' },
  PACK_UNKNOWN: { zh: '追溯码从未赋码', en: 'This serial was never packed' },
  PACK_EXISTS: { zh: '追溯码已使用', en: 'This serial was packed already' },
  PACK_SOLD: { zh: '该件已售出', en: 'This pack has been sold already' },
  PACK_NOT_SOLD: { zh: '该件没有售出记录', en: 'This pack was not sold' },
  PACK_DESTROYED: { zh: '该件已销毁', en: 'This pack has been destroyed' },
  PACK_BLOCKED: { zh: '该件已退回，不可再售', en: 'This pack was returned and is not for sale' },
  PACK_EXPIRED: { zh: '该件已过保质期', en: 'This pack is past its shelf life' },
  SHIPMENT_UNKNOWN: { zh: '发货单不存在', en: 'The shipment does not exist' },
  SHIPMENT_EXISTS: { zh: '发货单号已使用', en: 'The shipment number is used already' },
  SHIPMENT_CLOSED: { zh: '该发货已收完或作废', en: 'The shipment is received or void' },
  SHIPMENT_CONTENT: { zh: '货物不在该发货单内', en: 'The goods are not part of this shipment' },
  AGREEMENT_MISMATCH: { zh: '所引协议与登记内容不符', en: 'The agreement cited differs from the one on record' },
  EVENT_BEFORE_CAUSE: { zh: '事件时间早于其前提', en: 'The event is dated before what it depends on' },
  RECALL_NOT_ALLOWED: { zh: '该主体无权召回此批次', en: 'The author may not recall this lot' },
  RECALL_MISMATCH: { zh: '召回编号已用于另一召回', en: 'The recall number belongs to another recall' },
  RECALL_NUMBER_USED: { zh: '该编号已用于召回或演练', en: 'The number was used for a recall or a drill' },
  RECALL_UNKNOWN: { zh: '召回不存在', en: 'The recall does not exist' },
  RECALL_CLOSED: { zh: '召回已结束', en: 'The recall has been closed' },
  RECALL_NOT_OPENER: {
    zh: '只有召回发起方或监管人员可以办理',
    en: 'Only who opened the recall, or an inspector, may do this'
  },
  RECALL_NOT_NOTICED: { zh: '召回通知不是发给该主体的', en: 'The author was not given notice of this recall' },
  RECALL_ACKNOWLEDGED: { zh: '该主体已确认过此召回', en: 'The author has acknowledged this recall already' },
  // Matters that go by steps
  MATTER_UNKNOWN: { zh: '没有这件事项', en: 'There is no such matter' },
  MATTER_EXISTS: { zh: '该编号已用于另一事项', en: 'The number was used for another matter' },
  STEP_NOT_OPEN: { zh: '当前状态不能办理这一步', en: 'This step cannot be taken in the present state' },
  TOO_EARLY: { zh: '期限未到', en: 'The term has not come yet' },
  TOO_LATE: { zh: '期限已过', en: 'The term is over' },
  // Supply bases
  PRE_HARVEST_INTERVAL: {
    zh: '该地块在用药安全间隔期内，尚不可采摘',
    en: 'The plot is within the pre-harvest interval of what was applied to it'
  },
  UNIFICATION_MISSING: {
    zh: '供深基地该产品的四统一不全，不能使用统一包装标志',
    en: 'Not all of the four unifications are in force for the common mark'
  },
  // Evaluation
  PRODUCT_NOT_AUTHORS: { zh: '该产品不是署名主体登记的', en: 'The product is not one that the author registered' },
  STANDARD_UNKNOWN: {
    zh: '该标准当日没有已商定的限量表',
    en: 'No limits of that standard were agreed on for that day'
  },
  VERDICT_MISMATCH: {
    zh: '检测结论与检测值和限量不符',
    en: 'The verdict does not follow from the values and their limits'
  },
  LABORATORY_NOT_ENTRUSTED: {
    zh: '该检测没有委托给署名机构',
    en: 'Another laboratory was entrusted with this test'
  },
  LABORATORY_SAME: {
    zh: '复检须由另一检测机构进行',
    en: 'A re-test is made by another laboratory than the first'
  },
  CERTIFICATE_NOT_IN_FORCE: {
    zh: '该证书不能用于此次包装',
    en: 'The certificate cannot go on what is packed here'
  },
  // Supervision
  APPEAL_OWN_FINDING: {
    zh: '作出认定的主体不能复核对它的申诉',
    en: 'Who made the finding does not decide on the appeal against it'
  },
  WITNESSES_TOO_CLOSE: {
    zh: '见证方须来自另外至少两个机构',
    en: 'The witnesses must be of two organisations at least, none of them that of the author'
  },
  NOT_WITNESS: { zh: '该主体不是这次抽取的见证方', en: 'The author is no witness of this draw' },
  WITNESS_MISSING: { zh: '见证方尚未全部提交随机数', en: 'Not every witness has added its number yet' },
  COMMITMENT_MISMATCH: {
    zh: '公开的内容与计划中的承诺不符',
    en: 'What was told is not what the plan committed to'
  },
  NOT_DRAWN: {
    zh: '该主体未被此计划抽中，或已检查过',
    en: 'The plan did not draw this party, or it was inspected already'
  },
  // What is measured
  NOT_WATCHED: {
    zh: '该传感器当时不在该运单或地点，或不测该项目',
    en: 'The sensor was not there at that time, or does not measure that'
  },
  NO_EXCURSION: { zh: '读数没有超出对其适用的规定', en: 'The readings are within the rule that holds for them' },
  // What was observed of goods outside the programme
  EVENT_ID_REUSED: {
    zh: '该事件编号已用于另一内容，或另一主体的事件',
    en: 'This event id was used for another content, or for the event of another'
  },
  PROGRAMME_GOODS: {
    zh: '项目登记的产品须按追溯规则记录',
    en: 'Goods of the programme are recorded under its own rules'
  }
} as const satisfies Record<string, Text>

export type RefusalCode = keyof typeof REFUSALS

/** What a reader needs to mend a refused command: ids and amounts, nothing personal. */
export type Facts = { readonly [name in FactName]?: string | number | boolean | readonly string[] }

/** The law says no. Thrown inside the law, turned into an outcome by the engine; it never leaves a state half changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: RefusalCode,
    readonly facts: Facts = {}
  ) {
    super(`${code} ${REFUSALS[code].en}`)
  }
}

/** Codes that say that something named is not on the ledger (yet): an entry made elsewhere off line may still bring it. */
export const INPUT_MISSING: ReadonlySet<RefusalCode> = new Set([
  'LOT_UNKNOWN',
  'CASE_UNKNOWN',
  'PACK_UNKNOWN',
  'SHIPMENT_UNKNOWN'
])
