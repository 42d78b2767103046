/** Who may speak, what was said, and what the registers hold. */

import t from 'tap'
import { gln, gtin, uscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PRODUCTS, RETAIL } from '../support/world.js'
import { demoName, type Provoking, placeOf } from './refusals.js'
import { CASES, garden, grams, outlet, packOf, plot } from './season.js'

export const speech: Provoking = async ({ service, authors, does: by }, refuses) => {
  const sell = (...serials: string[]) =>
    events.selling({ place: outlet, packs: serials.map(packOf), time: events.at(40) })

  // Who may speak
  await refuses('LEDGER_MISMATCH', 'a command for another network', () =>
    service.send(authors.grower.command('trace', 'capture', { events: [] }, { ledger: 'ab'.repeat(32) }))
  )
  await refuses('KEY_UNKNOWN', 'a key that nobody registered', () =>
    service.send(
      new Author(PARTIES.grower.uscc, BASE, service.ledger, signingKey('stranger')).capture(sell('HOME000000'))
    )
  )
  await refuses('KEY_NOT_AUTHORS', "another party's key", () =>
    service.send(
      new Author(PARTIES.cooperative.uscc, BASE, service.ledger, authors.grower.key).command(
        'core',
        'registerPlace',
        placeOf(90)
      )
    )
  )
  await refuses('SIGNATURE_INVALID', 'words that were changed after signing', async () => {
    const command = authors.grower.capture(sell('HOME000000'))
    return service.send({ ...command, signedAt: '2026-04-05T09:00:00+08:00' })
  })
  await refuses('KEY_REVOKED', 'a key that was revoked', async () => {
    const lost = new Author(PARTIES.school.uscc, RETAIL, service.ledger, signingKey('lost phone'))
    await service.administer(RETAIL, 'keys', lost.registration)
    await service.administer(RETAIL, 'revocations', { key: lost.key.id })
    return service.send(lost.command('core', 'registerPlace', placeOf(91)))
  })
  await refuses('ORGANISATION_MISMATCH', "an administrator with another organisation's party", () =>
    service.administer(RETAIL, 'releases', { uscc: PARTIES.grower.uscc, to: RETAIL })
  )
  await refuses('ADMINISTRATOR_REQUIRED', 'a party that registers a party', () =>
    service.send(authors.grower.command('core', 'registerParty', { uscc: uscc(50), name: demoName, roles: [] }))
  )
  await refuses('REGULATOR_REQUIRED', 'another organisation that grants the role of inspector', () =>
    service.administer(BASE, 'parties', { uscc: uscc(51), name: demoName, roles: ['inspector'] })
  )
  await refuses('ROLE_REQUIRED', 'a school that harvests', () =>
    by('school', events.harvest({ base: garden, plot, goods: grams('leaf', 'LX', 1000) }))
  )
  // What was said before
  await refuses('COMMAND_ID_REUSED', 'an id that stood for something else', async () => {
    const first = authors.grower.command('core', 'registerPlace', placeOf(92))
    await service.send(first)
    return service.send(authors.grower.command('core', 'registerPlace', placeOf(93), { id: first.id }))
  })

  // What was said
  await refuses('ACTION_UNKNOWN', 'an action that no module has', () =>
    service.send(authors.grower.command('trace', 'conjure', {}))
  )
  await refuses('PAYLOAD_INVALID', 'a harvest of nothing', async () => {
    const answer = await by('grower', events.harvest({ base: garden, plot, goods: grams('leaf', 'LX', 0) }))
    t.match(answer.body.field, /^events\.0\.quantityList\.0/, 'names the field')
    return answer
  })
  await refuses('EVENT_NOT_UNDERSTOOD', 'a step that the trace has not', () =>
    by('grower', { ...events.unpacking({ place: garden, sscc: CASES.home }), bizStep: 'assembling' })
  )

  // Registers
  await refuses('PARTY_UNKNOWN', 'an author that nobody registered', () =>
    service.send(new Author(uscc(60), BASE, service.ledger).capture(sell('HOME000000')))
  )
  await refuses('PARTY_EXISTS', 'a party registered twice', () =>
    service.administer(BASE, 'parties', { uscc: PARTIES.grower.uscc, name: demoName, roles: [] })
  )
  await refuses('PARTY_NOT_RELEASED', 'a party claimed without leave', () =>
    service.administer(RETAIL, 'claims', { uscc: PARTIES.carrier.uscc })
  )
  await refuses('KEY_EXISTS', 'a key registered twice', () =>
    service.administer(BASE, 'keys', authors.grower.registration)
  )
  await refuses('PLACE_UNKNOWN', 'a harvest at no place', () =>
    by('grower', events.harvest({ base: gln(99), plot, goods: grams('leaf', 'LX', 1000) }))
  )
  await refuses('PLACE_EXISTS', 'a place registered twice', () =>
    service.send(authors.grower.command('core', 'registerPlace', placeOf(1)))
  )
  await refuses('PRODUCT_UNKNOWN', 'a harvest of no product', () =>
    by('grower', events.harvest({ base: garden, plot, goods: events.grams({ gtin: gtin(99), lot: 'LX' }, 1000) }))
  )
  await refuses('PRODUCT_EXISTS', 'a product registered twice', () =>
    service.send(authors.grower.command('core', 'registerProduct', PRODUCTS.leaf))
  )
  const parameter = { name: 'trace.packing.excess', value: 1100, source: 'test' }
  await refuses('PARAMETER_NOT_PROPOSED', 'an acceptance of what nobody proposed', () =>
    service.administer(RETAIL, 'parameter-acceptances', parameter)
  )
  await refuses('PARAMETER_NEEDS_ANOTHER', 'a parameter that its proposer accepts', async () => {
    await service.administer(BASE, 'parameter-proposals', parameter)
    return service.administer(BASE, 'parameter-acceptances', parameter)
  })
}
