/** What is measured, and what is said of it. */
import { all } from '../support/service.js'
import type { Provoking } from './refusals.js'
import { garden } from './season.js'

const SINCE = '2026-04-05T00:00:00Z'

export const measured: Provoking = async ({ service, authors }, refuses) => {
  const says = (action: string, payload: object) => service.send(authors.grower.command('monitoring', action, payload))
  const excursion = {
    ...{ id: 'X-1', sensor: 'AIR-1', place: garden, rule: garden },
    ...{ from: SINCE, until: '2026-04-05T01:00:00Z', peak: 40, count: 9 }
  }
  await refuses('NOT_WATCHED', 'an excursion where the sensor was not', async () => {
    await all([says('registerSensor', { id: 'AIR-1', kind: 'temperature' })])
    return says('openExcursion', excursion)
  })
  await refuses('NO_EXCURSION', 'an excursion from a rule that there is not', async () => {
    await all([says('placeSensor', { id: 'AIR-1', since: SINCE, place: garden })])
    return says('openExcursion', excursion)
  })
  await refuses('MATTER_EXISTS', 'a sensor under a number that was used', () =>
    says('registerSensor', { id: 'AIR-1', kind: 'temperature' })
  )
  await refuses('MATTER_UNKNOWN', 'a sensor that nobody registered', () => says('retireSensor', { id: 'AIR-9' }))
  await refuses('STEP_NOT_OPEN', 'a sensor retired twice', async () => {
    await all([says('retireSensor', { id: 'AIR-1' })])
    return says('retireSensor', { id: 'AIR-1' })
  })
}
