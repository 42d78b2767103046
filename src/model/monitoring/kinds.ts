import type { Text } from '../core/refusal.js'

/** What is measured: its GS1 measurement type, and its unit by UN/ECE Recommendation 20 and as people write it. */
export interface Kind extends Text {
  type: string
  uom: string
  sign: string
  /** It may be nought for days: no rain, no wind, no light. */
  rests?: true
}

export const KINDS = {
  temperature: { zh: '温度', en: 'temperature', type: 'Temperature', uom: 'CEL', sign: '°C' },
  humidity: { zh: '相对湿度', en: 'relative humidity', type: 'RelativeHumidity', uom: 'P1', sign: '%' },
  soilMoisture: { zh: '土壤含水率', en: 'soil moisture', type: 'VolumeFraction', uom: 'P1', sign: '%' },
  rainfall: { zh: '降雨量', en: 'rainfall', type: 'Length', uom: 'MMT', sign: 'mm', rests: true },
  windSpeed: { zh: '风速', en: 'wind speed', type: 'Speed', uom: 'MTS', sign: 'm/s', rests: true },
  illuminance: { zh: '光照度', en: 'illuminance', type: 'Illuminance', uom: 'LUX', sign: 'lx', rests: true }
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof KINDS
export const kindOf = (name: KindName): Kind => KINDS[name]
export const KIND_NAMES = Object.keys(KINDS) as KindName[]
