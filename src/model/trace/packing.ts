import { z } from 'zod'
import { MARK_REQUIRED } from '../bases/parameters.js'
import { missingOn, unificationKey } from '../bases/states.js'
import { certificateKey } from '../certification/states.js'
import { dayOf } from '../core/day.js'
import { Gtin, LotNumber } from '../core/gs1.js'
import { type Context, type Fact, requireRole } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { MatterId } from '../core/procedure.js'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { claimed } from './certificates.js'
import { Packs, Quantities, Quantity, transformationEvent } from './epcis.js'
import type { EventLaw } from './event-law.js'
import {
  type Amount,
  causeTime,
  consume,
  gramsOf,
  loadedOf,
  lotKeys,
  moveStock,
  need,
  requireHolder,
  warning
} from './goods.js'
import { packIn, requireDistinct, sheetKeys, writePacks } from './packs.js'
import { PACKING_EXCESS } from './parameters.js'
import { basesOf, packingLimits, requireForms, yieldOf } from './process.js'
import { type Lot, lotKeyOf, madeOf, sheetKeyOf } from './states.js'

const countsLot = ({ ref, unit }: Amount, ilmd: { 'suyuan:gtin': string; 'cbvmda:lotNumber': string }) =>
  unit === 'piece' && ref.gtin === ilmd['suyuan:gtin'] && ref.lot === ilmd['cbvmda:lotNumber']

/**
 * Bulk goods become packs: with serials (outputEPCList), or counted only (outputQuantityList). Runs of one day add to
 * the same lot.
 */
export const Packing = z
  .strictObject({
    ...transformationEvent('packing'),
    inputQuantityList: Quantities.min(1),
    outputEPCList: Packs.min(1).optional(),
    outputQuantityList: z.tuple([Quantity]).optional(),
    /** The packs bear the mark that supply bases share 包装标志统一. */
    'suyuan:commonMark': z.literal(true).optional(),
    ilmd: z.strictObject({
      'cbvmda:lotNumber': LotNumber,
      'suyuan:gtin': Gtin,
      'cbvmda:productionDate': z.iso.date(),
      'cbvmda:itemExpirationDate': z.iso.date(),
      /** Number of the 圳品 certificate that the packs carry. */
      'suyuan:certificate': MatterId.optional()
    })
  })
  .refine(event => Boolean(event.outputEPCList) !== Boolean(event.outputQuantityList), {
    path: ['outputEPCList'],
    message: 'ONE_OUTPUT_LIST'
  })
  .refine(event => (event.outputEPCList ?? []).every(pack => pack.gtin === event.ilmd['suyuan:gtin']), {
    path: ['outputEPCList'],
    message: 'ONE_PRODUCT'
  })
  .refine(({ outputQuantityList, ilmd }) => !outputQuantityList || countsLot(outputQuantityList[0], ilmd), {
    path: ['outputQuantityList'],
    message: 'ONE_PRODUCT'
  })
  .refine(({ ilmd }) => ilmd['cbvmda:itemExpirationDate'] >= ilmd['cbvmda:productionDate'], {
    path: ['ilmd', 'cbvmda:itemExpirationDate'],
    message: 'EXPIRES_BEFORE_MADE'
  })
export type Packing = z.infer<typeof Packing>

const certificateOf = ({ ilmd }: Packing) => ilmd['suyuan:certificate']

const outputRef = ({ ilmd }: Packing) => ({ gtin: ilmd['suyuan:gtin'], lot: ilmd['cbvmda:lotNumber'] })

export const packing: EventLaw<Packing> = {
  schema: Packing,
  keys: (event, loaded) => {
    const gln = event.bizLocation.id
    const output = outputRef(event)
    const certificate = certificateOf(event)
    return [
      ...(certificate ? [certificateKey(certificate)] : []),
      parameterKey(PACKING_EXCESS.name),
      ...markKeys(event, loaded),
      ...lotKeys(
        loaded,
        event.inputQuantityList.map(input => input.ref),
        gln
      ),
      lotKeyOf(output),
      productKey(output.gtin),
      ...sheetKeys(event.outputEPCList ?? [])
    ]
  },
  decide: (event, draft, context) => {
    requireRole(context, 'packer')
    const gln = event.bizLocation.id
    requireHolder(draft, gln, context)
    const ref = outputRef(event)
    const product = need.product(draft, ref.gtin)
    if (product.unit !== 'piece') throw new Refusal('UNIT_MISMATCH', { gtin: ref.gtin, unit: product.unit })
    if (product.contents) requireForms(draft, event.inputQuantityList, product.contents)
    const pieces = event.outputEPCList?.length ?? event.outputQuantityList![0].amount

    const input = consume(draft, event.inputQuantityList, gln, event.eventTime)
    const output = gramsOf(pieces, product)
    if (output > input) throw new Refusal('MASS_EXCEEDED', { input, output })
    const most = inForce(draft, PACKING_EXCESS)
    const { facts, hold } = yieldOf(packingLimits(most), input, output, event.eventID)
    const mark = markFacts(draft, event, dayOf(causeTime(event, context)))
    const lot = lotOfDay(draft, event, context)
    draft.write(lotKeyOf(ref), {
      ...lot,
      quantity: lot.quantity + pieces,
      inputs: [...lot.inputs, ...event.inputQuantityList.map(({ ref, amount }) => ({ ...ref, amount }))],
      ...basesOf(draft, event.inputQuantityList, lot.bases),
      balance: { template: 'packing', input: lot.balance!.input + input, output: lot.balance!.output + output },
      ...(event.outputEPCList && { serialised: true }),
      ...(hold && { hold: { ...hold, by: context.author } })
    })
    moveStock(draft, ref, gln, pieces, null, 'held')
    commission(draft, event)
    return [...facts, ...mark]
  }
}

function markKeys(event: Packing, loaded: View): string[] {
  if (!event['suyuan:commonMark']) return []
  const bases = event.inputQuantityList.flatMap(({ ref }) => loadedOf(loaded, lotKeyOf(ref))?.bases ?? [])
  return [parameterKey(MARK_REQUIRED.name), ...bases.map(base => unificationKey(base, event.ilmd['suyuan:gtin']))]
}

/**
 * What is to be said of packs with the common mark when of some base that their leaf comes from not all four unifications
 * are in force; a lot of which no base is known counts as one of a base without any.
 *
 * @throws Refusal UNIFICATION_MISSING where they are required
 */
function markFacts(draft: Draft, event: Packing, day: string): Fact[] {
  if (!event['suyuan:commonMark']) return []
  const gtin = event.ilmd['suyuan:gtin']
  for (const { ref } of event.inputQuantityList)
    for (const base of need.lot(draft, ref).bases ?? ['']) {
      const missing = missingOn(base === '' ? null : draft.read(unificationKey(base, gtin)), day)
      if (missing.length === 0) continue
      if (inForce(draft, MARK_REQUIRED)) throw new Refusal('UNIFICATION_MISSING', { base, gtin, missing })
      return [warning('MARK_WITHOUT_UNIFICATION', { base, gtin, missing })]
    }
  return []
}

/** The lot of earlier runs of that day, or an empty one. @throws Refusal LOT_EXISTS for a lot of other making */
function lotOfDay(draft: Draft, event: Packing, context: Context): Lot {
  const maker = context.author
  const ref = outputRef(event)
  const place = event.bizLocation.id
  const expires = event.ilmd['cbvmda:itemExpirationDate']
  const number = certificateOf(event)
  const certificate = number && claimed(draft, number, ref, event.eventTime, context)
  const before = draft.read(lotKeyOf(ref))
  if (!before) {
    const balance = { template: 'packing', input: 0, output: 0 }
    return {
      event: event.eventID,
      at: causeTime(event, context),
      maker,
      place,
      ...madeOf(0),
      inputs: [],
      balance,
      expires,
      ...(certificate && { certificate })
    }
  }
  const sameLabel = before.expires === expires && before.certificate?.number === number
  const sameRun = before.maker === maker && before.place === place && sameLabel
  const open = !before.hold && !before.recall && !before.rejected
  if (!sameRun || !open) throw new Refusal('LOT_EXISTS', { ...ref })
  return before
}

function commission(draft: Draft, event: Packing): void {
  const packs = event.outputEPCList ?? []
  requireDistinct(packs)
  for (const pack of packs) {
    if (packIn(draft.read(sheetKeyOf(pack.gtin, pack.serial)), pack.serial))
      throw new Refusal('PACK_EXISTS', { ...pack })
  }
  const lot = event.ilmd['cbvmda:lotNumber']
  writePacks(
    draft,
    packs.map(pack => [pack, { lot, status: 'packed' }] as const)
  )
}
