import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { Authenticator } from './core/identity/authenticator.js'
import { CheckCodes } from './core/identity/check-codes.js'
import { Clients } from './core/identity/clients.js'
import { Erasures } from './core/identity/erasures.js'
import { SigningKeys } from './core/identity/signing-keys.js'
import { VaultKey } from './core/identity/vault-key.js'
import { Commands } from './core/ledger/commands.js'
import { Explorer } from './core/ledger/explorer.js'
import { Fabric } from './core/ledger/fabric.js'
import { ledgerHeight } from './core/ledger/height.js'
import { Ledger } from './core/ledger/ledger.js'
import { Presence } from './core/ledger/presence.js'
import { ConnectionProfile, ledgerOf } from './core/ledger/profile.js'
import type { States } from './core/ledger/states.js'
import { Watch } from './core/ledger/watch.js'
import { Metrics } from './core/metrics.js'
import { Announcements } from './core/mirror/announcements.js'
import { DOUBT_CHANNEL, Doubts } from './core/mirror/doubts.js'
import { MirrorLeader } from './core/mirror/leader.js'
import { openPool } from './core/mirror/pool.js'
import type { Projection } from './core/mirror/projection.js'
import { BLOCK_CHANNEL } from './core/mirror/projector.js'
import { QuickReads } from './core/mirror/quick-reads.js'
import { REBUILT_CHANNEL } from './core/mirror/rebuild.js'
import { Reconciler } from './core/mirror/reconciler.js'
import { prepareSchemas } from './core/mirror/schema.js'
import type { Module } from './core/module.js'
import { Audits } from './core/proof/audits.js'
import { Checkpointer } from './core/proof/checkpointer.js'
import { Proofs } from './core/proof/proofs.js'
import { Objections } from './core/review/objections.js'
import { OBJECTION_CHANNEL } from './core/review/review.js'
import { PageCache } from './core/web/page-cache.js'
import { Regions } from './core/web/regions.js'
import { projectionsOf } from './projections.js'

/** How long flights may be out without any block before the block stream's peer is left. */
const SILENCE_MILLISECONDS = 8000

/** Everything behind the pages and routes: Postgres, the ledger, the mirror. */
export interface Gateway {
  pool: pg.Pool
  quickReads: QuickReads
  states: States
  commands: Commands
  ledger: Ledger
  authenticator: Authenticator
  clients: Clients
  proofs: Proofs
  audits: Audits
  explorer: Explorer
  signingKeys: SigningKeys
  vault: VaultKey
  erasures: Erasures
  checkCodes: CheckCodes
  watch: Watch
  mirror: MirrorLeader
  doubts: Doubts
  objections: Objections
  pageCache: PageCache
  regions: Regions
  metrics: Metrics
  ledgerHeight: () => Promise<number>
  close(): Promise<void>
}

/** Opens and starts it all, in the order of dependence; `close` takes it down in the reverse. */
export async function openGateway(config: Config, modules: readonly Module[], log: Logger): Promise<Gateway> {
  const { databaseUrl } = config
  if (!databaseUrl) throw new Error('DATABASE_URL is not set')
  const profile = ConnectionProfile.parse(
    JSON.parse(readFileSync(config.profile ?? join(config.home, 'connection.json'), 'utf8'))
  )
  const projections = projectionsOf(modules)
  const schemas = projections.map(({ module }) => module)
  const pool = openPool(databaseUrl, schemas, 16)
  await prepareSchemas(pool, projections, log)

  const fabric = new Fabric(profile)
  const metrics = new Metrics()
  const base = { ...{ fabric, pool, log, projections, databaseUrl }, id: ledgerOf(profile) }
  const mirroring = assembleMirror(base, config, metrics)
  const { watch, mirror, doubts, objections, reconciler } = mirroring
  const checkpointer = new Checkpointer({
    ...{ fabric, pool, watch, log },
    seconds: config.checkpointSeconds,
    examine: milliseconds => reconciler.examine(milliseconds),
    leads: () => mirror.leading
  })
  const vault = VaultKey.at(join(config.home, 'vault.key'))
  const signingKeys = new SigningKeys(pool, vault)
  const presence = await Presence.open(databaseUrl, log)
  const ledger = new Ledger({ ...{ fabric, pool, watch, presence, metrics, log }, id: base.id, limits: config.ledger })
  const height = () => ledgerHeight(fabric)
  const pageCache = new PageCache(pool, [doubts, objections], config.pageCacheBytes)
  metrics.observe({
    ...{ fabric, ledger, watch, mirror, doubts, objections, reconciler, pageCache },
    ledgerHeight: height
  })

  await mirroring.start()
  await adoptAdministrators(fabric, signingKeys)
  await ledger.start()
  checkpointer.start()
  const stopWatching = leaveSilentPeers(mirror, watch)
  const commands = new Commands(ledger, pool, watch, signingKeys, height)
  return {
    ...{ pool, ledger, vault, signingKeys, watch, mirror, doubts, objections, pageCache, metrics },
    ...{ commands, states: ledger.states, clients: new Clients(pool, ledger.states, commands, signingKeys) },
    ...{ checkCodes: new CheckCodes(vault), regions: new Regions(pool, config.regionHeader) },
    ...{ authenticator: new Authenticator(pool), quickReads: new QuickReads(pool) },
    erasures: new Erasures(pool, join(config.home, 'erased.jsonl'), log),
    proofs: new Proofs(pool, checkpointer, fabric),
    audits: new Audits(pool, checkpointer, fabric),
    explorer: new Explorer(fabric),
    ledgerHeight: height,
    async close() {
      stopWatching()
      await checkpointer.stop()
      await ledger.stop()
      await presence.close()
      await mirroring.stop()
      fabric.close()
      await pool.end()
    }
  }
}

interface Base {
  fabric: Fabric
  pool: pg.Pool
  log: Logger
  projections: readonly Projection[]
  databaseUrl: string
  /** The ledger's name. */
  id: string
}

/** Who writes the mirror, who hears of it, who holds it against the ledger. */
function assembleMirror({ id, ...base }: Base, config: Config, metrics: Metrics) {
  const { fabric, pool, log, projections, databaseUrl } = base
  const watch = new Watch(pool, log)
  const doubts = new Doubts(pool, log)
  const objections = new Objections(pool, log)
  const mirror = new MirrorLeader(fabric, {
    ...{ pool, projections, log },
    chaincode: fabric.profile.chaincode,
    ledger: id,
    onBlock: (changes, milliseconds) => {
      watch.tell(changes)
      metrics.block(changes.block, milliseconds)
    }
  })
  const reconciler = new Reconciler({
    ...{ databaseUrl, profile: fabric.profile, logLevel: config.logLevel, ...config.reconcile, objections, log },
    thread: new URL('./checking.js', import.meta.url),
    leads: () => mirror.leading
  })
  const announcements = new Announcements(databaseUrl, log, {
    [BLOCK_CHANNEL]: block => watch.announce(block === null ? null : Number(block)),
    [DOUBT_CHANNEL]: () => void doubts.reload(),
    [OBJECTION_CHANNEL]: () => void objections.reload(),
    [REBUILT_CHANNEL]: () => {
      mirror.beginAnew()
      watch.startAnew()
      void doubts.reload()
    }
  })
  return {
    ...{ watch, mirror, doubts, objections, reconciler },
    async start() {
      await announcements.start()
      mirror.start()
      reconciler.start()
    },
    async stop() {
      await reconciler.stop()
      await mirror.stop()
      await announcements.stop()
    }
  }
}

/** An organisation's administrators speak with the key of their certificate. */
async function adoptAdministrators(fabric: Fabric, signingKeys: SigningKeys): Promise<void> {
  for (const { mspId, admin } of fabric.organisations)
    if (admin) await signingKeys.adopt(mspId, readFileSync(admin.privateKey, 'utf8'))
}

/** A frozen peer keeps its connections and sends nothing. Transactions that are out and no block tell. */
function leaveSilentPeers(mirror: MirrorLeader, watch: Watch): () => void {
  let height = watch.height
  let since = Date.now()
  const timer = setInterval(() => {
    if (watch.height !== height || watch.pendingTransactions === 0) {
      height = watch.height
      since = Date.now()
    } else if (Date.now() - since > SILENCE_MILLISECONDS) {
      mirror.leavePeer()
      since = Date.now()
    }
  }, 1000)
  return () => clearInterval(timer)
}
