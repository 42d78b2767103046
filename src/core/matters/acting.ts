import { randomUUID } from 'node:crypto'
import { Refusal, type Text } from '@suyuan/model/core/refusal'
import type { Person } from '../identity/person.js'
import { bodyHashOf } from '../ledger/commands.js'
import type { Services } from '../module.js'
import { refusalText } from '../web/browser/refusal-text.js'
import type { Form } from '../web/form.js'
import { UUID } from '../web/uuid.js'

/** What a form is known by that is sent twice by one press. One that came back refused is another attempt. */
export function attemptOf(form: Form): string {
  const sent = form.raw('attempt')
  return UUID.test(sent) && !form.failed ? sent : randomUUID()
}

/** An action of a module's law, and what it is about as the audit log has it. */
export interface Act {
  module: string
  action: string
  payload: Record<string, unknown>
  subject: string
}

/**
 * Takes an action in the name of somebody's party, by the key that the gateway keeps for it. The same attempt has the first
 * outcome.
 *
 * @returns what the law has against it, `underway` where the ledger has not answered yet, else null
 */
export async function act(
  { commands, waits, people }: Services,
  person: Person,
  { module, action, payload, subject }: Act,
  attempt: string
): Promise<Text | 'underway' | null> {
  const idempotency = {
    idempotencyKey: `matter/${module}/${action}/${attempt}`,
    bodyHash: bodyHashOf(action, payload)
  }
  try {
    const { outcome } = await commands.send(
      { party: person.party, module, action, payload },
      { answerSeconds: waits.answerSeconds, inputWait: 0, idempotency }
    )
    if (outcome?.code) return refusalText(outcome.code, outcome.facts)
    await people.audited(person, `${module}.${action}`, subject, {})
    return outcome ? null : 'underway'
  } catch (error) {
    if (error instanceof Refusal) return refusalText(error.code, error.facts)
    throw error
  }
}
