import type { FastifyInstance } from 'fastify'
import { HttpProblem } from './problem.js'

/** Deeper than any honest document, and less deep than what the ledger's canonical form takes. */
export const MOST_NESTED = 32

interface Malformed {
  /** Where it is, outermost name first. */
  path: string[]
  problem: string
}

/**
 * The first thing in a document that neither the ledger's canonical form nor Postgres can hold: nesting without end, half
 * characters, NUL. Bodies may be long, so nothing is made for what is good.
 */
function malformedIn(value: unknown, depth = 0): Malformed | undefined {
  const problem = problemOf(value, depth)
  if (problem) return { path: [], problem }
  if (value === null || typeof value !== 'object') return undefined
  for (const [name, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const found = malformedIn(name, depth) ?? malformedIn(member, depth + 1)
    if (found) return { ...found, path: [String(name), ...found.path] }
  }
  return undefined
}

function problemOf(value: unknown, depth: number): string | undefined {
  if (depth > MOST_NESTED) return `嵌套不得超过 ${MOST_NESTED} 层 nested more than ${MOST_NESTED} deep`
  if (typeof value !== 'string') return undefined
  if (!value.isWellFormed()) return '文字含有不完整的字符 the text holds half a character'
  if (value.includes('\0')) return '文字含有空字符 the text holds a NUL'
  return undefined
}

/** Refuses, by its field, what can be stored nowhere, before any route or schema sees it. */
export function refuseMalformed(app: FastifyInstance): void {
  app.addHook('preValidation', ({ params, query, body }, _, done) => {
    for (const document of [params, query, body]) {
      const found = malformedIn(document)
      if (!found) continue
      done(new HttpProblem('REQUEST_INVALID', { field: found.path.join('.') || '(root)', problem: found.problem }))
      return
    }
    done()
  })
}
