import type { Person } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { refuse } from './invite.js'

/** Has an administrator's organisation say something on the ledger. @throws Refusal, HttpProblem UNAVAILABLE */
export async function organisationSays(
  { commands, waits }: Pick<Services, 'commands' | 'waits'>,
  { organisation }: Pick<Person, 'organisation'>,
  action: 'registerKey' | 'revokeKey',
  payload: Record<string, unknown>
): Promise<void> {
  const status = await commands.send(
    { party: organisation, module: 'core', action, payload },
    { ...waits, inputWait: 0 }
  )
  if (status.outcome?.status !== 'accepted' && status.outcome?.code !== 'KEY_EXISTS') refuse(status)
}
