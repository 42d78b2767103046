import { z } from 'zod'
import { definitionOf, REGULATED, REGULATOR } from './definitions.js'
import type { Role } from './law.js'
import { type Said, spanOf } from './sequence.js'
import { type Key, keyOf } from './state.js'

export { REGULATOR }

/** A legal entity. Names of natural persons do not belong here. */
export interface Party {
  name: { zh: string; en: string }
  organisation: string
  roles: Role[]
  /** Food production licence (SC + 14 digits, or a workshop's registration) where the party has one. */
  licence?: string
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

/** What the regulator has lately decided on a party, by its USCC: kept under the definition that needs its endorsement. */
export interface Standing {
  sanction: 'warned' | 'suspended' | 'disqualified' | 'restored'
  /** ISO 8601; a sanction without end is in force until another follows. */
  until?: string
  /** The decision by which it was set. */
  document?: string
}

/** Whether a standing keeps a party from new business at a time (ISO 8601 in UTC). */
export const isBarred = (standing: Standing | null, at: string): boolean =>
  (standing?.sanction === 'suspended' || standing?.sanction === 'disqualified') &&
  (standing.until === undefined || Date.parse(at) < Date.parse(standing.until))

export const partyKey = keyOf<Party>('core/party')
export const keyKey = keyOf<KeyRecord>('core/key')
export const standingKey = keyOf<Standing>('supervision/standing')
/** What a key has said, by key and span of sequences: under each definition what was judged there. */
export const saidKeys = { open: keyOf<Said>('core/said'), regulated: keyOf<Said>(`${REGULATED}/said`) }

/** Where it is remembered that a command was said. */
export const saidKeyOf = (command: { module: string; key: string; sequence: number }): Key<Said> =>
  saidKeys[definitionOf(command.module)](command.key, spanOf(command.sequence))
export const placeKey = keyOf<Place>('core/place')
export const productKey = keyOf<Product>('core/product')

/** GLNs and GTINs end with a check digit: ten in a row share a page. */
export const corePages = { 'core/place': 2, 'core/product': 2 }

/** A name in both languages. */
export const Name = z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(120) })
