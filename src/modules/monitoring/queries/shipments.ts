import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'

/** A shipment as `GLN:number`, where it goes, and when it left. */
export interface Bound {
  id: string
  destination: Text
  at: Date
}

/** More than a lorry has behind it in a month. */
const MOST = 50

/** The newest shipments that a party sends, carries or gets: those that a sensor of its may be with. */
export async function shipmentsOf(pool: pg.Pool, party: string): Promise<Bound[]> {
  const { rows } = await pool.query<Bound>({
    name: 'monitoring.shipments-of',
    text: `
      select h.id, t.value -> 'name' as destination, h.shipped_at as at
      from trace.shipment h join core.state t on t.key = 'core/place/' || h.destination
      where $1 in (h.consignor, h.consignee, h.carrier)
      order by h.shipped_at desc limit ${MOST}`,
    values: [party]
  })
  return rows
}
