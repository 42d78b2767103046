import type { LotRef } from '@suyuan/model/core/gs1'
import type pg from 'pg'
import { jsonOf } from './json.js'

/** What stands for a lot in answers about many of them. */
export const LOT_CARD = `json_build_object('gtin', t.gtin, 'lot', t.lot, 'product', d.value -> 'name', 'unit', d.value ->> 'unit',
  'quantity', t.quantity, 'made', t.made_at, 'maker', t.maker, 'place', t.place, 'expires', t.expires,
  'hold', t.hold, 'rejected', t.rejected, 'recall', t.recall)`

const LINES = (columns: string, where: string) => `(
  select coalesce(json_agg(json_build_object('gtin', ${columns}_gtin, 'lot', ${columns}_lot, 'amount', amount,
    'unit', s.value ->> 'unit') order by ${columns}_gtin, ${columns}_lot), '[]')
  from trace.edge join core.state s on s.key = 'core/product/' || ${columns}_gtin where ${where})`

/** $3 is whether the reader may see what others took and have of it. */
const LOT_SQL = `
  select json_build_object('gtin', t.gtin, 'lot', t.lot, 'product', d.value -> 'name', 'unit', d.value ->> 'unit',
    'quantity', t.quantity, 'made', t.made_at, 'maker', t.maker, 'place', t.place, 'event', t.event,
    'balance', t.balance, 'expires', t.expires, 'hold', t.hold, 'rejected', t.rejected, 'recall', t.recall,
    'inputs', ${LINES('parent', '(child_gtin, child_lot) = (t.gtin, t.lot)')},
    'outputs', case when $3 then ${LINES('child', '(parent_gtin, parent_lot) = (t.gtin, t.lot)')} end,
    'stocks', case when $3 then (
      select coalesce(json_agg(json_build_object('place', place, 'held', held, 'blocked', blocked, 'consumed', consumed,
        'sold', sold, 'destroyed', destroyed, 'lost', lost) order by place), '[]')
      from trace.stock s where (s.gtin, s.lot) = (t.gtin, t.lot)) end)::text as json
  from trace.lot t join core.state d on d.key = 'core/product/' || t.gtin
  where t.gtin = $1 and t.lot = $2`

export const lotJson = (pool: pg.Pool, { gtin, lot }: LotRef, insider: boolean) =>
  jsonOf(pool, 'lot', LOT_SQL, [gtin, lot, insider])

/**
 * All that a lot was made of, or was made into: lots, and between them edges with how much went over. UNION on ids, not
 * on paths: a season's blends have more ways through them than lots.
 */
const traceSql = (from: 'child' | 'parent', to: 'child' | 'parent') => `
  with recursive reached as (
    select gtin, lot from trace.lot where gtin = $1 and lot = $2
    union
    select e.${to}_gtin, e.${to}_lot from reached r
      join trace.edge e on (e.${from}_gtin, e.${from}_lot) = (r.gtin, r.lot)
  )
  select json_build_object('gtin', $1, 'lot', $2,
    'lots', (select json_agg(${LOT_CARD} order by t.made_at, t.gtin, t.lot) from reached r
      join trace.lot t on (t.gtin, t.lot) = (r.gtin, r.lot)
      join core.state d on d.key = 'core/product/' || t.gtin),
    'edges', (select coalesce(json_agg(json_build_object(
        'from', json_build_object('gtin', e.parent_gtin, 'lot', e.parent_lot),
        'to', json_build_object('gtin', e.child_gtin, 'lot', e.child_lot),
        'amount', e.amount, 'unit', d.value ->> 'unit')
        order by e.child_gtin, e.child_lot, e.parent_gtin, e.parent_lot), '[]') from reached r
      join trace.edge e on (e.${from}_gtin, e.${from}_lot) = (r.gtin, r.lot)
      join core.state d on d.key = 'core/product/' || e.parent_gtin))::text as json
  where exists (select from reached)`

const BACKWARD_SQL = traceSql('child', 'parent')
const FORWARD_SQL = traceSql('parent', 'child')

export const backwardJson = (pool: pg.Pool, { gtin, lot }: LotRef) =>
  jsonOf(pool, 'backward', BACKWARD_SQL, [gtin, lot])
export const forwardJson = (pool: pg.Pool, { gtin, lot }: LotRef) => jsonOf(pool, 'forward', FORWARD_SQL, [gtin, lot])
