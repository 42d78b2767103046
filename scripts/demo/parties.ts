/** Who takes part: eighteen parties of three organisations, all of them fictional. */
import type { Role } from '@suyuan/model/core/law'
import { uscc } from './codes.js'

export const BASE = 'BaseMSP'
export const RETAIL = 'RetailMSP'
export const REGULATOR = 'RegulatorMSP'
export const ORGANISATIONS = [BASE, RETAIL, REGULATOR] as const

export interface DemoParty {
  uscc: string
  organisation: (typeof ORGANISATIONS)[number]
  name: { zh: string; en: string }
  roles: Role[]
  licence?: string
}

const party = (
  code: string,
  organisation: DemoParty['organisation'],
  zh: string,
  en: string,
  roles: Role[],
  licence?: string
): DemoParty => ({
  uscc: code,
  organisation,
  name: { zh: `演示·${zh}`, en: `Demo ${en}` },
  roles,
  ...(licence && { licence })
})

const MAKER: Role[] = ['producer', 'processor', 'packer']
const ZIJIN = '441621'
const SHENZHEN = '440300'

export const PARTIES = {
  yunxiu: party(uscc(1, `91${ZIJIN}`), BASE, '紫金云岫茶业', 'Zijin Yunxiu Tea', MAKER, 'SC11444162190011'),
  xiuxia: party(uscc(2, `93${ZIJIN}`), BASE, '岫下茶叶合作社', 'Xiuxia Tea Cooperative', MAKER, 'SC11444162190028'),
  pengchen: party(uscc(3, `91${SHENZHEN}`), RETAIL, '深圳鹏晨商超', 'Shenzhen Pengchen Supermarkets', ['retailer']),
  primary: party(uscc(4, `12${SHENZHEN}`), RETAIL, '第一小学', 'First Primary School', ['buyer']),
  jifeng: party(uscc(5, `91${SHENZHEN}`), BASE, '疾风冷链', 'Jifeng Cold Chain', ['carrier']),
  laboratory: party(uscc(6, `12${SHENZHEN}`), REGULATOR, '检测所', 'Testing Institute', ['laboratory']),
  centre: party(uscc(7, `91${SHENZHEN}`), RETAIL, '消费帮扶中心运营', 'Assistance Centre Operations', ['retailer']),
  trader: party(uscc(8, `91${ZIJIN}`), BASE, '速成茶叶贸易', 'Sucheng Tea Trading', ['producer', 'processor']),
  hospital: party(uscc(9, `12${SHENZHEN}`), RETAIL, '区医院', 'District Hospital', ['buyer']),
  bureau: party(uscc(10, `11${SHENZHEN}`), RETAIL, '机关食堂', 'Government Canteen', ['buyer']),
  regulator: party(uscc(11, `11${SHENZHEN}`), REGULATOR, '市场监管局', 'Market Supervision Bureau', ['inspector']),
  shiping: party(uscc(12, `93${ZIJIN}`), BASE, '石坪茶叶合作社', 'Shiping Tea Cooperative', MAKER, 'SC11444162190035'),
  county: party(uscc(13, `11${ZIJIN}`), REGULATOR, '紫金县市场监管局', 'Zijin Market Supervision Bureau', [
    'inspector'
  ]),
  certifier: party(uscc(14, `52${SHENZHEN}`), REGULATOR, '圳品评价中心', 'Zhenpin Evaluation Centre', ['certifier']),
  office: party(uscc(15, `11${SHENZHEN}`), REGULATOR, '市帮扶协作办', 'City Assistance Office', ['office']),
  retesting: party(uscc(16, `12${SHENZHEN}`), REGULATOR, '复检所', 'Re-testing Institute', ['laboratory']),
  tiandong: party(uscc(17, '93451022'), BASE, '田东芒果合作社', 'Tiandong Mango Cooperative', MAKER),
  hetian: party(uscc(18, '93653200'), BASE, '和田红枣合作社', 'Hotan Date Cooperative', MAKER)
} as const satisfies Record<string, DemoParty>
export type PartyName = keyof typeof PARTIES

export const ALL_PARTIES: readonly DemoParty[] = Object.values(PARTIES)
export const REGIONS = { zijin: ZIJIN, shenzhen: SHENZHEN }
