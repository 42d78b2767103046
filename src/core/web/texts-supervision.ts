import type { Text } from '@suyuan/model/core/refusal'

/** What the pages of supervision say. Names of states and steps are the law's own. */
export const SUPERVISION_TEXTS = {
  svHere: { zh: '监督', en: 'Supervision' },
  svHereHelp: {
    zh: '到期的整改、待抽取的计划、进货查验、案件。',
    en: 'What is due: orders, draws, checks at purchase, cases.'
  },
  svOurs: { zh: '与本单位有关的监管事项', en: 'What concerns us' },
  svOursHelp: {
    zh: '责令整改、抽查见证、处理决定、案件。',
    en: 'Orders to put right, draws to witness, sanctions, cases.'
  },

  svCases: { zh: '案件', en: 'Cases' },
  svCasesHelp: {
    zh: '由投诉、检查、匿名举报或账本记录立案，调查、认定、申诉、复核。',
    en: 'Opened from a complaint, an inspection, an anonymous report or the ledger; investigated, found, appealed.'
  },
  svCase: { zh: '案件编号', en: 'Case' },
  svAgainst: { zh: '涉案主体', en: 'Party concerned' },
  svKind: { zh: '事由', en: 'What it is about' },
  svOrigin: { zh: '线索来源', en: 'Where it came from' },
  svReference: { zh: '来源编号', en: 'Its reference there' },
  svReferenceHint: {
    zh: '检查编号、指令编号等；投诉由投诉页带入，投诉编号本身不上账本',
    en: 'of an inspection, a command; a complaint’s page fills it in, and its own number stays off the ledger'
  },
  svProduct: { zh: '产品条码', en: 'Product (GTIN)' },
  svLotPage: { zh: '查看这一批的来龙去脉', en: 'The history of this lot' },
  svLot: { zh: '批次', en: 'Lot' },
  svSanctionsOfCase: { zh: '据此作出的处理', en: 'Sanctions that rest on it' },
  svAppealUntil: { zh: '可申诉至', en: 'May be appealed until' },

  svSanctions: { zh: '处理决定', en: 'Sanctions' },
  svSanctionsHelp: {
    zh: '警告、暂停、取消项目供货资格，只适用于供应本市的项目产品；信用修复后注明。',
    en: 'Warning, suspension, disqualification, for programme goods in the city alone; with their repair.'
  },
  svSanction: { zh: '处理编号', en: 'Sanction' },
  svMeasure: { zh: '处理', en: 'Measure' },
  svScope: { zh: '适用范围', en: 'Scope' },
  svScopeIs: { zh: '供应本市的项目产品', en: 'programme goods supplied to the city' },
  svBlacklist: {
    zh: '同时列入诚信名单，公示为“项目供货资格取消”',
    en: 'with it comes the entry in the public register: disqualified from the programme'
  },
  svAuthority: { zh: '决定机关', en: 'Authority' },
  svDecision: { zh: '决定书名称、文号', en: 'Decision, with its number' },
  svFrom: { zh: '自', en: 'From' },
  svUntil: { zh: '至（含当日）', en: 'Until, that day included' },
  svUntilHint: { zh: '以决定书为准，没有期限的不填', en: 'as the decision says; leave empty where it has no end' },
  svTerm: { zh: '期限', en: 'Term' },
  svNoEnd: { zh: '未定期限', en: 'no end set' },
  svInForce: { zh: '生效中', en: 'in force' },
  svOver: { zh: '期满', en: 'term over' },

  svDraws: { zh: '抽查计划', en: 'Inspection draws' },
  svDrawsHelp: {
    zh: '按风险定权重，随机抽取。名单、权重、数量先定，随机数后出，任何人都可以重算。',
    en: 'Candidates weighted by risk, drawn by lot. All is settled before the randomness is known; anybody can compute it again.'
  },
  svDraw: { zh: '计划编号', en: 'Plan' },
  svPlanNew: { zh: '制定抽查计划', en: 'Plan an inspection' },
  svPlanTitle: { zh: '计划名称', en: 'Title' },
  svCount: { zh: '抽取数量', en: 'How many to draw' },
  svCountOf: { zh: '{count} 家（名单共 {candidates} 家）', en: '{count} of {candidates}' },
  svCandidates: { zh: '名单与权重', en: 'Candidates and weights' },
  svCandidatesHint: {
    zh: '权重按本平台记录的风险推荐，可以改；不抽的填 0。同一次抽取中，权重就是签的数目。',
    en: 'Weights are suggested from what is on record; 0 leaves a party out. A weight is a number of tickets.'
  },
  svRiskHeld: { zh: '暂扣批次 {count}', en: 'lots on hold: {count}' },
  svRiskRejected: { zh: '不合格批次 {count}', en: 'rejected lots: {count}' },
  svRiskRefused: { zh: '被拒指令 {count}', en: 'refused commands: {count}' },
  svRiskUpheld: { zh: '属实案件 {count}', en: 'cases upheld: {count}' },
  svRiskOverdue: { zh: '逾期整改 {count}', en: 'overdue rectifications: {count}' },
  svWeight: { zh: '权重', en: 'Weight' },
  svWhy: { zh: '依据', en: 'Why' },
  svWitnesses: { zh: '见证方', en: 'Witnesses' },
  svWitnessesHint: {
    zh: '须来自另外至少两个机构。每方各交一个随机数，全部交齐才能抽取。',
    en: 'Of two other organisations at least. Each adds a random number; the draw needs all of them.'
  },
  svBadWitnesses: { zh: '请选择 2 到 5 个见证方', en: 'Choose two to five witnesses' },
  svBadCandidates: {
    zh: '权重须为 0 到 1000 的整数，至少一方大于 0',
    en: 'Weights are whole numbers from 0 to 1000, one of them above 0'
  },
  svBadCount: { zh: '抽取数量须在 1 和名单数之间', en: 'From 1 to the number of candidates' },
  svBadTitle: { zh: '请填写 2 到 80 个字', en: 'Please write 2 to 80 characters' },
  svCommitment: { zh: '承诺（秘密的摘要）', en: 'Commitment: hash of the secret' },
  svSecret: { zh: '公开的秘密', en: 'The secret, as told' },
  svSeed: { zh: '种子', en: 'Seed' },
  svNumbers: { zh: '见证方的随机数', en: 'What the witnesses added' },
  svNotYet: { zh: '尚未提交', en: 'not yet' },
  svResult: { zh: '抽取结果', en: 'Drawn' },
  svRounds: { zh: '逐次抽取', en: 'Round by round' },
  svRound: { zh: '次', en: 'Round' },
  svTicket: { zh: '签号', en: 'Ticket' },
  svTickets: { zh: '签数', en: 'Tickets' },
  svHash: { zh: '摘要（SHA-256）', en: 'SHA-256' },
  svInspected: { zh: '检查记录', en: 'Inspected' },
  svDrawUntil: { zh: '须在此前抽取', en: 'To be drawn before' },
  svLapsed: { zh: '逾期未抽取', en: 'lapsed: never drawn' },
  svAddNumber: { zh: '提交随机数', en: 'Add our number' },
  svAddNumberHelp: {
    zh: '由系统随机生成，提交后不能改。名单和权重此前已经定下，谁都不能凭这个数选中或避开某一方。',
    en: 'Made by chance, and final. Candidates and weights were settled before, so nobody can pick or spare anyone by it.'
  },
  svHow: { zh: '怎样重算', en: 'How to compute it again' },
  svHow1: {
    zh: '一、承诺：对 {text} 求 SHA-256，应等于计划中的承诺。秘密在定计划时就定下了，之后改不了。',
    en: '1. Commitment: the SHA-256 of {text} is what the plan committed to, so the secret was settled then.'
  },
  svHow2: {
    zh: '二、种子：对 {text} 求 SHA-256。里面是秘密和各见证方按计划次序的随机数。',
    en: '2. Seed: the SHA-256 of {text}, the secret with the witnesses’ numbers in the plan’s order.'
  },
  svHow3: {
    zh: '三、第 n 次：对“种子/n”求 SHA-256，作为十六进制整数除以剩余签数取余，得签号（从 0 数）。名单按次序每方占与权重同样多的签；抽中的一方连同它的签取出，再抽下一次。',
    en: '3. Round n: the SHA-256 of “seed/n” as a hexadecimal number, modulo the tickets left, is the ticket, counted from 0. In the order of the list each party has as many tickets as its weight; who is drawn is taken out with all of them.'
  },
  svHow4: {
    zh: '谁能操纵：只有定计划的一方与全部见证方串通才能选定结果；见证方不知道秘密，定计划的一方改不了秘密，见证方以外的数不算。区块次序、时间不参与计算。定计划的一方可以不抽，但会在这里一直显示为逾期未抽取。',
    en: 'Who could bend it: only the author of the plan together with every witness. Witnesses do not know the secret, the author cannot change it, no other numbers count, and neither blocks nor times enter. The author may leave it undrawn; then it stands here as lapsed.'
  },
  svAsData: { zh: '全部数据（JSON）', en: 'All inputs (JSON)' },

  svInspections: { zh: '检查记录', en: 'Inspections' },
  svInspectionsHelp: {
    zh: '对主体的检查及其依据的计划；货物的查验结论记在货物上。',
    en: 'Of parties, and by which plan; what was found about goods stands with the goods.'
  },
  svInspection: { zh: '检查编号', en: 'Inspection' },
  svInspectedParty: { zh: '被检查主体', en: 'Party inspected' },
  svPlan: { zh: '抽查计划', en: 'Plan' },
  svPlace: { zh: '地点（GLN）', en: 'Place (GLN)' },
  svRecord: { zh: '现场记录的摘要', en: 'Digest of the record on site' },

  svRectifications: { zh: '责令整改', en: 'Orders to put right' },
  svRectificationsHelp: {
    zh: '责令整改、报告完成、验收；逾期的列出。',
    en: 'Ordered, reported as done, confirmed; those overdue are listed.'
  },
  svRectification: { zh: '整改编号', en: 'Order' },
  svGiven: { zh: '责令日期', en: 'Given on' },
  svDue: { zh: '整改期限', en: 'Due' },
  svDueOn: { zh: '应于 {day} 前完成', en: 'due on {day}' },
  svOverdueBy: { zh: '逾期 {days} 天，应于 {day} 前完成', en: '{days} days overdue, due on {day}' },
  svToRectify: { zh: '被责令主体', en: 'Who is to put it right' },

  svOverdueNow: { zh: '逾期未整改', en: 'Overdue' },
  svDueSoon: { zh: '未到期的整改', en: 'Due' },
  svToWitness: { zh: '请我方提交随机数的抽取', en: 'Draws that ask for our number' },
  svToDraw: { zh: '待抽取的计划', en: 'Plans to draw' },
  svToInspect: { zh: '已抽中、待检查', en: 'Drawn, to be inspected' },
  svOpenCases: { zh: '未结案件', en: 'Open cases' },
  svOurSanctions: { zh: '对本单位的处理', en: 'Sanctions on us' },
  svNone: { zh: '没有。', en: 'None.' },
  svAll: { zh: '全部列表', en: 'All lists' },

  svChecks: { zh: '进货查验', en: 'Checks at purchase' },
  svChecksHelp: {
    zh: '收货时应留存的生产许可（SC 或小作坊登记证）、合格证明、送货单。按门店列出缺的。',
    en: 'What a buyer keeps of each receipt: licence (SC, or a workshop’s), proof of conformity, delivery note. What is missing, by outlet.'
  },
  svReceipts: { zh: '收货', en: 'Receipts' },
  svComplete: { zh: '齐全', en: 'complete' },
  svMissing: { zh: '缺', en: 'missing' },
  svLicence: { zh: '生产许可', en: 'licence' },
  svConformity: { zh: '合格证明', en: 'conformity' },
  svDeliveryNote: { zh: '送货单', en: 'delivery note' },
  svLicenceOnRecord: { zh: '发货方登记有许可：{licence}', en: 'the sender has one on record: {licence}' },
  svNewest: { zh: '最近缺项的收货', en: 'The newest with something missing' },

  svRegister: { zh: '监管公示', en: 'Public register of supervision' },
  svRegisterHelp: {
    zh: '处理决定与认定属实的案件。“项目供货资格取消”只限供应本市的项目产品，以决定书为准。',
    en: 'Sanctions, and findings that were upheld. Disqualification is from supplying programme goods to the city, as the decision says.'
  },
  svRegisterSearch: { zh: '单位名称或统一社会信用代码', en: 'Name, or unified social credit code' },
  svRegisterNone: {
    zh: '没有查到记录。没有记录不等于合格证明。',
    en: 'Nothing on record. That is no certificate either.'
  },
  svSanctionsNow: { zh: '生效中的处理', en: 'In force' },
  svSanctionsEnded: { zh: '已结束的处理', en: 'Ended' },
  svFindings: { zh: '认定属实的案件', en: 'Findings that were upheld' },
  svClean: { zh: '没有生效中的处理', en: 'nothing in force' },
  svOpenFromComplaint: { zh: '据此立案', en: 'Open a case' },
  svCasesOfComplaint: { zh: '已立案', en: 'A case was opened' },
  svLinkInspection: { zh: '登记为检查记录', en: 'Record as an inspection of the party' }
} as const satisfies Record<string, Text>
