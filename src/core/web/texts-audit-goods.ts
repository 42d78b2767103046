import type { Text } from '@suyuan/model/core/refusal'

/** Tables of events and goods, the graph of a lot, mass balance. */
export const AUDIT_GOODS_TEXTS = {
  auditEvents: { zh: '时间线', en: 'Timeline' },
  auditEventsHelp: {
    zh: '按上链顺序；更正紧跟被更正的记录。⚠ 为平台代管密钥签名。',
    en: 'In the order of the ledger; corrections follow what they correct. ⚠ was signed by a key in a gateway’s keeping.'
  },
  auditCorrections: { zh: '更正', en: 'Corrections' },
  auditWarnings: { zh: '异常提示', en: 'Warnings' },
  auditTime: { zh: '时间', en: 'Time' },
  auditEntered: { zh: '录入时间', en: 'Entered' },
  auditWhat: { zh: '事项', en: 'What' },
  auditWho: { zh: '签署主体', en: 'By' },
  auditSays: { zh: '内容', en: 'Content' },
  auditDelay: { zh: '录入延迟', en: 'Entry delay' },
  auditSigned: { zh: '签名密钥', en: 'Key' },
  auditMarks: { zh: '提示', en: 'Marks' },
  auditOriginal: { zh: '原记录录入', en: 'Original entered' },
  auditEffect: { zh: '结果', en: 'Effect' },
  auditTookEffect: { zh: '已生效', en: 'took effect' },
  auditLate: { zh: '晚录 {delay}', en: 'entered {delay} late' },
  auditDispute: { zh: '争议，未改变数量（{obstacle}）', en: 'dispute, changed nothing ({obstacle})' },

  // Mass balance
  auditBalance: { zh: '物料平衡', en: 'Mass balance' },
  auditBalanceHelp: {
    zh: '每批：产出 = 在库 + 不可售 + 在途 + 用去 + 售出 + 销毁 + 缺失；差额应为零。',
    en: 'Each lot: made = on hand + blocked + in transit + used + sold + destroyed + lost; the difference must be nothing.'
  },
  auditMade: { zh: '产出', en: 'Made' },
  auditHeld: { zh: '在库', en: 'On hand' },
  auditBlocked: { zh: '不可售', en: 'Blocked' },
  auditTransit: { zh: '在途', en: 'In transit' },
  auditConsumed: { zh: '用去', en: 'Used' },
  auditSold: { zh: '售出', en: 'Sold' },
  auditDestroyed: { zh: '销毁', en: 'Destroyed' },
  auditLost: { zh: '缺失', en: 'Lost' },
  auditOpen: { zh: '差额', en: 'Difference' },
  auditCloses: { zh: '平', en: 'none' },
  auditYield: { zh: '投入产出', en: 'Yield' },
  auditGaps: { zh: '不平之处', en: 'Where it does not close' },
  auditGapsHelp: {
    zh: '差额、申报缺失，以及在途超过7天的货物。',
    en: 'Differences, declared shortages, and goods under way for more than 7 days.'
  },
  auditOf: { zh: '对象', en: 'Of' },
  auditMuch: { zh: '多少', en: 'How much' },
  auditGapLot: { zh: '批次差额', en: 'lot does not add up' },
  auditGapUsed: { zh: '用去与下游投入不符', en: 'used is not what others took' },
  auditGapLost: { zh: '收货申报缺失', en: 'declared short' },
  auditGapTransit: { zh: '在途过久', en: 'under way for long' },
  auditFlows: { zh: '收支', en: 'In and out' },
  auditFlowsHelp: {
    zh: '由事件逐笔累计；期末应与账本状态一致。',
    en: 'Added up from the events; what is left must be what the ledger’s states have.'
  },
  auditOpening: { zh: '期初', en: 'Opening' },
  auditClosing: { zh: '期末', en: 'Closing' },
  auditOnLedger: { zh: '账本', en: 'On the ledger' },
  auditHarvested: { zh: '采摘', en: 'Harvested' },
  auditProduced: { zh: '制成', en: 'Produced' },
  auditReceived: { zh: '收到', en: 'Received' },
  auditReturned: { zh: '退回', en: 'Returned' },
  auditRestored: { zh: '取消发货', en: 'Restored' },
  auditCorrectedFlow: { zh: '更正', en: 'Corrected' },
  auditShipped: { zh: '发出', en: 'Shipped' },
  auditShort: { zh: '短少', en: 'Short' },
  auditStocks: { zh: '所在', en: 'Where it is' },

  // Family
  auditFamily: { zh: '上下游批次', en: 'Lots before and after' },
  auditFamilyHelp: {
    zh: '级数：负数为原料，0 为本批，正数为产物。',
    en: 'Level: below zero what it was made of, above zero what it was made into.'
  },
  auditLevel: { zh: '级', en: 'Level' },
  auditMadeAt: { zh: '制成时间', en: 'Made' },
  auditMaker: { zh: '生产方', en: 'Maker' },
  auditEdges: { zh: '投料关系', en: 'What went into what' },
  auditRecalled: { zh: '已召回 {number}', en: 'recalled {number}' },
  auditRejected: { zh: '不合格', en: 'non-conformant' },
  auditOnHold: { zh: '暂扣', en: 'on hold' },
  auditMarkRecalled: { zh: '召回', en: 'recalled' },
  auditMarkRejected: { zh: '不合格', en: 'rejected' },
  auditMarkHeld: { zh: '暂扣', en: 'held' },
  auditGraph: { zh: '来龙去脉图', en: 'Graph of both directions' },
  auditGraphWhole: {
    zh: '{lots} 批，{edges} 条投料关系；箭头上为投入数量。',
    en: '{lots} lots, {edges} edges; on each arrow how much went over.'
  },
  auditGraphMerged: {
    zh: '{lots} 批，{edges} 条投料关系，同类批次合并为 {vertices} 个节点（虚线框，点开看明细）。',
    en: '{lots} lots and {edges} edges; lots that stand alike are drawn as one, {vertices} in all (dashed: follow for the list).'
  },
  auditGraphKeys: {
    zh: 'Tab 逐个查看；方向键沿箭头移动，回车打开。下方表格内容相同。',
    en: 'Tab goes through all, arrow keys follow the arrows, Enter opens. The tables below say the same.'
  },
  auditLotsCount: { zh: '{count} 批', en: '{count} lots' },
  auditKeys: { zh: '密钥', en: 'Keys' },
  auditLabel: { zh: '名称', en: 'Label' },
  auditRevoked: { zh: '吊销时间', en: 'Revoked' },

  // Scans
  auditScans: { zh: '扫码异常', en: 'Odd scans' },
  auditScansHelp: {
    zh: '提示可能有人复制标签，不能作为证明。',
    en: 'A hint that a label may have been copied; no proof of it.'
  },
  auditVelocity: { zh: '扫码过频', en: 'too often' },
  auditGeography: { zh: '地区跨度异常', en: 'too far apart' },
  auditGuessing: { zh: '多次输错校验码', en: 'wrong check codes' },
  auditTimes: { zh: '次数', en: 'Times' },
  auditRegions: { zh: '地区', en: 'Regions' },
  auditFirst: { zh: '最早', en: 'First' },
  auditLast: { zh: '最近', en: 'Last' },

  // Refused
  auditRefused: { zh: '被拒指令', en: 'Refused commands' },
  auditRefusedHelp: {
    zh: '签名有效而被规则拒绝，什么也没有改变；留在账本上作为证据。',
    en: 'Rightly signed and refused by the rules; nothing was changed, and it stays on the ledger as evidence.'
  },
  auditCode: { zh: '代码', en: 'Code' },
  auditReason: { zh: '原因', en: 'Reason' },
  auditFacts: { zh: '事实', en: 'Facts' },
  auditDigest: { zh: '摘要', en: 'Digest' }
} as const satisfies Record<string, Text>
