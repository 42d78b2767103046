import { canonicalJson } from '@suyuan/model/core/canonical'
import { type Command, CommandBody } from '@suyuan/model/core/command'
import { type Custody, keyKey } from '@suyuan/model/core/records'
import { Refusal, type Text } from '@suyuan/model/core/refusal'
import { bodyHashOf, type CommandStatus } from '../../../core/ledger/commands.js'
import type { Services } from '../../../core/module.js'
import { refusalText } from '../../../core/web/browser/refusal-text.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { type Inspection, noteCommand } from './records.js'

/** How far a record is: to be signed (again, where the ledger refused it), under way, or on the ledger by which key. */
export type Standing =
  | { is: 'unsigned'; refused: Text | null }
  | { is: 'underway' }
  | { is: 'recorded'; block: number; key: string; command: string; custody: Custody | null }

const payloadOf = ({ events }: Inspection) => ({ events: events ?? [] })

/** What a browser needs to know to sign a record. */
export const askedOf = ({ commands }: Services, inspection: Inspection): string =>
  JSON.stringify({ ledger: commands.ledger.id, party: inspection.party, payload: payloadOf(inspection) })

export async function standingOf(services: Services, { key, command }: Inspection): Promise<Standing> {
  const status = key && command ? await services.commands.status(key, command) : null
  // What nobody here has heard of was lost before it was on its way.
  if (!key || !command || !status) return { is: 'unsigned', refused: null }
  const { outcome } = status
  if (!outcome) return { is: 'underway' }
  if (outcome.code) return { is: 'unsigned', refused: refusalText(outcome.code, outcome.facts) }
  const record = await services.states.get(keyKey(key))
  return { is: 'recorded', block: outcome.block, key, command, custody: record?.custody ?? null }
}

/** What came of signing: `before` where that was done already. */
export type Signed = { is: 'signed' | 'before' } | { is: 'refused'; why: Text }

/**
 * Says a record on the ledger, unless that was done: by the command that the officer's device signed, or else by the key
 * that the gateway keeps for the party.
 *
 * @param signed the device's command as it came, '' for none
 * @throws HttpProblem REQUEST_INVALID for a command that says something else
 */
export async function sign(services: Services, inspection: Inspection, signed: string): Promise<Signed> {
  if ((await standingOf(services, inspection)).is !== 'unsigned') return { is: 'before' }
  try {
    const status = await (signed === '' ? byGateway(services, inspection) : byDevice(services, inspection, signed))
    if (!status) return { is: 'before' }
    return status.outcome?.code
      ? { is: 'refused', why: refusalText(status.outcome.code, status.outcome.facts) }
      : { is: 'signed' }
  } catch (error) {
    const why = reasonOf(error)
    if (!why) throw error
    return { is: 'refused', why }
  }
}

/** What an officer is told of an error that is none of the service's. */
function reasonOf(error: unknown): Text | null {
  if (error instanceof Refusal) return refusalText(error.code, error.facts)
  if (!(error instanceof HttpProblem)) return null
  if (error.code === 'UNAVAILABLE') return say('auditLedgerLate')
  return error.code === 'NOT_ALLOWED' ? say('auditNoKey') : null
}

/** Sent twice it counts once; after a refusal it is another attempt. */
async function byGateway(services: Services, inspection: Inspection): Promise<CommandStatus> {
  const { commands, waits, pool } = services
  const { id, party, command } = inspection
  const payload = payloadOf(inspection)
  const idempotency = {
    idempotencyKey: `inspection/${id}/${command ?? 'first'}`,
    bodyHash: bodyHashOf('inspection', payload)
  }
  const status = await commands.send(
    { party, module: 'trace', action: 'capture', payload },
    { answerSeconds: waits.answerSeconds, inputWait: 0, idempotency }
  )
  await noteCommand(pool, inspection, status)
  return status
}

async function byDevice(services: Services, inspection: Inspection, signed: string): Promise<CommandStatus | null> {
  const { commands, waits, pool } = services
  const command = commandIn(signed)
  // Whatever else the key may say: here it says this record and nothing besides.
  const isIt =
    command?.author === inspection.party &&
    command.module === 'trace' &&
    command.action === 'capture' &&
    canonicalJson(command.payload) === canonicalJson(payloadOf(inspection))
  if (!isIt) throw new HttpProblem('REQUEST_INVALID', { field: 'command' })
  // Noted before it is sent, so that an answer that is lost has not lost the record its command.
  if (!(await noteCommand(pool, inspection, command))) return null
  return commands.submitSigned(command, { answerSeconds: waits.answerSeconds, inputWait: 0 })
}

function commandIn(text: string): Command | null {
  try {
    return CommandBody.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
