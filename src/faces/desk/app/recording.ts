import { randomUUID } from 'node:crypto'
import { Refusal, type Text } from '@suyuan/model/core/refusal'
import type { Person } from '../../../core/identity/person.js'
import { bodyHashOf, type CommandStatus } from '../../../core/ledger/commands.js'
import type { Services } from '../../../core/module.js'
import { refusalText } from '../../../core/web/browser/refusal-text.js'
import type { Event } from '../../../modules/trace/compose.js'

/** What is posted with a form, so that sending it twice is sending it once. */
export const newAttempt = () => randomUUID()

/** What came of events that the gateway signed for somebody. */
export type Recorded =
  | { is: 'recorded'; block: number; status: CommandStatus }
  | { is: 'underway'; status: CommandStatus }
  | { is: 'refused'; code: string; text: Text }

/**
 * Records events in the name of somebody's party, by the key that the gateway keeps for it. The same attempt with the same
 * words has the first outcome.
 *
 * @throws HttpProblem NOT_ALLOWED where the gateway keeps no key of the party, IDEMPOTENCY_KEY_REUSED
 */
export async function record(
  { commands, waits }: Services,
  { party }: Person,
  events: readonly Event[],
  attempt: { id: string; words: unknown }
): Promise<Recorded> {
  const idempotency = { idempotencyKey: `desk/${attempt.id}`, bodyHash: bodyHashOf('/desk', attempt.words) }
  try {
    const status = await commands.send(
      { party, module: 'trace', action: 'capture', payload: { events } },
      { answerSeconds: waits.answerSeconds, inputWait: 0, idempotency }
    )
    const { outcome } = status
    if (!outcome) return { is: 'underway', status }
    if (outcome.code) return refused(outcome.code, outcome.facts)
    return { is: 'recorded', block: outcome.block, status }
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.facts)
    throw error
  }
}

const refused = (code: string, facts: unknown): Recorded => ({
  is: 'refused',
  code,
  text: refusalText(code, facts)
})
