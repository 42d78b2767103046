/** What is evaluated, and the certificates that go on packs. */
import { agreed, LIMITS, measured, type Officials, officialsOf, sayings } from '../certification/officials.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'
import { PRODUCTS } from '../support/world.js'
import type { Provoking } from './refusals.js'
import { garden, grams, lotOf } from './season.js'

export const evaluated: Provoking = async ({ service, authors, does: by }, refuses) => {
  const { grower, cooperative, laboratory } = authors
  const says = sayings(service, 'certification', 'ZP-1')
  const product = { gtin: PRODUCTS.pack.gtin, region: '441621' }
  let officials: Officials

  await refuses('MATTER_UNKNOWN', 'an application that nobody made', async () => {
    officials = await officialsOf(service)
    return says(officials.certifier, 'review')
  })
  await refuses('PRODUCT_NOT_AUTHORS', 'an application for the product of another', () =>
    says(cooperative, 'apply', product)
  )
  await refuses('MATTER_EXISTS', 'an application under a number that was used', async () => {
    await all([says(grower, 'apply', product)])
    return says(grower, 'apply', product)
  })
  await refuses('STEP_NOT_OPEN', 'a review before the test', () => says(officials.certifier, 'review'))
  await refuses('STANDARD_UNKNOWN', 'a test by a standard of which no limits were agreed on', async () => {
    await all([says(officials.certifier, 'accept', { batch: 1, laboratory: laboratory.id })])
    return says(laboratory, 'conform', measured('ND'))
  })
  await refuses('VERDICT_MISMATCH', 'a value above its limit that is said to conform', async () => {
    await agreed(service, 'certification.limits.GB2763', LIMITS)
    return says(laboratory, 'conform', measured('0.051'))
  })
  await refuses('LABORATORY_NOT_ENTRUSTED', 'a test by a laboratory that nobody asked', () =>
    says(officials.retester, 'conform', measured('ND'))
  )
  await refuses('LABORATORY_SAME', 'a re-test by the laboratory of the first test', async () => {
    await all([says(laboratory, 'fail', measured('0.051'))])
    return says(grower, 'retest', { laboratory: laboratory.id })
  })
  await refuses('TOO_EARLY', 'a grant on the first day of the public notice', async () => {
    await all([says(grower, 'retest', { laboratory: officials.retester.id })])
    await all([says(officials.retester, 'conform', measured('0.05'))])
    for (const step of ['review', 'notice']) await all([says(officials.certifier, step)])
    return says(officials.certifier, 'grant', { number: 'C-1' })
  })
  await refuses('TOO_LATE', 'a certificate that is to hold again when its term is over', async () => {
    await agreed(service, 'certification.noticeDays', 0)
    await all([says(officials.certifier, 'grant', { number: 'C-1', from: '2020-01-01' })])
    await all([says(officials.certifier, 'suspend')])
    return says(officials.certifier, 'resume')
  })
  await refuses('CERTIFICATE_NOT_IN_FORCE', 'packing under a suspended certificate', () => {
    const run = { place: garden, inputs: [grams('leaf', 'L3', 1000)], lot: lotOf('pack', 'P9'), pieces: 10 }
    const event = events.packing(run)
    return by('grower', { ...event, ilmd: { ...event.ilmd, 'suyuan:certificate': 'C-1' } })
  })
}
