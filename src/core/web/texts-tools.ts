import type { Text } from '@suyuan/model/core/refusal'
import { EXCHANGE_TEXTS } from './texts-exchange.js'

/** What the tools of those who handle goods say: weigh-in books, labels, certificates, files. */
export const TOOLS_TEXTS = {
  toolsBack: { zh: '返回', en: 'Back' },
  toolsPrint: { zh: '打印', en: 'Print' },
  fieldOptional: { zh: '{field}（可不填）', en: '{field} (optional)' },
  fieldWrong: { zh: '{field}：{wrong}', en: '{field}: {wrong}' },
  toolsText: { zh: '请填写，最多 {most} 个字', en: 'Needed, {most} characters at most' },
  toolsChoice: { zh: '请从所列的里面选一个', en: 'Please choose one of those listed' },
  toolsWhole: { zh: '请填 {least} 到 {most} 之间的整数', en: 'A whole number from {least} to {most}' },
  toolsDay: { zh: '日期写成 2026-04-05 这样', en: 'A date like 2026-04-05' },
  toolsFailed: { zh: '还没有保存，请看下面标出的地方', en: 'Nothing was saved yet; please see the marks below' },

  // Weighing in
  weighTitle: { zh: '鲜叶收购称重', en: 'Weigh-in of fresh leaf' },
  weighBooks: { zh: '收购单', en: 'Books' },
  weighNone: { zh: '还没有收购单，在下面开一张。', en: 'No book yet; open one below.' },
  weighNew: { zh: '开一张收购单', en: 'Open a book' },
  weighBegin: { zh: '开始称重', en: 'Begin weighing' },
  weighNoPlot: {
    zh: '还没有登记地块或鲜叶产品，先登记（可用“导入”）。',
    en: 'No plot or fresh-leaf product is registered yet; register them first, by Import for instance.'
  },
  weighDay: { zh: '日期', en: 'Day' },
  weighLotHint: {
    zh: '一块地、一天、一个批次。批次号只用一次。',
    en: 'One plot, one day, one lot. A lot number is used once.'
  },
  weighLotWrong: {
    zh: '批次号最多 20 位，只用字母、数字和 - . _ 等符号',
    en: 'At most 20 letters, digits and signs such as - . _'
  },
  weighGrade: { zh: '等级', en: 'Grade' },
  weighUnit: { zh: '按什么称', en: 'Weigh in' },
  weighJin: { zh: '斤', en: 'jin' },
  weighKilogram: { zh: '公斤', en: 'kg' },
  weighPrice: { zh: '单价（元）', en: 'Price (yuan)' },
  weighPriceHint: {
    zh: '一斤或一公斤多少元，每次称重时可以改。',
    en: 'For one jin or kilogram; can be changed at each weighing.'
  },
  weighPriceOf: { zh: '单价（元/{unit}）', en: 'Price (yuan/{unit})' },
  weighPriceWrong: { zh: '金额写成 12.50 这样，最多两位小数', en: 'An amount like 12.50, two decimals at most' },
  weighOpen: { zh: '正在收', en: 'open' },
  weighClosing: { zh: '正在上链', en: 'going on the ledger' },
  weighClosed: { zh: '已上链', en: 'on the ledger' },
  weighNext: { zh: '称一户', en: 'Next weighing' },
  weighCode: { zh: '农户代号', en: 'Household' },
  weighCodeHint: {
    zh: '例：HH-012。不写姓名、身份证号、电话。',
    en: 'Such as HH-012: no name, identity or telephone number.'
  },
  weighVillageHint: { zh: '新农户才要填。', en: 'For a new household only.' },
  weighVillageMissing: { zh: '这是新农户，请填村名', en: 'A new household: please tell its village' },
  weighGross: { zh: '毛重（{unit}）', en: 'Gross ({unit})' },
  weighTare: { zh: '皮重（{unit}）', en: 'Tare ({unit})' },
  weighTareShort: { zh: '皮重', en: 'tare' },
  weighDeduction: { zh: '扣水（%）', en: 'Off for water (%)' },
  weighDeductionShort: { zh: '扣水', en: 'water' },
  weighDeductionWrong: { zh: '扣水写 0 到 50 之间，最多一位小数', en: 'From 0 to 50, one decimal at most' },
  weighWeightWrong: {
    zh: '重量写成 12.5 这样（斤最多两位小数，公斤三位）',
    en: 'A weight like 12.5; two decimals of jin, three of kg'
  },
  weighNothing: { zh: '扣去皮重和水分后没有重量', en: 'Nothing is left after tare and water' },
  weighAdd: { zh: '记下这一户', en: 'Write it down' },
  weighWritten: {
    zh: '已记：{code}，净重 {weight} {unit}，{yuan} 元。',
    en: 'Written: {code}, {weight} {unit} net, {yuan} yuan.'
  },
  weighSlip: { zh: '打印小票', en: 'Print the slip' },
  weighLines: { zh: '已称', en: 'Weighed' },
  weighEmpty: { zh: '还没有称。', en: 'Nothing weighed yet.' },
  weighNet: { zh: '净重（{unit}）', en: 'Net ({unit})' },
  weighAmount: { zh: '金额（元）', en: 'Amount (yuan)' },
  weighStrike: { zh: '划掉', en: 'Strike' },
  weighTotal: { zh: '合计', en: 'Total' },
  weighPaid: { zh: '应付（元）', en: 'To pay (yuan)' },
  weighHouseholds: { zh: '农户', en: 'Households' },
  weighClose: { zh: '收完，上链', en: 'Close and put on the ledger' },
  weighCloseHelp: {
    zh: '账本上只有总重量、户数和一个承诺值，没有任何一户的数。收完后不能再改。',
    en: 'The ledger gets the total, how many households, and a commitment; nothing of any one household. Closed is closed.'
  },
  weighUnderway: { zh: '已交给账本，正在等待写入。', en: 'Handed to the ledger, and on its way.' },
  weighAsk: { zh: '再问一次', en: 'Ask again' },
  weighRefused: {
    zh: '账本没有接受，改好后再收一次：',
    en: 'The ledger did not take it; mend it and close again:'
  },
  weighHolds: {
    zh: '台账与账本上的承诺一致：{read} 行可读，{erased} 行已删除。',
    en: 'The book agrees with the commitment on the ledger: {read} lines readable, {erased} erased.'
  },
  weighHoldsNot: {
    zh: '台账与账本上的承诺不一致，请报告管理员。（{read} 行可读，{erased} 行已删除）',
    en: 'The book differs from the commitment on the ledger; tell your administrator. ({read} readable, {erased} erased)'
  },
  weighExport: { zh: '导出收购台账（XLSX）', en: 'Export the ledger (XLSX)' },
  weighLedger: { zh: '收购台账', en: 'Purchase ledger' },
  weighLineErased: { zh: '此户已删除', en: 'this household was erased' },
  weighNumber: { zh: '序号', en: 'No.' },
  weighTime: { zh: '时间', en: 'Time' },
  weighGrossKg: { zh: '毛重（公斤）', en: 'Gross (kg)' },
  weighTareKg: { zh: '皮重（公斤）', en: 'Tare (kg)' },
  weighNetKg: { zh: '净重（公斤）', en: 'Net (kg)' },
  weighPriceKg: { zh: '单价（元/公斤）', en: 'Price (yuan/kg)' },
  weighYuanPer: { zh: '元/{unit}', en: 'yuan/{unit}' },
  weighNoHousehold: {
    zh: '还没有农户。称重时填代号和村名就有了。',
    en: 'None yet: they come with their first weighing.'
  },
  weighErase: { zh: '删除此户', en: 'Erase' },
  weighEraseSure: { zh: '确定', en: 'Sure' },
  weighEraseHelp: {
    zh: '应农户要求删除：代号、村名和全部称重明细从此谁也读不出来，无法恢复。账本上的总数和承诺仍可核对。',
    en: 'At a household’s request: its code, village and all its weighings can then be read by nobody, for good. What is on the ledger can still be checked.'
  },
  weighErased: { zh: '已删除。', en: 'Erased.' },
  weighSlipTitle: { zh: '鲜叶收购小票', en: 'Weigh-in slip' },
  weighSlipAdvice: { zh: '80 毫米热敏纸，缩放 100%，页边距“无”。', en: '80 mm roll, scale 100 %, no margins.' },
  weighSign: { zh: '农户签收', en: 'Received by' },

  // Labels
  labelTitle: { zh: '标签', en: 'Labels' },
  labelFind: { zh: '找一张标签（扫码或输入）', en: 'Find a label: scan or type' },
  labelCamera: { zh: '扫码', en: 'Scan' },
  labelSearch: { zh: '查找', en: 'Find' },
  labelNoCamera: { zh: '打不开相机，请允许使用相机，或手工输入。', en: 'No camera: allow its use, or type the code.' },
  labelNotFound: { zh: '本单位没有印过这个码', en: 'No label of yours has this code' },
  labelRuns: { zh: '已做的标签', en: 'Made before' },
  labelNone: { zh: '还没有标签。', en: 'No labels yet.' },
  labelCounts: { zh: '打印 {prints} 次，作废 {voided} 张', en: 'printed {prints} times, {voided} void' },
  labelNew: { zh: '做新标签', en: 'New labels' },
  labelWhat: { zh: '贴在哪里', en: 'For' },
  labelPack: { zh: '单件', en: 'packs' },
  labelCase: { zh: '箱', en: 'cases' },
  labelPallet: { zh: '托盘', en: 'pallets' },
  labelCount: { zh: '张数', en: 'How many' },
  labelContent: { zh: '每箱几件 / 每托几箱', en: 'Packs in a case, or cases on a pallet' },
  labelContentHint: {
    zh: '单件标签按箱编号：同一箱的序列号开头相同。',
    en: 'Pack labels are numbered by case: those of one case begin alike.'
  },
  labelPrefix: { zh: '厂商识别代码', en: 'GS1 company prefix' },
  labelPrefixHint: {
    zh: '箱和托盘的码（SSCC）要用，7 到 10 位数字。',
    en: 'For SSCCs of cases and pallets: 7 to 10 digits.'
  },
  labelPrefixWrong: { zh: '厂商识别代码是 7 到 10 位数字', en: 'A company prefix has 7 to 10 digits' },
  labelMake: { zh: '生成标签', en: 'Make labels' },
  labelRecorded: { zh: '给已登记的货补标签', en: 'Labels for what is recorded already' },
  labelRecordedHint: { zh: '用账本上已有的序列号和箱码。', en: 'With the serials and SSCCs on the ledger.' },
  labelNoCodes: { zh: '这一批没有序列号，也没有箱码', en: 'This lot has neither serials nor cases' },
  labelGtin: { zh: '商品条码', en: 'GTIN' },
  labelPrint: { zh: '打印', en: 'Print' },
  labelReprint: { zh: '补打', en: 'Print again' },
  labelReprintWhy: { zh: '补打原因', en: 'Why again' },
  labelPaper: { zh: '纸张', en: 'Paper' },
  labelA4: { zh: 'A4 整张', en: 'A4 sheet' },
  labelSmall: { zh: '40×30 毫米', en: '40×30 mm' },
  labelSquare: { zh: '100×100 毫米', en: '100×100 mm' },
  labelFrom: { zh: '从第几张', en: 'From' },
  labelTo: { zh: '到第几张', en: 'To' },
  labelPrints: { zh: '打印记录', en: 'Printed' },
  labelVoid: { zh: '作废', en: 'Void labels' },
  labelVoidHelp: {
    zh: '撕坏、印错、遗失的标签在此作废，留有记录。已包装的件不因此改变。',
    en: 'For labels torn, misprinted or lost; it stays on record. What is packed already does not change by it.'
  },
  labelVoidWhy: { zh: '作废原因', en: 'Why' },
  labelVoided: { zh: '作废', en: 'void' },
  labelCodes: { zh: '码', en: 'Codes' },
  labelAdvice: {
    zh: '打印机设为 100%（实际大小），页边距“无”。打印后扫一张试试。',
    en: 'Print at 100 % (actual size) without margins, then scan one to try.'
  },
  labelNet: { zh: '净含量 {grams} 克', en: '{grams} g net' },
  labelLot: { zh: '批次 {lot}', en: 'lot {lot}' },
  labelProduced: { zh: '生产日期 {day}', en: 'produced {day}' },
  labelExpires: { zh: '保质期至 {day}', en: 'best before {day}' },
  labelScan: { zh: '扫码，或登录官网', en: 'Scan, or type at' },
  labelScratch: { zh: '刮开验真', en: 'Scratch to check' },
  labelCertificate: { zh: '圳品证书 {number}', en: 'Zhenpin certificate {number}' },
  labelCommonMark: { zh: '供深基地', en: 'Supply base for Shenzhen' },
  labelClaimsHint: { zh: '证书和标志只印在单件标签上', en: 'certificate and mark are printed on labels of packs only' },
  labelCertificateOver: {
    zh: '证书 {number} 今天不在有效期内，账本上也没有用它包装的这一批，不能打印',
    en: 'Certificate {number} is not in force today, and the ledger has no packs of this lot with it: not to be printed'
  },
  labelCaseTitle: { zh: '箱标', en: 'Case' },
  labelPalletTitle: { zh: '托盘标', en: 'Pallet' },
  labelPacks: { zh: '内装 {count} 件', en: '{count} packs' },
  labelCases: { zh: '共 {count} 箱', en: '{count} cases' },

  // 承诺达标合格证
  certTitle: { zh: '承诺达标合格证', en: 'Certificate of promised conformity' },
  certHelp: {
    zh: '卖鲜叶时随货交给收购方，收购方应当收取并保存六个月以上。混合或分装后要重开。',
    en: 'Goes with fresh leaf that is sold; its buyer collects it and keeps it for six months. Issued anew after mixing or splitting.'
  },
  certFor: { zh: '给哪一批开', en: 'For which lot' },
  certIssued: { zh: '已开具', en: 'Issued' },
  certNone: { zh: '没有。', en: 'None.' },
  certProduct: { zh: '产品名称', en: 'Product' },
  certQuantity: { zh: '数量（重量）', en: 'Quantity' },
  certOrigin: { zh: '产地', en: 'Origin' },
  certLot: { zh: '批次', en: 'Lot' },
  certPromisor: { zh: '承诺主体', en: 'Promisor' },
  certContact: { zh: '联系方式', en: 'Contact' },
  certContactHint: {
    zh: '加密保存，只印在合格证上，不上账本。',
    en: 'Kept sealed and printed on the certificate; never on the ledger.'
  },
  certDay: { zh: '开具日期', en: 'Issued on' },
  certBasis: { zh: '承诺依据', en: 'Basis' },
  certNoBasis: { zh: '至少选一项', en: 'At least one' },
  certEntrusted: { zh: '委托检测', en: 'laboratory' },
  certOwn: { zh: '自我检测', en: 'own tests' },
  certControl: { zh: '内部质量控制', en: 'internal control' },
  certPromise: { zh: '自我承诺', en: 'own promise' },
  certWords: { zh: '我承诺对生产销售的食用农产品：', en: 'Of the produce that I grow and sell I promise:' },
  certWords1: {
    zh: '不使用禁用农药兽药、停用兽药和非法添加物；',
    en: 'no forbidden pesticide, drug or additive is used;'
  },
  certWords2: { zh: '常规农药兽药残留不超标；', en: 'residues are within the limits;' },
  certWords3: { zh: '对承诺的真实性负责。', en: 'I answer for the truth of this.' },
  certIssue: { zh: '开具', en: 'Issue' },
  certSign: { zh: '承诺人（签字或盖章）：', en: 'Signed or sealed:' },
  certAdvice: { zh: '100×100 毫米标签纸，缩放 100%。', en: '100×100 mm, scale 100 %.' },
  ...EXCHANGE_TEXTS
} as const satisfies Record<string, Text>
