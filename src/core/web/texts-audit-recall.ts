import type { Text } from '@suyuan/model/core/refusal'

/** Recalls, from opening to closing. */
export const AUDIT_RECALL_TEXTS = {
  auditRecall: { zh: '召回', en: 'Recall' },
  auditRecalls: { zh: '召回', en: 'Recalls' },
  auditRecallsHelp: {
    zh: '从批次、地块、加工记录或检测报告的页面发起召回。',
    en: 'A recall is opened from the page of a lot, a plot, a process run or a laboratory report.'
  },
  auditRecallsDeskHelp: {
    zh: '收到的召回通知在这里确认。要召回自己的产品，请在“我的货物”里打开那一批。',
    en: 'Acknowledge here the recalls that you were told of. To recall goods of your own, open their lot in “My goods”.'
  },
  recallEnded: { zh: '召回已结束', en: 'Recall ended' },
  auditRecallTitle: { zh: '召回 {number}', en: 'Recall {number}' },
  auditRecallNew: { zh: '发起召回：{origin}', en: 'Open a recall: {origin}' },
  auditRecallOpen: { zh: '发起召回', en: 'Open the recall' },
  auditRecallFrom: { zh: '从本批发起召回', en: 'Recall from this lot' },
  auditRecallFromPlot: { zh: '从本地块发起召回', en: 'Recall from this plot' },
  auditRecallFromRun: { zh: '从本次生产发起召回', en: 'Recall from this run' },
  auditRecallFromTest: { zh: '从本检测结果发起召回', en: 'Recall from this result' },
  auditGoingOn: { zh: '进行中', en: 'going on' },
  auditEnded: { zh: '已结束', en: 'ended' },
  auditUnheard: { zh: '待您确认', en: 'to be acknowledged by you' },
  auditProgress: { zh: '进展', en: 'Progress' },
  auditStepKnown: { zh: '知悉风险', en: 'Risk known' },
  auditStepAnnounced: { zh: '已公告并标记批次', en: 'Announced, lots flagged' },
  auditStepNoticed: { zh: '已通知 {count} 家', en: '{count} parties told' },
  auditStepUntold: {
    zh: '已通知 {count} 家，尚有 {untold} 家待通知',
    en: '{count} parties told, {untold} still to be told'
  },
  auditStepHeard: { zh: '{heard} / {count} 家已确认', en: '{heard} of {count} acknowledged' },
  auditStepReconciled: { zh: '货物全部核清', en: 'All goods accounted for' },
  auditStepClosed: { zh: '召回结束', en: 'Ended' },
  auditStepDone: { zh: '完成', en: 'done' },
  auditKnownAt: { zh: '知悉风险的时间', en: 'Risk known at' },
  auditKnownAtHint: { zh: '北京时间；法定时限由此起算', en: 'China time; the legal clock runs from it' },
  auditStartClock: { zh: '启动时限（{hours} 小时）', en: 'To start ({hours} h)' },
  auditEndClock: { zh: '完成时限（{days} 个工作日）', en: 'To complete ({days} working days)' },
  auditDue: { zh: '截止 {time}', en: 'due {time}' },
  auditClockMet: { zh: '按时', en: 'in time' },
  auditClockLate: { zh: '逾期完成', en: 'done late' },
  auditClockRunning: { zh: '计时中', en: 'running' },
  auditClockOverdue: { zh: '已逾期', en: 'overdue' },
  auditSource: { zh: '时限依据', en: 'Source of the limits' },
  auditCalendarUnknown: { zh: '该年节假日未录入，仅按周末计', en: 'holidays of that year unknown: weekdays counted' },
  auditClassI: { zh: '一级：可能致严重损害或死亡', en: 'class I: grave harm or death possible' },
  auditClassII: { zh: '二级：可能致一般损害', en: 'class II: some harm possible' },
  auditClassIII: { zh: '三级：标签虚假等', en: 'class III: false labels and the like' },
  auditReasonHint: { zh: '消费者会看到，300 字以内', en: 'Consumers read it; up to 300 characters' },
  auditBadNumber: { zh: '编号用字母、数字、点、横线，40 位以内', en: 'Letters, digits, dots and dashes, up to 40' },
  auditBadClass: { zh: '请选择级别', en: 'Please choose the class' },
  auditBadReason: { zh: '请写明原因（300 字以内）', en: 'Please give the reason (up to 300 characters)' },
  auditBadKnownAt: { zh: '请填写知悉时间，不能晚于现在', en: 'Please say when; not later than now' },

  // Impact
  auditImpact: { zh: '影响范围', en: 'Impact' },
  auditImpactHelp: {
    zh: '待处理 = 在库 + 不可售 + 在途；未追回 = 已售出未退回 + 在途 + 缺失。',
    en: 'To be dealt with = on hand + blocked + in transit. Unrecovered = sold and not brought back + in transit + lost.'
  },
  auditLots: { zh: '批数', en: 'Lots' },
  auditUnrecovered: { zh: '未追回', en: 'Unrecovered' },
  auditLeft: { zh: '待处理', en: 'To deal with' },
  auditHolders: { zh: '持有与售出', en: 'Who holds and sold it' },
  auditInTransit: { zh: '在途', en: 'In transit' },
  auditLotsConcerned: { zh: '涉及批次', en: 'Lots concerned' },
  auditOthers: { zh: '须由监管部门责令召回的批次', en: 'Lots whose recall the regulator must order' },
  auditOthersHelp: {
    zh: '这些批次由他人生产，您无权召回；请通知监管部门。',
    en: 'Others made these of others’ products, so it is not for you to recall them; please tell the regulator.'
  },

  // Notices
  auditNotices: { zh: '通知与确认', en: 'Notices and acknowledgements' },
  auditNoticesHelp: {
    zh: '每家只通知一次，通知和确认都在账本上；后来发现的持有方随时补通知。',
    en: 'Each is told once; notices and acknowledgements are on the ledger. Holders found later are told then.'
  },
  auditNoticed: { zh: '通知时间', en: 'Told' },
  auditAcknowledged: { zh: '确认时间', en: 'Acknowledged' },
  auditNotYet: { zh: '尚未', en: 'not yet' },
  auditWords: { zh: '答复', en: 'Answer' },
  auditAcknowledge: { zh: '请确认收到召回通知', en: 'Please acknowledge this recall' },
  auditHeardByYou: { zh: '您已于 {time} 确认收到', en: 'You acknowledged it {time}' },
  auditAcknowledgeHelp: {
    zh: '立即停止销售和使用，清点库存，等待处理安排。',
    en: 'Stop selling and using it now, count what you have, and keep it apart.'
  },
  auditAcknowledgeWords: { zh: '现存数量和采取的措施', en: 'What you have, and what you do' },
  auditAcknowledgeSubmit: { zh: '确认收到', en: 'Acknowledge' },
  auditOnLedgerHint: {
    zh: '会永久写在账本上，请勿写姓名和电话',
    en: 'on the ledger for good: no names, no telephone numbers'
  },
  auditStepsOnLedger: { zh: '账本上的步骤', en: 'Steps on the ledger' },
  auditStepsHelp: {
    zh: '每一步都是一条签了名的指令，由各机构按同一规则判定。',
    en: 'Each step is a signed command, judged by every organisation by the same law.'
  },
  auditStep: { zh: '步骤', en: 'Step' },
  auditStepOpened: { zh: '发起或补充', en: 'opened or supplemented' },
  auditStepTold: { zh: '通知', en: 'parties told' },
  auditStepAnswered: { zh: '确认收到', en: 'acknowledged' },
  auditUnflagged: { zh: '另有 {count} 批下游批次尚未标记', en: '{count} lots made of recalled ones carry no flag yet' },
  auditUnflaggedHelp: {
    zh: '消费者页面已按原料显示召回；补充召回后，这些批次本身也不能再流通。',
    en: 'Their pages show the recall by their inputs; a supplementary recall keeps them from moving by themselves.'
  },
  auditUnflaggedClosed: {
    zh: '召回已结束，不能再补充；请用新的编号召回这些批次，时限重新起算。',
    en: 'The recall has ended and takes no more lots: recall these under a new number, with clocks of their own.'
  },
  auditSupplement: { zh: '补充召回', en: 'Supplementary recall' },

  // Closing
  auditClose: { zh: '结束召回', en: 'End the recall' },
  auditCloseReady: { zh: '货物已全部核清，可以结束。', en: 'All goods are accounted for; it can be ended.' },
  auditCloseEarly: {
    zh: '仍有在库、不可售或在途的货物。提前结束须说明理由。',
    en: 'Some goods are still on hand, blocked or in transit. To end it now, say why.'
  },
  auditCloseHelp: {
    zh: '上表的数量和总结一起写上账本。结束后不能再补充批次，也不能重新打开。',
    en: 'The amounts above go on the ledger with the conclusion. A recall that has ended takes no more lots and is not opened again.'
  },
  auditReconciled: { zh: '追回情况', en: 'What was recovered' },
  auditReconciledHelp: {
    zh: '已追回 = 在库 + 不可售 + 已销毁；未追回 = 已售出未退回 + 在途 + 缺失。',
    en: 'Recovered = on hand + blocked + destroyed. Unrecovered = sold and not brought back + in transit + lost.'
  },
  auditRecovered: { zh: '已追回', en: 'Recovered' },
  auditOfThemDestroyed: { zh: '其中已销毁', en: 'of these destroyed' },
  auditOfThemSold: { zh: '其中已售出', en: 'of these sold' },
  auditCloseWords: { zh: '总结', en: 'Conclusion' },
  auditCloseSubmit: { zh: '结束召回', en: 'End the recall' },
  auditBadClosing: { zh: '请写明总结（1000 字以内）', en: 'Please give the conclusion (up to 1000 characters)' },
  auditClosed: { zh: '召回已于 {time} 结束', en: 'The recall ended {time}' },

  // Drills
  auditDrillOr: { zh: '演练', en: 'Drill' },
  auditDrillOnly: {
    zh: '只演练：记在账本上，不召回任何货物',
    en: 'Only a drill: it is on record, and recalls nothing'
  },
  auditDrills: { zh: '演练记录', en: 'Drills' },
  auditDrillTitle: { zh: '召回演练 {number}', en: 'Recall drill {number}' },
  auditDrillHelp: { zh: '演练，没有召回任何产品。', en: 'A drill: no product was recalled.' },
  auditDrillCounts: { zh: '{lots} 批，{parties} 家', en: '{lots} lots, {parties} parties' },
  auditDrillNow: { zh: '从同一起点召回，现在会涉及：', en: 'A recall from there would now concern:' },
  auditDrillTook: { zh: '查清用时', en: 'Time to know it all' },
  auditDrillParties: { zh: '应通知的主体', en: 'Parties to be told' },
  auditOrigin: { zh: '起点', en: 'Begun from' }
} as const satisfies Record<string, Text>
