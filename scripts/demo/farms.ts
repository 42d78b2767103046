/**
 * What supply bases keep beside the ledger, which has totals and commitments of it: where their plots lie exactly, and which
 * households are linked to them. People enter it on the desk's pages; here it is put into the same stores, sealed by the same
 * key, and the ledger is told of it over the interface.
 */
import { join } from 'node:path'
import { householdsKey, outlineKey } from '@suyuan/model/bases/states'
import type pg from 'pg'
import { VaultKey } from '../../src/core/identity/vault-key.js'
import { recordsAt } from '../../src/core/mirror/registers.js'
import { HouseholdCounts } from '../../src/faces/desk/households/counts.js'
import { Households, type Link } from '../../src/faces/desk/weighing/households.js'
import { coarseOf, OutlineStore } from '../../src/modules/bases/outlines.js'
import { ownerOf, says } from './bases.js'
import { DemoClient } from './client.js'
import type { LoadOptions } from './load.js'
import { BASES, type Base, type Plot, plotsOf } from './places.js'
import { Random, range } from './random.js'
import type { DemoRequest } from './request.js'
import { outlinesOf } from './terrain.js'

/** Of the first season: those of later ones are more of the same. */
const PLOTS = plotsOf(0)

/** How often a household is linked to its base in each way; one that is in none works there for wages. */
const LINKED: readonly (readonly [kind: Link['kinds'][number], share: number])[] = [
  ['wage', 0.7],
  ['asset', 0.1],
  ['operating', 0.45]
]

interface DemoHousehold {
  code: string
  plot: Plot
  kinds: Link['kinds']
}

/** HH-001 to HH-060, in the order of the plots that they pick from. */
export const householdsFor = (seed: number): DemoHousehold[] =>
  PLOTS.flatMap(plot => range(plot.households).map(() => plot)).map((plot, index) => {
    const random = new Random(seed, 'household', index)
    const kinds = LINKED.filter(([, share]) => random.next() < share).map(([kind]) => kind)
    const code = `HH-${String(index + 1).padStart(3, '0')}`
    return { code, plot, kinds: kinds.length > 0 ? kinds : ['wage'] }
  })

/** Sees to outlines and households of the demonstration's bases: what the ledger has been told of is left as it is. */
export async function seeFarms(pool: pg.Pool, home: string, { url, keys, seed, signal }: LoadOptions): Promise<void> {
  const vault = VaultKey.at(join(home, 'vault.key'))
  const told = await recordsAt<unknown>(pool, [
    ...PLOTS.map(({ gln }) => outlineKey(gln)),
    ...BASES.map(({ gln }) => householdsKey(gln))
  ])
  const requests = [
    ...(await outlined(
      new OutlineStore({ pool, vault }),
      seed,
      PLOTS.filter(({ gln }) => !told.has(outlineKey(gln)))
    )),
    ...(await counted(
      pool,
      vault,
      seed,
      BASES.filter(({ gln }) => !told.has(householdsKey(gln)))
    ))
  ]
  const client = new DemoClient({ url, keyOf: as => keys.need(as), ...(signal && { signal }) })
  await client.run({ zh: '地块边界、农户', en: 'outlines, households', requests })
}

/** Each commitment has a salt of its own: one that was made and not told of leaves nothing on the ledger. */
async function outlined(store: OutlineStore, seed: number, plots: readonly Plot[]): Promise<DemoRequest[]> {
  const outlines = outlinesOf(seed, PLOTS)
  return Promise.all(
    plots.map(async ({ gln, base }) => {
      const corners = outlines.get(gln)!
      const commitment = await store.keep(ownerOf(base), 'demo', gln, corners)
      return says(ownerOf(base), 'outlinePlot', `outline/${commitment}`, {
        ...{ id: gln, corners: coarseOf(corners), commitment }
      })
    })
  )
}

async function counted(pool: pg.Pool, vault: VaultKey, seed: number, bases: readonly Base[]): Promise<DemoRequest[]> {
  const households = new Households(pool, vault)
  const counts = new HouseholdCounts(pool)
  const all = householdsFor(seed)
  return Promise.all(
    bases.map(async base => {
      const party = ownerOf(base)
      for (const { code, plot, kinds } of all.filter(({ plot }) => plot.base === base)) {
        const { id } = (await households.named(party, code, plot.village.zh))!
        await households.link(party, id, { base: base.gln, kinds })
      }
      const count = await counts.count(party, base.gln, await households.of(party))
      return says(party, 'countHouseholds', `households/${count.commitment}`, count)
    })
  )
}
