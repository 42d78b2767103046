import type { Text } from '@suyuan/model/core/refusal'

/** What a thing's page says beside its journey. */
export const STORY_TEXTS = {
  pickedOn: { zh: '采摘日期', en: 'Picked' },
  gradeName: { zh: '等级', en: 'Grade' },
  pickedBy: { zh: '采摘农户', en: 'Picked by' },
  householdsMost: { zh: '每批最多 {count} 户', en: 'at most {count} households a lot' },
  householdsFew: { zh: '每批少于{count}户', en: 'fewer than {count} households a lot' },
  daysLeft: { zh: '还有 {count} 天', en: '{count} days left' },
  daysSince: { zh: '已过 {count} 天', en: '{count} days ago' },
  storage: { zh: '贮存', en: 'Storage' },
  storageTea: {
    zh: '密封、避光、防潮，远离异味。以包装标示为准。',
    en: 'Keep sealed, dry, away from light and odours. What the pack says comes first.'
  },
  storageLeaf: {
    zh: '鲜叶：摊薄透气，避免日晒和堆压，当天加工。',
    en: 'Fresh leaf: spread thin in the shade, and make tea of it the same day.'
  },

  tests: { zh: '检测结果', en: 'Laboratory results' },
  testedBy: { zh: '检测机构', en: 'Laboratory' },
  testReport: { zh: '报告编号', en: 'Report' },
  testStandard: { zh: '依据', en: 'Standard' },
  testConclusion: { zh: '结论', en: 'Finding' },
  moreTests: { zh: '其余 {count} 份报告', en: '{count} more reports' },
  seeTests: { zh: '查看检测结果', en: 'See the results' },

  // How who took a step stood
  standingGood: { zh: '供货资格正常', en: 'in good standing' },
  standingSince: { zh: '{measure}（自 {from} 起，{decision}）', en: '{measure} (since {from}, {decision})' },
  standingWithin: { zh: '{measure}（{from} 至 {until}，{decision}）', en: '{measure} ({from} to {until}, {decision})' },
  standingThenNow: { zh: '当时：{before}；现在：{now}', en: 'then: {before}; now: {now}' },
  standingThenAndNow: { zh: '当时和现在：{standing}', en: 'then as now: {standing}' },
  standingNote: {
    zh: '“当时”按记录的发生时间、“现在”按今天，取自监管登记册；核验凭证不包含这些。',
    en: 'Then is when it happened, now is today, by the public register of sanctions; proofs do not cover this.'
  },

  mapTitle: { zh: '路线示意图', en: 'Map of the way' },
  mapCaption: {
    zh: '示意图：不按比例，不画边界，地点只到村一级。距离为县（区）驻地之间的直线距离，取整到十公里。',
    en: 'A diagram: not to scale, without boundaries, places no nearer than their village. Distances are straight lines between county seats, to the nearest ten kilometres.'
  },
  mapAhead: { zh: '尚未到达', en: 'not there yet' },
  mapSameDay: { zh: '当天', en: 'the same day' },
  mapDays: { zh: '{count} 天后', en: '{count} d later' },
  mapMore: { zh: '另有 {count} 处', en: 'and {count} more' },
  towardsEast: { zh: '向东约 {kilometres} 公里', en: 'about {kilometres} km east' },
  towardsNorthEast: { zh: '向东北约 {kilometres} 公里', en: 'about {kilometres} km north-east' },
  towardsNorth: { zh: '向北约 {kilometres} 公里', en: 'about {kilometres} km north' },
  towardsNorthWest: { zh: '向西北约 {kilometres} 公里', en: 'about {kilometres} km north-west' },
  towardsWest: { zh: '向西约 {kilometres} 公里', en: 'about {kilometres} km west' },
  towardsSouthWest: { zh: '向西南约 {kilometres} 公里', en: 'about {kilometres} km south-west' },
  towardsSouth: { zh: '向南约 {kilometres} 公里', en: 'about {kilometres} km south' },
  towardsSouthEast: { zh: '向东南约 {kilometres} 公里', en: 'about {kilometres} km south-east' },

  signers: { zh: '谁签了名', en: 'Who signed' },
  signed: { zh: '{count} 条，最后一条录入于 {last}', en: 'entries: {count}, the last entered {last}' },
  hashIds: { zh: '事件指纹（{count} 个）', en: 'Event hash ids ({count})' },
  hashIdName: { zh: '事件指纹', en: 'Event hash id' },
  hashIdShort: { zh: '指纹 {digits}…', en: 'hash {digits}…' },
  hashIdsHelp: {
    zh: '事件指纹由事件的全部内容算出（GS1 CBV 2.0），内容改一个字就不同。持有事件原文的人可以自己算出来比对。',
    en: 'A hash id is worked out of all that an event says (GS1 CBV 2.0): another word, another id. Whoever has the event can work it out and compare.'
  },
  enteredAt: { zh: '{time} 录入', en: 'entered {time}' },

  shareButton: { zh: '分享本页', en: 'Share' },
  shareDone: { zh: '链接已复制', en: 'Link copied' }
} as const satisfies Record<string, Text>
