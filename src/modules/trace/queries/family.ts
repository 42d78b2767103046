import type { LotRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { backwardJson, forwardJson } from './lots.js'

/** A lot as lists have it. */
export interface LotCard extends LotRef {
  product: { zh: string; en: string }
  unit: 'gram' | 'piece'
  quantity: number
  made: string
  maker: string
  place: string
  expires: string | null
  hold: { reason: string } | null
  rejected: boolean
  recall: string | null
}

export interface FamilyEdge {
  from: LotRef
  to: LotRef
  amount: number
  unit: 'gram' | 'piece'
}

/** What a lot was made of, and what it was made into. */
export interface Family {
  root: LotRef
  lots: LotCard[]
  edges: FamilyEdge[]
}

interface Half {
  lots: LotCard[]
  edges: FamilyEdge[]
}

/** Both ways from a lot, or null where there is none. */
export async function familyOf(pool: pg.Pool, root: LotRef): Promise<Family | null> {
  const [back, forth] = await Promise.all([backwardJson(pool, root), forwardJson(pool, root)])
  if (back === null || forth === null) return null
  const halves = [back, forth].map(json => JSON.parse(json) as Half)
  const lots = new Map(halves.flatMap(half => half.lots).map(lot => [idOf(lot), lot]))
  return { root, lots: [...lots.values()], edges: halves.flatMap(half => half.edges) }
}

const idOf = ({ gtin, lot }: LotRef) => `${gtin}/${lot}`
