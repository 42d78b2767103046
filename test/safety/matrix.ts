/** Who may do what: an entry for each route, by who asks and whose the goods, places, parties and keys are. */
import { PRIMARY_KEYS } from '@suyuan/model/core/gs1/dictionary'
import { ASSETS } from '../../src/core/web/script.js'
import { AUDIT } from './matrix-audit.js'
import { commons, registers, signed } from './matrix-core.js'
import { DESK } from './matrix-desk.js'
import { epcisReads, epcisWrites } from './matrix-epcis.js'
import { monitoringEntries } from './matrix-monitoring.js'
import { PEOPLE } from './matrix-people.js'
import { PROGRAMME } from './matrix-programme.js'
import { TOOLS } from './matrix-tools.js'
import { entries } from './matrix-trace.js'
import type { Case, Entry, Stage } from './stage.js'

const INSIDERS = ['forward', 'impact'].map(what => `/lots/:gtin/:lot/${what}`)
const OPEN = ['', '/backward'].map(what => `/lots/:gtin/:lot${what}`)

const READS: Record<string, Entry> = {
  ...of('insiders', '/api/trace', [
    ...INSIDERS,
    ...[
      '/cases/:sscc',
      '/pallets/:sscc',
      '/shipments/:id',
      '/recalls/:number',
      '/agreements/:number',
      '/events/:event'
    ],
    ...['/lots', '/cases', '/shipments', '/events', '/recalls']
  ]),
  ...of('auditors', '/api', ['/core/audit', '/core/parties/:id/audit', '/trace/products/:gtin/audit']),
  ...of('auditors', '/api/trace', ['/complaints', '/complaints/:number', '/complaints/:number/contact']),
  ...of('auditors', '/api/trace', ['/scan-flags', '/scan-days']),
  ...of('public', '/api/trace', [...OPEN, '/packs/:gtin/:serial', '/provenance/:gtin/:serial']),
  ...of(
    'public',
    '/api/trace',
    ['/provenance/:gtin/:serial/proof'].concat(['', '/proof'].map(what => `/provenance/:gtin/lots/:lot${what}`))
  ),
  ...of('public', '/api/core', ['/parties/:id', '/places/:id', '/products/:id', '/parameters/:id', '/keys/:id']),
  ...of('public', '/api/core', ['/ledger', '/commands/:key/:id', '/commands/:key/:id/proof']),
  ...of('public', '', [
    '/',
    '/go',
    '/healthz',
    '/readyz',
    '/metrics',
    '/openapi.json',
    ...PRIMARY_KEYS.map(ai => `/${ai}/*`),
    ...['00', '01', '414'].map(ai => `/trace/${ai}/*`),
    '/pictures/:gtin/:digest',
    '/.well-known/gs1resolver',
    ...ASSETS.map(({ path }) => path)
  ]),
  ...of('public', '', ['/check/:receipt', '/privacy', '/complaints', '/complaints/new', '/complaints/:number']),
  ...forms(['/check', '/complaints', '/complaints/:number/erasure']),
  ...Object.fromEntries(PRIMARY_KEYS.map(ai => [`OPTIONS /${ai}/*`, 'stranger' as const]))
}

function of(entry: Entry, prefix: string, paths: readonly string[]): Record<string, Entry> {
  return Object.fromEntries(paths.map(path => [`GET ${prefix}${path}`, entry]))
}

/** Forms of consumers, who are asked nothing of who they are. */
function forms(paths: readonly string[]): Record<string, Entry> {
  return Object.fromEntries(paths.map(path => [`POST ${path}`, 'stranger' as const]))
}

const posts = (prefix: string, cases: Record<string, Case[]>) =>
  Object.fromEntries(Object.entries(cases).map(([path, list]) => [`POST ${prefix}/${path}`, { cases: list }]))

/** By route, in the order in which they are asked: what changes the stage comes after what needs it. */
export const matrixOf = (stage: Stage): Record<string, Entry> => ({
  ...READS,
  ...PEOPLE,
  ...TOOLS,
  ...DESK,
  ...AUDIT,
  ...PROGRAMME,
  ...monitoringEntries(stage),
  ...epcisReads,
  ...posts('/api/trace', entries(stage)),
  ...posts('/epcis', epcisWrites(stage)),
  ...posts('/api/core', { ...registers(stage), ...commons(stage) }),
  'POST /api/core/commands': signed(640),
  'POST /api/trace/commands': signed(680)
})
