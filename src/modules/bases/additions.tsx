import { dayOf } from '@suyuan/model/core/day'
import { type Place, placeKey } from '@suyuan/model/core/records'
import { recordsAt } from '../../core/mirror/registers.js'
import type { Services } from '../../core/module.js'
import type { StoryAbout } from '../../core/story-additions.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { supplyBases } from './queries/bases.js'

/** As many are named; leaf of a blend comes from more. */
const MOST = 3

/** On the pages of packs and lots: the operating supply bases that their leaf comes from, a line each, as at packing. */
export function addToStories({ storyAdditions, pool }: Services): void {
  storyAdditions.add(async ({ gtin, steps }: StoryAbout) => {
    const harvests = steps.filter(({ kind }) => kind === 'harvest')
    const plots = harvests.flatMap(({ says: { plot } }) => plot ?? [])
    const registered = await recordsAt<Place>(
      pool,
      plots.map(plot => placeKey(plot))
    )
    const places = harvests.flatMap(({ place, says: { plot } }) => {
      const parent = plot && registered.get(placeKey(plot))?.parent
      return parent ?? place ?? []
    })
    const made = steps.findLast(({ kind }) => kind === 'packing') ?? steps.at(-1)
    if (places.length === 0 || !made) return null
    const found = await supplyBases(pool, [...new Set(places)], gtin, dayOf(made.time))
    const operating = found.filter(({ state }) => state === 'operating').slice(0, MOST)
    if (operating.length === 0) return null
    const names = await recordsAt<Place>(
      pool,
      operating.map(({ gln }) => placeKey(gln))
    )
    return (
      <section>
        {operating.map(({ gln, unified }) => (
          <p>
            <a href={`/board/bases/${gln}`}>
              <Say
                text={say(unified ? 'basesFromUnified' : 'basesFrom', { name: names.get(placeKey(gln))?.name ?? gln })}
              />
            </a>
          </p>
        ))}
      </section>
    )
  })
}
