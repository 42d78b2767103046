/** The thread that compares mirror and ledger: `Checks`, asked by its gateway. */
import { parentPort, workerData } from 'node:worker_threads'
import { Fabric } from './core/ledger/fabric.js'
import type { Answered, Asked, CheckingData } from './core/mirror/checking-thread.js'
import { Checks } from './core/mirror/checks.js'
import { Doubts } from './core/mirror/doubts.js'
import { openPool } from './core/mirror/pool.js'
import { newLogger } from './logger.js'
import { modules } from './modules/index.js'
import { projectionsOf } from './projections.js'

const { databaseUrl, profile, logLevel, rows, hour } = workerData as CheckingData
const port = parentPort!
const log = newLogger(logLevel)
const projections = projectionsOf(modules)
const fabric = new Fabric(profile)
const pool = openPool(
  databaseUrl,
  projections.map(({ module }) => module),
  2
)
const checks = new Checks({ databaseUrl, fabric, projections, log, pool, doubts: new Doubts(pool, log), rows, hour })

const answer = (answered: Answered) => port.postMessage(answered)

port.on('message', async (asked: Asked) => {
  if (asked === 'stop') {
    checks.stop()
    fabric.close()
    await pool.end()
    port.close() // nothing is left to do here, so the thread ends
    return
  }
  await checks[asked]().then(
    () => answer({}),
    error => answer({ error: String(error) })
  )
})
