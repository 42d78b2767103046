/** Who sees and does what of /audit, and of the recalls in /desk. */
import type { PersonRole } from '../../src/core/identity/person.js'
import type { Entry } from './stage.js'

const of = (roles: readonly PersonRole[], names: readonly string[]): Record<string, Entry> =>
  Object.fromEntries(names.map(name => [name, { roles: [...roles] }]))

const SUPERVISORS = ['regulator', 'office', 'certifier'] as const
const TRADE = ['operator', 'packer', 'carrier', 'outlet', 'buyer', 'administrator'] as const
const EXAMINED = ['products/:gtin', 'parties/:uscc', 'places/:gln', 'period']

const recallsOn = (roles: readonly PersonRole[], base: string) =>
  of(roles, [
    ...['', '/new', '/drills/:number', '/:number'].map(path => `GET ${base}${path}`),
    ...['', '/:number/acknowledge', '/:number/supplement', '/:number/close'].map(path => `POST ${base}${path}`)
  ])

export const AUDIT: Record<string, Entry> = {
  ...of(
    [...SUPERVISORS, 'laboratory'],
    [
      'GET /audit',
      'GET /audit/lots/:gtin/:lot',
      'GET /audit/lots/:gtin/:lot/export/:format',
      'GET /audit/lots/:gtin/:lot/forms/:form/export/:format',
      'GET /audit/verify',
      'POST /audit/verify'
    ]
  ),
  ...of(SUPERVISORS, [
    ...EXAMINED.flatMap(path =>
      ['', '/export/:format', '/forms/:form/export/:format'].map(more => `GET /audit/${path}${more}`)
    ),
    ...['products/:gtin', 'parties/:uscc', 'period'].map(path => `GET /audit/${path}/bundle`),
    ...['packs/:gtin/:serial', 'cases/:sscc', 'pallets/:sscc', 'shipments/:id', 'agreements/:id', 'events/:event'].map(
      path => `GET /audit/${path}`
    ),
    ...['', '/export/:format'].map(path => `GET /audit/refused${path}`),
    'GET /audit/flags',
    ...['', '/blocks/:number', '/transactions/:tx', '/commands/:key/:id', '/states', '/findings'].map(
      path => `GET /audit/ledger${path}`
    )
  ]),
  ...of(
    ['regulator'],
    [
      ...['', '/new', '/:id', '/:id/photo'].map(path => `GET /audit/inspections${path}`),
      ...['', '/:id/sign'].map(path => `POST /audit/inspections${path}`),
      ...['', '/new', '/:id'].map(path => `GET /audit/requests${path}`),
      ...['', '/:id/answer', '/:id/close'].map(path => `POST /audit/requests${path}`),
      ...['', '/:number', '/:number/photo'].map(path => `GET /audit/complaints${path}`),
      ...['step', 'contact'].map(step => `POST /audit/complaints/:number/${step}`)
    ]
  ),
  ...recallsOn(SUPERVISORS, '/audit/recalls'),
  ...recallsOn(TRADE, '/desk/recalls')
}
