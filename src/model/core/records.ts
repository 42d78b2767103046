import { z } from 'zod'
import type { Role } from './law.js'
import type { Said } from './sequence.js'
import { keyOf } from './state.js'

/** The organisation whose administrator supervises the programme. */
export const REGULATOR = 'RegulatorMSP'

/** A legal entity. Names of natural persons do not belong here. */
export interface Party {
  name: { zh: string; en: string }
  organisation: string
  roles: Role[]
  /** Food production licence (SC + 14 digits, or a workshop's registration) where the party has one. */
  licence?: string
  status: 'active' | 'disqualified'
  /** Decision by which the status was set. */
  document?: string
  /** The organisation to which the party's own has released it. */
  releasedTo?: string
}

/** Where a key lives. Every reader sees it: a `gateway` key signs for clients that have none of their own. */
export type Custody = 'device' | 'gateway' | 'certificate'

export interface KeyRecord {
  party: string
  publicKey: string
  custody: Custody
  label?: string
  revoked?: { at: string; compromisedSince?: string }
}

/** A place, named by its GLN, of one party for good. */
export interface Place {
  party: string
  name: { zh: string; en: string }
  kind: PlaceKind
  parent?: string
  /** GB/T 2260 county or city code. */
  region: string
  village?: { zh: string; en: string }
  /** 亩 × 100. */
  centiMu?: number
  altitude?: number
  cultivar?: string
}

export const PLACE_KINDS = ['base', 'plot', 'factory', 'warehouse', 'outlet', 'laboratory', 'office'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** A class of goods. Forms are what process templates speak of: fresh-leaf, crude-tea … */
export interface Product {
  owner: string
  name: { zh: string; en: string }
  form: string
  unit: 'gram' | 'piece'
  /** Net content of a piece in grams. */
  netGrams?: number
  shelfLifeDays?: number
  /** Forms of which it may be packed; any where it does not say. */
  contents?: string[]
}

export const partyKey = keyOf<Party>('core/party')
export const keyKey = keyOf<KeyRecord>('core/key')
/** By key and span of sequences. */
export const saidKey = keyOf<Said>('core/said')
export const placeKey = keyOf<Place>('core/place')
export const productKey = keyOf<Product>('core/product')

/** GLNs and GTINs end with a check digit: ten in a row share a page. */
export const corePages = { 'core/place': 2, 'core/product': 2 }

/** A name in both languages. */
export const Name = z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(120) })
