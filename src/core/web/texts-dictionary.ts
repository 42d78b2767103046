import type { Text } from '@suyuan/model/core/refusal'
import { CHECK_TEXTS } from './browser/texts-check.js'
import { AUDIT_TEXTS } from './texts-audit.js'
import { BASES_TEXTS } from './texts-bases.js'
import { CERTIFICATION_TEXTS } from './texts-certification.js'
import { DESK_TEXTS } from './texts-desk.js'
import { HELD_TEXTS } from './texts-held.js'
import { LINK_TEXTS } from './texts-links.js'
import { LOOK_TEXTS } from './texts-look.js'
import { MATTER_TEXTS } from './texts-matters.js'
import { MONITORING_TEXTS } from './texts-monitoring.js'
import { PEOPLE_TEXTS } from './texts-people.js'
import { RECOGNITION_TEXTS } from './texts-recognition.js'
import { SCAN_TEXTS } from './texts-scan.js'
import { STORY_TEXTS } from './texts-story.js'
import { SUPERVISION_TEXTS } from './texts-supervision.js'
import { TOOLS_TEXTS } from './texts-tools.js'

/**
 * Everything that pages say, once: Chinese first, English beside it. `{name}` is a slot that `say` fills. Names of kinds,
 * roles and refusals are the law's own and are not repeated here.
 */
export const TEXTS = {
  // Around every page
  site: { zh: '溯源', en: 'Suyuan trace' },
  footer: { zh: '供应链追溯账本 · 圳品与帮扶产品', en: 'Supply-chain traceability ledger' },
  asData: { zh: '原始数据', en: 'As data (JSON)' },

  // Landing
  landingTitle: { zh: '查一查这件产品的来历', en: 'See where this product comes from' },
  landingHelp: {
    zh: '用手机扫描包装上的二维码，或在下面输入包装上的追溯码。',
    en: 'Scan the code on the pack with your phone, or type it here.'
  },
  codeLabel: { zh: '追溯码', en: 'Trace code' },
  codeHint: {
    zh: '包装上的短码；或商品条码、空格、序列号，例如 09520001000102 AB12CD0001；或完整网址',
    en: 'The short code on the pack; or product number, a space, serial number; or the whole web address'
  },
  codeSubmit: { zh: '查询', en: 'Look up' },

  // Codes that lead nowhere
  badTitle: { zh: '这个码不完整或有误', en: 'This code is incomplete or mistyped' },
  badHelp: {
    zh: '请核对数字和字母，或重新扫描二维码。商品条码的最后一位是校验位，抄错一位就对不上。',
    en: 'Please check digits and letters, or scan again. The last digit checks the others, so one slip is noticed.'
  },
  unknownTitle: { zh: '这个追溯码从未登记', en: 'This code was never packed' },
  unknownHelp: {
    zh: '账本上没有这个码。可能是输入有误，也可能登记尚未完成。这不说明产品有问题；如有疑问，请询问购买的门店或包装上的生产者。',
    en: 'The ledger has no such code. It may be mistyped, or its entry still on the way. That alone says nothing against the product; if in doubt, ask the shop or the producer named on the pack.'
  },
  unknownCode: { zh: '查询的码', en: 'Code asked for' },

  // Banners
  doubtTitle: {
    zh: '此页数据与账本不一致，正在核查',
    en: 'What this page shows differs from the ledger; we are looking into it'
  },
  doubtHelp: {
    zh: '账本本身未被改动。核查完成之前，请勿以本页为准。',
    en: 'The ledger itself is unaltered. Do not rely on this page until that is cleared up.'
  },
  unlawfulTitle: {
    zh: '此页涉及的记录未经各机构一致同意的规则产生，正在核查',
    en: 'A record behind this page was not made by the rules that all organisations agreed on; it is under examination'
  },
  unlawfulHelp: {
    zh: '账本上确有该记录，但本机构按同一规则复核，结果不同。查明之前，请勿以本页为准。',
    en: 'The ledger has it, but the agreed rules, applied again, come to another result. Do not rely on this page until that is cleared up.'
  },
  recalledTitle: { zh: '本产品已召回，请勿食用', en: 'Recalled: do not consume' },
  recalledInput: {
    zh: '本产品所用的一批原料已召回，请勿食用',
    en: 'A lot that went into this product is recalled: do not consume'
  },
  recallNumber: { zh: '召回编号', en: 'Recall number' },
  recallClass: { zh: '级别', en: 'Class' },
  recallReason: { zh: '原因', en: 'Reason' },
  recallBy: { zh: '召回方', en: 'Recalled by' },
  recallDo: { zh: '怎么办', en: 'What to do' },
  recallAdvice: {
    zh: '停止食用，保留包装，退回购买的门店。已食用并感到不适的，请及时就医。',
    en: 'Stop using it, keep the pack, return it where you bought it. If you feel unwell, see a doctor.'
  },
  classI: { zh: '一级（最严重）', en: 'class I (most serious)' },
  classII: { zh: '二级', en: 'class II' },
  classIII: { zh: '三级', en: 'class III' },
  rejectedTitle: { zh: '该批次经查验不合格，不得销售', en: 'This lot was found non-conformant and must not be sold' },
  heldTitle: { zh: '该批次已暂扣，暂停销售', en: 'This lot is on hold and not for sale meanwhile' },
  heldInput: { zh: '所用的一批原料已暂扣', en: 'A lot that went into this product is on hold' },
  heldOnPallet: {
    zh: '托盘上有货物已暂扣，暂停销售',
    en: 'Goods on this pallet are on hold and not for sale meanwhile'
  },
  heldCase: { zh: '该箱已暂扣，暂停销售', en: 'This case is on hold and not for sale meanwhile' },
  holdYield: { zh: '投入与产出的比例异常，等待查验', en: 'unusual yield, to be inspected' },
  holdTest: { zh: '检测有项目不合格', en: 'a laboratory result does not conform' },
  holdOwn: { zh: '持有方自行暂扣', en: 'held by its holder' },
  holdInspector: { zh: '监管人员暂扣', en: 'held by an inspector' },
  heldAdvice: { zh: '查明之前请勿食用。', en: 'Do not use it until that is cleared up.' },
  expiredTitle: { zh: '已过保质期', en: 'Past its shelf life' },

  // This very pack
  packHeading: { zh: '这一件', en: 'This pack' },
  statusPacked: { zh: '已包装，尚未发出', en: 'Packed, not shipped yet' },
  statusStored: { zh: '在库，尚未送达门店', en: 'In storage, not at an outlet yet' },
  statusInTransit: { zh: '运输途中', en: 'On its way' },
  statusAtOutlet: {
    zh: '已送达该门店，单件销售未登记',
    en: 'Delivered to this outlet; the sale of this single pack is not recorded'
  },
  statusSold: { zh: '已售出', en: 'Sold' },
  statusReturned: { zh: '已退货，不再销售', en: 'Returned, no longer for sale' },
  statusDestroyed: { zh: '已销毁', en: 'Destroyed' },
  statusLost: { zh: '收货时申报缺失', en: 'Declared missing on receipt' },
  soldOnce: {
    zh: '如果您还没有购买，而这一件已登记售出，请询问门店。',
    en: 'If you have not bought it and it is recorded as sold, please ask the shop.'
  },

  // Product
  product: { zh: '产品', en: 'Product' },
  netContent: { zh: '净含量', en: 'Net content' },
  productionDate: { zh: '生产日期', en: 'Produced' },
  bestBefore: { zh: '保质期至', en: 'Best before' },
  lot: { zh: '批次', en: 'Lot' },
  lotQuantity: { zh: '该批数量', en: 'Quantity of the lot' },
  serial: { zh: '序列号', en: 'Serial' },
  producer: { zh: '生产者', en: 'Producer' },
  licence: { zh: '食品生产许可', en: 'Food licence' },
  origin: { zh: '产地', en: 'Origin' },
  cultivar: { zh: '品种', en: 'Cultivar' },
  season: { zh: '采摘季', en: 'Season' },
  altitude: { zh: '海拔 {metres} 米', en: '{metres} m above the sea' },
  spring: { zh: '春茶', en: 'spring' },
  summer: { zh: '夏茶', en: 'summer' },
  autumn: { zh: '秋茶', en: 'autumn' },
  winter: { zh: '冬茶', en: 'winter' },
  disqualified: { zh: '现：项目供货资格取消', en: 'now disqualified from the programme' },
  makerSuspended: { zh: '现：暂停项目供货', en: 'now suspended from the programme' },
  barredUntil: { zh: '，至 {day}', en: ', until {day}' },

  // Journey
  journey: { zh: '从茶园到柜台', en: 'From plot to till' },
  journeyLot: { zh: '这一批的来历', en: 'How this lot came to be' },
  harvested: { zh: '采摘 {amount}', en: '{amount} picked' },
  usedHere: { zh: '其中 {amount} 用于本批', en: '{amount} of it went into this lot' },
  turnedInto: { zh: '{input} → {output}', en: '{input} made {output}' },
  packedInto: { zh: '用料 {input}，包装 {pieces} 件', en: '{input} packed as {pieces} packs' },
  palletOf: { zh: '托盘 {pallet}，{cases} 箱', en: '{cases} cases on pallet {pallet}' },
  casedInto: { zh: '一箱 {pieces} 件', en: '{pieces} packs in the case' },
  lots: { zh: '{count} 批', en: '{count} lots' },
  plots: { zh: '{count} 块地', en: '{count} plots' },
  households: { zh: '{count} 户', en: '{count} households' },
  fewHouseholds: { zh: '少于{count}户', en: 'fewer than {count} households' },
  grade: { zh: '等级 {grade}', en: 'grade {grade}' },
  toPlace: { zh: '发往 {place}', en: 'to {place}' },
  byCarrier: { zh: '承运 {carrier}', en: 'carried by {carrier}' },
  backToMaker: { zh: '退回生产方', en: 'back to its maker' },
  missingCase: { zh: '收货方申报此箱未到', en: 'the consignee declared this case missing' },
  conforms: { zh: '合格', en: 'conforms' },
  conformsNot: { zh: '不合格', en: 'does not conform' },
  conclusion: { zh: '结论：{result}', en: 'finding: {result}' },
  explanation: { zh: '说明：{text}', en: 'explanation: {text}' },
  report: { zh: '报告 {number}，依据 {standard}', en: 'report {number} by {standard}' },
  analyte: { zh: '项目', en: 'Substance' },
  measured: { zh: '结果', en: 'Result' },
  limit: { zh: '限量', en: 'Limit' },
  moreResults: { zh: '另有 {count} 项，见原始数据', en: '{count} more in the data' },
  each: { zh: '逐条查看（{count} 条）', en: 'One by one ({count})' },
  more: { zh: '另有 {count} 条，见原始数据', en: '{count} more in the data' },
  became: { zh: '这一批制成了', en: 'What this lot became' },
  becameLots: { zh: '{count} 批：', en: '{count} lots:' },

  // Marks on entries
  late: { zh: '事后补录：晚 {delay}', en: 'entered late, by {delay}' },
  lateSome: { zh: '{count} 条为事后补录', en: '{count} entered late' },
  days: { zh: '{count} 天', en: '{count} days' },
  hours: { zh: '{count} 小时', en: '{count} hours' },
  clockAhead: { zh: '录入设备的时钟偏快', en: 'the entering device’s clock was ahead' },
  yieldUnusual: { zh: '投入产出比 {ratio}，超出常见范围', en: 'ratio in to out {ratio}, outside the usual' },
  yieldHeld: { zh: '投入产出比 {ratio}，超出限度，已自动暂扣', en: 'ratio in to out {ratio}, beyond the limit: held' },
  plotYieldHigh: { zh: '地块当年产量偏高', en: 'the plot’s yield of the year is high' },
  corrected: { zh: '数量由 {from} 更正为 {to}', en: 'corrected from {from} to {to}' },
  dispute: {
    zh: '更正声明与已发生的流转不符，记录为争议',
    en: 'a correction that could not take effect: on record as a dispute'
  },
  warned: { zh: '系统提示 {code}', en: 'warning {code}' },

  // Proof
  entryProof: { zh: '区块 {block} · 交易 {transaction}', en: 'block {block}, transaction {transaction}' },
  entriesProof: { zh: '区块 {first}–{last}，{count} 笔', en: 'blocks {first}–{last}, {count} entries' },
  custodyDevice: { zh: '设备密钥签名', en: 'device key' },
  custodyGateway: { zh: '平台代管密钥签名', en: 'gateway key' },
  custodyCertificate: { zh: '机构证书签名', en: 'certificate' },
  keyRevoked: { zh: '该密钥其后已吊销', en: 'the key has been revoked since' },
  keyCompromised: { zh: '该密钥自 {since} 起可能已泄露', en: 'the key may have been in other hands since {since}' },
  proofTitle: { zh: '账本能证明什么，不能证明什么', en: 'What the ledger proves, and what it does not' },
  proves: {
    zh: '能证明：以上每一条记录由所示主体签名，经至少两家机构共同背书后写入，此后未被改动。',
    en: 'It proves that each entry above was signed by the party named, endorsed by at least two organisations, and not altered since.'
  },
  provesNot: {
    zh: '不能证明：录入的内容当时就是真实的。数量平衡、检测和查验能发现许多虚报，但不是全部。',
    en: 'It does not prove that what was entered was true. Mass balance, tests and inspections catch much that is false, not all.'
  },

  provesKeys: {
    zh: '“设备密钥”只存在录入者自己的手机或电脑里；“平台代管密钥”由平台替录入者保管和签名。',
    en: 'A device key never leaves the author’s own phone or computer; a gateway key is kept and used by the platform for the author.'
  },

  // Checking a page; what its script says is in the part that travels with it
  checkTitle: { zh: '核验这份记录', en: 'Check this record' },
  checkHelp: {
    zh: '由您的手机自己验算：所列记录是否确在账本上，账本的每一家机构是否都已背书，此后有没有被改动。',
    en: 'Your own phone works out whether the entries listed are on the ledger, endorsed by each of its organisations, and unaltered since.'
  },
  checkButton: { zh: '开始核验', en: 'Check now' },
  checkLedger: {
    zh: '账本指纹，请与项目公布的比对：',
    en: 'The ledger’s fingerprint, to compare with the one that the programme publishes:'
  },
  checkTrust: {
    zh: '核验以账本指纹为准，而指纹和核验程序都由本站给出。请把指纹与项目自己公布的比对，一致才作数。要完全不靠本站，请下载证明文件，在自己的电脑上核验。',
    en: 'All rests on the ledger’s fingerprint, and this site gives you both that and the checking program. Compare it with the one that the programme publishes. To rely on this site in nothing, download the proof and check it on a computer of your own.'
  },
  checkUnable: {
    zh: '本机不能自行核验（需要较新的浏览器、脚本和 https）。这不说明记录有问题；可以下载证明文件，用别的办法核验。',
    en: 'This device cannot check by itself (it takes a newer browser, scripts, and https). That says nothing against the record; the proof can be downloaded and checked elsewhere.'
  },
  checkElsewhere: { zh: '不靠本站，自己核验', en: 'Check it without this site' },
  checkDownload: { zh: '下载证明文件', en: 'Download the proof' },
  checkCommand: { zh: '然后运行', en: 'then run' },
  ...CHECK_TEXTS,
  ...LINK_TEXTS,
  ...CERTIFICATION_TEXTS,
  ...MATTER_TEXTS,
  ...BASES_TEXTS,
  ...SUPERVISION_TEXTS,
  ...MONITORING_TEXTS,
  ...LOOK_TEXTS,
  ...STORY_TEXTS,
  ...PEOPLE_TEXTS,
  ...HELD_TEXTS,
  ...DESK_TEXTS,
  ...TOOLS_TEXTS,
  ...RECOGNITION_TEXTS,
  ...SCAN_TEXTS,
  ...AUDIT_TEXTS,

  // Case and place
  case: { zh: '箱', en: 'Case' },
  pallet: { zh: '托盘', en: 'Pallet' },
  palletClosed: { zh: '整托未拆', en: 'whole' },
  palletOpened: { zh: '已拆托', en: 'taken apart' },
  casesOf: { zh: '{cases} 箱，{pieces} 件', en: '{cases} cases, {pieces} packs' },
  caseStatus: { zh: '状态', en: 'Status' },
  caseClosed: { zh: '完整未拆', en: 'closed' },
  caseOpened: { zh: '已拆箱', en: 'opened' },
  caseDestroyed: { zh: '已销毁', en: 'destroyed' },
  caseLost: { zh: '申报缺失', en: 'declared missing' },
  caseInTransit: { zh: '运输途中', en: 'in transit' },
  contents: { zh: '内装', en: 'Contains' },
  quantity: { zh: '数量', en: 'Quantity' },
  where: { zh: '所在地', en: 'Where' },
  pieces: { zh: '{count} 件', en: '{count} packs' },
  unknownCase: { zh: '这个箱码从未登记', en: 'This case was never recorded' },
  place: { zh: '地点', en: 'Place' },
  placeKind: { zh: '类型', en: 'Kind' },
  operator: { zh: '经营主体', en: 'Operator' },
  village: { zh: '村', en: 'Village' },
  partOf: { zh: '属于', en: 'Part of' },
  region: { zh: '行政区划代码', en: 'Region code (GB/T 2260)' },
  unknownPlace: { zh: '这个地点从未登记', en: 'This place was never registered' },
  base: { zh: '基地', en: 'base' },
  plot: { zh: '地块', en: 'plot' },
  factory: { zh: '茶厂', en: 'factory' },
  warehouse: { zh: '仓库', en: 'warehouse' },
  outlet: { zh: '门店', en: 'outlet' },
  laboratory: { zh: '检测机构', en: 'laboratory' },
  office: { zh: '办公地点', en: 'office' }
} as const satisfies Record<string, Text>
