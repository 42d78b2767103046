/** What a lot became, all over, over HTTP ÷ the same answer by Postgres to somebody who knows every pack of it beforehand. */
import { BASE } from '../../test/support/world.js'
import { Invalid } from './counts.js'
import { eventsOf } from './growth.js'
import { type Lineage, makeLineage, PACK_GTIN, type Size } from './lineage.js'
import { abba, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'
import { median } from './statistics.js'

const SIZE: Record<'quick' | 'full', Size> = { quick: { lots: 8, packs: 50 }, full: { lots: 100, packs: 500 } }
/** Of a half of a round. */
const REPEATS = 10

export const recall: Row = {
  id: 'recall',
  what: 'impact of a lot eight steps above 50,000 packs (400 when quick), HTTP to last byte ÷ its packs fetched by known ids',
  unit: 'ms',
  target: 1.5,
  better: 'lower',
  measure
}

async function measure(stage: Stage, { rounds, quick, log }: Extent): Promise<Pair[]> {
  const pool = stage.service.pool
  const lineage = await makeLineage(stage, SIZE[quick ? 'quick' : 'full'])
  await pool.query('analyze')
  const packs = lineage.serials.length
  log(`${lineage.lots.length} lots, ${packs} packs, in a mirror of ${await eventsOf(stage)} events`)

  const ours = async () => countedAs(packs, await impactOf(stage, lineage))
  const theirs = async () => countedAs(packs, await knownOf(stage, lineage))
  const times = (work: () => Promise<void>) => async () => {
    const taken: number[] = []
    for (let i = 0; i < REPEATS; i++) taken.push(await millisecondsOf(work))
    return median(taken)
  }
  await times(ours)()
  await times(theirs)()
  const byLots = await times(async () => countedAs(packs, await knownLotsOf(stage, lineage)))()
  const paths = await millisecondsOf(async () => countedAs(packs, await byPathsOf(stage, lineage)))
  const pairs: Pair[] = []
  for (let round = 1; round <= rounds; round++) {
    const pair = await abba(times(ours), times(theirs), ([one, other]) => (one + other) / 2)
    pairs.push(pair)
    log(`round ${round}: ${pair.ours.toFixed(1)} ÷ ${pair.theirs.toFixed(1)} ms`)
  }
  const mine = median(pairs.map(({ ours }) => ours))
  log(`packs of the known lots, counted: ${byLots.toFixed(1)} ms; ours is ${(mine / byLots).toFixed(2)} times that`)
  log(`recursive query by paths: ${paths.toFixed(0)} ms, ${(paths / mine).toFixed(0)} times ours`)
  return pairs
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** @throws Invalid */
function countedAs(wanted: number, counts: readonly { count: number }[]): void {
  const found = counts.reduce((sum, { count }) => sum + count, 0)
  if (found !== wanted) throw new Invalid(`the answer is of ${found} packs, not of ${wanted}`)
}

async function impactOf({ http, service }: Stage, { root }: Lineage): Promise<{ count: number }[]> {
  const authorization = `Bearer ${service.administrators.get(BASE)}`
  const text = await http.text(`/api/trace/lots/${root.gtin}/${root.lot}/impact`, { authorization })
  return JSON.parse(text).packs
}

const COUNTS = 'select lot, status, count(*) as count from trace.pack'

async function knownOf({ service }: Stage, { serials }: Lineage): Promise<{ count: number }[]> {
  const text = `${COUNTS} where gtin = $1 and serial = any($2) group by lot, status`
  return (await service.pool.query({ name: 'bench.known', text, values: [PACK_GTIN, serials] })).rows
}

async function knownLotsOf({ service }: Stage, { lots }: Lineage): Promise<{ count: number }[]> {
  const text = `${COUNTS} where gtin = $1 and lot = any($2) group by lot, status`
  return (await service.pool.query({ name: 'bench.lots', text, values: [PACK_GTIN, lots.map(({ lot }) => lot)] })).rows
}

/** As one finds it in textbooks: every way down to every pack, each with its path, so that none is walked in a circle. */
const BY_PATHS = `
  with recursive walk (gtin, lot, serial, path) as (
    select $1::text, $2::text, null::text, array[$1 || '/' || $2]
    union all
    select n.gtin, n.lot, n.serial, w.path || n.id
    from walk w cross join lateral (
      select e.child_gtin as gtin, e.child_lot as lot, null as serial, e.child_gtin || '/' || e.child_lot as id
      from trace.edge e where (e.parent_gtin, e.parent_lot) = (w.gtin, w.lot)
      union all
      select p.gtin, p.lot, p.serial, p.gtin || '/' || p.serial
      from trace.pack p where (p.gtin, p.lot) = (w.gtin, w.lot)
    ) n
    where w.serial is null and not n.id = any(w.path)
  )
  select count(distinct serial) as count from walk`

async function byPathsOf({ service }: Stage, { root }: Lineage): Promise<{ count: number }[]> {
  return (await service.pool.query(BY_PATHS, [root.gtin, root.lot])).rows
}
