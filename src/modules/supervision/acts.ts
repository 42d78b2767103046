import { randomUUID } from 'node:crypto'
import { REFUSALS, Refusal, type RefusalCode, type Text } from '@suyuan/model/core/refusal'
import type { Person } from '../../core/identity/person.js'
import { bodyHashOf } from '../../core/ledger/commands.js'
import type { Services } from '../../core/module.js'
import { UUID } from '../../core/web/uuid.js'

/** What a form that is sent twice by one press is known by. */
export const attemptOf = (sent: string): string => (UUID.test(sent) ? sent : randomUUID())

/**
 * Takes a step in the name of somebody's party, by the key that the gateway keeps for it.
 *
 * @returns what the law has against it, `underway` where the ledger has not answered yet, else null
 */
export async function act(
  { commands, waits, people }: Services,
  person: Person,
  action: string,
  payload: Record<string, unknown> & { id: string },
  attempt: string
): Promise<Text | 'underway' | null> {
  const idempotency = {
    idempotencyKey: `supervision/${action}/${attempt}`,
    bodyHash: bodyHashOf(action, payload)
  }
  try {
    const { outcome } = await commands.send(
      { party: person.party, module: 'supervision', action, payload },
      { answerSeconds: waits.answerSeconds, inputWait: 0, idempotency }
    )
    if (outcome?.code) return REFUSALS[outcome.code as RefusalCode]
    await people.audited(person, `supervision.${action}`, payload.id, {})
    return outcome ? null : 'underway'
  } catch (error) {
    if (error instanceof Refusal) return REFUSALS[error.code]
    throw error
  }
}
