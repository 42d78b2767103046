import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { Authenticator } from './core/identity/authenticator.js'
import { SigningKeys } from './core/identity/signing-keys.js'
import { VaultKey } from './core/identity/vault-key.js'
import { Commands } from './core/ledger/commands.js'
import { Fabric } from './core/ledger/fabric.js'
import { ledgerHeight } from './core/ledger/height.js'
import { Ledger } from './core/ledger/ledger.js'
import { Presence } from './core/ledger/presence.js'
import { ConnectionProfile, ledgerOf } from './core/ledger/profile.js'
import type { States } from './core/ledger/states.js'
import { Watch } from './core/ledger/watch.js'
import { Metrics } from './core/metrics.js'
import { Announcements } from './core/mirror/announcements.js'
import { MirrorLeader } from './core/mirror/leader.js'
import { ledgerProjection } from './core/mirror/ledger-projection.js'
import { openPool } from './core/mirror/pool.js'
import type { Projection } from './core/mirror/projection.js'
import { prepareSchemas } from './core/mirror/schema.js'
import type { Module } from './core/module.js'
import { Checkpointer } from './core/proof/checkpointer.js'
import { Proofs } from './core/proof/proofs.js'

/** How long flights may be out without any block before the block stream's peer is left. */
const SILENCE_MILLISECONDS = 8000

/** What the mirror is made of: the ledger as such, then the modules in their order. */
export const projectionsOf = (modules: readonly Module[]): readonly Projection[] => [
  ledgerProjection,
  ...modules.map(({ projection }) => projection)
]

/** Everything behind the pages and routes: Postgres, the ledger, the mirror. */
export interface Gateway {
  pool: pg.Pool
  states: States
  commands: Commands
  ledger: Ledger
  authenticator: Authenticator
  proofs: Proofs
  signingKeys: SigningKeys
  watch: Watch
  mirror: MirrorLeader
  metrics: Metrics
  ledgerHeight: () => Promise<number>
  close(): Promise<void>
}

/** Opens and starts it all, in the order of dependence; `close` takes it down in the reverse. */
export async function openGateway(config: Config, modules: readonly Module[], log: Logger): Promise<Gateway> {
  if (!config.databaseUrl) throw new Error('DATABASE_URL is not set')
  const profile = ConnectionProfile.parse(
    JSON.parse(readFileSync(config.profile ?? join(config.home, 'connection.json'), 'utf8'))
  )
  const projections = projectionsOf(modules)
  const pool = openPool(
    config.databaseUrl,
    projections.map(({ module }) => module),
    16
  )
  await prepareSchemas(pool, projections, log)

  const fabric = new Fabric(profile)
  const metrics = new Metrics()
  const id = ledgerOf(profile)
  const watch = new Watch(pool, log)
  const announcements = new Announcements(config.databaseUrl, log, block => watch.announce(block))
  const mirror = new MirrorLeader(fabric, {
    pool,
    projections,
    chaincode: profile.chaincode,
    ledger: id,
    log,
    onBlock: (changes, milliseconds) => {
      watch.tell(changes)
      metrics.block(changes.block, milliseconds)
    }
  })
  const checkpointer = new Checkpointer({
    ...{ fabric, pool, watch, log },
    seconds: config.checkpointSeconds,
    leads: () => mirror.leading
  })
  const signingKeys = new SigningKeys(pool, VaultKey.at(join(config.home, 'vault.key')))
  const presence = await Presence.open(config.databaseUrl, log)
  const ledger = new Ledger({ id, fabric, pool, watch, presence, limits: config.ledger, metrics, log })
  const height = () => ledgerHeight(fabric)
  metrics.observe(ledger, watch, mirror, height)

  await announcements.start()
  mirror.start()
  await adoptAdministrators(fabric, signingKeys)
  await ledger.start()
  checkpointer.start()
  const stopWatching = leaveSilentPeers(mirror, watch)
  return {
    pool,
    states: ledger.states,
    commands: new Commands(ledger, pool, watch, signingKeys),
    ledger,
    authenticator: new Authenticator(pool),
    proofs: new Proofs(pool, checkpointer, fabric.organisations.length, profile.genesisBlock),
    signingKeys,
    watch,
    mirror,
    metrics,
    ledgerHeight: height,
    async close() {
      stopWatching()
      await checkpointer.stop()
      await ledger.stop()
      await presence.close()
      await mirror.stop()
      await announcements.stop()
      fabric.close()
      await pool.end()
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
