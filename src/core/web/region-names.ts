import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { say } from './texts.js'

/** Provinces: the first two figures of their codes (GB/T 2260), their letters in ISO 3166-2:CN, their names. */
const PROVINCES: readonly (readonly [figures: string, letters: string, zh: string, en: string])[] = [
  ['11', 'BJ', '北京', 'Beijing'],
  ['12', 'TJ', '天津', 'Tianjin'],
  ['13', 'HE', '河北', 'Hebei'],
  ['14', 'SX', '山西', 'Shanxi'],
  ['15', 'NM', '内蒙古', 'Inner Mongolia'],
  ['21', 'LN', '辽宁', 'Liaoning'],
  ['22', 'JL', '吉林', 'Jilin'],
  ['23', 'HL', '黑龙江', 'Heilongjiang'],
  ['31', 'SH', '上海', 'Shanghai'],
  ['32', 'JS', '江苏', 'Jiangsu'],
  ['33', 'ZJ', '浙江', 'Zhejiang'],
  ['34', 'AH', '安徽', 'Anhui'],
  ['35', 'FJ', '福建', 'Fujian'],
  ['36', 'JX', '江西', 'Jiangxi'],
  ['37', 'SD', '山东', 'Shandong'],
  ['41', 'HA', '河南', 'Henan'],
  ['42', 'HB', '湖北', 'Hubei'],
  ['43', 'HN', '湖南', 'Hunan'],
  ['44', 'GD', '广东', 'Guangdong'],
  ['45', 'GX', '广西', 'Guangxi'],
  ['46', 'HI', '海南', 'Hainan'],
  ['50', 'CQ', '重庆', 'Chongqing'],
  ['51', 'SC', '四川', 'Sichuan'],
  ['52', 'GZ', '贵州', 'Guizhou'],
  ['53', 'YN', '云南', 'Yunnan'],
  ['54', 'XZ', '西藏', 'Tibet'],
  ['61', 'SN', '陕西', 'Shaanxi'],
  ['62', 'GS', '甘肃', 'Gansu'],
  ['63', 'QH', '青海', 'Qinghai'],
  ['64', 'NX', '宁夏', 'Ningxia'],
  ['65', 'XJ', '新疆', 'Xinjiang'],
  ['71', 'TW', '台湾', 'Taiwan'],
  ['81', 'HK', '香港', 'Hong Kong'],
  ['82', 'MO', '澳门', 'Macao']
]

/** Cities and counties of the programme's ends: those of others go by their province and code. */
const COUNTIES: Readonly<Record<string, Text>> = {
  '440300': { zh: '深圳市', en: 'Shenzhen' },
  '441600': { zh: '河源市', en: 'Heyuan' },
  '441621': { zh: '河源市紫金县', en: 'Zijin County' },
  '451022': { zh: '百色市田东县', en: 'Tiandong County' },
  '653200': { zh: '和田地区', en: 'Hotan Prefecture' }
}

/** The province that a region names by a code, or is. */
function provinceIn(region: string): Text | undefined {
  const figures = /^(\d\d)\d{0,4}$/.exec(region)?.[1]
  const letters = /^CN-([A-Z]{2})$/.exec(region)?.[1]
  const place = region.replace(/^中国[ |·-]*/, '')
  const found = PROVINCES.find(([code, iso, zh]) => code === figures || iso === letters || place.startsWith(zh))
  return found && { zh: found[2], en: found[3] }
}

/** The province of a region, so that two ways of writing it are one; a region of no province is its own. */
export const provinceOf = (region: string): string => provinceIn(region)?.zh ?? region

/** A region as people read it: codes by their province, the rest as the proxy says it. */
export function regionText(region: string): Text {
  if (region === '') return say('scanRegionUnknown')
  const isCode = /^(\d+|[A-Z-]+)$/.test(region)
  return (isCode && provinceIn(region)) || untranslated(region)
}

/** A county or city by its code (GB/T 2260), which stands with its name. */
export function countyText(code: string): Text {
  const province = regionText(code)
  const county = COUNTIES[code]
  if (province.zh === code) return province
  return {
    zh: `${province.zh}${county?.zh ?? ''}（${code}）`,
    en: `${county ? `${county.en}, ` : ''}${province.en}`
  }
}
