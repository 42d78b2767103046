import type { Text } from '@suyuan/model/core/refusal'

/** What the programme's matters are called on every page of theirs. */
export const MATTER_TEXTS = {
  navProgramme: { zh: '项目', en: 'Matters' },
  matterHere: { zh: '项目业务', en: 'The programme' },
  matterHereHelp: {
    zh: '申请、认定、评价、监管等事项，每一步都记在账本上。',
    en: 'Applications, recognition, evaluation, supervision: every step is on the ledger.'
  },
  matterBoard: { zh: '项目公示', en: 'Public registers' },
  matterBoardHelp: {
    zh: '任何人都可以查询。每条记录的每一步都在账本上，可以核验。',
    en: 'Open to everybody. Each step of each record is on the ledger, and can be verified.'
  },
  matterNone: { zh: '没有记录。', en: 'Nothing here.' },
  matterState: { zh: '状态', en: 'State' },
  matterParty: { zh: '主体', en: 'Party' },
  matterAll: { zh: '全部', en: 'All' },
  matterSearch: { zh: '按编号、名称查找', en: 'Search by number or name' },
  matterFind: { zh: '查找', en: 'Search' },
  matterMore: { zh: '更多', en: 'More' },
  matterSteps: { zh: '可以办理', en: 'What can be done now' },
  matterHistory: { zh: '办理经过', en: 'What was done' },
  matterWords: { zh: '说明', en: 'Words' },
  matterWordsHint: { zh: '会永久记在账本上，不要写个人信息。', en: 'Stays on the ledger for good: nothing personal.' },
  matterDocument: { zh: '文书名称、文号', en: 'Document, with its number' },
  matterDocuments: { zh: '文书', en: 'Documents' },
  matterBlock: { zh: '区块 {block}', en: 'block {block}' },
  matterProof: { zh: '核验凭证', en: 'proof' },
  matterSubmit: { zh: '提交并签署', en: 'Sign and send' },
  matterWrong: { zh: '写法不对，请检查', en: 'not written as it should be, please check' },
  matterNeeded: { zh: '请填写', en: 'it is needed' },
  matterNumber: { zh: '请填数字', en: 'a number, please' },
  matterMoment: { zh: '时间写成 2026-04-05T08:00 这样', en: 'a time like 2026-04-05T08:00' },
  matterLong: { zh: '太长了，最多 {most} 个字', en: 'too long, {most} characters at most' },
  matterWrongAt: { zh: '内容不符合要求：{field}', en: 'Something is not as it should be: {field}' },
  matterUnderway: {
    zh: '已提交，正在上链。请稍后刷新本页。',
    en: 'Sent, on its way to the ledger. Please load this page again in a moment.'
  },
  matterChoose: { zh: '请选择', en: 'Choose' },
  matterYes: { zh: '是', en: 'Yes' },
  matterLogIn: { zh: '登录后办理', en: 'Log in to do something about it' }
} as const satisfies Record<string, Text>
