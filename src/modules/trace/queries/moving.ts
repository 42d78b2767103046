import type { LotRef, PackRef } from '@suyuan/model/core/gs1'
import type { Fact } from '@suyuan/model/core/law'
import type { Item } from '@suyuan/model/trace/states'
import type pg from 'pg'

export interface Goods {
  ref: LotRef
  amount: number
}

/** Members of read events that move goods. */
export interface Moving {
  readPoint?: { id: string }
  quantityList?: readonly Goods[]
  inputQuantityList?: readonly Goods[]
  outputQuantityList?: readonly Goods[]
  epcList?: readonly (string | PackRef)[] | { packs: readonly PackRef[]; cases: readonly string[] }
  bizTransactionList?: string
  'suyuan:shortage'?: { epcList?: readonly string[]; quantityList?: readonly Goods[] }
  'suyuan:damage'?: { quantityList: readonly Goods[] }
}

/** Cases that an event names, by themselves or by the pallets that stood for them. */
export function casesOf({ epcList }: Pick<Moving, 'epcList'>, facts: readonly Fact[]): string[] {
  if (!epcList) return []
  const units = 'cases' in epcList ? epcList.cases : epcList.filter(each => typeof each === 'string')
  const pallets = new Map<unknown, string[]>(
    facts.flatMap(({ type, pallet, cases }) => (type === 'pallet' ? [[pallet, cases as string[]] as const] : []))
  )
  return units.flatMap(sscc => pallets.get(sscc) ?? [sscc])
}

export const packsOf = ({ epcList }: Pick<Moving, 'epcList'>): PackRef[] => {
  if (!epcList) return []
  return 'packs' in epcList ? [...epcList.packs] : epcList.filter(each => typeof each !== 'string')
}

/** What is in a case. */
export interface Content extends LotRef {
  pieces: number
}

export async function casesIn(pool: pg.Pool, ssccs: readonly string[]): Promise<Map<string, Content>> {
  const { rows } = await pool.query<Content & { sscc: string }>(
    'select sscc, gtin, lot, pieces from trace.logistic_unit where sscc = any($1)',
    [[...new Set(ssccs)]]
  )
  return new Map(rows.map(row => [row.sscc, row]))
}

/** What each shipment left with. */
export async function itemsIn(pool: pg.Pool, shipments: readonly string[]): Promise<Map<string, Item[]>> {
  const { rows } = await pool.query<Item & { shipment: string }>(
    `select shipment, gtin, lot, amount, sscc from trace.shipment_item where shipment = any($1)
     order by shipment, position`,
    [[...new Set(shipments)]]
  )
  const items = new Map<string, Item[]>()
  for (const { shipment, ...item } of rows) {
    const known = items.get(shipment)
    if (known) known.push(item)
    else items.set(shipment, [item])
  }
  return items
}
