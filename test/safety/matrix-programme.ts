/** The programme's modules: lists and pages of every kind of matters, and each action of their laws. */
import type { Action } from '@suyuan/model/core/law'
import { laws } from '@suyuan/model/laws'
import { VISITORS } from '../../src/core/matters/access.js'
import { listPath } from '../../src/core/matters/views.js'
import { modules } from '../../src/modules/index.js'
import { PLACES, PRODUCTS } from '../support/world.js'
import { CALLER_NAMES, ORGANISATIONS } from './callers.js'
import { SUPERVISION } from './matrix-supervision.js'
import type { Case, Entry } from './stage.js'

const PARTIES_OF_TRADE = CALLER_NAMES.filter(name => !(ORGANISATIONS as readonly string[]).includes(name))

/** Those who make something, but not what the grower registered. */
const MAKERS: readonly string[] = ['cooperative', 'trader']

/** An application for a product of the grower's. */
const application = (more: object): Case => ({
  about: 'a product of the grower',
  body: ({ name }) => ({ id: `matter-${name}`, gtin: PRODUCTS.pack.gtin, ...more }),
  may: ['grower'],
  others: ({ name }) => (MAKERS.includes(name) ? 'PRODUCT_NOT_AUTHORS' : 'ROLE_REQUIRED')
})
const byOffice = (about: string, body: object): Case => ({
  ...{ about, body: () => body, may: ['office'], others: 'ROLE_REQUIRED' }
})
const SCORES = { quality: 1, price: 2, character: 3, benefit: 4, words: '评分表' }

/** Who may open a matter, and of supervision who may do anything, by `module/action`: nothing else is wrong in the body. */
const OPENINGS: Readonly<Record<string, readonly Case[]>> = {
  'bases/plan': [
    {
      ...{ about: 'a base of the grower', body: () => ({ id: PLACES.garden.gln }), may: ['grower'] },
      others: ({ name }) => (name === 'cooperative' ? 'PLACE_NOT_AUTHORS' : 'ROLE_REQUIRED')
    }
  ],
  'certification/apply': [application({ region: '441621' })],
  'recognition/apply': [application({ register: 'provincial' })],
  'recognition/screen': [byOffice('a product', { products: [PRODUCTS.pack.gtin] })],
  'recognition/score': [byOffice('a product', { gtin: PRODUCTS.pack.gtin, ...SCORES })],
  'monitoring/registerSensor': [
    {
      about: 'a sensor of its own',
      body: ({ name }) => ({ id: `sensor-${name}`, kind: 'temperature' }),
      may: PARTIES_OF_TRADE,
      others: 'ROLE_REQUIRED'
    }
  ],
  ...SUPERVISION
}

/** What bases have beside their matters. */
const BASES: readonly (readonly [string, Entry])[] = [
  ...[
    'GET /desk/bases/plots',
    'GET /desk/bases/plots/:gln',
    'GET /desk/bases/plots/:gln/inputs/new',
    'POST /desk/bases/plots/:gln/inputs',
    'POST /desk/bases/plots/:gln/inputs/:id/withdrawal',
    'GET /desk/bases/plots/:gln/outline',
    'POST /desk/bases/plots/:gln/outline',
    'GET /desk/households',
    'POST /desk/households/:id/link',
    'POST /desk/households/count'
  ].map(name => [name, { roles: ['operator'] }] as const),
  ['GET /audit/bases/plots/:gln', { roles: VISITORS.audit }],
  ['GET /audit/bases/:id/checks', { roles: ['office', 'certifier', 'regulator'] }],
  ['POST /audit/bases/:id/checks', { roles: ['office', 'certifier', 'regulator'] }],
  ['GET /api/bases/plots/:id', 'public'],
  ['GET /api/bases/plots/:id/inputs', 'insiders'],
  ['GET /api/bases/bases/:id/unifications', 'public']
]

const entry = (name: string, who: Entry) => [name, who] as const

function pagesOf(module: string, path: string, shown: readonly string[]): (readonly [string, Entry])[] {
  return (['desk', 'audit', 'board'] as const)
    .filter(place => shown.includes(place))
    .flatMap(place => {
      const list = listPath(place, { module, path })
      if (place === 'board') return [entry(`GET ${list}`, 'public'), entry(`GET ${list}/:id`, 'public')]
      const names = [`GET ${list}`, `GET ${list}/:id`, `GET ${list}/new/:step`]
      const forms = [`POST ${list}/new/:step`, `POST ${list}/:id/:step`]
      return [...names, ...forms].map(name => entry(name, { roles: VISITORS[place] }))
    })
}

const actionsOf = (module: string) =>
  Object.entries<Action>(laws.get(module)!.actions)
    .filter(([, { schema }]) => schema)
    .map(([action]) => entry(`POST /api/${module}/${action}`, { cases: OPENINGS[`${module}/${action}`] ?? [] }))

export const PROGRAMME: Record<string, Entry> = Object.fromEntries([
  entry('GET /board', 'public'),
  entry('GET /board/certification', 'public'),
  entry('GET /board/certification/certificates/:number', 'public'),
  entry('GET /board/recognition', 'public'),
  entry('GET /audit/recognition/products', { roles: VISITORS.audit }),
  entry('POST /audit/recognition/products/screen', { roles: ['office'] }),
  entry('POST /audit/recognition/products/score', { roles: ['office'] }),
  entry('GET /desk/programme', { roles: VISITORS.desk }),
  entry('GET /audit/programme', { roles: VISITORS.audit }),
  ...BASES,
  entry('GET /board/supervision', 'public'),
  entry('GET /api/supervision/draw/:id', 'public'),
  entry('GET /desk/supervision', { roles: VISITORS.desk }),
  entry('POST /desk/supervision/draws/:id/witness', { roles: [...new Set([...VISITORS.desk, ...VISITORS.audit])] }),
  entry('GET /audit/supervision', { roles: VISITORS.audit }),
  ...['GET /audit/supervision/purchase-checks', 'GET /audit/supervision/draws/new/planInspection'].map(route =>
    entry(route, { roles: ['regulator', 'office'] })
  ),
  ...['new/planInspection', ':id/drawInspection'].map(step =>
    entry(`POST /audit/supervision/draws/${step}`, { roles: ['regulator', 'office'] })
  ),
  ...modules.flatMap(({ name, matters }) => [
    ...(matters ? actionsOf(name) : []),
    ...(matters ?? []).flatMap(({ path, shown }) => {
      const reads: Entry = shown.includes('board') ? 'public' : 'insiders'
      const lists = [`GET /api/${name}/${path}`, `GET /api/${name}/${path}/:id`].map(route => entry(route, reads))
      return [...lists, ...pagesOf(name, path, shown)]
    })
  ])
])
