import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS, type ProblemCode, problemText, sendProblem } from './problem.js'

/** How long clients may take, in seconds. */
export interface Patience {
  /** For a request to arrive, from its first byte to its last; half of it for its headers. */
  request: number
  /** For a connection on which nothing moves, the longest wait for an answer included. */
  idle: number
}

const SECOND = 1000
/** Twice what Node takes, so that who asks by too long an address hears so (414), and not that his headers are too large. */
const MOST_HEADER_BYTES = 32 * 1024
/** Node looks at its connections no more often than every thirty seconds unless told. */
const LOOK_MILLISECONDS = 500

/** So slow clients, and those that never read or are gone without a word, hold a connection for so long and no longer. */
export const connectionOptions = ({ request, idle }: Patience) => ({
  requestTimeout: request * SECOND,
  connectionTimeout: idle * SECOND,
  http: {
    headersTimeout: (request * SECOND) / 2,
    connectionsCheckingInterval: LOOK_MILLISECONDS,
    keepAlive: true,
    maxHeaderSize: MOST_HEADER_BYTES
  },
  clientErrorHandler: refuseConnection,
  frameworkErrors: refuseAddress
})

/** What is no HTTP, or came too slowly, is told so like all else; then its connection ends. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) return void socket.destroy()
  const code: ProblemCode =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? 'TOO_SLOW'
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? 'HEADERS_TOO_LARGE'
        : 'REQUEST_INVALID'
  const { status } = PROBLEMS[code]
  const body = problemText(code, crypto.randomUUID())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/problem+json\r\n` +
      `x-content-type-options: nosniff\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    // Who doesn't read it is not waited for.
    () => socket.destroy()
  )
}

/** An address that is none: `/%` and such. No hook has seen the request. */
function refuseAddress(_: Error, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'")
  sendProblem(reply, JSON.parse(problemText('REQUEST_INVALID', request.id)))
}
