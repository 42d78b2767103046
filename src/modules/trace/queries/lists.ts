import { LOT_CARD } from './lots.js'

/**
 * Lists, newest first. The statements are constant: a filter that is not given is null, and since they are planned with
 * their values, null filters cost nothing. Each row has its entry as JSON text, and its sort key for the cursor.
 */

const micros = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`
const timeOf = (value: string) => `(timestamptz 'epoch' + ${value}::bigint * interval '1 microsecond')`

/** $1 limit, $2… cursor; then maker, gtin, place, status, since. */
export const LOTS = `
  select ${LOT_CARD}::text as item, json_build_array(${micros('t.made_at')}, t.gtin, t.lot) as key
  from trace.lot t join core.state d on d.key = 'core/product/' || t.gtin
  where ($2::bigint is null or (t.made_at, t.gtin, t.lot) < (${timeOf('$2')}, $3::text, $4::text))
    and ($5::text is null or t.maker = $5) and ($6::text is null or t.gtin = $6)
    and ($7::text is null or t.place = $7)
    and ($8::text is null or case $8 when 'held' then t.hold is not null when 'recalled' then t.recall is not null
      when 'rejected' then t.rejected else t.hold is null and t.recall is null and not t.rejected end)
    and ($9::timestamptz is null or t.made_at >= $9)
  order by t.made_at desc, t.gtin desc, t.lot desc limit $1`

/** $1 limit, $2 cursor; then gtin, lot, place, status. */
export const CASES = `
  select json_build_object('sscc', u.sscc, 'gtin', u.gtin, 'lot', u.lot, 'pieces', u.pieces, 'status', u.status,
      'place', u.place, 'shipment', u.shipment, 'pallet', u.pallet, 'held', u.hold is not null)::text as item,
    json_build_array(u.sscc) as key
  from trace.logistic_unit u
  where ($2::text is null or u.sscc < $2) and ($3::text is null or u.gtin = $3) and ($4::text is null or u.lot = $4)
    and ($5::text is null or u.place = $5)
    and ($6::text is null or case $6 when 'in_transit' then u.shipment is not null
      else u.status = $6 and u.shipment is null end)
  order by u.sscc desc limit $1`

/** $1 limit, $2… cursor; then party (on any side), from, to, status, since. */
export const SHIPMENTS = `
  select json_build_object('id', h.id, 'at', h.shipped_at, 'from', h.origin, 'to', h.destination,
      'consignor', h.consignor, 'consignee', h.consignee, 'carrier', h.carrier, 'agreement', h.agreement,
      'returning', h.returning_goods, 'status', h.status)::text as item,
    json_build_array(${micros('h.shipped_at')}, h.id) as key
  from trace.shipment h
  where ($2::bigint is null or (h.shipped_at, h.id) < (${timeOf('$2')}, $3::text))
    and ($4::text is null or $4 in (h.consignor, h.consignee, h.carrier)) and ($5::text is null or h.origin = $5)
    and ($6::text is null or h.destination = $6) and ($7::text is null or h.status = $7)
    and ($8::timestamptz is null or h.shipped_at >= $8)
  order by h.shipped_at desc, h.id desc limit $1`

const events = (source: string, filter: string) => `
  select json_build_object('event', e.event_id, 'kind', e.kind, 'author', e.author, 'key', e.key, 'place', e.place,
      'time', e.event_time, 'recorded', e.recorded_at, 'block', e.block, 'transaction', t.tx_id, 'facts', e.facts,
      'says', e.summary)::text as item,
    json_build_array(e.block, e.tx_index, e.position, e.index) as key
  from ${source} join core.transaction t on (t.block, t.index) = (e.block, e.tx_index)
  where ($2::bigint is null
      or (e.block, e.tx_index, e.position, e.index) < ($2::bigint, $3::int, $4::int, $5::int))
    and ($6::text is null or e.author = $6) and ($7::text is null or e.kind = $7)
    and ($8::text is null or e.place = $8) and ($9::timestamptz is null or e.recorded_at >= $9) ${filter}
  order by e.block desc, e.tx_index desc, e.position desc, e.index desc limit $1`

/** $1 limit, $2… cursor; then author, kind, place, recorded since. */
export const EVENTS = events('trace.event e', '')

/** As EVENTS, of one thing: $10 its kind, $11 its id. */
export const EVENTS_ABOUT = events(
  `trace.subject s join trace.event e
     on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)`,
  'and s.kind = $10 and s.id = $11'
)

/** $1 limit, $2… cursor; then author, class, known since. */
export const RECALLS = `
  select json_build_object('number', r.number, 'class', r.class, 'reason', r.reason, 'knownAt', r.known_at,
      'by', r.author, 'closed', r.closing -> 'at', 'lots', r.lots)::text as item,
    json_build_array(${micros('r.known_at')}, r.number) as key
  from trace.recall r
  where ($2::bigint is null or (r.known_at, r.number) < (${timeOf('$2')}, $3::text))
    and ($4::text is null or r.author = $4) and ($5::text is null or r.class = $5)
    and ($6::timestamptz is null or r.known_at >= $6)
  order by r.known_at desc, r.number desc limit $1`
