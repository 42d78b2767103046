import type { FastifyInstance, FastifyRequest } from 'fastify'
import { malformed, refuseAmbiguous } from './json-text.js'
import { HttpProblem } from './problem.js'

/** Bytes of a body that may hold many events, or tens of thousands of serials. */
export const LONG_BODY = 4 * 1024 * 1024
/** Read and thrown away of what is too large, so that its sender, who reads only when all is written, hears why. */
const MOST_THROWN_AWAY = 32 * 1024 * 1024
/** Who announces too much and sends none of it waits for the answer. */
const UNSENT_MILLISECONDS = 1000

type ReadText = (
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  done: (error: Error | null, text?: string) => void
) => void

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of its body that are in memory. */
    bodyBytes: number
  }
  interface FastifyInstance {
    /** Reads a body of UTF-8, within the same bounds: a parser for types that some routes take beside JSON. */
    readText: ReadText
  }
}

/**
 * Reads bodies so that they mean one thing to everybody: UTF-8, each name once in its object, nested no deeper than can be
 * stored. JSON.parse would take the last of two equal names, and another reader the first. JSON-LD is JSON; no other type is taken.
 *
 * @param mostBytes bodies held at any time, from their first byte until they are answered; who would go beyond hears 503
 */
export function installJsonBodies(app: FastifyInstance, mostBytes: number): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  let held = 0
  const hold = (request: FastifyRequest, bytes: number): boolean => {
    if (held + bytes > mostBytes) return false
    held += bytes
    request.bodyBytes += bytes
    return true
  }
  app.decorateRequest('bodyBytes', 0)
  app.decorate('readText', (request, payload, done) =>
    readBody(request, payload, hold, (error, body) => {
      try {
        if (error) throw error
        done(null, textOf(body!, request.headers['content-type'] ?? ''))
      } catch (error) {
        done(error as Error)
      }
    })
  )
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (request.headers['content-type'] !== undefined)
      reply.raw.once('close', () => {
        held -= request.bodyBytes
      })
    done(null, payload)
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json', 'application/ld+json'], (request, payload, done) => {
    app.readText(request, payload, (error, text) => {
      try {
        if (error) throw error
        refuseAmbiguous(text!)
        void parse(request, text!, done)
      } catch (error) {
        done(error as Error)
      }
    })
  })
}

/** Collects a body, as long as it is within the route's bound and `hold` has room for it. */
function readBody(
  request: FastifyRequest,
  payload: NodeJS.ReadableStream,
  hold: (request: FastifyRequest, bytes: number) => boolean,
  done: (error: Error | null, body?: Buffer) => void
): void {
  const limit = request.routeOptions.bodyLimit
  let chunks: Buffer[] = []
  let received = 0
  const tooLarge = () => new HttpProblem('TOO_LARGE', { bytes: limit })
  let refusal = Number(request.headers['content-length']) > limit ? tooLarge() : undefined
  const unsent = refusal && setTimeout(() => finish(tooLarge()), UNSENT_MILLISECONDS)
  const finish = (error: Error | null): void => {
    clearTimeout(unsent)
    payload.off('data', onData).off('end', onEnd).off('error', onError)
    done(error, error ? undefined : Buffer.concat(chunks, received))
  }
  const onData = (chunk: Buffer): void => {
    received += chunk.length
    unsent?.refresh()
    if (received > limit) refusal ??= tooLarge()
    else if (!hold(request, chunk.length)) refusal ??= new HttpProblem('OVERLOADED')
    if (refusal) chunks = []
    else chunks.push(chunk)
    if (received > limit + MOST_THROWN_AWAY) finish(refusal!)
  }
  const onEnd = () => finish(refusal ?? null)
  // The connection broke; nobody is left to hear of it.
  const onError = (error: Error) => finish(Object.assign(error, { statusCode: 400 }))
  payload.on('data', onData).on('end', onEnd).on('error', onError)
}

function textOf(body: Buffer, contentType: string): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(charset)) throw new HttpProblem('MEDIA_TYPE', { charset })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw malformed('(root)', '内容不是 UTF-8 编码 the body is not UTF-8')
  }
}
