import { z } from 'zod'
import { caseUri } from '../core/gs1.js'
import { type Law, parsed, type Step } from '../core/law.js'
import { Refusal, type Text } from '../core/refusal.js'
import { casing } from './casing.js'
import { correcting, voiding } from './correcting.js'
import { destroying } from './destroying.js'
import { type EventLaw, stepOf } from './event-law.js'
import { harvest } from './harvest.js'
import { explaining, holding, inspecting } from './holding.js'
import { packing } from './packing.js'
import { palletising, unpacking } from './palletising.js'
import { traceParameters } from './parameters.js'
import { process } from './process.js'
import { recallActions } from './recall-steps.js'
import { recalling } from './recalling.js'
import { receiving } from './receiving.js'
import { returning, selling } from './selling.js'
import { shipping } from './shipping.js'
import { recallStatements, statementsIn } from './statements.js'
import { stocking, storing } from './stocking.js'
import { testing } from './testing.js'

interface Kind {
  law: EventLaw<never>
  name: Text
  /** EPCIS type and CBV business step, with the disposition where the step alone does not tell. */
  type: string
  bizStep: string
  disposition?: string
  /** What tells it from a kind below, where step and disposition are the same. */
  tells?(outline: z.infer<typeof Outline>): boolean
}

const kind = <E extends { eventTime: string }>(
  law: EventLaw<E>,
  type: string,
  bizStep: string,
  zh: string,
  en: string,
  disposition?: string
) => ({
  law: law as unknown as EventLaw<never>,
  type,
  bizStep,
  name: { zh, en },
  ...(disposition && { disposition })
})

const Outline = z.object({
  type: z.string(),
  bizStep: z.string(),
  disposition: z.string().optional(),
  errorDeclaration: z.unknown().optional(),
  childEPCs: z.unknown().optional()
})

const CASES = caseUri('')

/** Whether logistic units are packed, rather than packs. */
const namesCases = ({ childEPCs }: z.infer<typeof Outline>): boolean =>
  Array.isArray(childEPCs) && childEPCs.some(name => typeof name === 'string' && name.startsWith(CASES))

/** The life of goods, in the words of EPCIS. The order is that of asking: the narrower of two that share a step first. */
export const KINDS = {
  harvest: kind(harvest, 'ObjectEvent', 'commissioning', '采摘', 'harvest'),
  process: kind(process, 'TransformationEvent', 'creating_class_instance', '加工', 'processing'),
  packing: kind(packing, 'TransformationEvent', 'packing', '包装赋码', 'packing'),
  palletising: { ...kind(palletising, 'AggregationEvent', 'packing', '组托', 'palletising'), tells: namesCases },
  casing: kind(casing, 'AggregationEvent', 'packing', '装箱', 'casing'),
  unpacking: kind(unpacking, 'AggregationEvent', 'unpacking', '拆箱拆托', 'unpacking'),
  shipping: kind(shipping, 'ObjectEvent', 'shipping', '发货', 'shipping'),
  voiding: kind(voiding, 'ObjectEvent', 'void_shipping', '取消发货', 'shipment void'),
  returning: kind(returning, 'ObjectEvent', 'receiving', '退货', 'return', 'returned'),
  receiving: kind(receiving, 'ObjectEvent', 'receiving', '收货', 'receiving'),
  storing: kind(storing, 'ObjectEvent', 'storing', '入库存放', 'storing'),
  stocking: kind(stocking, 'ObjectEvent', 'stocking', '上架', 'stocking'),
  selling: kind(selling, 'ObjectEvent', 'retail_selling', '零售', 'retail sale'),
  recalling: kind(recalling, 'ObjectEvent', 'holding', '召回', 'recall', 'recalled'),
  explaining: kind(explaining, 'ObjectEvent', 'holding', '说明', 'explanation', 'unknown'),
  holding: kind(holding, 'ObjectEvent', 'holding', '暂扣', 'hold', 'non_sellable_other'),
  inspecting: kind(inspecting, 'ObjectEvent', 'inspecting', '查验', 'inspection'),
  testing: kind(testing, 'ObjectEvent', 'sampling', '检测', 'laboratory test'),
  destroying: kind(destroying, 'ObjectEvent', 'destroying', '销毁', 'destruction'),
  correcting: { ...kind(correcting, 'ObjectEvent', '', '更正', 'correction') }
} satisfies Record<string, Kind>
export type KindName = keyof typeof KINDS

/** What kind of event this is, by its type, business step and disposition. @throws Refusal EVENT_NOT_UNDERSTOOD */
export function kindOf(raw: unknown): KindName {
  const outline = parsed(Outline, raw)
  const { type, bizStep, disposition, errorDeclaration } = outline
  if (errorDeclaration !== undefined && bizStep !== 'void_shipping') return 'correcting'
  const found = (Object.entries(KINDS) as [KindName, Kind][]).find(
    ([, kind]) =>
      kind.type === type &&
      kind.bizStep === bizStep &&
      (kind.disposition ?? disposition) === disposition &&
      (kind.tells?.(outline) ?? true)
  )
  if (!found) throw new Refusal('EVENT_NOT_UNDERSTOOD', { type, bizStep, disposition: disposition ?? '' })
  return found[0]
}

export type TraceEvent = { eventID: string; eventTime: string; eventTimeZoneOffset: string }
export interface ReadEvent {
  kind: KindName
  event: TraceEvent
}

/** Commands are values, never changed: an event is read once, by whoever asks for it. */
const read = new WeakMap<object, ReadEvent>()

/** The event with the law's reading of it. @throws Refusal PAYLOAD_INVALID, EVENT_NOT_UNDERSTOOD */
export function readEvent(raw: unknown): ReadEvent {
  const known = read.get(Object(raw))
  if (known) return known
  const kind = kindOf(raw)
  const event = parsed(KINDS[kind].law.schema as z.ZodType<TraceEvent>, raw)
  const result = { kind, event }
  read.set(Object(raw), result)
  return result
}

/** Its law parses each event; here it need only be an object. */
const Raw = z.custom<Record<string, unknown>>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Invalid input: expected object'
)

export const Capture = z.strictObject({ events: z.array(Raw).min(1).max(500) })

/** Events of one author that are accepted together or not at all. */
const capture = (payload: unknown): readonly Step[] =>
  parsed(Capture, payload).events.map((raw, index) => {
    try {
      const { kind, event } = readEvent(raw)
      return stepOf(KINDS[kind].law as unknown as EventLaw<TraceEvent>, event)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'PAYLOAD_INVALID') throw error
      throw new Refusal(error.code, { ...error.facts, field: `events.${index}.${error.facts.field}` })
    }
  })

export const traceLaw: Law = {
  module: 'trace',
  actions: { capture, ...recallActions },
  parameters: traceParameters,
  statements: (action, payload) =>
    action === 'capture'
      ? parsed(Capture, payload).events.flatMap(raw => statementsIn(readEvent(raw)))
      : recallStatements(action, payload),
  events: (action, payload) => (action === 'capture' ? (payload as { events: TraceEvent[] }).events : [])
}
