import type { Command } from '@suyuan/model/core/command'
import { saidKeyOf, saidKeys } from '@suyuan/model/core/records'
import { laws, locate } from '@suyuan/model/laws'

/** Whether a state is only what a key has said: no other command depends on it. */
export const isOfKeyAlone = (stored: string): boolean => SAID.some(prefix => stored.startsWith(prefix))
const SAID = Object.values(saidKeys).map(said => `${said()}/`)

const nothingLoaded = { get: () => undefined }

/**
 * The states that a command will likely write, from its words alone: two flights that share one would conflict. Other
 * modules' states, the registers (`core/…`) among them, it only reads, so those don't count; what only the loaded states
 * would tell (a pack's case) is left to Fabric, which makes one of two flights void and the lane try it again.
 *
 * @throws Refusal PAYLOAD_INVALID, ACTION_UNKNOWN … when the words have no form
 */
export function contention(command: Command): string[] {
  const action = laws.get(command.module)?.actions[command.action]
  const named = action?.(command.payload).flatMap(step => step.keys(nothingLoaded)) ?? []
  const written = named.filter(key => key.startsWith(`${command.module}/`))
  return [...new Set([saidKeyOf(command), ...written].map(key => locate(key).stored))]
}
