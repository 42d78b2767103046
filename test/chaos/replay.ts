/** The mirror made a second time, from block 0, in a database beside the first. */
import { pino } from 'pino'
import { until } from '../../network/wait.js'
import { BlockStream } from '../../src/core/events/block-stream.js'
import { ledgerProjection } from '../../src/core/mirror/ledger-projection.js'
import { openPool } from '../../src/core/mirror/pool.js'
import { Projector } from '../../src/core/mirror/projector.js'
import { prepareSchemas } from '../../src/core/mirror/schema.js'
import { modules } from '../../src/modules/index.js'
import { mirrorDigest } from '../support/mirror-digest.js'
import type { Service } from '../support/service.js'
import type { Chain } from './chain.js'

const DATABASE = 'again'
const REPLAY_MS = 600_000

/** Names of the tables in which the mirror is not what the chain up to block `last` makes it. */
export async function tablesThatDiffer(service: Service, chain: Chain, last: number): Promise<string[]> {
  await service.pool.query(`drop database if exists ${DATABASE}`)
  await service.pool.query(`create database ${DATABASE}`)
  const url = new URL(service.databaseUrl)
  url.pathname = `/${DATABASE}`
  const log = pino({ level: 'silent' })
  const projections = [ledgerProjection, ...modules.map(({ projection }) => projection)]
  const pool = openPool(
    url.href,
    projections.map(({ module }) => module)
  )
  try {
    await prepareSchemas(pool, projections, log)
    const stream = new BlockStream(chain.fabric, log)
    const { chaincode } = chain.fabric.profile
    const projector = new Projector({ pool, stream, projections, chaincode, ledger: service.ledger, log })
    const running = projector.run()
    await until('the second mirror is whole', REPLAY_MS, async () => {
      const { rows } = await pool.query<{ block: number }>('select block from cursor')
      return rows[0]!.block === last || undefined
    }).finally(() => stream.stop())
    await running
    const [first, second] = [await mirrorDigest(service.pool), await mirrorDigest(pool)]
    return Object.keys({ ...first, ...second }).filter(table => first[table] !== second[table])
  } finally {
    await pool.end()
  }
}
