import type { Text } from '@suyuan/model/core/refusal'
import { AUDIT_CASES_TEXTS } from './texts-audit-cases.js'
import { AUDIT_FORMS_TEXTS } from './texts-audit-forms.js'
import { AUDIT_GOODS_TEXTS } from './texts-audit-goods.js'
import { AUDIT_LEDGER_TEXTS } from './texts-audit-ledger.js'
import { AUDIT_NOTES_TEXTS } from './texts-audit-notes.js'
import { AUDIT_RECALL_TEXTS } from './texts-audit-recall.js'

/** What the face of those who supervise says. */
export const AUDIT_TEXTS = {
  // Search
  auditTitle: { zh: '监管查询', en: 'Supervision' },
  auditSearch: { zh: '查什么', en: 'What are you looking for' },
  auditSearchHint: {
    zh: '批号、追溯码、箱码、主体名称或信用代码、许可证号、单据号、地点、区块、交易或指令编号',
    en: 'Lot, serial, case, party or its code, licence, document number, place, block, transaction or command'
  },
  auditSearchSubmit: { zh: '查询', en: 'Search' },
  auditFound: { zh: '找到 {count} 项', en: '{count} found' },
  auditFoundNothing: {
    zh: '没有找到。请核对编号；尚未上链的录入也查不到。',
    en: 'Nothing found. Check the number; entries not on the ledger yet are not found either.'
  },
  auditUnknown: { zh: '没有这一项', en: 'There is no such thing' },
  auditUnknownHelp: {
    zh: '编号不存在或格式有误，请重新查询。',
    en: 'The number does not exist or is malformed; please search again.'
  },
  auditNotYours: { zh: '您无权查看', en: 'This is not for you to see' },
  auditNotYoursHelp: {
    zh: '检测机构只能查看本机构检测过的批次。',
    en: 'Laboratories see the lots that they have tested.'
  },
  auditNothing: { zh: '没有', en: 'None' },
  auditAll: { zh: '全部', en: 'all' },
  auditAcross: {
    zh: '所查事项不在您的辖区（{region}）内，本次查询已作为跨区域协查记录。',
    en: 'This lies outside of your region ({region}); the look is on record as assistance across regions.'
  },
  auditLookNow: { zh: '请处理', en: 'needs attention' },
  auditDo: { zh: '办事', en: 'To do' },
  auditOwnTests: { zh: '本机构检测过的批次', en: 'Lots that you have tested' },
  auditOpenRecalls: { zh: '进行中的召回', en: 'recalls going on' },
  auditRefused30: { zh: '近30天被拒指令', en: 'commands refused in 30 days' },
  auditHeldLots: { zh: '暂扣中的批次', en: 'lots on hold' },
  auditBalancePeriod: { zh: '一段期间的物料平衡', en: 'Mass balance of a period' },
  auditFromDay: { zh: '从', en: 'from' },
  auditToDay: { zh: '到', en: 'to' },
  auditNarrow: { zh: '筛选', en: 'Narrow' },
  auditPeriodAll: { zh: '全部期间', en: 'All time' },
  auditPeriodTitle: { zh: '期间 {from} 至 {to}', en: 'Period {from} to {to}' },
  auditPartyCode: { zh: '主体信用代码', en: 'Party (USCC)' },
  auditPublicPage: { zh: '消费者看到的页面', en: 'What consumers see' },
  auditTables: { zh: '表格', en: 'Tables' },
  auditMoreRows: { zh: '另有 {count} 行，导出文件中有全部', en: '{count} more rows; exports have them all' },
  auditMorePrinted: { zh: '另有 {count} 行，见 XLSX 或 CSV', en: '{count} more rows in XLSX or CSV' },

  // Things
  auditPack: { zh: '单件', en: 'Pack' },
  auditParty: { zh: '主体', en: 'Party' },
  auditShipment: { zh: '发货单', en: 'Shipment' },
  auditAgreement: { zh: '供货协议', en: 'Agreement' },
  auditTest: { zh: '检测报告', en: 'Laboratory report' },
  auditEvent: { zh: '事件', en: 'Event' },
  auditKey: { zh: '密钥', en: 'Key' },
  auditState: { zh: '状态', en: 'State' },
  auditFrom: { zh: '从', en: 'From' },
  auditInto: { zh: '到', en: 'To' },
  auditConsignor: { zh: '发货方', en: 'Consignor' },
  auditConsignee: { zh: '收货方', en: 'Consignee' },
  auditCarrier: { zh: '承运人', en: 'Carrier' },
  auditSupplier: { zh: '供方', en: 'Supplier' },
  auditBuyer: { zh: '需方', en: 'Buyer' },
  auditAgreed: { zh: '约定数量', en: 'Agreed' },
  auditDelivered: { zh: '已交付', en: 'Delivered' },
  auditVoid: { zh: '已作废', en: 'void' },
  auditAsSigned: { zh: '签名原文', en: 'As it was signed' },

  // Export
  auditExport: { zh: '导出', en: 'Export' },
  auditExportXlsx: { zh: '导出 XLSX', en: 'XLSX' },
  auditExportCsv: { zh: '导出 CSV', en: 'CSV' },
  auditExportJsonld: { zh: '导出 EPCIS JSON-LD', en: 'EPCIS JSON-LD' },
  auditExportPdf: { zh: '导出 PDF', en: 'PDF' },
  auditExportBundle: { zh: '下载证明', en: 'Proof bundle' },

  ...AUDIT_CASES_TEXTS,
  ...AUDIT_FORMS_TEXTS,
  ...AUDIT_NOTES_TEXTS,
  ...AUDIT_GOODS_TEXTS,
  ...AUDIT_RECALL_TEXTS,
  ...AUDIT_LEDGER_TEXTS
} as const satisfies Record<string, Text>
