/** The law under both of its definitions: what needs the regulator's endorsement stands under the second. */
import { type Definition, enforce } from './lifecycle.js'
import type { Law } from './processes.js'
import type { Supervisor } from './supervisor.js'
import type { Tools } from './tools.js'
import { type Organisation, regulated } from './topology.js'

/** What is in force. */
export interface Definitions {
  definition: Definition
  /** The second. */
  regulated: Definition
}

/**
 * Makes a law the one in force under both definitions, at the same time; see `enforce`.
 * @throws the first's reason, once nothing of either goes on; what was done of the other then stands, and is gone on with
 *   by the next call
 */
export async function enforceBoth(
  tools: Tools,
  supervisor: Supervisor,
  law: Law,
  approving: readonly Organisation[] = tools.net.organisations
): Promise<Definitions> {
  const second = regulated(tools.net)
  const named = new Set(approving.map(({ name }) => name))
  const [definition, other] = await Promise.allSettled([
    enforce(tools, supervisor, law, approving),
    enforce(
      { ...tools, net: second },
      supervisor,
      law,
      second.organisations.filter(({ name }) => named.has(name))
    )
  ])
  if (definition.status === 'rejected') throw definition.reason
  if (other.status === 'rejected') throw other.reason
  return { definition: definition.value, regulated: other.value }
}
