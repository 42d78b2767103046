import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'

/** A shipment as `GLN:number`, where it goes, and when it left. */
export interface Bound {
  id: string
  destination: Text
  at: Date
}

/** A telephone's screen shows six. */
export const MOST_SHIPMENTS = 20

/** Shipments that a party sends, carries or gets, which a sensor of its may be with: those under way first, then the newest. */
export async function shipmentsOf(pool: pg.Pool, party: string): Promise<Bound[]> {
  const { rows } = await pool.query<Bound>({
    name: 'monitoring.shipments-of',
    text: `
      select h.id, t.value -> 'name' as destination, h.shipped_at as at
      from trace.shipment h join core.state t on t.key = 'core/place/' || h.destination
      where $1 in (h.consignor, h.consignee, h.carrier)
      order by h.status <> 'in_transit', h.shipped_at desc limit ${MOST_SHIPMENTS}`,
    values: [party]
  })
  return rows
}
