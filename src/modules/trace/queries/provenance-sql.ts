import { SANCTIONED, SANCTIONS_JSON } from './sanctions.js'

/**
 * The whole story of a pack or a lot as one statement that answers with ready JSON: one round trip, and nothing to be
 * serialised again on its way out.
 */

/** All lots that went into a thing. UNION on ids: a lot that came by two ways is one lot. */
const ANCESTRY = `
  lots as (
    select gtin, lot from this
    union
    select e.parent_gtin, e.parent_lot from lots l
      join trace.edge e on (e.child_gtin, e.child_lot) = (l.gtin, l.lot)
  ),
  edges as materialized (
    select e.child_gtin, e.child_lot, e.parent_gtin, e.parent_lot, e.amount, c.maker
    from lots l
      join trace.edge e on (e.child_gtin, e.child_lot) = (l.gtin, l.lot)
      join trace.lot c on (c.gtin, c.lot) = (e.child_gtin, e.child_lot)
  ),
  -- Who had an input on its way from its maker to who used it, told backwards: other buyers of it are not in here.
  way as (
    select parent_gtin as gtin, parent_lot as lot, maker as party from edges
    union
    select w.gtin, w.lot, h.consignor from way w
      join trace.shipment_item i on (i.gtin, i.lot) = (w.gtin, w.lot)
      join trace.shipment h on h.id = i.shipment and h.consignee = w.party and h.status <> 'void'
  ),
  moves as (
    select distinct h.id from way w
      join trace.shipment_item i on (i.gtin, i.lot) = (w.gtin, w.lot)
      join trace.shipment h on h.id = i.shipment and h.consignee = w.party and h.status <> 'void'
  )`

/** What was done to lots as such: made, moved towards who used them, tested, held, recalled, corrected. */
const LOT_STEPS = `
    select 'lot' as about, s.made, s.id, e.* from lots l
      join trace.subject s on s.kind = 'lot' and s.id = l.gtin || '/' || l.lot
      join trace.event e on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)
    where s.made
      or e.kind in ('testing', 'holding', 'explaining', 'inspecting', 'recalling', 'correcting')
      or (e.kind in ('shipping', 'receiving') and e.summary ->> 'shipment' in (select id from moves))`

/** What was done to a pack, in its cases and by itself. Its lot may have been packed in several runs: one made it. */
const PACK_STEPS = `
    select * from (${LOT_STEPS}) of_lots
    where not (made and kind = 'packing' and id = (select gtin || '/' || lot from this)
      and event ? 'outputEPCList' and (select count(*) from trace.subject
        where subject.kind = 'lot' and subject.id = of_lots.id and subject.made) > 1
      and not event -> 'outputEPCList' ? $3)
    union all
    select 'case', s.made, s.id, e.* from this
      join trace.subject s on s.kind = 'case' and s.id = any(this.cases)
      join trace.event e on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)
    union all
    select 'case', s.made, s.id, e.* from this
      join trace.shipment_item i on i.sscc = any(this.cases)
      join trace.subject s on s.kind = 'shipment' and s.id = i.shipment
      join trace.event e on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)
    where e.kind = 'voiding' or (e.kind = 'receiving'
      and e.event -> 'suyuan:shortage' -> 'epcList' ? ('https://id.gs1.org/00/' || i.sscc))
    union all
    select 'pack', s.made, s.id, e.* from trace.subject s
      join trace.event e on (e.block, e.tx_index, e.position, e.index) = (s.block, s.tx_index, s.position, s.index)
    where s.kind = 'pack' and s.id = $1 || '/' || $2`

const told = (steps: string) => `
  steps as materialized (
    select distinct on (e.block, e.tx_index, e.position, e.index) e.about, e.kind, e.event_id, e.event_time,
      e.recorded_at, e.author, e.key, e.place, e.block, e.tx_index, e.position, e.index, e.facts, e.summary,
      case when e.nonce then e.hash_id end as hash_id
    from (${steps}) e
    order by e.block, e.tx_index, e.position, e.index, e.about
  )`

/** Names of whatever the story names. */
const NAMES = `
  certificates as (
    select substr(key, 27) as number, value from core.state where key in (
      select 'certification/certificate/' || (summary ->> 'certificate') from steps where summary ? 'certificate')
  ),
  made as materialized (select t.* from lots l join trace.lot t on (t.gtin, t.lot) = (l.gtin, l.lot)),
  places as materialized (
    select value, key from core.state where key in (
      select 'core/place/' || place from steps where place is not null
      union select 'core/place/' || (summary ->> 'to') from steps where summary ? 'to'
      union select 'core/place/' || (summary ->> 'plot') from steps where summary ? 'plot'
      union select 'core/place/' || place from made
      union select 'core/place/' || place from this where place is not null)
  ),
  parties as (
    select key, value from core.state where key in (
      select 'core/party/' || author from steps
      union select 'core/party/' || (summary ->> 'consignee') from steps where summary ? 'consignee'
      union select 'core/party/' || (summary ->> 'carrier') from steps where summary ? 'carrier'
      union select 'core/party/' || maker from made
      union select 'core/party/' || (value ->> 'issuer') from certificates
      union select 'core/party/' || (value ->> 'party') from places)
  ),
  parents as (
    select key, value from places
    union all
    select key, value from core.state where key in (
      select 'core/place/' || (value ->> 'parent') from places where value ? 'parent'
      except select key from places)
  )`

/** What else was on a pallet is not this pack's affair. */
const FACTS = `case when s.facts is not null
          then nullif(jsonb_path_query_array(s.facts, '$[*] ? (@.type != "pallet")'), '[]') end`

/** Hardly any party has a standing at all: for the others the register is not looked through. */
const SANCTIONS = `case when standing is null then '[]' else (
    select coalesce(${SANCTIONS_JSON}, '[]') from ${SANCTIONED} and n.value ->> 'party' = uscc) end`

const STORY = `
    'lots', (select json_agg(json_build_object('gtin', gtin, 'lot', lot, 'made', made_at, 'maker', maker,
        'place', place, 'quantity', quantity, 'balance', balance, 'expires', expires, 'hold', hold,
        'rejected', rejected, 'recall', recall) order by block, gtin, lot) from made),
    'edges', (select coalesce(json_agg(json_build_array(child_gtin || '/' || child_lot,
        parent_gtin || '/' || parent_lot, amount)), '[]') from edges),
    'recalls', (select coalesce(json_object_agg(number, json_build_object('class', class, 'reason', reason,
        'knownAt', known_at, 'by', author, 'closed', closing -> 'at')), '{}') from trace.recall where number in (select recall from made)),
    'steps', (select json_agg(json_build_object('kind', s.kind, 'about', s.about, 'event', s.event_id,
        'time', s.event_time, 'recorded', s.recorded_at, 'author', s.author, 'key', s.key, 'place', s.place,
        'block', s.block, 'transaction', t.tx_id, 'facts', ${FACTS}, 'says', s.summary,
        'hashId', s.hash_id)
        order by s.block, s.tx_index, s.position, s.index)
      from steps s join core.transaction t on (t.block, t.index) = (s.block, s.tx_index)),
    'certificates', (select coalesce(json_object_agg(number, value), '{}') from certificates),
    'products', (select json_object_agg(substr(key, 14), value) from core.state
      where key in (select 'core/product/' || gtin from made)),
    'places', (select json_object_agg(substr(key, 12), value) from parents),
    'parties', (select json_object_agg(uscc, json_build_object('name', value -> 'name', 'organisation',
        value -> 'organisation', 'licence', value -> 'licence', 'standing', standing, 'sanctions', ${SANCTIONS}))
      from (select substr(key, 12) as uscc, value,
          (select s.value from core.state s where s.key = 'supervision/standing/' || substr(parties.key, 12)) as standing
        from parties) party),
    'keys', (select json_object_agg(substr(key, 10), json_build_object('custody', value -> 'custody', 'revoked',
        value -> 'revoked')) from core.state where key in (select 'core/key/' || key from steps)),
    'processes', (select coalesce(json_object_agg(substr(key, 30), json_build_object('name', value -> 'value' -> 'name',
        'steps', value -> 'value' -> 'steps')), '{}') from core.state
      where key in (select 'core/parameter/trace.process.' || (summary ->> 'template') from steps where kind = 'process')),
    'height', (select block from core.cursor)`

const PACK_THIS = `
  this as materialized (
    select p.gtin, p.serial, p.lot, p.status, p.sscc, p.earlier || p.sscc as cases, u.pieces, u.hold,
      u.status as case_status, case when p.place is null then u.shipment end as shipment,
      coalesce(p.place, u.place, l.place) as place, l.place as made_at_place, p.place is null as as_case, l.expires
    from trace.pack p
      join trace.lot l on (l.gtin, l.lot) = (p.gtin, p.lot)
      left join trace.logistic_unit u on u.sscc = p.sscc
    where p.gtin = $1 and p.serial = $2 and ($4::text is null or p.lot = $4)
  )`

const LOT_THIS = `
  this as materialized (
    select gtin, lot, expires, null::text as place, '{}'::text[] as cases from trace.lot where gtin = $1 and lot = $2
  )`

/** $1 GTIN, $2 serial, $3 the pack's EPC; $4 lot that it must be of, or null. */
export const PACK_SQL = `
  with recursive ${PACK_THIS}, ${ANCESTRY}, ${told(PACK_STEPS)}, ${NAMES}
  select json_build_object('kind', 'pack', 'gtin', gtin, 'serial', serial, 'lot', lot,
    'status', case
      when status <> 'packed' then status
      when as_case and case_status in ('destroyed', 'lost') then case_status
      when shipment is not null then 'in_transit'
      when (select value ->> 'kind' from places where key = 'core/place/' || this.place) = 'outlet' then 'at_outlet'
      when place <> made_at_place then 'stored'
      else 'packed' end,
    'place', place,
    'expired', coalesce(expires < (now() at time zone 'Asia/Shanghai')::date, false),
    'case', case when sscc is not null then json_build_object('sscc', sscc, 'status', case_status, 'hold', hold) end,
    ${STORY})::text as story
  from this`

/** $1 GTIN, $2 lot. */
export const LOT_SQL = `
  with recursive ${LOT_THIS}, ${ANCESTRY}, ${told(LOT_STEPS)}, ${NAMES},
  descent as (
    select gtin, lot from this
    union
    select e.child_gtin, e.child_lot from descent d
      join trace.edge e on (e.parent_gtin, e.parent_lot) = (d.gtin, d.lot)
  ),
  became as (
    select d.gtin, (array_agg(d.lot order by d.lot))[:20] as lots, count(*) as count from descent d
      where (d.gtin, d.lot) <> ($1, $2) group by d.gtin
  )
  select json_build_object('kind', 'lot', 'gtin', gtin, 'lot', lot,
    'expired', coalesce(expires < (now() at time zone 'Asia/Shanghai')::date, false),
    'became', (select coalesce(json_agg(json_build_object('gtin', b.gtin, 'product', s.value, 'lots', b.lots,
        'count', b.count) order by b.gtin), '[]')
      from became b join core.state s on s.key = 'core/product/' || b.gtin),
    ${STORY})::text as story
  from this`

/** Where the commands of the story are on the ledger, the ends of its recalls too; its events, and the goods that it is of. */
const SPOTS = `,
  recalled as (select summary -> 'recall' ->> 'number' as number from steps where kind = 'recalling'),
  spots as (
    select block, tx_index, position from steps
    union
    select block, tx_index, position from trace.recall_step
    where step = 'closeRecall' and recall in (select number from recalled)
  )
  select json_build_object(
    'spots', (select json_agg(jsonb_build_object('block', block, 'txIndex', tx_index, 'position', position))
      from spots),
    'recalls', (select coalesce(json_agg(distinct number), '[]') from recalled),
    'events', (select json_agg(distinct event_id) from steps),
    'lots', (select json_agg(gtin || '/' || lot) from lots),
    'cases', (select coalesce(json_agg(sscc), '[]') from (
        select unnest(this.cases) union select summary ->> 'pallet' from steps where kind = 'palletising'
      ) as unit (sscc) where sscc is not null)) as spots
  from this`

/** As PACK_SQL. */
export const PACK_SPOTS_SQL = `with recursive ${PACK_THIS}, ${ANCESTRY}, ${told(PACK_STEPS)}${SPOTS}`
/** As LOT_SQL. */
export const LOT_SPOTS_SQL = `with recursive ${LOT_THIS}, ${ANCESTRY}, ${told(LOT_STEPS)}${SPOTS}`
