import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyRequest } from 'fastify'
import type { CommandAnswer } from './answers.js'
import { withFacts } from './browser/refusal-text.js'
import type { Problem } from './problem.js'

/** What came of an entry: on the ledger, on its way there, or refused for a reason that its author can mend. */
export type Entered =
  | { is: 'recorded'; answer: CommandAnswer }
  | { is: 'underway'; answer: CommandAnswer }
  /** With the reason in words, and what it is about. */
  | { is: 'refused'; problem: Problem; reason: Text }

/** Of the request: what tells who asks, and that no other site had his browser do it. */
const CARRIED = ['cookie', 'origin', 'host', 'sec-fetch-site', 'x-forwarded-proto', 'x-forwarded-host'] as const

/**
 * Records something in the name of who made the request, by the same API, bounds and checks as anybody's client. The same
 * key again has the first answer, whatever became of the connection meanwhile.
 *
 * @throws Error when the API itself failed: then nothing is known of the entry but by its key
 */
export async function enter(
  request: FastifyRequest,
  url: string,
  body: unknown,
  idempotencyKey: string
): Promise<Entered> {
  const headers: Record<string, string> = { 'idempotency-key': idempotencyKey, 'content-type': 'application/json' }
  for (const name of CARRIED) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const response = await request.server.inject({
    method: 'POST',
    url,
    headers,
    payload: JSON.stringify(body),
    remoteAddress: request.ip
  })
  if (response.statusCode === 201) return { is: 'recorded', answer: response.json<CommandAnswer>() }
  if (response.statusCode === 202) return { is: 'underway', answer: response.json<CommandAnswer>() }
  if (response.statusCode < 500) {
    const problem = response.json<Problem>()
    return { is: 'refused', problem, reason: withFacts(problem.detail, problem.facts) }
  }
  throw new Error(`${url} answered ${response.statusCode}`)
}
