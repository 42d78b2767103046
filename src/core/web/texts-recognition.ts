import type { Text } from '@suyuan/model/core/refusal'

/** What is said of recognition and its registers. */
export const RECOGNITION_TEXTS = {
  recognition: { zh: '帮扶产品认定', en: 'Recognised products' },
  recognitionHelp: {
    zh: '产品在国家级、省级名录中的认定情况；832 平台资格另按供应商注册地所在县判断。',
    en: 'Standing in the national and provincial registers; the 832 platform goes by the county of the supplier alone.'
  },
  recognitionCases: { zh: '认定申请', en: 'Applications for recognition' },
  recognitionCasesHelp: {
    zh: '申请、初审、复审、审定、公示、备案；公示期内可以提出异议。',
    en: 'Application, two reviews, approval, public notice with objections, filing.'
  },
  recognitionNumber: { zh: '申请编号', en: 'Application' },
  recognitionRegister: { zh: '名录', en: 'Register' },
  recognitionFiling: { zh: '备案号', en: 'Filing number' },
  recognitionNoticed: { zh: '公示开始', en: 'Notice began' },
  recognitionFrom: { zh: '备案日期（默认今天）', en: 'First day (today, where left out)' },
  recognitionNone: { zh: '未认定', en: 'in no register' },
  recognitionIs832: { zh: '具备 832 平台供货资格', en: 'eligible for the 832 platform' },
  recognitionNot832: { zh: '不具备 832 平台供货资格', en: 'not eligible for the 832 platform' },
  recognitionLapsed: { zh: '已不在名录：', en: 'no longer in the register: ' },
  recognitionScreened: { zh: '{day} 核对', en: 'screened on {day}' },
  recognitionScreenedByItself: { zh: '{day} 自动核对', en: 'screened on {day} by schedule' },
  recognitionNever: { zh: '从未核对', en: 'never screened' },
  recognitionDue: { zh: '应再次核对', en: 'due again' },
  recognitionScreenAll: { zh: '核对应核对的产品', en: 'Screen what is due' },
  recognitionScreening: { zh: '认定核对与评分', en: 'Screening and scores' },
  recognitionScreeningHelp: {
    zh: '把登记的产品与名录、832 县名单核对，结果记在账本上；已不在名录的会标出。',
    en: 'Holds what is listed against registers and counties, on the ledger; what is no longer recognised is flagged.'
  },
  recognitionSchedule: { zh: '定期自动核对', en: 'Screening by schedule' },
  recognitionScheduleOff: {
    zh: '本服务没有帮扶办的密钥，或未开启定期核对，因此不自动核对。',
    en: 'This service holds no key of an assistance office, or has the schedule off: it screens nothing by itself.'
  },
  recognitionRound: {
    zh: '上次 {time}：核对 {products} 个产品，{lapsed} 个已不在名录。以{office}的名义、用平台代管密钥自动记录，不是某个人的操作。',
    en: 'Last {time}: {products} products, {lapsed} of them no longer in a register. Recorded in the name of {office} by the key that the platform keeps for it; nobody in person did it.'
  },
  recognitionRoundNone: { zh: '还没有自动核对过。', en: 'None has run yet.' },
  recognitionRoundNext: {
    zh: '下次 {time}：届时应核对 {count} 个产品。',
    en: 'Next {time}: {count} products are due by then.'
  },
  recognitionScore: { zh: '推荐评分', en: 'Score for recommendation' },
  recognitionScores: { zh: '推荐分 {score}', en: 'recommendation score {score}' },
  recognitionScoreHelp: {
    zh: '四项各 0–100 分，只用于推荐排序，不决定认定。',
    en: 'Four criteria, 0 to 100 each: they rank what is recommended and never decide recognition.'
  },
  recognitionEvidence: { zh: '依据', en: 'Evidence' }
} as const satisfies Record<string, Text>
