/** The whole demonstration as stages of requests, the same for the same seed; a larger one begins with the smaller. */
import type { Story } from '../../src/core/web/stories.js'
import * as bases from './bases.js'
import * as fraud from './fraud.js'
import { corrections, harvests, packings, processing, refining } from './making.js'
import * as monitoring from './monitoring.js'
import * as programme from './programme.js'
import { range } from './random.js'
import { affected, destructions, FOUND, RECALL, recall, returns, salesOfRecalled } from './recall.js'
import * as registers from './registers.js'
import type { DemoRequest, Stage } from './request.js'
import { type Batch, RECALLED, SEASON, season } from './season.js'
import { disqualified, supervised, supervisionStories } from './supervision.js'
import { failingTest, routineTest } from './testing.js'
import { countedSales, receiving, type Shelved, type Shipment, sales, shelves, shipments, shipping } from './trade.js'

export interface DemoOptions {
  seed: number
  /** Seasons' worth of goods; a part of one may be had from 0.125. */
  scale: number
}

/** Paths of the codes to look at. */
export interface DemoLinks {
  pack: string
  recalledPack: string
  unknownPack: string
  /** What the landing page leads to, in the order in which it is to be told. */
  stories: readonly Story[]
}

export interface Plan {
  /** What the administrators do before any party has a key. */
  parties: Stage
  /** In this order, each when the one before is done. */
  stages: Stage[]
  links: DemoLinks
}

export const DEFAULTS: DemoOptions = { seed: 2026, scale: 1 }
const SMALLEST = 0.125

interface Season {
  number: number
  batches: Batch[]
  sent: Shipment[]
  receipts: number
}

/** @throws Error for a scale that has no sense */
export function planOf({ seed, scale }: DemoOptions): Plan {
  if (!(scale >= SMALLEST && scale <= 1000)) throw new Error(`The scale is a number from ${SMALLEST} to 1000`)
  const seasons = range(Math.ceil(scale)).map(number => seasonOf(seed, number, Math.min(scale - number, 1)))
  return {
    parties: stage('主体', 'parties', registers.parties()),
    stages: [
      ...registered(seasons),
      ...based(),
      ...made(seasons.flatMap(({ batches }) => batches)),
      ...traded(seed, seasons),
      ...recalled(seed, seasons[0]!),
      stage('采摘过早被拒', 'leaf wanted too early', bases.tooEarly),
      ...barred()
    ],
    links: linksOf(seed, seasons[0]!)
  }
}

function seasonOf(seed: number, number: number, part: number): Season {
  const batches = season(seed, number).slice(0, Math.round(SEASON.batches * part))
  const receipts = Math.round(SEASON.receipts * part) - (number === 0 ? RECALL.receipts : 0)
  return { number, batches, sent: shipments(batches, number), receipts: Math.max(receipts, 0) }
}

const stage = (zh: string, en: string, requests: DemoRequest[]): Stage => ({ zh, en, requests })

const registered = (seasons: readonly Season[]): Stage[] => [
  stage('地点、产品', 'places, products', [...registers.places(), ...registers.products(), ...programme.products()]),
  stage('地块、参数提议', 'plots, parameters proposed', [
    ...seasons.flatMap(({ number }) => registers.plots(number)),
    ...registers.proposals(),
    ...programme.proposals(),
    ...monitoring.proposals()
  ]),
  stage('参数接受', 'parameters accepted', [
    ...registers.acceptances(),
    ...programme.acceptances(),
    ...monitoring.acceptances()
  ]),
  ...programme.rounds().map(steps => stage('评价、认定', 'evaluation and recognition', steps)),
  stage('认定核对', 'screening', programme.looks())
]

const based = (): Stage[] => [
  stage('供深基地规划、投入品', 'bases planned, inputs', [...bases.planned, ...bases.inputs]),
  stage('基地建设、四统一', 'bases built, unifications', [...bases.building, ...bases.checks]),
  stage('基地验收', 'bases accepted', bases.accepted),
  stage('基地运营', 'a base operates', bases.operating)
]

const made = (batches: readonly Batch[]): Stage[] => [
  stage('采摘', 'harvests', [...batches.flatMap(harvests), fraud.boughtLeaf]),
  stage('更正', 'corrections', batches.flatMap(corrections)),
  stage('初制', 'processing', [...batches.map(processing), fraud.claim]),
  stage('精制', 'refining', batches.map(refining)),
  stage('过期证书不得使用', 'an expired certificate refused', [programme.expiredPacking(batches[0]!)]),
  stage('包装赋码', 'packing', batches.flatMap(packings)),
  stage('检测、用药', 'laboratory tests, an input', [...batches.map(routineTest), ...bases.spraying])
]

function traded(seed: number, seasons: readonly Season[]): Stage[] {
  const sent = seasons.flatMap(season => season.sent)
  const tills = seasons.flatMap(season => {
    const stock = stockOf(season)
    return [...sales(seed, season.number, season.receipts, stock), ...countedSales(season.number, stock)]
  })
  const first = seasons[0]!
  return [
    stage('发货', 'shipments', sent.map(shipping)),
    ...measured(first),
    stage('收货', 'receipts', sent.flatMap(receiving)),
    {
      ...stage('超限查验', 'goods looked at that were too warm', monitoring.inspection(first.sent)),
      waits: monitoring.released(first.sent)
    },
    stage('零售', 'sales', [...salesOfRecalled(seed, affected(first.batches[RECALLED]!, first.sent)), ...tills])
  ]
}

/** Sensors, where they are, and what they said of the first season. */
const measured = ({ batches, sent }: Season): Stage[] => [
  stage('传感器', 'sensors', monitoring.registrations()),
  stage('传感器位置', 'where they are', monitoring.stays(sent)),
  { ...stage('传感器读数', 'what they read', monitoring.readings(batches, sent)), waits: monitoring.held(sent) }
]

/** What stands for sale; what the first season will recall is sold apart. */
const stockOf = ({ number, batches, sent }: Season) => shelves(sent, number === 0 ? batches[RECALLED]!.small : [])

function recalled(seed: number, { batches, sent }: Season): Stage[] {
  const batch = batches[RECALLED]!
  const concerned = affected(batch, sent)
  return [
    stage('抽检不合格', 'a failing sample', [failingTest(batch, FOUND)]),
    stage('召回', 'recall', [recall(batch)]),
    stage('退货', 'returns', returns(seed, concerned)),
    stage('销毁', 'destruction', destructions(concerned))
  ]
}

/** The last word of the last stage but one is what tells a demonstration that is there from one that isn't, or not all. */
const barred = (): Stage[] => [
  stage('取消认定', 'a recognition withdrawn', [programme.withdrawal()]),
  stage('再次核对', 'screened again', [programme.laterLook()]),
  stage('异常出茶率说明', 'the trader explains', [fraud.explanation]),
  stage('查验不合格', 'found non-conformant', [fraud.finding]),
  stage('拒绝发货', 'a shipment refused', [fraud.shipment]),
  ...supervised(),
  stage('取消资格', 'disqualified', [disqualified]),
  stage('再次拒绝发货', 'another shipment refused', [fraud.laterShipment])
]

const address = ({ gtin, lot, serial }: Shelved) => `/01/${gtin}/10/${lot}/21/${serial}`

function linksOf(seed: number, first: Season): DemoLinks {
  const concerned = affected(first.batches[RECALLED]!, first.sent)
  const [, packs] = [...stockOf(first)].find(([, packs]) => packs.length > 0)!
  const good = first.receipts > 0 ? packs[0]! : packs.at(-1)!
  const pack = address(good)
  // One that a customer still has.
  const recalledPack = address(concerned[0]!.sold.at(-1)!)
  const breached = monitoring.breachedPack(first.sent)
  return {
    pack,
    recalledPack,
    stories: [
      { zh: '一件好茶：从茶园到柜台', en: 'A good pack, from the garden to the counter', path: pack },
      { zh: '已召回的一件', en: 'A pack that is recalled', path: recalledPack },
      ...programme.STORIES,
      bases.story,
      ...supervisionStories,
      ...(breached
        ? [
            {
              zh: '途中超温（运单 SHP-07）、查验合格的一件',
              en: 'A pack of SHP-07, too warm on its way and found good',
              path: breached
            }
          ]
        : [])
    ],
    unknownPack: address({ ...good, serial: `DEMQ${String(seed % 100_000_000).padStart(8, '0')}` })
  }
}
