import type { Text } from '@suyuan/model/core/refusal'

/** What import and export say. */
export const EXCHANGE_TEXTS = {
  importTitle: { zh: '导入', en: 'Import' },
  importHelp: {
    zh: '选一个 XLSX 或 CSV 文件，最多 {rows} 行。先看预览，确认后才写入。同一个文件再传一次，什么也不会变。',
    en: 'An XLSX or CSV file of {rows} rows at most. You see first what it would do; nothing is written until you confirm. The same file again changes nothing.'
  },
  importFile: { zh: '文件', en: 'File' },
  importPreview: { zh: '预览', en: 'Preview' },
  importTemplate: { zh: '模板', en: 'template' },
  importTemplates: { zh: '模板和填写说明（* 必填）', en: 'Templates, and what belongs in each column (* needed)' },
  importColumn: { zh: '列', en: 'Column' },
  importExample: { zh: '例', en: 'Example' },
  importPlaces: { zh: '地点', en: 'Places' },
  importProducts: { zh: '产品', en: 'Products' },
  importHarvests: { zh: '采摘', en: 'Harvests' },
  importCreated: { zh: '新增', en: 'Created' },
  importUpdated: { zh: '更正', en: 'Corrected' },
  importUnchanged: { zh: '不变', en: 'Unchanged' },
  importErrors: { zh: '有误', en: 'Errors' },
  importUnderway: { zh: '正在上链', en: 'On their way' },
  importRefused: { zh: '未写入', en: 'Not written' },
  importNothingYet: { zh: '还没有写入任何内容。', en: 'Nothing has been written yet.' },
  importSomeWrong: {
    zh: '有误的行不会写入，其余的可以先确认；改好后整个文件再传一次即可。',
    en: 'Rows with errors are not written; the others can be confirmed now. Mend the file and upload it again as a whole.'
  },
  importNothing: { zh: '没有要写入的内容。', en: 'There is nothing to write.' },
  importConfirm: { zh: '确认写入 {count} 行', en: 'Write {count} rows' },
  importChanged: {
    zh: '预览之后账本上有了变化，还没有写入，请再看一遍。',
    en: 'The ledger has moved on since the preview. Nothing was written; please look again.'
  },
  importAnother: { zh: '另选文件', en: 'Another file' },
  importCell: { zh: '单元格', en: 'Cell' },
  importWhy: { zh: '问题', en: 'What is wrong' },
  importMore: { zh: '另有 {count} 行', en: '{count} more rows' },
  importResult: { zh: '导入结果', en: 'What came of it' },
  importRow: { zh: '第 {row} 行：', en: 'row {row}:' },
  importUnknown: { zh: '结果不明，请再传一次同一文件查看', en: 'unknown; upload the same file again to see' },
  importInterrupted: {
    zh: '还没有结果。如果一直如此，请把同一文件再传一次：已写入的会显示为“不变”。',
    en: 'No result yet. Should it stay so, upload the same file again: what was written shows as unchanged.'
  },
  importGln: { zh: '地点代码（GLN）', en: 'GLN' },
  importNameZh: { zh: '名称', en: 'Name in Chinese' },
  importNameEn: { zh: '英文名称', en: 'Name in English' },
  importParent: { zh: '上级地点代码', en: 'Part of (GLN)' },
  importRegion: { zh: '行政区划代码', en: 'Region code' },
  importVillageZh: { zh: '村', en: 'Village in Chinese' },
  importVillageEn: { zh: '村（英文）', en: 'Village in English' },
  importMu: { zh: '面积（亩）', en: 'Area (mu)' },
  importAltitude: { zh: '海拔（米）', en: 'Altitude (m)' },
  importGtin: { zh: '商品条码（GTIN）', en: 'GTIN' },
  importForm: { zh: '形态', en: 'Form' },
  importUnit: { zh: '计量', en: 'Counted by' },
  importByMass: { zh: '重量', en: 'mass' },
  importByPiece: { zh: '件', en: 'piece' },
  importNet: { zh: '净含量（克）', en: 'Net content (g)' },
  importShelfLife: { zh: '保质期（天）', en: 'Shelf life (days)' },
  importContents: { zh: '可装的形态', en: 'May be packed of' },
  importBase: { zh: '基地代码', en: 'Base (GLN)' },
  importPlot: { zh: '地块代码', en: 'Plot (GLN)' },
  importTime: { zh: '采摘时间', en: 'Picked at' },
  importKilograms: { zh: '重量（公斤）', en: 'Kilograms' },
  importHouseholds: { zh: '户数', en: 'Households' },
  importMissing: { zh: '没有填', en: 'is empty' },
  importGlnWrong: { zh: '不是有效的 13 位地点代码（校验位不符）', en: 'no GLN of 13 digits with a right check digit' },
  importGtinWrong: {
    zh: '不是有效的商品条码（校验位不符，或被表格软件改成了科学计数）',
    en: 'no GTIN with a right check digit; spreadsheets may have rounded it'
  },
  importRegionWrong: { zh: '行政区划代码是 6 位数字', en: 'a region code has 6 digits' },
  importFormWrong: {
    zh: '形态用小写字母、数字和短横线，如 fresh-leaf',
    en: 'forms are of small letters, digits, hyphens: fresh-leaf'
  },
  importDecimalWrong: {
    zh: '应为不超过 {most} 的正数，最多 {decimals} 位小数',
    en: 'a positive number up to {most}, {decimals} decimals at most'
  },
  importWordWrong: { zh: '只能是：{words}', en: 'one of: {words}' },
  importTimeWrong: { zh: '时间写成 2026-04-05 16:30 这样', en: 'a time like 2026-04-05 16:30' },
  importNetWanted: {
    zh: '按件的产品要有净含量，按重量的不要',
    en: 'products by piece have a net content, others have none'
  },
  importTwice: { zh: '与第 {row} 行重复', en: 'the same as in row {row}' },
  importForeign: {
    zh: '账本上已由他人登记，或是另一种批次',
    en: 'on the ledger already, of another party or another kind'
  },
  importFixed: { zh: '账本上是“{value}”，不能改', en: 'the ledger has “{value}”, which stays' },
  importNotOwn: { zh: '没有登记，或不属于本单位', en: 'not registered, or not yours' },
  importNotPlot: { zh: '不是本单位登记的地块', en: 'no plot of yours' },
  importNotFresh: { zh: '没有登记，或不是鲜叶类产品', en: 'not registered, or no fresh produce' },
  importNotXlsx: { zh: '读不出这个 XLSX 文件，请另存后再传', en: 'This XLSX file cannot be read; save it anew' },
  importNotCsv: { zh: '读不出这个文件，请存成 XLSX 或 CSV', en: 'This file cannot be read; save it as XLSX or CSV' },
  importTooLarge: { zh: '文件太大，最多 {megabytes} MB', en: 'The file is too large: {megabytes} MB at most' },
  importTooManyRows: {
    zh: '行数太多，一次最多 {rows} 行，请分几次',
    en: 'Too many rows: {rows} at most; send it in parts'
  },
  importEmpty: { zh: '文件里没有内容', en: 'There is nothing in the file' },
  importHeader: {
    zh: '第一行应为列名。看起来是“{kind}”，但缺少：{missing}',
    en: 'The first row must name the columns. It looks like {kind}, without: {missing}'
  },
  exportTitle: { zh: '导出', en: 'Export' },
  exportHelp: {
    zh: '本单位登记的全部内容，列与导入模板相同。',
    en: 'All that your party has registered, in the columns of the import templates.'
  }
} as const satisfies Record<string, Text>
