import type { Text } from '@suyuan/model/core/refusal'

/** The part of the dictionary that a page says by itself, once its reader has it checked. */
export const CHECK_TEXTS = {
  checkRunning: { zh: '正在取证明并验算……', en: 'Fetching the proof and working it out…' },
  checkHolds: { zh: '核验通过', en: 'It holds' },
  checkDiffers: { zh: '账本证明成立，但本页与它不符', en: 'The proof holds, but this page differs from it' },
  checkFails: { zh: '核验不通过', en: 'It does not hold' },
  checkAbout: { zh: '核验对象：{thing}，请与包装上的号码比对。', en: 'Checked: {thing}. Compare it with the pack.' },
  checkEndorsed: {
    zh: '{count} 家机构的节点各自签名背书：{names}。',
    en: 'Peers of {count} organisations endorsed it, each with its own signature: {names}.'
  },
  checkSteps: {
    zh: '本页逐条列出的 {count} 条记录都在账本上，种类和日期与账本一致，写入后未被改动。',
    en: 'All {count} entries that this page lists are on the ledger, of the same kind and day, unaltered since.'
  },
  checkHashIds: {
    zh: '本页列出的 {count} 个事件指纹，正是各机构背书的那些。',
    en: 'The {count} event hash ids that this page lists are those that the organisations endorsed.'
  },
  checkHashIdsNot: {
    zh: '本页有 {count} 个事件指纹与证明不符，已在上面标出。',
    en: '{count} event hash ids of this page are not in the proof; they are marked above.'
  },
  checkMore: {
    zh: '证明中另有 {count} 条记录，本页没有逐条列出。',
    en: 'The proof holds {count} more, which this page does not list one by one.'
  },
  checkMissing: {
    zh: '本页有 {count} 条记录在证明中找不到，已在上面标出。',
    en: '{count} entries of this page are not in the proof; they are marked above.'
  },
  checkOther: {
    zh: '本页有 {count} 条记录的种类或日期与证明不符，已在上面标出。',
    en: '{count} entries of this page are of another kind or day in the proof; they are marked above.'
  },
  checkNot: { zh: '核验不能说明的', en: 'What this does not show' },
  checkNotTrue: { zh: '录入的内容当时是否属实', en: 'that what was entered was true' },
  checkNotAll: {
    zh: '有没有遗漏，此后有没有新的记录（例如召回）',
    en: 'that nothing is left out, or came later (such as a recall)'
  },
  checkNotNames: {
    zh: '名称、数量的换算、补录等标注，以及本页上方的状态',
    en: 'names, converted amounts, remarks such as “entered late” or on who stood how, and the status above'
  },
  checkWords: { zh: '账本所载（{count} 条）', en: 'What the ledger says, in short ({count})' },
  checkAdvice: {
    zh: '请不要以本页为准，并告知购买的门店或项目方。',
    en: 'Do not rely on this page, and tell the shop or the programme.'
  },
  checkDetail: { zh: '技术信息', en: 'technically' },
  checkPending: {
    zh: '证明还没有备好：最新的记录尚未得到每一家机构的确认。请过一分钟再试。',
    en: 'The proof is not ready: not every organisation has attested the newest entries yet. Try again in a minute.'
  },
  checkUnreachable: {
    zh: '没有取到证明（{reason}）。请稍后再试；这不说明记录有问题。',
    en: 'The proof could not be fetched ({reason}). Try again later; it says nothing against the record.'
  },
  stepProven: { zh: '✓ 已核验', en: 'checked' },
  stepsProven: { zh: '✓ 列出的 {count} 条已核验', en: 'the {count} listed are checked' },
  stepsNot: { zh: '✗ 列出的有 {count} 条未通过', en: '{count} of the listed do not hold' },
  stepMissing: { zh: '✗ 证明中没有这一条', en: 'not in the proof' },
  stepOther: { zh: '✗ 与证明不符', en: 'differs from the proof' },

  // What did not hold, by what was looked at
  failsFormat: { zh: '证明残缺或被改动过', en: 'the proof is damaged or was altered' },
  failsGenesis: { zh: '证明属于另一个账本', en: 'the proof is of another ledger' },
  failsConfiguration: { zh: '账本由哪些机构组成，读不出来', en: 'whose ledger it is cannot be read' },
  failsOrder: { zh: '证明的次序被改动过', en: 'the order of the proof was altered' },
  failsCheckpoint: { zh: '机构确认的检查点不成立', en: 'the checkpoint that the organisations attested does not hold' },
  failsEndorsement: { zh: '有机构的背书签名不成立', en: 'the endorsement of an organisation does not hold' },
  failsCommand: { zh: '有记录与账本上的不一样', en: 'an entry is not as it is on the ledger' },
  failsStory: { zh: '证明说的不是这一件产品', en: 'the proof is not of this product' }
} as const satisfies Record<string, Text>
