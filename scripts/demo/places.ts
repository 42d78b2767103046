/** Where it happens: three supply bases with eighteen plots in five villages, eight outlets. */
import { gln } from './codes.js'
import { type PartyName, REGIONS } from './parties.js'

export const VILLAGES = [
  { zh: '演示·云岫村', en: 'Demo Yunxiu Village' },
  { zh: '演示·岫下村', en: 'Demo Xiuxia Village' },
  { zh: '演示·石坪村', en: 'Demo Shiping Village' },
  { zh: '演示·竹溪村', en: 'Demo Zhuxi Village' },
  { zh: '演示·梅岭村', en: 'Demo Meiling Village' }
]

export const CULTIVAR = '紫金蝉茶'

/** What a base is, and what share of a season it makes. Batches and plots are per season. */
export interface Base {
  party: PartyName
  gln: string
  name: { zh: string; en: string }
  altitude: number
  villages: number[]
  /** Plots of a season, 亩 × 100 each. */
  centiMu: number[]
}

const base = (
  party: PartyName,
  n: number,
  zh: string,
  en: string,
  altitude: number,
  villages: number[],
  centiMu: number[]
): Base => ({
  party,
  gln: gln(n),
  name: { zh: `演示·${zh}`, en: `Demo ${en}` },
  altitude,
  villages,
  centiMu
})

/** 54 + 36 + 18 = 108 mu. */
export const BASES = [
  base('yunxiu', 11, '云岫茶园', 'Yunxiu Garden', 620, [0, 3], [650, 580, 720, 500, 610, 540, 660, 480, 660]),
  base('xiuxia', 12, '岫下茶园', 'Xiuxia Garden', 540, [1, 4], [560, 640, 600, 520, 680, 600]),
  base('shiping', 13, '石坪茶园', 'Shiping Garden', 710, [2], [620, 570, 610])
]

export interface Plot {
  gln: string
  base: Base
  name: { zh: string; en: string }
  village: { zh: string; en: string }
  centiMu: number
  /** Households that pick here. */
  households: number
}

/** Sixty households on eighteen plots: four on every third, three on the others. */
const householdsOf = (n: number) => (n % 3 === 2 ? 4 : 3)

/** The plots of a season. Each season of a larger demonstration has plots of its own, or they would give too much. */
export function plotsOf(season: number): Plot[] {
  let n = 0
  return BASES.flatMap(base =>
    base.centiMu.map((centiMu, index): Plot => {
      const number = season * 18 + n
      n += 1
      return {
        gln: gln(1001 + number),
        base,
        name: { zh: `演示·${number + 1}号地块`, en: `Demo plot ${number + 1}` },
        village: VILLAGES[base.villages[index % base.villages.length]!]!,
        centiMu,
        households: householdsOf(n - 1)
      }
    })
  )
}

export interface Outlet {
  party: PartyName
  gln: string
  name: { zh: string; en: string }
}

const outlet = (party: PartyName, n: number, zh: string, en: string): Outlet => ({
  party,
  gln: gln(n),
  name: { zh: `演示·${zh}`, en: `Demo ${en}` }
})

/** Three counters, two zones, two pavilions, one online. */
export const OUTLETS = [
  outlet('pengchen', 101, '大学城帮扶专柜', 'University Town Counter'),
  outlet('pengchen', 102, '福田商超帮扶专柜', 'Futian Supermarket Counter'),
  outlet('pengchen', 103, '北站帮扶专柜', 'North Station Counter'),
  outlet('pengchen', 104, '罗湖消费专区', 'Luohu Zone'),
  outlet('pengchen', 105, '南山消费专区', 'Nanshan Zone'),
  outlet('centre', 106, '福田帮扶专馆', 'Futian Pavilion'),
  outlet('centre', 107, '宝安帮扶专馆', 'Bao’an Pavilion'),
  outlet('centre', 108, '线上帮扶专区', 'Online Zone')
] as const

/** Where the trader buys leaf. He declares it a plot, which is part of the story: only plots bring leaf forth. */
export const STATION = {
  gln: gln(201),
  party: 'trader',
  name: { zh: '演示·速成鲜叶收购点', en: 'Demo Sucheng leaf buying station' },
  kind: 'plot',
  region: REGIONS.zijin
} as const
export const LABORATORY = {
  gln: gln(202),
  party: 'laboratory',
  name: { zh: '演示·检测所实验室', en: 'Demo laboratory' },
  kind: 'laboratory',
  region: REGIONS.shenzhen
} as const
export const OFFICE = {
  gln: gln(203),
  party: 'regulator',
  name: { zh: '演示·市场监管局', en: 'Demo supervision office' },
  kind: 'office',
  region: REGIONS.shenzhen
} as const
/** Of the authority at the other end of the way: each asks the other for help across regions. */
export const COUNTY_OFFICE = {
  gln: gln(204),
  party: 'county',
  name: { zh: '演示·紫金县市场监管局', en: 'Demo Zijin supervision office' },
  kind: 'office',
  region: REGIONS.zijin
} as const
