import type { Text } from '@suyuan/model/core/refusal'

/** What is said of 圳品 evaluation and its certificates. */
export const CERTIFICATION_TEXTS = {
  zhenpin: { zh: '圳品评价', en: 'Zhenpin evaluation' },
  zhenpinNumber: { zh: '证书编号', en: 'Certificate' },
  zhenpinIssuer: { zh: '评价机构', en: 'Granted by' },
  zhenpinHolder: { zh: '持证主体', en: 'Holder' },
  zhenpinProduct: { zh: '产品', en: 'Product' },
  zhenpinBatch: { zh: '评价批次', en: 'Batch' },
  zhenpinBatchOf: { zh: '{region}第 {number} 批', en: '{region}, batch {number}' },
  zhenpinHowFar: { zh: '各到哪一步', en: 'How far they are' },
  zhenpinCount: { zh: '{count} 件', en: '{count}' },
  zhenpinTerm: { zh: '有效期', en: 'Valid' },
  zhenpinDays: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  zhenpinAtPacking: { zh: '包装时', en: 'When packed' },
  zhenpinToday: { zh: '今天', en: 'Today' },
  zhenpinInForce: { zh: '有效', en: 'in force' },
  zhenpinSuspended: { zh: '已暂停', en: 'suspended' },
  zhenpinRevoked: { zh: '已撤销', en: 'revoked' },
  zhenpinExpired: { zh: '已到期', en: 'expired' },
  zhenpinFuture: { zh: '尚未生效', en: 'not in force yet' },
  zhenpinRegister: { zh: '圳品证书', en: 'Zhenpin certificates' },
  zhenpinRegisterHelp: {
    zh: '按证书编号、产品或持证主体查询。评价是自愿的；证书是否有效，以查询当天为准。',
    en: 'Search by number, product or holder. The evaluation is voluntary; whether a certificate holds is said as of today.'
  },
  zhenpinCourse: { zh: '评价全过程与核验凭证', en: 'The whole evaluation, with proofs' },
  zhenpinApplications: { zh: '圳品评价申请', en: 'Zhenpin applications' },
  zhenpinApplicationsHelp: {
    zh: '申报、受理、检测、评审、公示、授予、监督，每一步由办理方签名。',
    en: 'From application to supervision: each step signed by who took it.'
  },
  zhenpinApplicationNumber: { zh: '申报编号', en: 'Application' },
  zhenpinRegion: { zh: '产地（行政区划代码）', en: 'Region of origin (GB/T 2260)' },
  zhenpinRegionHint: {
    zh: '县或市的六位数字，如紫金县 441621。',
    en: 'Six figures of county or city, such as 441621 for Zijin.'
  },
  zhenpinBatchNumber: { zh: '该地区第几批', en: 'Batch of that region' },
  zhenpinLaboratory: { zh: '检测机构', en: 'Laboratory' },
  zhenpinReport: { zh: '报告编号', en: 'Report' },
  zhenpinStandard: { zh: '标准（不带年号）', en: 'Standard, without its year' },
  zhenpinStandardHint: {
    zh: '如 GB2763；按抽样当天有效的版本判定',
    en: 'Such as GB2763; judged by the edition of the day'
  },
  zhenpinSampled: { zh: '抽样日期', en: 'Sampled on' },
  zhenpinLot: { zh: '批次号（已在账本上时）', en: 'Lot, where it is on the ledger' },
  zhenpinLotHint: {
    zh: '不合格时，须先以检测记录暂扣该批次',
    en: 'A lot that failed must be held first, by a test recorded on the trace'
  },
  zhenpinResults: { zh: '检测值：每行“项目 数值 单位”', en: 'Values: on each line analyte, value, unit' },
  zhenpinResultsHint: { zh: '如：联苯菊酯 <0.01 mg/kg', en: 'Such as: bifenthrin <0.01 mg/kg' },
  zhenpinFrom: { zh: '生效日期（默认今天）', en: 'First day (today, where left out)' },
  zhenpinFromHint: { zh: '上链前已有纸质决定的，填决定日期', en: 'The day of an earlier decision on paper' },
  zhenpinTests: { zh: '检测结果', en: 'Test results' },
  zhenpinTest: { zh: '第 {number} 次检测', en: 'Test {number}' }
} as const satisfies Record<string, Text>
