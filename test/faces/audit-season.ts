/** What happens in a season that gives those who supervise something to look at. */
import {
  bench,
  bureau,
  CASES,
  garden,
  grams,
  lotOf,
  outlet,
  packOf,
  pieces,
  plot,
  type Season,
  shipmentOf,
  toOutlet
} from '../http/season.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { BASE } from '../support/world.js'
import { agreement, LICENSED } from './audit-queries.js'

/** Goods short and damaged, sold and returned, tested, recalled, corrected; and what the law refuses. */
export async function happen(season: Season): Promise<void> {
  await all([season.service.administer(BASE, 'parties', { ...LICENSED, roles: ['processor'] })])
  await all([
    season.does(
      'grower',
      events.shipping({
        from: garden,
        to: toOutlet,
        shipment: shipmentOf('S3'),
        goods: [grams('crude', 'C1', 5000)],
        agreement,
        time: events.at(12)
      })
    )
  ])
  await all([
    season.does(
      'supermarket',
      events.receiving({
        place: outlet,
        shipment: shipmentOf('S3'),
        goods: [grams('crude', 'C1', 4000)],
        shortage: { goods: [grams('crude', 'C1', 500)] },
        damage: [grams('crude', 'C1', 300)],
        time: events.at(22)
      }),
      events.receiving({
        place: outlet,
        shipment: shipmentOf('S2'),
        cases: [CASES.travelling],
        shortage: { goods: [pieces('P1', 2)] },
        time: events.at(23)
      }),
      events.returning({ place: outlet, packs: [packOf('SOLD000000')], time: events.at(40) }),
      events.destroying({ place: outlet, packs: [packOf('SOLD000000'), packOf('SOLD000001')], time: events.at(50) })
    ),
    season.does('laboratory', events.testing({ place: bench, lots: [lotOf('crude', 'C2')], conforms: true })),
    season.does('inspector', events.recalling({ place: bureau, lots: [lotOf('leaf', 'L3')], number: 'ZH-2026-9' }))
  ])
  const L2 = await eventOf(season, 'L2')
  // Of L2 all was used, so it cannot have been less; L3 was not used, but is recalled, which a correction may still mend.
  await all([
    season.does('grower', events.correcting({ event: L2, place: garden, goods: grams('leaf', 'L2', 41_000) })),
    season.does(
      'grower',
      events.correcting({ event: await eventOf(season, 'L3'), place: garden, goods: grams('leaf', 'L3', 40_000) })
    )
  ])
  await season.does('grower', events.harvest({ base: garden, plot, goods: grams('leaf', 'L1', 1000) }))
  await season.does('supermarket', events.selling({ place: outlet, packs: [packOf('HOME000000')] }))
}

async function eventOf({ service }: Season, lot: string): Promise<string> {
  const { rows } = await service.pool.query<{ event: string }>('select event from trace.lot where lot = $1', [lot])
  return rows[0]!.event.replace('urn:uuid:', '')
}
