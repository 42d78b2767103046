import type { Text } from '@suyuan/model/core/refusal'

/** Supply bases 供深基地: what their pages say. */
export const BASES_TEXTS = {
  basesTitle: { zh: '供深基地', en: 'Supply bases' },
  basesHelp: {
    zh: '供应深圳的种植基地：在哪里、种什么、四统一是否到位。',
    en: 'Bases that grow for Shenzhen: where they are, what grows there, and whether the four unifications hold.'
  },
  basesGln: { zh: '地点码（GLN）', en: 'Location number (GLN)' },
  basesGlnHint: { zh: '先在地点登记里登记为“基地”。', en: 'Register the place as a base first.' },
  basesRegion: { zh: '所在地', en: 'Region' },
  basesArea: { zh: '面积', en: 'Area' },
  basesMu: { zh: '{mu} 亩', en: '{mu} mu' },
  basesAltitude: { zh: '海拔', en: 'Altitude' },
  basesMetres: { zh: '{metres} 米', en: '{metres} m' },
  basesCultivars: { zh: '品种', en: 'Cultivars' },
  basesVillages: { zh: '村', en: 'Villages' },
  basesPlots: { zh: '地块', en: 'Plots' },
  basesInvestment: { zh: '投资', en: 'Investment' },
  basesInvestmentHint: { zh: '单位：元', en: 'In yuan' },
  basesYuan: { zh: '{yuan} 元', en: '{yuan} yuan' },
  basesPartner: { zh: '合作方', en: 'Partner' },
  basesTarget: { zh: '目标', en: 'Target' },
  basesTargetSays: {
    zh: '力争到{year}年建成超过{count}家（文件点名在建 {named} 家）',
    en: 'more than {count} built by {year} ({named} were named as being built)'
  },
  basesCount: { zh: '已验收或运营', en: 'Accepted or operating' },
  basesCountSays: { zh: '{count} 家', en: '{count}' },
  basesFour: { zh: '四统一', en: 'The four unifications' },
  basesFourNone: { zh: '还没有检查记录。', en: 'Nothing has been checked yet.' },
  basesInForce: { zh: '有效至 {day}', en: 'in force until {day}' },
  basesNotInForce: { zh: '未达到或已过期', en: 'not met, or expired' },
  basesUnchecked: { zh: '未检查', en: 'not checked' },
  basesCheckedBy: { zh: '{day} 检查', en: 'checked {day}' },
  basesEvidence: { zh: '依据', en: 'Evidence' },
  basesHouseholds: { zh: '利益联结农户', en: 'Linked households' },
  basesHouseholdsSays: { zh: '{count}户', en: '{count} households' },
  basesUnder5: { zh: '少于5户', en: 'fewer than 5 households' },
  basesWage: { zh: '务工收入', en: 'by wages' },
  basesAsset: { zh: '资产收益', en: 'by assets' },
  basesOperating: { zh: '经营收入', en: 'by own produce' },
  basesCounted: { zh: '统计日期', en: 'Counted' },
  basesCountedOn: { zh: '{day} 统计', en: 'counted {day}' },
  basesFree: { zh: '可采', en: 'May be picked' },
  basesFreeFrom: { zh: '{day} 起可采', en: 'may be picked from {day}' },
  basesBecauseOf: { zh: '因用药：{product}', en: 'because of {product}' },
  basesPicked: { zh: '今年已采', en: 'Picked this year' },
  basesKilograms: { zh: '{kilograms} 公斤', en: '{kilograms} kg' },
  basesMyPlots: { zh: '地块与农事记录', en: 'Plots and farm records' },
  basesMyPlotsHelp: {
    zh: '记录用药、施肥。间隔期内的地块不能登记采摘。',
    en: 'Record what is applied. A plot within its pre-harvest interval cannot be harvested.'
  },
  basesNoPlots: { zh: '还没有登记地块。', en: 'No plots are registered.' },
  basesRecordInput: { zh: '记一次用药或施肥', en: 'Record an input' },
  basesInputs: { zh: '投入品使用记录', en: 'Inputs used' },
  basesNoInputs: { zh: '还没有记录。', en: 'Nothing recorded.' },
  basesProduct: { zh: '药肥名称', en: 'Product' },
  basesRegistration: { zh: '登记证号', en: 'Registration' },
  basesRegistrationHint: {
    zh: '如 PD20132710；没有可不填。',
    en: 'Such as PD20132710; leave empty where there is none.'
  },
  basesSource: { zh: '购自', en: 'Bought from' },
  basesDose: { zh: '用量', en: 'Dose' },
  basesDoseWrong: { zh: '请填数字，最多三位小数', en: 'A number with at most three decimals, please' },
  basesUnit: { zh: '用量单位', en: 'Unit of the dose' },
  basesAgainst: { zh: '防治对象或用途', en: 'Pest or purpose' },
  basesStarted: { zh: '开始日期', en: 'First day' },
  basesStopped: { zh: '结束日期', en: 'Last day' },
  basesStoppedHint: { zh: '只用一天就填同一天。', en: 'The same day, where it was one.' },
  basesStoppedWrong: { zh: '不能早于开始日期', en: 'Not before the first day' },
  basesInterval: { zh: '安全间隔期（天）', en: 'Pre-harvest interval (days)' },
  basesIntervalHint: { zh: '看标签；施肥填 0。', en: 'See its label; 0 for fertiliser.' },
  basesUsed: { zh: '{dose} {unit} · 间隔 {days} 天', en: '{dose} {unit}, interval {days} days' },
  basesSign: { zh: '签名记录', en: 'Sign and record' },
  basesAgain: { zh: '照此再记', en: 'Again' },
  basesFlagged: {
    zh: '已记录。提醒：{why}。',
    en: 'Recorded. Please note: {why}.'
  },
  basesPickedInside: {
    zh: '已记录。提醒：该地块 {day} 的采摘在这次用药的间隔期内。',
    en: 'Recorded. Please note: leaf was picked on {day}, within the interval of this input.'
  },
  basesWithdraw: { zh: '撤回', en: 'Withdraw' },
  basesWithdrawn: { zh: '已撤回：{words}', en: 'Withdrawn: {words}' },
  basesWithdrawWhy: { zh: '录错了什么', en: 'What was entered wrongly' },
  basesWithdrawHelp: {
    zh: '录错的记录可撤回，间隔期随之取消；记录和说明会留在账本上，监管人员看得到。',
    en: 'A record that is wrong can be withdrawn, with its interval; it stays on the ledger with your words, for supervisors to see.'
  },
  basesOutline: { zh: '地块边界', en: 'Where the plot is' },
  basesOutlineHelp: {
    zh: '精确边界只有您和监管人员看得到，不上链；账本上只有约一公里的大致位置和一个承诺值。',
    en: 'Only you and supervisors see the exact outline, and it is not on the ledger: that has the place to about a kilometre, and a commitment.'
  },
  basesCorners: { zh: '拐点', en: 'Corners' },
  basesCornersHint: { zh: '每行一个：纬度, 经度（至少三个）', en: 'One a line: latitude, longitude (three at least)' },
  basesCornersWrong: {
    zh: '至少三行“纬度, 经度”，如 23.56341, 115.18122',
    en: 'At least three lines “latitude, longitude”'
  },
  basesSave: { zh: '保存', en: 'Save' },
  basesCoarse: { zh: '公开位置（纬度, 经度）', en: 'Public place (latitude, longitude)' },
  basesMap: { zh: '地块在哪里', en: 'Where the plots are' },
  basesMapSays: {
    zh: '{count} 个地块，位于 {cells} 个约一公里见方的格子里；格内数字是地块数。精确边界不公开。',
    en: '{count} plots in {cells} squares of about a kilometre, each with how many lie there. Exact outlines are not public.'
  },
  basesDrawn: {
    zh: '上北下南；{corners} 个拐点围成约 {mu} 亩',
    en: 'North above; {corners} corners enclose about {mu} mu'
  },
  basesExact: { zh: '精确边界（纬度, 经度）', en: 'Exact outline (latitude, longitude)' },
  basesCommitted: { zh: '与账本承诺一致', en: 'as committed to on the ledger' },
  basesNotCommitted: { zh: '与账本承诺不一致', en: 'not as committed to on the ledger' },
  basesUnderway: { zh: '已签名，正在上链。', en: 'Signed, on its way to the ledger.' },
  basesCheck: { zh: '登记一项四统一检查', en: 'Record a check of the four' },
  basesAspect: { zh: '检查项', en: 'Which of the four' },
  basesConforms: { zh: '符合', en: 'It conforms' },
  basesFailsTo: { zh: '不符合', en: 'It does not' },
  basesResult: { zh: '结果', en: 'Result' },
  basesCheckedOn: { zh: '检查日期', en: 'Day of the check' },
  basesExpires: { zh: '有效期至', en: 'Valid until' },
  basesDocument: { zh: '依据文件名称、文号', en: 'Document it rests on, with its number' },
  basesLinks: { zh: '农户利益联结', en: 'How households are linked' },
  basesLinksHelp: {
    zh: '农户名册只存在本单位的保险箱里。上链的只有合计数（少于5户只写“少于5户”）和一个承诺值。',
    en: 'The list of households stays in your vault. The ledger has totals only (below five: “fewer than 5”), and a commitment.'
  },
  basesLinkBase: { zh: '联结的基地', en: 'Base' },
  basesLinkKinds: { zh: '联结方式', en: 'Linked by' },
  basesNoHouseholds: {
    zh: '还没有农户：收鲜叶时登记。',
    en: 'No households yet: they are entered where leaf is weighed in.'
  },
  basesCountNow: { zh: '统计并签名上链', en: 'Count, sign and record' },
  basesCountHolds: { zh: '名册与账本承诺一致', en: 'The list is as committed to on the ledger' },
  basesCountBroken: { zh: '名册与账本承诺不一致', en: 'The list is not as committed to on the ledger' },
  basesNoBases: { zh: '还没有供深基地。', en: 'No supply base yet.' },
  basesFrom: { zh: '来自供深基地 {name}', en: 'From the supply base {name}' },
  basesFromUnified: {
    zh: '来自供深基地 {name}，四统一',
    en: 'From the supply base {name}, under the four unifications'
  },
  basesCertificate: { zh: '开具承诺达标合格证', en: 'Promise certificate' },
  basesCertificateHint: {
    zh: '鲜叶转手时，收购方应收取并保存合格证。',
    en: 'Who buys fresh leaf collects its certificate, and keeps it.'
  },
  plotYearHigh: {
    zh: '该地块今年每亩产量高于常理，应予核实',
    en: 'The plot has given more a mu this year than can be expected: to be looked into'
  },
  markUnproved: {
    zh: '使用统一包装标志时，基地的四统一尚不全',
    en: 'Packed under the common mark though not all four unifications were in force'
  }
} as const satisfies Record<string, Text>
