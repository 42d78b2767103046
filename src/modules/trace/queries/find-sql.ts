/**
 * One statement a kind of thing that somebody may be looking for. Each answers with `id`, the name or number that `matched`,
 * a `name` and a `note` to show. $1 is what was typed, $2 a pattern of what begins so, $3 one of what holds it.
 * Where an index begins with something else (a product, a key, a place), all of those there are stand before it: they are few.
 */

const PRODUCTS = `select substr(key, 14) from core.state where key like 'core/product/%'`
const PLACES = `select substr(key, 12) from core.state where key like 'core/place/%'`

export const LOTS = `
  select t.gtin || '/' || t.lot as id, t.lot as matched, d.value -> 'name' as name,
    json_build_object('made', t.made_at, 'quantity', t.quantity, 'unit', d.value ->> 'unit') as note
  from trace.lot t join core.state d on d.key = 'core/product/' || t.gtin
  where t.lot ilike $2 and $3::text is not null
  order by t.lot <> $1, length(t.lot), t.made_at desc limit 20`

/** $1 GTIN, $2 lot. */
export const LOT = `
  select t.gtin || '/' || t.lot as id, t.lot as matched, d.value -> 'name' as name,
    json_build_object('made', t.made_at, 'quantity', t.quantity, 'unit', d.value ->> 'unit') as note
  from trace.lot t join core.state d on d.key = 'core/product/' || t.gtin
  where t.gtin = $1 and t.lot = $2`

/** $1 serial, $2 its product or null. */
export const PACKS = `
  select p.gtin || '/' || p.serial as id, p.serial as matched, d.value -> 'name' as name,
    json_build_object('lot', p.lot, 'status', p.status) as note
  from trace.pack p join core.state d on d.key = 'core/product/' || p.gtin
  where p.serial = $1 and p.gtin in (select coalesce($2::text, gtin) from (${PRODUCTS}) as of (gtin)) limit 20`

/** $1 SSCC. */
export const CASES = `
  select u.sscc as id, u.sscc as matched, d.value -> 'name' as name,
    json_build_object('lot', u.lot, 'status', u.status) as note
  from trace.logistic_unit u join core.state d on d.key = 'core/product/' || u.gtin where u.sscc = $1`

/** $1 SSCC. */
export const PALLETS = `
  select p.sscc as id, p.sscc as matched, null::json as name,
    json_build_object('status', case when p.cases = 0 then 'opened' else 'closed' end) as note
  from trace.pallet p where p.sscc = $1`

const named = (kind: string, more = '') => `
  select substr(s.key, ${`core/${kind}/`.length + 1}) as id,
    case when s.key = 'core/${kind}/' || $1 then $1 ${more} when s.value -> 'name' ->> 'zh' ilike $3
      then s.value -> 'name' ->> 'zh' else s.value -> 'name' ->> 'en' end as matched,
    s.value -> 'name' as name, null::json as note
  from core.state s
  where s.key like 'core/${kind}/%' and $2::text is not null and (s.key = 'core/${kind}/' || $1
    or s.value -> 'name' ->> 'zh' ilike $3 or s.value -> 'name' ->> 'en' ilike $3
    ${more && `or lower(s.value ->> 'licence') = lower($1)`})
  order by s.key <> 'core/${kind}/' || $1, length(s.value -> 'name' ->> 'zh'), s.key limit 20`

export const PARTIES = named('party', `when lower(s.value ->> 'licence') = lower($1) then s.value ->> 'licence'`)
export const PLACES_NAMED = named('place')
export const PRODUCTS_NAMED = named('product')

/** A shipment by its whole name, or by the number that its issuer gave it. */
export const SHIPMENTS = `
  select h.id, split_part(h.id, ':', 2) as matched, null::json as name,
    json_build_object('made', h.shipped_at, 'status', h.status) as note
  from trace.shipment h
  where h.id = $1 or h.id in (select gln || ':' || $1 from (${PLACES}) as issuer (gln)) limit 20`

export const AGREEMENTS = `
  select a.id, a.id as matched, null::json as name, json_build_object('party', a.supplier) as note
  from trace.agreement a where a.id ilike $2 and $1::text is not null and $3::text is not null
  order by a.id <> $1, length(a.id) limit 10`

export const RECALLS = `
  select r.number as id, r.number as matched, null::json as name,
    json_build_object('made', r.known_at, 'class', r.class) as note
  from trace.recall r where r.number ilike $2 and $1::text is not null and $3::text is not null
  order by r.number <> $1, length(r.number) limit 10`

/** Laboratory reports by their number. */
export const REPORTS = `
  select e.event_id as id, e.summary -> 'report' ->> 'number' as matched, null::json as name,
    json_build_object('made', e.event_time, 'party', e.author) as note
  from trace.event e
  where e.kind = 'testing' and e.summary -> 'report' ->> 'number' ilike $2 and $3::text is not null
  order by e.summary -> 'report' ->> 'number' <> $1, e.block desc limit 10`

/** $1 an event's id, as its URN. */
export const EVENTS = `
  select distinct on (e.event_id) e.event_id as id, e.event_id as matched, null::json as name,
    json_build_object('made', e.event_time, 'party', e.author) as note
  from trace.event e where e.event_id = $1 order by e.event_id, e.block`

/** $1 number. */
export const BLOCKS = `
  select b.number::text as id, b.number::text as matched, null::json as name,
    json_build_object('made', b.recorded_at) as note
  from core.block b where b.number = $1::bigint`

/** $1 hexadecimal, of 32 bytes: a block's hash, a transaction, a key. */
export const BLOCKS_HASHED = `
  select b.number::text as id, encode(b.hash, 'hex') as matched, null::json as name,
    json_build_object('made', b.recorded_at) as note
  from core.block b where b.hash = decode($1, 'hex')`
export const TRANSACTIONS = `
  select t.tx_id as id, t.tx_id as matched, null::json as name, json_build_object('made', t.recorded_at) as note
  from core.transaction t where t.tx_id = $1`
export const KEYS = `
  select substr(s.key, 10) as id, substr(s.key, 10) as matched, null::json as name,
    json_build_object('party', s.value ->> 'party') as note
  from core.state s where s.key = 'core/key/' || $1`

/** $1 UUID. */
export const COMMANDS = `
  select c.key || '/' || c.command_id as id, c.command_id::text as matched, null::json as name,
    json_build_object('made', c.recorded_at, 'party', c.author) as note
  from core.command c
  where c.command_id = $1::uuid and c.key in (select key from core.registered_key)
    and c.status in ('accepted', 'refused') limit 20`
