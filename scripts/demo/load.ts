/** Loads the demonstration into a running service, over the same interface that anybody uses. */
import { DemoClient } from './client.js'
import type { DemoKeys } from './keys.js'
import { ALL_PARTIES, PARTIES } from './parties.js'
import { type DemoLinks, type DemoOptions, planOf } from './plan.js'
import type { Stage } from './request.js'
import { SANCTION_ID } from './supervision.js'
import { assertTotals } from './totals.js'

export interface LoadOptions extends DemoOptions {
  url: string
  keys: DemoKeys
  log: (line: string) => void
  signal?: AbortSignal
}

/** How often a stage that takes long tells how far it is. */
const TELL_MS = 2000

/**
 * Records what the ledger doesn't have of the demonstration yet: all of it, the rest of one that was interrupted, or
 * nothing.
 * @throws DemoStopped in a sentence
 */
export async function loadDemo(options: LoadOptions): Promise<DemoLinks> {
  const { url, keys, log, signal } = options
  const plan = planOf(options)
  assertTotals(plan, options)
  const started = Date.now()
  const progress = progressTo(log)
  const client = new DemoClient({ url, keyOf: as => keys.need(as), progress, ...(signal && { signal }) })
  await client.run(plan.parties)
  await openKeys(client, keys)
  for (const stage of plan.stages) await client.run(stage)
  log(`演示数据已就绪 The demonstration is loaded (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  return plan.links
}

/**
 * Sees to the demonstration when a service starts: an empty ledger gets it, one that was interrupted gets the rest, one
 * that has it gets nothing, and one that others use already isn't touched.
 * @returns null when it isn't there
 */
export async function ensureDemo(
  options: LoadOptions & { isEmpty: () => Promise<boolean> }
): Promise<DemoLinks | null> {
  const { url, keys, log, signal, isEmpty } = options
  const client = new DemoClient({ url, keyOf: as => keys.need(as), ...(signal && { signal }) })
  const [first, last] = await Promise.all([
    client.get(`/api/core/parties/${PARTIES.yunxiu.uscc}`),
    client.get(`/api/supervision/sanctions/${SANCTION_ID}`)
  ])
  if (!first && !last && !(await isEmpty())) {
    log('账本已有其他数据，不载入演示 The ledger is in use: the demonstration stays away')
    return null
  }
  // Its last word but one. The last is said again, which changes nothing where it was said.
  if (!last) return loadDemo(options)
  const plan = planOf(options)
  await openKeys(client, keys)
  await client.run(plan.stages.at(-1)!)
  return plan.links
}

/** Every party gets an API key; the gateway signs for them. */
async function openKeys(client: DemoClient, keys: DemoKeys): Promise<void> {
  const without = ALL_PARTIES.filter(({ uscc }) => !keys.get(uscc))
  await Promise.all(
    without.map(async ({ uscc, organisation }) => keys.set(uscc, await client.openKey(organisation, uscc)))
  )
}

function progressTo(log: (line: string) => void): (stage: Stage, done: number) => void {
  let told = Date.now()
  return ({ zh, en, requests }, done) => {
    if (done < requests.length && Date.now() - told < TELL_MS) return
    told = Date.now()
    log(`${zh} ${en} ${done}/${requests.length}`)
  }
}
