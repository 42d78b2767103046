import type { Text } from '@suyuan/model/core/refusal'

/** What pages say of what sensors measure. */
export const MONITORING_TEXTS = {
  navMonitoring: { zh: '监测', en: 'Monitoring' },
  monitoringTitle: { zh: '实时监测', en: 'Real-time monitoring' },
  monitoringHelp: {
    zh: '种植、加工、仓储、运输中的传感器读数。读数超出规定的，货物自动暂扣待查验。',
    en: 'What sensors say of growing, processing, storing and moving. Goods beyond their limits are held until inspected.'
  },
  monitoringNone: {
    zh: '还没有监测对象。请先登记传感器并设定位置。',
    en: 'Nothing is watched yet: register a sensor and say where it is.'
  },
  monitoringSensors: { zh: '传感器', en: 'Sensors' },
  monitoringSensorsHelp: { zh: '登记、设定位置、停用。', en: 'Register them, say where they are, retire them.' },
  monitoringExcursions: { zh: '超限记录', en: 'Excursions' },
  monitoringExcursionsHelp: {
    zh: '读数超出规定的时段，货物待查验。',
    en: 'Times at which readings were beyond the rule; the goods are to be inspected.'
  },
  monitoringOpen: { zh: '{count} 处超限待查验', en: '{count} excursions to be inspected' },
  monitoringShipment: { zh: '运单 {number}', en: 'Shipment {number}' },
  monitoringNewest: { zh: '最近读数 {time}', en: 'newest reading {time}' },
  monitoringNever: { zh: '尚无读数', en: 'no reading yet' },
  monitoringRange: { zh: '{least}–{most} {sign}，{count} 个读数', en: '{least} to {most} {sign}, {count} readings' },
  monitoringLimit: { zh: '限值 {limit} {sign}', en: 'limit {limit} {sign}' },
  monitoringGap: { zh: '缺数 {count} 处', en: '{count} gaps' },
  monitoringFrozen: { zh: '数值停滞 {count} 处', en: '{count} times frozen' },
  monitoringJump: { zh: '异常跳变 {count} 处', en: '{count} jumps that cannot be' },
  monitoringClock: { zh: '时钟不准 {count} 处', en: '{count} times a wrong clock' },
  monitoringRefresh: { zh: '刷新', en: 'Refresh' },
  monitoringLive: { zh: '自动更新', en: 'Updated as readings come' },
  monitoringExcursion: {
    zh: '{from} 至 {until} 超限，最高偏离 {peak}',
    en: 'beyond the limit from {from} to {until}, at worst {peak}'
  },
  monitoringSeries: { zh: '已封存的读数', en: 'Readings under a root' },
  monitoringSeriesHelp: {
    zh: '每一组读数的指纹（默克尔根）已记入账本，其中任何一个读数都可以单独核验。',
    en: 'The root of each is on the ledger, so that any single reading can be proved.'
  },
  monitoringSeriesOne: { zh: '{kind}：{from} 起 {count} 个读数', en: '{kind}: {count} readings from {from}' },
  monitoringSeriesRoot: { zh: '指纹 {root}…', en: 'root {root}…' },
  monitoringSeriesOpen: { zh: '正在记入账本', en: 'on its way to the ledger' },
  monitoringClose: { zh: '现在封存', en: 'Close now' },
  monitoringOnTheWay: { zh: '途中与加工监测', en: 'What was measured on the way' },
  monitoringOnTheWayHelp: {
    zh: '由传感器记录，超出限值的部分标为红点。',
    en: 'As sensors recorded it; red dots are beyond the limit.'
  },
  monitoringBeyond: { zh: '超限，最高偏离 {peak} {sign}', en: 'beyond the limit, at worst {peak} {sign}' },
  monitoringInspected: { zh: '超限后经查验合格', en: 'inspected after that and found conformant' },
  monitoringToInspect: { zh: '待查验', en: 'to be inspected' },
  monitoringRejected: { zh: '查验不合格', en: 'found non-conformant' },
  monitoringSensorNumber: { zh: '传感器编号', en: 'Number of the sensor' },
  monitoringKind: { zh: '测量项目', en: 'What it measures' },
  monitoringName: { zh: '名称', en: 'Name' },
  monitoringKey: { zh: '传感器公钥', en: 'Its public key' },
  monitoringSince: { zh: '从何时起', en: 'Since when' },
  monitoringSinceHint: { zh: '北京时间', en: 'Beijing time' },
  monitoringPlace: { zh: '所在地点', en: 'Place' },
  monitoringShipments: { zh: '所随运单', en: 'Shipments that it is with' },
  monitoringShipmentsHint: {
    zh: '本单位发出、承运或收的最近 {most} 单，在途的在前；放在地点里的不用选。',
    en: 'The newest {most} that you send, carry or get, those under way first; none where it is at a place.'
  },
  monitoringShipmentTo: {
    zh: '运单 {number} → {destination}，{day} 发出',
    en: 'Shipment {number} → {destination}, left {day}'
  },
  monitoringWhere: { zh: '现在位置', en: 'Where it is' },
  monitoringSubject: { zh: '监测对象', en: 'What was watched' },
  monitoringPeak: { zh: '最大偏离', en: 'At worst' },
  monitoringTime: { zh: '时段', en: 'Time' },
  monitoringRule: { zh: '适用规定', en: 'Rule' },
  monitoringRuleForm: { zh: '同类产品（{form}）的统一规定', en: 'of all goods of the form {form}' },
  monitoringCurve: { zh: '查看曲线', en: 'See the curve' }
} as const satisfies Record<string, Text>
