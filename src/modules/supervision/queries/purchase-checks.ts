import type { Party, Place } from '@suyuan/model/core/records'
import type pg from 'pg'

/** What a buyer keeps of each receipt (进货查验). */
export const CHECKS = ['licence', 'conformity', 'deliveryNote'] as const
export type Check = (typeof CHECKS)[number]

/** Of an outlet, or another place where goods are received: how many receipts there were, and how many lack what. */
export interface OutletChecks extends Record<Check, number> {
  gln: string
  name: Place['name'] | null
  party: Party['name'] | null
  receipts: number
  complete: number
}

export interface IncompleteReceipt {
  place: string
  name: Place['name'] | null
  shipment: string
  at: Date
  missing: Check[]
  sender: Party['name'] | null
  /** The sender's, as it is registered. */
  licence: string | null
}

const RECEIPT = `
  select place, event_time as at, coalesce(event -> 'suyuan:purchaseCheck', '{}'::jsonb) as checked,
    substring(event -> 'bizTransactionList' -> 0 ->> 'bizTransaction' from '\\d{13}:[A-Za-z0-9._-]+$') as shipment,
    block, tx_index, position, index
  from trace.event where kind = 'receiving'`

/** Places where goods were received, those with most missing first. */
export async function checksByOutlet(pool: pg.Pool): Promise<OutletChecks[]> {
  const { rows } = await pool.query<OutletChecks>({
    name: 'supervision.checks-by-outlet',
    text: `
      with receipt as (${RECEIPT}), counted as (
        select place, count(*)::int as receipts,
          count(*) filter (where checked ?& array['licence', 'conformity', 'deliveryNote'])::int as complete,
          count(*) filter (where not checked ? 'licence')::int as licence,
          count(*) filter (where not checked ? 'conformity')::int as conformity,
          count(*) filter (where not checked ? 'deliveryNote')::int as "deliveryNote"
        from receipt group by place)
      select c.place as gln, s.value -> 'name' as name, p.value -> 'name' as party, c.receipts, c.complete,
        c.licence, c.conformity, c."deliveryNote"
      from counted c
        left join core.state s on s.key = 'core/place/' || c.place
        left join core.state p on p.key = 'core/party/' || (s.value ->> 'party')
      order by c.receipts - c.complete desc, c.place limit 500`
  })
  return rows
}

/** The newest receipts of which something is missing. */
export async function incompleteReceipts(pool: pg.Pool, limit: number): Promise<IncompleteReceipt[]> {
  const { rows } = await pool.query<Omit<IncompleteReceipt, 'missing'> & { checked: Record<string, unknown> }>({
    name: 'supervision.incomplete-receipts',
    text: `
      select r.place, s.value -> 'name' as name, r.shipment, r.at, r.checked, p.value -> 'name' as sender,
        p.value ->> 'licence' as licence
      from (${RECEIPT}) r
        left join core.state s on s.key = 'core/place/' || r.place
        left join trace.shipment h on h.id = r.shipment
        left join core.state p on p.key = 'core/party/' || h.consignor
      where not r.checked ?& array['licence', 'conformity', 'deliveryNote']
      order by r.block desc, r.tx_index desc, r.position desc, r.index desc limit $1`,
    values: [limit]
  })
  return rows.map(({ checked, ...receipt }) => ({ ...receipt, missing: CHECKS.filter(check => !(check in checked)) }))
}
