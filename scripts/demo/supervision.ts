/** What supervision did: the trader's case from impossible yield to the register, a draw, an order that was not carried out. */
import { createHash } from 'node:crypto'
import { commitmentText } from '@suyuan/model/supervision/draw'
import { date, day } from './calendar.js'
import { CLAIMED } from './fraud.js'
import { PARTIES } from './parties.js'
import type { DemoRequest, Stage } from './request.js'

const { trader, regulator, yunxiu, xiuxia, shiping, pengchen, centre } = PARTIES

const step = (as: string, action: string, id: string, body: object = {}): DemoRequest => ({
  as,
  path: `/api/supervision/${action}`,
  key: `demo/supervision/${action}/${id}`,
  body: { id, ...body }
})
const officer = (action: string, id: string, body: object = {}) => step(regulator.uscc, action, id, body)

export const CASE_ID = 'AJ-2026-001'
export const SANCTION_ID = 'CF-2026-001'
export const DRAW_ID = 'CC-2026-001'
const ORDER_ID = 'ZG-2026-001'

/** Of a demonstration nothing is secret. A service makes secrets of its own key. */
const numberOf = (text: string) => createHash('sha256').update(`demonstration ${text}`).digest('hex')
const SECRET = numberOf('secret')

const opened = officer('openCase', CASE_ID, {
  ...{ party: trader.uscc, kind: 'falsehood', origin: 'complaint', reference: 'TS-demonstration' },
  ...CLAIMED,
  words: '1500 公斤鲜叶报 600 公斤干茶'
})
const planned = officer('planInspection', DRAW_ID, {
  title: '2026 年春茶抽查',
  candidates: [
    { party: yunxiu.uscc, weight: 2, why: '召回一次' },
    { party: xiuxia.uscc, weight: 1 },
    { party: shiping.uscc, weight: 1 },
    { party: trader.uscc, weight: 9, why: '不合格批次 1，被拒指令 1' },
    { party: centre.uscc, weight: 4, why: '逾期整改 1' }
  ],
  count: 2,
  witnesses: [yunxiu.uscc, pengchen.uscc],
  commitment: createHash('sha256').update(commitmentText(DRAW_ID, SECRET)).digest('hex')
})
const ordered = officer('orderRectification', ORDER_ID, {
  ...{ party: centre.uscc, given: date(day(4, 20)), due: date(day(5, 10)) },
  words: '补齐进货查验记录：生产许可、合格证明、送货单'
})

const witnessed = [yunxiu, pengchen].map(({ uscc }) =>
  step(uscc, 'witnessDraw', DRAW_ID, { party: uscc, value: numberOf(uscc) })
)

const stage = (zh: string, en: string, requests: DemoRequest[]): Stage => ({ zh, en, requests })

/** All but the last word: what comes of it for the trader. */
export const supervised = (): Stage[] => [
  stage('立案、抽查计划、责令整改', 'a case, a plan, an order', [opened, planned, ordered]),
  stage('分办、见证、逾期', 'assigned, witnessed, overdue', [
    officer('triageCase', CASE_ID),
    ...witnessed,
    officer('declareOverdue', ORDER_ID)
  ]),
  stage('调查、抽取', 'investigated, drawn', [
    officer('investigateCase', CASE_ID),
    officer('drawInspection', DRAW_ID, { secret: SECRET })
  ]),
  stage('认定属实', 'upheld', [
    officer('upholdCase', CASE_ID, {
      words: '任何含水量都达不到 2.5∶1，说明不成立',
      documents: [{ title: '演示·调查报告〔2026〕1号' }]
    })
  ])
]

/** Disqualified for two years by the decision: what the register shows. */
export const disqualified = officer('disqualify', SANCTION_ID, {
  ...{ case: CASE_ID, authority: '演示·市场监管局', decision: '演示·处理决定〔2026〕1号' },
  ...{ from: date(day(4, 20)), until: '2028-04-19' },
  words: '以次充好、弄虚作假，取消在深项目供货资格'
})

/** Where these stories are read. */
export const supervisionStories = [
  {
    zh: '商贩：从异常出茶率到取消资格',
    en: 'A trader, from impossible yield to disqualification',
    path: '/board/supervision'
  },
  {
    zh: '一次任何人都可以重算的抽查',
    en: 'A draw that anybody can make again',
    path: `/board/supervision/draws/${DRAW_ID}`
  }
]
