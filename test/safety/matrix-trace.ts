/** Trace entries, whose authority is over places, goods and roles. */
import { CASES, garden, lotOf, outlet } from '../http/season.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { PARTIES, PRODUCTS, REGULATOR } from '../support/world.js'
import { CALLER_NAMES, type Caller, type CallerName } from './callers.js'
import type { Case, Stage } from './stage.js'

const GROWER: readonly CallerName[] = ['grower']
const SUPERMARKET: readonly CallerName[] = ['supermarket']
const MAKER_OR_INSPECTOR: readonly CallerName[] = ['grower', 'inspector']

const having = (role: string) =>
  CALLER_NAMES.filter(name => (PARTIES as Record<string, { roles: readonly string[] }>)[name]?.roles.includes(role))

const own =
  (what: object) =>
  ({ place }: Caller) => ({ place, ...what })

// Of a lot that is nowhere: who may move goods at a place is asked before which goods.
const none = [{ gtin: PRODUCTS.leaf.gtin, lot: 'NONE', kilograms: 1 }]
const l3 = { lots: [lotOf('leaf', 'L3')] }

export function entries({ strange, harvested, complaint }: Stage): Record<string, Case[]> {
  /** What takes a role, or none, and a place of one's own. */
  const atPlace = (
    body: (place: string, caller: Caller) => object,
    may: readonly CallerName[] = CALLER_NAMES,
    elsewhere = 'NOT_HOLDER'
  ): Case[] => [
    { about: 'at its own place', body: caller => body(caller.place, caller), may, others: 'ROLE_REQUIRED' },
    {
      about: "at another's place",
      body: caller => body(strange, caller),
      may: [],
      others: caller => (may.includes(caller.name) ? elsewhere : 'ROLE_REQUIRED')
    }
  ]
  const facts = { cultivar: '紫金1号', season: 'spring', grade: '一芽二叶', households: 1 }
  const dates = { productionDate: '2026-04-05', expires: '2027-10-05' }
  const shipment = { number: 'M1', to: outlet, consignee: PARTIES.supermarket.uscc, goods: none }
  const results = [{ analyte: 'x', value: '1', unit: 'mg', conforms: true }]
  const picked = (place: string) => [
    events.harvest({ base: place, plot: place, goods: events.grams(lotOf('leaf', 'NONE'), 1000) })
  ]
  return {
    harvests: atPlace(place => ({ place, plot: place, ...none[0], ...facts }), having('producer'), 'PLACE_NOT_AUTHORS'),
    captures: atPlace(place => ({ events: picked(place) }), having('producer'), 'PLACE_NOT_AUTHORS'),
    processings: atPlace(
      place => ({ place, template: 'green', inputs: none, outputs: [{ ...none[0], gtin: PRODUCTS.crude.gtin }] }),
      having('processor')
    ),
    packings: atPlace(
      place => ({ place, inputs: none, gtin: PRODUCTS.pack.gtin, lot: 'NONE', pieces: 1, ...dates }),
      having('packer')
    ),
    shipments: [
      ...atPlace(place => ({ place, ...shipment })),
      {
        about: "under another's number",
        body: ({ place }) => ({ place, ...shipment, issuer: strange }),
        may: [],
        others: 'PLACE_NOT_AUTHORS'
      }
    ],
    receipts: [
      {
        about: 'of a shipment to the supermarket',
        body: ({ place }) => ({ place, shipment: `${garden}:S2`, goods: none }),
        may: SUPERMARKET,
        others: 'NOT_CONSIGNEE'
      },
      {
        about: "of the same at another's place",
        body: () => ({ place: strange, shipment: `${garden}:S2`, goods: none }),
        may: [],
        others: ({ name }) => (name === 'supermarket' ? 'PLACE_NOT_AUTHORS' : 'NOT_CONSIGNEE')
      }
    ],
    voids: [
      {
        about: "of the grower's shipment",
        body: () => ({ place: garden, shipment: `${garden}:S2` }),
        may: GROWER,
        others: 'NOT_HOLDER'
      }
    ],
    palletisings: atPlace(place => ({ place, sscc: sscc(70), cases: [sscc(99)] })),
    storings: atPlace(place => ({ place, goods: none })),
    stockings: atPlace(place => ({ place, goods: none })),
    sales: atPlace(place => ({ place, goods: none }), having('retailer')),
    returns: atPlace(place => ({ place, goods: none })),
    destructions: atPlace(place => ({ place, goods: none })),
    unpackings: [
      {
        about: "of the grower's case, brought to its own place",
        body: own({ sscc: CASES.home }),
        may: [],
        others: 'NOT_HOLDER'
      },
      {
        about: "of the grower's case, where it is",
        body: () => ({ place: garden, sscc: CASES.home }),
        may: GROWER,
        others: 'NOT_HOLDER'
      }
    ],
    holds: [{ about: "of the grower's lot", body: own(l3), may: MAKER_OR_INSPECTOR, others: 'NOT_HOLDER' }],
    explanations: [
      {
        about: "of the grower's lot",
        body: own({ ...l3, explanation: '雨' }),
        may: MAKER_OR_INSPECTOR,
        others: 'NOT_HOLDER'
      }
    ],
    inspections: [
      {
        about: "of the grower's lot",
        body: own({ ...l3, conformant: false }),
        may: ['inspector'],
        others: ({ name }) => (name === 'grower' ? 'ROLE_REQUIRED' : 'NOT_HOLDER')
      }
    ],
    tests: [
      {
        about: 'of any lot',
        body: own({ ...l3, number: 'R1', standard: 'GB 2763', results }),
        may: having('laboratory'),
        others: 'ROLE_REQUIRED'
      }
    ],
    recalls: [
      {
        about: "of the grower's lot",
        body: caller =>
          own({ ...l3, number: `M-${caller.name}`, class: 'II', reason: '试', knownAt: events.at(0) })(caller),
        may: MAKER_OR_INSPECTOR,
        others: 'RECALL_NOT_ALLOWED'
      }
    ],
    'complaint-changes': [
      {
        about: 'of a complaint',
        body: () => ({ number: complaint, state: 'answered', said: '试' }),
        may: [REGULATOR, 'inspector'],
        others: 'NOT_ALLOWED'
      }
    ],
    corrections: [
      {
        about: "of the grower's harvest",
        body: own({ event: harvested, of: 'harvest', goods: { ...l3.lots[0], kilograms: 42 } }),
        may: GROWER,
        others: 'NOT_HOLDER'
      }
    ]
  }
}
