import type { Gtin, LotRef } from '../core/gs1.js'
import { keyOf } from '../core/state.js'

/** What a lot was made of: amounts in the unit of the input's product. */
export interface Input extends LotRef {
  amount: number
}

/** Why a lot or case must not move. `yield` and `test` are released by an inspector only. */
export interface Hold {
  reason: 'yield' | 'test' | 'own' | 'inspector'
  by: string
  event: string
  explanation?: string
}

/** Goods of one class made together. `quantity` is what was made, in the product's unit; where it is now, stocks tell. */
export interface Lot {
  event: string
  /** Event time of its making: nothing that depends on the lot is dated before it. */
  at: string
  maker: string
  place: string
  quantity: number
  /** What is left of it, and what became of it, where it was made; other places have stocks of their own. */
  stock: Stock
  inputs: Input[]
  /** Grams in and out of the making, all outputs together; absent for a harvest. */
  balance?: { template: string; input: number; output: number }
  /** The other outputs of the same making, which share its balance. */
  siblings?: LotRef[]
  /** The plot it was picked on. */
  plot?: string
  /** The supply bases, or other places that plots belong to, where all that is in it was picked. */
  bases?: readonly string[]
  /** Its packs have serials, all or some: as many were made as were named. */
  serialised?: true
  /** ISO date after which a pack is not sold. */
  expires?: string
  hold?: Hold
  rejected?: true
  recall?: string
  /** The 圳品 certificate on its packs, as it was when they were packed. */
  certificate?: Claim
}

/** A certificate as packs remember it: what became of it since, its own record says. */
export interface Claim {
  number: string
  /** Days in China: first and last. */
  from: string
  to: string
  /** Who granted it: USCC. */
  issuer: string
}

/** A lot at a place, in the unit of its product. Over all places and shipments the parts add up to what was made. */
export interface Stock {
  held: number
  /** On hand but not for sale: returned or damaged. */
  blocked: number
  consumed: number
  sold: number
  destroyed: number
  lost: number
}

/** A logistic unit of pieces of one lot. Its packs are where it is, opened or not, unless they say otherwise. */
export interface Case extends LotRef {
  pieces: number
  status: 'closed' | 'opened' | 'destroyed' | 'lost'
  place: string
  shipment?: string
  /** What it stands on: it goes where that goes, and nowhere by itself. */
  pallet?: string
  hold?: Hold
}

/**
 * A logistic unit of whole cases. Where it is, and whether it is under way, its cases say; when none is on it any more, it
 * was taken apart and is but a number that was used.
 */
export interface Pallet {
  cases: readonly string[]
}

/** One serialised piece. */
export interface Pack {
  lot: string
  status: 'packed' | 'sold' | 'returned' | 'destroyed'
  case?: string
  /** Where it is or was last sold, when that is not where its case or lot is. */
  place?: string
}

/**
 * Packs whose serials begin alike, by the rest of the serial. Labels are printed in sheets, a sheet fills a case, so a
 * case of forty costs one read and one write instead of forty.
 */
export type PackSheet = Record<string, Pack>

/** A quantity of a lot under way, in a case or in bulk. */
export interface Item extends LotRef {
  amount: number
  sscc?: string
  /** What the case was on when it left. */
  pallet?: string
}

export interface Shipment {
  event: string
  at: string
  from: string
  to: string
  consignor: string
  consignee: string
  carrier?: string
  agreement?: string
  returning?: true
  items: Item[]
  /** What is still under way: neither received nor declared short. */
  open: Item[]
  status: 'in_transit' | 'received' | 'void'
}

/** A supply agreement as shipments cite it; the document itself is kept by its parties, here is its digest. */
export interface Agreement {
  supplier: string
  buyer: string
  document: string
  /** Grams agreed. */
  quantity: number
  /** Grams received under it. */
  delivered: number
}

export interface Recall {
  class: 'I' | 'II' | 'III'
  reason: string
  /** When the author learnt of the risk: the legal clocks run from it. */
  knownAt: string
  by: string
  lots: number
  /** How it ended: nothing is added to it from then on. */
  closed?: RecallClosing
}

export interface RecallClosing {
  at: string
  by: string
  words: string
  goods: Reconciled[]
}

/**
 * What became of one product's recalled goods, in its unit. What was made and not used up is either under somebody's hand
 * again or not.
 */
export interface Reconciled {
  gtin: Gtin
  /** Kept apart, or destroyed. */
  recovered: number
  /** Part of what is recovered. */
  destroyed: number
  /** With customers, lost, or still under way. */
  unrecovered: number
  /** Part of what is unrecovered: with customers. */
  sold: number
}

/** That a party was told of a recall, by whom, and what it answered. */
export interface RecallNotice {
  at: string
  by: string
  acknowledged?: { at: string; words?: string }
}

/** With what a recall begins: the lots that it names are found from there. */
export type RecallOrigin =
  | { kind: 'lot'; gtin: Gtin; lot: string }
  /** What was picked on a plot, from one instant until another. */
  | { kind: 'plot'; gln: string; from?: string | undefined; to?: string | undefined }
  /** A process run or a packing: what it made. A test: what it was of. */
  | { kind: 'event'; event: string }

/** A recall that was only played: who would have been told of how much, and how fast that was known. */
export interface RecallDrill {
  at: string
  by: string
  class: Recall['class']
  origin: RecallOrigin
  lots: number
  parties: number
  milliseconds: number
}

/** What was picked on a plot of a supply base. */
export interface Picked {
  /** The last day on which it was, in China. */
  last: string
  /** Grams by year and form. */
  years: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export const lotKey = keyOf<Lot>('trace/lot')
export const stockKey = keyOf<Stock>('trace/stock')
/** Logistic units, by SSCC. One number is never a case's and a pallet's: whoever is given one asks `unitKey` which. */
export const caseKey = keyOf<Case>('trace/case')
export const palletKey = keyOf<Pallet>('trace/case')
export const unitKey = keyOf<Case | Pallet>('trace/case')
export const sheetKey = keyOf<PackSheet>('trace/packs')
export const shipmentKey = keyOf<Shipment>('trace/shipment')
export const agreementKey = keyOf<Agreement>('trace/agreement')
export const recallKey = keyOf<Recall>('trace/recall')
/** By recall and party. */
export const noticeKey = keyOf<RecallNotice>('trace/notice')
/** By GLN of the plot. */
export const pickedKey = keyOf<Picked>('trace/picked')
export const drillKey = keyOf<RecallDrill>('trace/drill')

/**
 * Kinds of states whose neighbours are stored together, with how many characters at the end of a key tell neighbours
 * apart. Lots and cases are numbered in a row and made, shipped and received so: a page is one round trip to the peer.
 */
export const tracePages = { 'trace/lot': 1, 'trace/case': 2 }

/** How many characters of a serial name its sheet. */
export const SHEET = 6

export const lotKeyOf = ({ gtin, lot }: LotRef) => lotKey(gtin, lot)
export const stockKeyOf = ({ gtin, lot }: LotRef, gln: string) => stockKey(gtin, lot, gln)
export const sheetKeyOf = (gtin: string, serial: string) => sheetKey(gtin, serial.slice(0, SHEET))

/** A lot that was just made: all of it is where it was made. */
export const madeOf = (quantity: number): Pick<Lot, 'quantity' | 'stock'> => ({
  quantity,
  stock: { ...noStock, held: quantity }
})

export const noStock: Stock = { held: 0, blocked: 0, consumed: 0, sold: 0, destroyed: 0, lost: 0 }
