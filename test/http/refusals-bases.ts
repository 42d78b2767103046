/** Supply bases: steps out of turn, leaf picked too early, a mark without the four unifications. */
import * as events from '../support/events.js'
import { PRODUCTS } from '../support/world.js'
import type { Provoking } from './refusals.js'
import { garden, grams, lotOf, plot } from './season.js'

export const bases: Provoking = async ({ service, authors, does: by }, refuses) => {
  const says = (action: string, payload: object) => service.send(authors.grower.command('bases', action, payload))
  const input = {
    ...{ id: 'N-1', plot, product: '苦参碱', source: '演示·农资店', dose: '0.5', unit: 'L/mu' },
    ...{ startedOn: '2026-04-01', stoppedOn: '2026-04-01', intervalDays: 7 }
  }

  await refuses('MATTER_UNKNOWN', 'work on a base that nobody planned', () => says('build', { id: garden }))
  await refuses('MATTER_EXISTS', 'a base planned twice', async () => {
    await says('plan', { id: garden })
    return says('plan', { id: garden })
  })
  await refuses('STEP_NOT_OPEN', 'a base that operates before it was accepted', () => says('operate', { id: garden }))
  await refuses('PRE_HARVEST_INTERVAL', 'leaf picked four days after spraying', async () => {
    await says('applyInput', input)
    return by('grower', events.harvest({ base: garden, plot, goods: grams('leaf', 'LX', 1000) }))
  })
  await refuses('UNIFICATION_MISSING', 'the common mark on packs of a base that nobody checked', async () => {
    const required = { name: 'bases.mark.required', value: true, source: '演示' }
    await service.administer('BaseMSP', 'parameter-proposals', required)
    await service.administer('RetailMSP', 'parameter-acceptances', required)
    const packed = { place: garden, inputs: [grams('crude', 'C1', 1000)], lot: lotOf('pack', 'PM'), pieces: 5 }
    return by('grower', { ...events.packing(packed), 'suyuan:commonMark': true })
  })
  await refuses('TOO_EARLY', 'a check that is yet to be made', async () => {
    await service.administer('RegulatorMSP', 'roles', {
      ...{ uscc: authors.inspector.id, roles: ['inspector', 'office'] }
    })
    const check = {
      ...{ id: garden, gtin: PRODUCTS.pack.gtin, aspect: 'quality', conforms: true },
      ...{ checkedOn: '2990-01-01', expires: '2999-01-01', documents: [{ title: '演示' }] }
    }
    return service.send(authors.inspector.command('bases', 'checkUnification', check))
  })
}
