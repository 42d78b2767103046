import type { LotRef } from '@suyuan/model/core/gs1'
import type { Casing } from '@suyuan/model/trace/casing'
import type { Harvest } from '@suyuan/model/trace/harvest'
import { type KindName, readEvent } from '@suyuan/model/trace/law'
import type { Packing } from '@suyuan/model/trace/packing'
import type { Process } from '@suyuan/model/trace/process'
import type { Receiving } from '@suyuan/model/trace/receiving'
import type { Selling } from '@suyuan/model/trace/selling'
import type { Shipping } from '@suyuan/model/trace/shipping'
import type { DeskData } from '../../../modules/trace/queries/desk-data.js'
import { refOf } from './forms/reading.js'
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

type Effects = { [K in KindName]?: (event: never) => void }

class Goods {
  readonly data: DeskData

  constructor(data: DeskData) {
    this.data = {
      ...data,
      lots: data.lots.map(lot => ({ ...lot })),
      cases: [...data.cases],
      arriving: [...data.arriving]
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
    shipping: ({ epcList, quantityList, readPoint }: Shipping) => {
      for (const sscc of epcList ?? []) {
        const box = this.data.cases.find(box => box.sscc === sscc)
        if (box) this.move(box, readPoint.id, -box.pieces)
      }
      this.data.cases = this.data.cases.filter(({ sscc }) => !epcList?.includes(sscc))
      for (const { ref, amount } of quantityList ?? []) this.move(ref, readPoint.id, -amount)
    },
    receiving: ({ epcList, quantityList, bizTransactionList, bizLocation }: Receiving) => {
      const shipment = this.data.arriving.find(({ id }) => id === bizTransactionList)
      const came = shipment?.items.filter(({ sscc }) => sscc && epcList?.includes(sscc)) ?? []
      for (const { gtin, lot, amount, sscc } of came) {
        this.data.cases.unshift({ sscc: sscc!, gtin, lot, pieces: amount, place: bizLocation.id })
        this.move({ gtin, lot }, bizLocation.id, amount)
      }
      for (const { ref, amount } of quantityList ?? []) this.move(ref, bizLocation.id, amount)
      this.data.arriving = this.data.arriving.flatMap(other => {
        if (other !== shipment) return [other]
        const items = other.items.filter(item => !came.includes(item) && (item.sscc || !quantityList?.length))
        return items.length > 0 ? [{ ...other, items }] : []
      })
    },
    selling: ({ quantityList, bizLocation }: Selling) => {
      for (const { ref, amount } of quantityList ?? []) this.move(ref, bizLocation.id, -amount)
    }
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
