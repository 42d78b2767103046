import { Refusal, type RefusalCode } from '@suyuan/model/core/refusal'
import type { AnswerOptions, CommandStatus, Idempotency } from '../../core/ledger/commands.js'
import { NotServedHere } from '../../core/ledger/ledger.js'
import type { Services } from '../../core/module.js'
import { HttpProblem, PROBLEMS, problemOfRefusal } from '../../core/web/problem.js'
import { exceptionBody, exceptionOf } from './exceptions.js'
import type { MasterData } from './master-data.js'
import { type Prepared, recordedBefore } from './preparing.js'

/** An error as capture jobs list them. */
export type CaptureError = ReturnType<typeof exceptionBody> & { eventID?: string }

const ACTIONS = { trace: 'capture', epcis: 'observe' } as const

/** What is said to the ledger in one command: all of it is recorded, or none. */
export interface Saying {
  module: string
  action: string
  payload: Record<string, unknown>
  /** The events in it. */
  events: readonly Prepared[]
}

/** Records events of one law. */
export function recordOf(events: readonly Prepared[]): Saying {
  const { law } = events[0]!
  return { module: law, action: ACTIONS[law], payload: { events: events.map(({ event }) => event) }, events }
}

/** Records what a document describes. */
export const description = (payload: MasterData): Saying => ({
  ...{ module: 'epcis', action: 'describe', payload: { ...payload } },
  events: []
})

export function send(
  { commands }: Services,
  party: string,
  { module, action, payload }: Saying,
  options: AnswerOptions & { idempotency?: Idempotency | undefined }
): Promise<CommandStatus> {
  return commands.send({ party, module, action, payload }, options)
}

/** What of a command's events is wrong, once its outcome is known; nothing is. */
export function errorIn({ outcome, state, problem }: CommandStatus, events: readonly Prepared[]): CaptureError | null {
  if (state === 'fault')
    return exceptionBody('ImplementationException', {
      zh: '执行规则时出错',
      en: problem ?? 'the law could not judge it'
    })
  if (!outcome?.code) return null
  return errorOf(outcome.code as RefusalCode, (outcome.facts ?? {}) as Record<string, unknown>, events)
}

/** A refusal of events by where they stood in what was sent. */
export function errorOf(code: RefusalCode, facts: Record<string, unknown>, events: readonly Prepared[]): CaptureError {
  const [, index = '', member] = /^events\.(\d+)(?:\.(.*))?$/.exec(String(facts.field ?? '')) ?? []
  const one = index === '' ? (events.length === 1 ? events[0] : undefined) : events[Number(index)]
  const { field: _, ...told } = facts
  const body = exceptionOf(problemOfRefusal(code, told, ''))
  if (!one) return body
  const field = [one.field, member ?? (index === '' ? String(facts.field ?? '') : '')].filter(Boolean).join('.')
  return { ...body, ...(field && { field }), eventID: one.event.eventID }
}

/**
 * What keeps events from being sent at all, as an error of the job.
 *
 * @throws what may pass: the service is busy, or Postgres away
 */
export function errorOfThrown(error: unknown, events: readonly Prepared[]): CaptureError {
  if (error instanceof Refusal) return errorOf(error.code, error.facts, events)
  const code = error instanceof NotServedHere ? 'NOT_SERVED_HERE' : error instanceof HttpProblem ? error.code : null
  if (code === null || PROBLEMS[code].status >= 500) throw error
  const { status, zh, en } = PROBLEMS[code]
  return exceptionBody('SecurityException', { zh, en, code }, status)
}

/** Under an id that the ledger has with another content. */
export const reusedId = ({ field, event: { eventID } }: Prepared): CaptureError => ({
  ...exceptionBody('ResourceAlreadyExistsException', {
    code: 'EVENT_ID_REUSED',
    zh: '该事件编号已用于另一内容',
    en: 'this event id was used for another content',
    ...(field && { field })
  }),
  eventID
})

/** Those that are to be sent, and what is wrong with the others; what the ledger has just so is neither. */
export async function sifted(
  { pool }: Services,
  events: readonly Prepared[]
): Promise<{ fresh: Prepared[]; errors: CaptureError[] }> {
  const before = await recordedBefore(pool, events)
  return {
    fresh: events.filter(event => !before.has(event)),
    errors: [...before].filter(([, is]) => is === 'other').map(([event]) => reusedId(event))
  }
}
