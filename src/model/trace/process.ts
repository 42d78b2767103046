import { z } from 'zod'
import { type Fact, requireRole } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { Quantities, Time, transformationEvent } from './epcis.js'
import type { EventLaw } from './event-law.js'
import {
  type Amount,
  causeTime,
  consume,
  gramsOf,
  lotKeys,
  need,
  requireHolder,
  requireUnit,
  warning
} from './goods.js'
import { PROCESS, type ProcessTemplate } from './parameters.js'
import { type Hold, type Lot, lotKeyOf, madeOf } from './states.js'

/** Goods become other goods at one place by a template: withering to drying, refining, grading, blending. */
export const Process = z.strictObject({
  ...transformationEvent('creating_class_instance'),
  inputQuantityList: Quantities.min(1),
  outputQuantityList: Quantities.min(1).max(20),
  'suyuan:template': z.string().regex(/^[a-z0-9-]{1,40}$/),
  'suyuan:steps': z
    .array(z.strictObject({ step: z.string().max(30), start: Time, end: Time.optional() }))
    .max(20)
    .optional(),
  ilmd: z.strictObject({ 'suyuan:grade': z.string().min(1).max(40).optional() }).optional()
})
export type Process = z.infer<typeof Process>

export const process: EventLaw<Process> = {
  schema: Process,
  keys: (event, loaded) => {
    const gln = event.bizLocation.id
    return [
      parameterKey(PROCESS.name + event['suyuan:template']),
      ...lotKeys(
        loaded,
        event.inputQuantityList.map(input => input.ref),
        gln
      ),
      ...event.outputQuantityList.flatMap(({ ref }) => [lotKeyOf(ref), productKey(ref.gtin)])
    ]
  },
  decide: (event, draft, context) => {
    requireRole(context, 'processor')
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    const id = event['suyuan:template']
    const template = inForce(draft, PROCESS, id)
    if (!template) throw new Refusal('PROCESS_UNKNOWN', { template: id })
    requireForms(draft, event.inputQuantityList, template.inputs)
    requireForms(draft, event.outputQuantityList, template.outputs)

    const input = consume(draft, event.inputQuantityList, gln, event.eventTime)
    const output = outputGrams(draft, event.outputQuantityList)
    if (output > input) throw new Refusal('MASS_EXCEEDED', { input, output })
    const { facts, hold } = yieldOf(template, input, output, event.eventID)
    const made: Omit<Lot, 'quantity' | 'stock'> = {
      event: event.eventID,
      at: causeTime(event, context),
      maker: context.author,
      place: gln,
      inputs: event.inputQuantityList.map(({ ref, amount }) => ({ ...ref, amount })),
      balance: { template: id, input, output },
      ...basesOf(draft, event.inputQuantityList),
      ...(hold && { hold: { ...hold, by: context.author } })
    }
    const outputs = event.outputQuantityList.map(({ ref }) => ref)
    for (const { ref, amount } of event.outputQuantityList) {
      draft.refuseExisting(lotKeyOf(ref), 'LOT_EXISTS', { ...ref })
      const siblings = outputs.filter(other => other !== ref)
      draft.write(lotKeyOf(ref), { ...made, ...madeOf(amount), ...(siblings.length > 0 && { siblings }) })
    }
    return facts
  }
}

/** Where all that goes into a lot was picked. */
export function basesOf(draft: Draft, inputs: readonly Amount[], before: readonly string[] = []): Pick<Lot, 'bases'> {
  const bases = new Set([...before, ...inputs.flatMap(({ ref }) => need.lot(draft, ref).bases ?? [])])
  return bases.size > 0 ? { bases: [...bases].sort() } : {}
}

/** @throws Refusal PROCESS_FORM */
export function requireForms(draft: Draft, goods: readonly Amount[], forms: readonly string[]): void {
  for (const { ref } of goods) {
    const { form } = need.product(draft, ref.gtin)
    if (!forms.includes(form)) throw new Refusal('PROCESS_FORM', { gtin: ref.gtin, form, forms })
  }
}

function outputGrams(draft: Draft, outputs: readonly Amount[]): number {
  return outputs.reduce((grams, output) => {
    const product = need.product(draft, output.ref.gtin)
    requireUnit(output, product)
    return grams + gramsOf(output.amount, product)
  }, 0)
}

/** Packing gives no more than it takes, and not much less: there is no warning between. */
export const packingLimits = (most: number): Pick<ProcessTemplate, 'accept' | 'limit'> => ({
  accept: [1000, most],
  limit: [1000, most]
})

/** What the template says of grams in ÷ grams out: nothing, a warning, or a hold for explanation. */
export function yieldOf(
  { accept, limit }: Pick<ProcessTemplate, 'accept' | 'limit'>,
  input: number,
  output: number,
  event: string
): { facts: Fact[]; hold?: Omit<Hold, 'by'> } {
  const within = ([low, high]: readonly [number, number]) =>
    input * 1000 >= low * output && input * 1000 <= high * output
  const ratio = Math.round((input * 1000) / output)
  if (!within(limit))
    return { facts: [warning('YIELD_HELD', { input, output, ratio, limit })], hold: { reason: 'yield', event } }
  if (!within(accept)) return { facts: [warning('YIELD_UNUSUAL', { input, output, ratio, accept })] }
  return { facts: [] }
}
