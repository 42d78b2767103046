import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { Casing } from '@suyuan/model/trace/casing'
import type { Voiding } from '@suyuan/model/trace/correcting'
import type { Harvest } from '@suyuan/model/trace/harvest'
import { type KindName, readEvent } from '@suyuan/model/trace/law'
import type { Packing } from '@suyuan/model/trace/packing'
import type { Palletising, Unpacking } from '@suyuan/model/trace/palletising'
import type { Process } from '@suyuan/model/trace/process'
import type { Receiving } from '@suyuan/model/trace/receiving'
import type { Returning, Selling } from '@suyuan/model/trace/selling'
import type { Shipping } from '@suyuan/model/trace/shipping'
import type { DeskCase, DeskData, DeskItem } from '../../../modules/trace/queries/desk-data.js'
import { among, refOf } from './forms/reading.js'
import type { Entry } from './store.js'

/**
 * What is on hand, as the service last said it and with what was logged since and is not on the ledger yet: leaf that was
 * picked without a signal can be made to tea without one. It is a guess that helps in choosing; the ledger decides.
 */
export function expected(data: DeskData, pending: readonly Entry[]): DeskData {
  const goods = new Goods(data)
  // Oldest first: what was logged later builds on what was logged before.
  for (const { command } of pending) for (const raw of command.payload.events as object[]) goods.after(raw)
  return goods.data
}

/** What a phone has not, that took its goods along before there was any such thing to choose. */
const SINCE: Pick<DeskData, 'leaving' | 'sold'> = { leaving: [], sold: [] }

type Effects = { [K in KindName]?: (event: never) => void }

class Goods {
  readonly data: DeskData

  constructor(data: DeskData) {
    const whole = { ...SINCE, ...data }
    this.data = {
      ...whole,
      lots: data.lots.map(lot => ({ ...lot })),
      sold: whole.sold.map(lot => ({ ...lot })),
      cases: [...data.cases]
    }
  }

  after(raw: object): void {
    const { kind, event } = readEvent(raw)
    this.effects[kind]?.(event as never)
  }

  private readonly effects: Effects = {
    harvest: ({ quantityList: [picked], bizLocation }: Harvest) => this.move(picked.ref, bizLocation.id, picked.amount),
    process: ({ inputQuantityList, outputQuantityList, bizLocation }: Process) => {
      for (const { ref, amount } of inputQuantityList) this.move(ref, bizLocation.id, -amount)
      for (const { ref, amount } of outputQuantityList) this.move(ref, bizLocation.id, amount)
    },
    packing: ({ inputQuantityList, outputEPCList, outputQuantityList, bizLocation, ilmd }: Packing) => {
      for (const { ref, amount } of inputQuantityList) this.move(ref, bizLocation.id, -amount)
      const pieces = outputEPCList?.length ?? outputQuantityList?.[0].amount ?? 0
      this.move({ gtin: ilmd['suyuan:gtin'], lot: ilmd['cbvmda:lotNumber'] }, bizLocation.id, pieces)
    },
    casing: (event: Casing) => {
      const counted = event.childQuantityList?.[0]
      const ref = counted?.ref ?? this.lotOfPacks(event)
      const pieces = counted?.amount ?? event.childEPCs?.length ?? 0
      if (ref) this.data.cases.unshift({ sscc: event.parentID, ...ref, pieces, place: event.bizLocation.id })
    },
    palletising: ({ parentID, childEPCs }: Palletising) => {
      const isOnIt = among(childEPCs)
      this.data.cases = this.data.cases.map(box => (isOnIt(box) ? { ...box, pallet: parentID } : box))
    },
    unpacking: ({ parentID, childEPCs = [] }: Unpacking) => {
      const isDown = among(childEPCs.length > 0 ? childEPCs : [parentID])
      const down = ({ pallet: _, ...box }: DeskCase): DeskCase => box
      // A case that is opened is none to choose from any more.
      const whole = this.data.cases.filter(({ sscc }) => sscc !== parentID)
      this.data.cases = whole.map(box => (isDown(box) ? down(box) : box))
    },
    shipping: (event: Shipping) => {
      const { epcList = [], quantityList = [], readPoint, bizTransactionList, destinationList, eventTime } = event
      const boxes = this.data.cases.filter(among(epcList))
      this.data.cases = this.data.cases.filter(box => !boxes.includes(box))
      const items: DeskItem[] = [
        ...boxes.map(({ pieces, place: _, ...box }) => ({ ...box, amount: pieces })),
        ...quantityList.map(({ ref, amount }) => ({ ...ref, amount }))
      ]
      for (const item of items) this.move(item, readPoint.id, -item.amount)
      const to = this.nameOf(destinationList.place)
      const leaving = { id: bizTransactionList, at: eventTime, from: readPoint.id, to, items }
      this.data.leaving = [leaving, ...this.data.leaving.filter(({ id }) => id !== leaving.id)]
    },
    voiding: ({ bizTransactionList }: Voiding) => {
      const shipment = this.data.leaving.find(({ id }) => id === bizTransactionList)
      for (const item of shipment?.items ?? []) this.land(item, shipment!.from)
      this.data.leaving = this.data.leaving.filter(other => other !== shipment)
    },
    receiving: (event: Receiving) => {
      const { epcList = [], quantityList = [], bizTransactionList, bizLocation } = event
      const missing = event['suyuan:shortage']
      const shipment = this.data.arriving.find(({ id }) => id === bizTransactionList)
      const isLost = among(missing?.epcList ?? [])
      const came = shipment?.items.filter(among(epcList)).filter(item => !isLost(item)) ?? []
      for (const { pallet, ...item } of came)
        this.land({ ...item, ...(pallet && epcList.includes(pallet) && { pallet }) }, bizLocation.id)
      for (const { ref, amount } of quantityList) this.move(ref, bizLocation.id, amount)
      for (const { ref, amount } of event['suyuan:damage']?.quantityList ?? []) this.move(ref, bizLocation.id, -amount)
      for (const { ref, amount } of missing?.quantityList ?? []) {
        const isIt = (other: LotRef) => refOf(other) === refOf(ref)
        const sent = shipment?.items.find(item => !item.sscc && isIt(item))?.amount ?? 0
        const taken = quantityList.find(other => isIt(other.ref))?.amount ?? 0
        if (sent <= taken) this.move(ref, bizLocation.id, -amount)
      }
      const gone = (item: DeskItem) => (item.sscc ? among(epcList)(item) || isLost(item) : quantityList.length > 0)
      this.data.arriving = this.data.arriving.flatMap(other => {
        if (other !== shipment) return [other]
        const items = other.items.filter(item => !gone(item))
        return items.length > 0 ? [{ ...other, items }] : []
      })
    },
    selling: ({ quantityList, bizLocation }: Selling) => {
      for (const { ref, amount } of quantityList ?? []) {
        this.move(ref, bizLocation.id, -amount)
        this.sell(ref, bizLocation.id, amount)
      }
    },
    returning: ({ quantityList, bizLocation }: Returning) => {
      for (const { ref, amount } of quantityList ?? []) this.sell(ref, bizLocation.id, -amount)
    }
  }

  private nameOf(place: string): Text {
    const { places, partners } = this.data
    return [...places, ...partners].find(({ gln }) => gln === place)?.name ?? untranslated(place)
  }

  /** Goods that were under way are at a place, in their case where they are in one. */
  private land({ gtin, lot, amount, sscc, pallet }: DeskItem, place: string): void {
    if (sscc) this.data.cases.unshift({ sscc, gtin, lot, pieces: amount, place, ...(pallet && { pallet }) })
    this.move({ gtin, lot }, place, amount)
  }

  private sell({ gtin, lot }: LotRef, place: string, amount: number): void {
    const known = this.data.sold.find(other => other.place === place && refOf(other) === refOf({ gtin, lot }))
    if (known) known.sold += amount
    else this.data.sold.unshift({ gtin, lot, place, sold: amount })
    this.data.sold = this.data.sold.filter(({ sold }) => sold > 0)
  }

  private move({ gtin, lot }: LotRef, place: string, amount: number): void {
    const known = this.data.lots.find(other => other.place === place && refOf(other) === refOf({ gtin, lot }))
    if (known) known.held += amount
    else if (amount > 0) this.data.lots.unshift({ gtin, lot, place, held: amount })
    this.data.lots = this.data.lots.filter(({ held }) => held > 0)
  }

  /** Packs just packed, by the lot that was packed last of their product. */
  private lotOfPacks({ childEPCs, bizLocation }: Casing): LotRef | undefined {
    const gtin = childEPCs?.[0]?.gtin
    const found = this.data.lots.find(lot => lot.gtin === gtin && lot.place === bizLocation.id)
    return found && { gtin: found.gtin, lot: found.lot }
  }
}
