import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type pg from 'pg'
import type { Broker } from './broker.js'
import type { Duties } from './duties.js'
import type { Authenticator } from './identity/authenticator.js'
import type { CheckCodes } from './identity/check-codes.js'
import type { Clients } from './identity/clients.js'
import type { Erasures } from './identity/erasures.js'
import type { People } from './identity/people.js'
import type { VaultKey } from './identity/vault-key.js'
import type { Commands } from './ledger/commands.js'
import type { Explorer } from './ledger/explorer.js'
import type { States } from './ledger/states.js'
import type { MatterFace } from './matters/face.js'
import type { Metrics } from './metrics.js'
import type { Doubts } from './mirror/doubts.js'
import type { Projection } from './mirror/projection.js'
import type { QuickReads } from './mirror/quick-reads.js'
import type { Audits } from './proof/audits.js'
import type { Proofs } from './proof/proofs.js'
import type { Objections } from './review/objections.js'
import type { StoryAdditions } from './story-additions.js'
import type { Waits } from './web/answers.js'
import type { PageCache } from './web/page-cache.js'
import type { Regions } from './web/regions.js'
import type { Stories } from './web/stories.js'

/** What a module's routes and pages may use. */
export interface Services {
  pool: pg.Pool
  /** Questions of many that an index answers. */
  quickReads: QuickReads
  states: States
  commands: Commands
  authenticator: Authenticator
  /** Parties for which the gateway signs. */
  clients: Clients
  /** Who logs in, and what he may. */
  people: People
  /** Seals what people tell us of themselves. */
  vault: VaultKey
  /** Erases for good what people want erased. */
  erasures: Erasures
  /** Codes under scratch panels, and the short ones beside them. */
  checkCodes: CheckCodes
  proofs: Proofs
  audits: Audits
  /** What one gateway does for all. */
  duties: Duties
  /** What can be watched from outside. */
  metrics: Metrics
  /** Looks into blocks as a peer has them. */
  explorer: Explorer
  /** What of the mirror is known not to be the ledger's. */
  doubts: Doubts
  /** What of the ledger is known not to be what the law makes of it. */
  objections: Objections
  /** Pages that were made before, for as long as they are what the mirror says. */
  pageCache: PageCache
  /** What modules after the trace add to the pages of packs and lots. */
  storyAdditions: StoryAdditions
  /** From where pages are asked. */
  regions: Regions
  /** Origin of the addresses that are printed on goods, without a slash at its end; '' is wherever one asks. */
  origin: string
  waits: Waits
  /** What the landing page leads to. */
  stories: Stories
  /** GS1 Company Prefixes that are known: EPC URNs need to know where they end. */
  companyPrefixes: readonly string[]
  /** Whether results of queries may be sent to addresses within our own networks. */
  privateWebhooks: boolean
  /** From which broker readings of sensors come, if from any, and how long they are kept. */
  monitoring: { broker: Broker | null; readingDays: number }
  /** Seconds between rounds that hold what is listed against the registers; 0 for none. */
  screeningSeconds: number
}

/** A page that an index leads to. */
export interface Door {
  place: 'desk' | 'audit' | 'board'
  path: string
  title: Text
  help: Text
}

/** One of the programme's systems: the same name in the law, here, in Postgres and in addresses. */
export interface Module {
  name: string
  /** Modules whose queries this one uses; they come before it in the list. */
  needs: readonly string[]
  /** Tables of its own; a module that reads what the mirror has of its states needs none. */
  projection?: Projection
  /** What goes by steps in it: each kind has an API, lists and pages of its own. */
  matters?: readonly MatterFace[]
  /** Pages of its own that lead to such, or beside them: the index of a face has them first. */
  doors?: readonly Door[]
  /** Mounted at /api/{name}. */
  routes?(services: Services): FastifyPluginAsync
  /** Mounted at the root: addresses that people see. */
  pages?(services: Services): FastifyPluginAsync
}

/** Mounts modules in their order. @throws Error for a need that does not come before */
export async function mountModules(
  app: FastifyInstance,
  modules: readonly Module[],
  services: Services
): Promise<void> {
  const mounted = new Set<string>()
  for (const module of modules) {
    const missing = module.needs.filter(need => !mounted.has(need))
    if (missing.length > 0) throw new Error(`module ${module.name} needs ${missing.join(', ')} before it`)
    if (module.routes) await app.register(module.routes(services), { prefix: `/api/${module.name}` })
    if (module.pages) await app.register(module.pages(services))
    mounted.add(module.name)
  }
}
