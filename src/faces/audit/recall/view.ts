import type { Person } from '../../../core/identity/person.js'
import type { Services } from '../../../core/module.js'
import { recallJson } from '../../../modules/trace/queries/impact.js'
import { namesOf } from '../../../modules/trace/queries/names.js'
import { announced } from '../../../modules/trace/queries/recalls.js'
import { regulates } from '../access.js'
import { clocksOf } from './clocks.js'
import { closingOf } from './closings.js'
import { countsOf, type Impact } from './impact.js'
import { noticesOf, notify } from './notices.js'
import type { RecallView } from './pages.js'
import { mayFollow, type Side } from './side.js'

/** A recall as one of its readers sees it; null where there is none, or where it is none of his business. */
export async function viewOf(
  services: Services,
  side: Side,
  person: Person,
  number: string
): Promise<RecallView | null> {
  const { pool } = services
  const [recall] = number ? await announced(pool, number) : []
  if (!recall) return null
  await notify(pool, number)
  const [json, notices, closing] = await Promise.all([
    recallJson(pool, number),
    noticesOf(pool, number),
    closingOf(pool, number)
  ])
  const follows = mayFollow(person, recall.author)
  if (!follows && !notices.some(({ party }) => party === person.party)) return null
  const { impact, unflagged } = JSON.parse(json!) as { impact: Impact; unflagged: unknown[] }
  const parties = [
    ...impact.holders.map(({ party }) => party),
    ...impact.inTransit.map(({ consignee }) => consignee),
    ...notices.map(({ party }) => party)
  ]
  return {
    base: side.base,
    ...{ recall, impact, notices, closing },
    clocks: await clocksOf(services, recall, closing?.closedAt ?? null),
    counts: countsOf(impact),
    names: await namesOf(pool, { parties }),
    unflagged: unflagged.length,
    party: person.party,
    mayAct: !closing && (recall.author === person.party || regulates(person)),
    onlyOwn: !follows
  }
}
