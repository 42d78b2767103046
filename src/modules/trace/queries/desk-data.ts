import type { Certificate } from '@suyuan/model/certification/states'
import type { Role } from '@suyuan/model/core/law'
import type { PlaceKind, Product } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'

/**
 * What an operator chooses from when he logs something: taken along by his phone, so that he can do it without a signal.
 * Amounts are grams or pieces, as the product's unit says.
 */
export interface DeskData {
  party: { uscc: string; name: Text; roles: Role[] }
  /** The party's own. */
  places: DeskPlace[]
  /** Where others take goods. */
  partners: { gln: string; name: Text; party: string; operator: Text }[]
  carriers: { uscc: string; name: Text }[]
  products: DeskProduct[]
  templates: DeskTemplate[]
  /** On hand at own places, the newest first. */
  lots: DeskLot[]
  /** Whole cases at own places. */
  cases: DeskCase[]
  /** Under way to the party. */
  arriving: DeskShipment[]
  /** Under way from the party, and nothing of it taken in yet: it may still be said that it never left. */
  leaving: DeskLeaving[]
  /** What was sold at own places, and may be brought back. */
  sold: DeskSold[]
  /** Lots that it made lately, whose quantity it may correct. */
  made: {
    event: string
    kind: 'harvest' | 'process'
    gtin: string
    lot: string
    place: string
    quantity: number
    at: string
  }[]
  /** Recalls of which the party was told and has not said that it heard; absent from what phones took along before. */
  recalls?: { number: string; class: 'I' | 'II' | 'III'; reason: string }[]
  /** Goods or places of the party whose readings were beyond their limits, and that nobody has looked at. */
  excursions?: { id: string }[]
  /** 圳品 certificates of the party, whatever has become of them; absent from what phones took along before. */
  certificates?: DeskCertificate[]
}

export interface DeskCertificate extends Pick<Certificate, 'gtin' | 'from' | 'to' | 'state'> {
  number: string
}

export interface DeskPlace {
  gln: string
  name: Text
  kind: PlaceKind
  parent?: string
  cultivar?: string
}

export interface DeskProduct
  extends Pick<Product, 'name' | 'form' | 'unit' | 'netGrams' | 'shelfLifeDays' | 'contents'> {
  gtin: string
  owner: string
}

export interface DeskLot {
  gtin: string
  lot: string
  place: string
  held: number
  flag?: 'held' | 'recalled'
}

export interface DeskCase {
  sscc: string
  gtin: string
  lot: string
  pieces: number
  place: string
  /** What it stands on: it goes where that goes. */
  pallet?: string
}

export interface DeskTemplate {
  id: string
  name: Text
  inputs: string[]
  outputs: string[]
  /** What is done one after the other, where that is laid down. */
  steps?: (Text & { code: string })[]
}

export interface DeskSold {
  gtin: string
  lot: string
  place: string
  sold: number
}

/** A quantity of a lot under way, in a case or in bulk. */
export interface DeskItem {
  gtin: string
  lot: string
  amount: number
  sscc?: string
  pallet?: string
}

export interface DeskLeaving {
  id: string
  at: string
  from: string
  to: Text
  items: DeskItem[]
}

export interface DeskShipment {
  id: string
  at: string
  to: string
  from: Text
  /** What is still under way. */
  items: DeskItem[]
}
