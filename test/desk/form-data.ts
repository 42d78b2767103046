/** What an operator of the tests chooses from, and what the quick forms make of what he types. */
import { composed, type Form, type Situation, type Values } from '../../src/faces/desk/browser/forms/form.js'
import type { DeskData } from '../../src/modules/trace/queries/desk-data.js'
import { sscc } from '../support/codes.js'
import { PARTIES, PLACES, PRODUCTS, TEMPLATES } from '../support/world.js'

const { grower, supermarket } = PARTIES
export const placed = ({ gln, name, kind, ...more }: (typeof PLACES)[keyof typeof PLACES]) => ({
  ...{ gln, name, kind },
  ...('parent' in more && { parent: more.parent as string })
})
const { garden, plot, factory, outlet } = PLACES

export const data: DeskData = {
  party: { uscc: grower.uscc, name: grower.name, roles: [...grower.roles] },
  places: [garden, plot, factory].map(placed),
  partners: [{ gln: outlet.gln, name: outlet.name, party: supermarket.uscc, operator: supermarket.name }],
  carriers: [{ uscc: PARTIES.carrier.uscc, name: PARTIES.carrier.name }],
  products: Object.values(PRODUCTS).map(product => ({ ...product, owner: grower.uscc })),
  templates: Object.entries(TEMPLATES).map(([id, { name, inputs, outputs, steps }]) => ({
    ...{ id, name, inputs, outputs, steps }
  })),
  lots: [
    { gtin: PRODUCTS.leaf.gtin, lot: 'L1', place: garden.gln, held: 42_000 },
    { gtin: PRODUCTS.crude.gtin, lot: 'C1', place: garden.gln, held: 10_000 },
    { gtin: PRODUCTS.pack.gtin, lot: 'P1', place: garden.gln, held: 50 }
  ],
  cases: [{ sscc: sscc(1), gtin: PRODUCTS.pack.gtin, lot: 'P1', pieces: 40, place: garden.gln }],
  arriving: [
    {
      id: `${outlet.gln}:S9`,
      at: '2026-04-05T00:00:00Z',
      to: garden.gln,
      from: outlet.name,
      items: [
        { gtin: PRODUCTS.pack.gtin, lot: 'P0', amount: 40, sscc: sscc(2) },
        { gtin: PRODUCTS.crude.gtin, lot: 'C0', amount: 5000 }
      ]
    }
  ],
  leaving: [
    {
      id: `${garden.gln}:S8`,
      at: '2026-04-05T00:00:00Z',
      from: garden.gln,
      to: outlet.name,
      items: [
        { gtin: PRODUCTS.pack.gtin, lot: 'P1', amount: 40, sscc: sscc(3) },
        { gtin: PRODUCTS.crude.gtin, lot: 'C1', amount: 2000 }
      ]
    }
  ],
  sold: [{ gtin: PRODUCTS.pack.gtin, lot: 'P1', place: outlet.gln, sold: 7 }],
  made: [
    {
      event: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      kind: 'harvest',
      gtin: PRODUCTS.leaf.gtin,
      lot: 'L1',
      place: garden.gln,
      quantity: 42_000,
      at: '2026-04-05T00:00:00Z'
    }
  ]
}
const now = new Date('2026-04-05T01:00:00Z')
export const situation: Situation = { data, last: {}, now, mark: 'abcd1' }

/** What a form makes of its defaults with what is typed over them. */
const filled = (form: Form, typed: Values, at = situation) => composed(form, { ...form.defaults(at), ...typed }, at)

export function eventsOf(form: Form, typed: Values, at = situation): Record<string, unknown>[] {
  const made = filled(form, typed, at)
  if ('errors' in made) throw new Error(JSON.stringify(made.errors))
  return made.events
}

export const errorsOf = (form: Form, typed: Values, at = situation) => {
  const made = filled(form, typed, at)
  return 'errors' in made ? Object.fromEntries(Object.entries(made.errors).map(([name, { zh }]) => [name, zh])) : {}
}
