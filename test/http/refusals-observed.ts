/** What is observed of goods that are not the programme's. */
import { packUri } from '@suyuan/model/core/gs1'
import { seen } from '../epcis/foreign.js'
import { all } from '../support/service.js'
import type { Provoking } from './refusals.js'
import { packOf } from './season.js'

export const observed: Provoking = async ({ service, authors }, refuses) => {
  const event = seen()
  const observes = (said: object) => service.send(authors.carrier.command('epcis', 'observe', { events: [said] }))
  await refuses('EVENT_ID_REUSED', 'another event under the id of one that was observed', async () => {
    await all([observes(event)])
    return observes({ ...event, bizStep: 'loading' })
  })
  await refuses('PROGRAMME_GOODS', 'packs of the programme that are only observed', () =>
    observes(seen({ epcList: [packUri(packOf('HOME000000'))] }))
  )
}
