import type { LotRef } from '@suyuan/model/core/gs1'
import type { Person } from '../../../core/identity/person.js'
import type { Services } from '../../../core/module.js'
import { recallJson } from '../../../modules/trace/queries/impact.js'
import { namesOf } from '../../../modules/trace/queries/names.js'
import { noticesOf, stepsOf } from '../../../modules/trace/queries/recall-steps.js'
import { announced, untoldOf } from '../../../modules/trace/queries/recalls.js'
import { clocksOf } from './clocks.js'
import { countsOf, type Impact } from './impact.js'
import type { RecallView } from './pages.js'
import { mayFollow, mayLead, type Side } from './side.js'
import { tellHoldersIfPossible } from './steps.js'

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
  const leads = mayLead(person, recall.author)
  if (leads && !recall.closing) await tellHoldersIfPossible(services, person, number)
  const [json, notices, untold, steps] = await Promise.all([
    recallJson(pool, number),
    noticesOf(pool, number),
    untoldOf(pool, number),
    stepsOf(pool, number)
  ])
  const follows = mayFollow(person, recall.author)
  if (!follows && !notices.some(({ party }) => party === person.party)) return null
  const { impact, unflagged } = JSON.parse(json!) as { impact: Impact; unflagged: LotRef[] }
  const parties = [
    ...impact.holders.map(({ party }) => party),
    ...impact.inTransit.map(({ consignee }) => consignee),
    ...notices.map(({ party }) => party),
    ...steps.map(({ author }) => author)
  ]
  const products = recall.closing?.goods.map(({ gtin }) => gtin) ?? []
  return {
    ...{ side, recall, impact, notices, steps },
    untold: untold.length,
    clocks: await clocksOf(services, recall, recall.closing && new Date(recall.closing.at)),
    counts: countsOf(impact),
    names: await namesOf(pool, { parties, products }),
    unflagged,
    party: person.party,
    leads,
    onlyOwn: !follows
  }
}
