import type { Text } from '@suyuan/model/core/refusal'
import { DESK_APP_TEXTS } from './browser/texts-desk.js'

/** What /desk says: its app by itself, and the pages that the gateway makes. */
export const DESK_TEXTS = {
  ...DESK_APP_TEXTS,

  // My goods
  deskGoodsHere: { zh: '在手', en: 'On hand' },
  deskGoodsComing: { zh: '在途到货', en: 'On the way to us' },
  deskGoodsGoing: { zh: '在途发出', en: 'On the way from us' },
  deskGoodsHeld: { zh: '暂扣和召回', en: 'On hold, recalled' },
  deskGoodsNone: { zh: '没有', en: 'Nothing' },
  deskSearch: { zh: '批次号、箱码或单号', en: 'Lot, case or shipment number' },
  deskSearchButton: { zh: '查找', en: 'Find' },
  deskSearchNone: { zh: '没有找到', en: 'Nothing was found' },
  deskFromTo: { zh: '{from} → {to}', en: '{from} → {to}' },
  deskMadeOf: { zh: '由这些制成', en: 'Made of' },
  deskMadeInto: { zh: '制成了这些', en: 'Made into' },
  deskSold: { zh: '已售', en: 'sold' },
  deskHeldHere: { zh: '现存', en: 'on hand' },
  deskBlocked: { zh: '不可售', en: 'not for sale' },
  deskPublicPage: { zh: '消费者看到的页面', en: 'As consumers see it' },
  deskRecallThis: { zh: '召回这一批', en: 'Recall this lot' },
  deskLogged: { zh: '记录', en: 'Entries' },
  deskPhoto: { zh: '照片 {number}', en: 'photo {number}' },

  // Forms on the line
  deskOnlineHelp: {
    zh: '不用安装，有网络就能用。由平台代管的密钥签名，账本上会标明。',
    en: 'Nothing to install; it takes a signal. Signed by a key that the platform keeps for you, which the ledger says.'
  },
  deskRecordedTitle: { zh: '已上链', en: 'On the ledger' },
  deskTakenTitle: { zh: '已收到，正在上链', en: 'Taken, on its way to the ledger' },
  deskRefresh: { zh: '刷新', en: 'Refresh' }
} as const satisfies Record<string, Text>
