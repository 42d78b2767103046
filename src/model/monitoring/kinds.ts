import type { Text } from '../core/refusal.js'

/** What is measured: its GS1 measurement type, and its unit by UN/ECE Recommendation 20 and as people write it. */
export interface Kind extends Text {
  type: string
  uom: string
  sign: string
}

export const KINDS = {
  temperature: { zh: '温度', en: 'temperature', type: 'Temperature', uom: 'CEL', sign: '°C' },
  humidity: { zh: '相对湿度', en: 'relative humidity', type: 'RelativeHumidity', uom: 'P1', sign: '%' },
  soilMoisture: { zh: '土壤含水率', en: 'soil moisture', type: 'VolumeFraction', uom: 'P1', sign: '%' },
  rainfall: { zh: '降雨量', en: 'rainfall', type: 'Length', uom: 'MMT', sign: 'mm' },
  windSpeed: { zh: '风速', en: 'wind speed', type: 'Speed', uom: 'MTS', sign: 'm/s' },
  illuminance: { zh: '光照度', en: 'illuminance', type: 'Illuminance', uom: 'LUX', sign: 'lx' }
} as const satisfies Record<string, Kind>
export type KindName = keyof typeof KINDS
export const KIND_NAMES = Object.keys(KINDS) as KindName[]
