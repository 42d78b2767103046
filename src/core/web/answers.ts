import type { RefusalCode } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type AnswerOptions, bodyHashOf, type CommandStatus, type Idempotency } from '../ledger/commands.js'
import { HttpProblem, problemAnswers, problemOfRefusal, sendProblem } from './problem.js'

/** What a client hears of its command. */
export const CommandAnswer = z.object({
  key: z.string(),
  id: z.string(),
  state: z.enum([
    'received',
    'waiting',
    'submitted',
    'unknown',
    'fault',
    'accepted',
    'refused',
    'rejected',
    'repeated'
  ]),
  /** Where its state can be asked for. */
  status: z.string(),
  events: z.array(z.string()).optional(),
  facts: z.unknown().optional(),
  waitingFor: z.array(z.string()).optional(),
  problem: z.string().optional(),
  block: z.int().optional(),
  transaction: z.string().optional(),
  recordedAt: z.coerce.date().optional()
})
export type CommandAnswer = z.infer<typeof CommandAnswer>

/** What the routes that take commands may answer. */
export const answerSchemas = { 201: CommandAnswer, 202: CommandAnswer, ...problemAnswers }

export const statusAddress = ({ key, id }: { key: string; id: string }) => `/api/core/commands/${key}/${id}`

/**
 * Answers with what became of a command: 201 when the ledger has accepted it and the mirror shows it, 202 while it is on
 * its way, a problem when the ledger refused it.
 */
export function sendStatus(
  request: FastifyRequest,
  reply: FastifyReply,
  status: CommandStatus,
  events?: readonly string[]
): FastifyReply {
  const address = statusAddress(status)
  reply.header('location', address)
  const { outcome } = status
  if (outcome?.code) {
    const problem = problemOfRefusal(
      outcome.code as RefusalCode,
      (outcome.facts ?? {}) as Record<string, unknown>,
      request.id
    )
    return sendProblem(reply, {
      ...problem,
      facts: { ...problem.facts, transaction: outcome.txId, block: outcome.block, command: address }
    })
  }
  return reply.code(outcome ? 201 : 202).send(answerOf(status, events))
}

export function answerOf(status: CommandStatus, events?: readonly string[]): CommandAnswer {
  const { key, id, state, waitingFor, problem, outcome } = status
  return {
    key,
    id,
    state,
    status: statusAddress(status),
    ...(events && { events: [...events] }),
    ...(waitingFor && { waitingFor }),
    ...(problem && { problem }),
    ...(outcome && { block: outcome.block, transaction: outcome.txId, recordedAt: new Date(outcome.recordedAt) }),
    ...(outcome?.facts ? { facts: outcome.facts } : {})
  }
}

export interface Waits {
  answerSeconds: number
  inputWaitSeconds: number
}

/**
 * How long a request wants to wait (RFC 7240): `respond-async` not at all for the ledger; `handling=strict` not at all for
 * goods that are not there yet, `handling=lenient` as long as the service allows.
 */
export function answerOptions(request: FastifyRequest, waits: Waits, handling: 'strict' | 'lenient'): AnswerOptions {
  const prefer = String(request.headers.prefer ?? '').toLowerCase()
  const asked = /handling=(strict|lenient)/.exec(prefer)?.[1] ?? handling
  return {
    answerSeconds: /\brespond-async\b/.test(prefer) ? 0 : waits.answerSeconds,
    inputWait: asked === 'lenient' ? waits.inputWaitSeconds : 0
  }
}

/** The request's Idempotency-Key with what it stands for. @throws HttpProblem REQUEST_INVALID */
export function idempotencyOf(request: FastifyRequest): Idempotency | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  const idempotencyKey = String(header)
  if (!/^[\x21-\x7e]{1,200}$/.test(idempotencyKey))
    throw new HttpProblem('REQUEST_INVALID', { field: 'Idempotency-Key' })
  return { idempotencyKey, bodyHash: bodyHashOf(request.url, request.body) }
}
