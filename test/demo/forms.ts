/** A form of each module, by whom it is for, with something wrong in it that only the service finds. */
import { PARTIES } from '../../scripts/demo/parties.js'
import { BASES, plotsOf } from '../../scripts/demo/places.js'
import { PRODUCTS } from '../../scripts/demo/products.js'

export interface WrongForm {
  /** Account of the demonstration. */
  account: string
  path: string
  /** What is typed, and chosen. */
  typed: Readonly<Record<string, string>>
  chosen?: Readonly<Record<string, string>>
  ticked?: Readonly<Record<string, string>>
  /** Of the form's fields those that come back marked, each with its name in both languages. */
  wrong: Readonly<Record<string, readonly [zh: string, en: string]>>
}

const [PLOT] = plotsOf(0)
const [BASE] = BASES

export const WRONG_FORMS: readonly WrongForm[] = [
  {
    account: 'operator',
    path: `/desk/bases/plots/${PLOT!.gln}/inputs/new`,
    typed: { product: '石硫合剂', source: '演示·农资店', dose: '一些', intervalDays: '多' },
    wrong: { dose: ['用量', 'Dose'], intervalDays: ['安全间隔期（天）', 'Pre-harvest interval (days)'] }
  },
  {
    account: 'office',
    path: `/audit/bases/${BASE!.gln}/checks`,
    typed: { checkedOn: '2026-03-02', expires: '2026-03-01', document: '核查记录' },
    ticked: { aspect: 'quality', result: 'yes' },
    wrong: { expires: ['有效期至', 'Valid until'] }
  },
  {
    account: 'operator',
    path: '/desk/certification/applications/new/apply',
    typed: { region: '紫金' },
    chosen: { gtin: PRODUCTS.small.gtin },
    wrong: { region: ['产地（行政区划代码）', 'Region of origin (GB/T 2260)'] }
  },
  {
    account: 'office',
    path: '/audit/recognition/products',
    typed: { quality: '101', price: '80', character: '90', benefit: '85', words: '评分表' },
    wrong: { quality: ['质量好', 'good quality'] }
  },
  {
    account: 'regulator',
    path: '/audit/supervision/draws/new/planInspection',
    typed: { title: '夏茶抽查', count: '0' },
    wrong: { count: ['抽取数量', 'How many to draw'], witnesses: ['见证方', 'Witnesses'] }
  },
  {
    account: 'operator',
    path: '/desk/monitoring/sensors/new/registerSensor',
    typed: { id: '一号 库房', name: '库房温度计' },
    chosen: { kind: 'temperature' },
    wrong: { id: ['传感器编号', 'Number of the sensor'] }
  }
]

/** The same phone's operator sends one that is right. */
export const RIGHT_FORM = {
  account: 'operator',
  path: '/desk/monitoring/sensors/new/registerSensor',
  typed: { id: 'DEMO-STORE-T', name: '库房温度计' },
  chosen: { kind: 'temperature' },
  leadsTo: '/desk/monitoring/sensors/DEMO-STORE-T',
  says: ['库房温度计', PARTIES.yunxiu.name.zh]
} as const
