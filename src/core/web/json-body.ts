import type { FastifyInstance } from 'fastify'
import { HttpProblem } from './problem.js'
import { MOST_NESTED } from './wellformed.js'

/** Strings and what gives a document its shape; whatever lies between them is JSON.parse's to judge. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/gsy
const BETWEEN = /[^"{}[\]:]*/gy

const malformed = (field: string, problem: string) => new HttpProblem('REQUEST_INVALID', { field, problem })

/**
 * Reads bodies so that they mean one thing to everybody: UTF-8, each name once in its object, nested no deeper than can be
 * stored. JSON.parse would take the last of two equal names, and another reader the first.
 */
export function installJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const text = textOf(body as Buffer, request.headers['content-type'] ?? '')
      refuseAmbiguous(text)
      void parse(request, text, done)
    } catch (error) {
      done(error as Error)
    }
  })
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

/** @throws HttpProblem REQUEST_INVALID that names the field. What is no JSON at all passes. */
function refuseAmbiguous(text: string): void {
  /** Names seen in the objects that are open; none for an array. */
  const open: (Set<string> | null)[] = []
  let last: string | undefined
  let at = 0
  for (;;) {
    BETWEEN.lastIndex = at
    BETWEEN.test(text)
    TOKEN.lastIndex = BETWEEN.lastIndex
    const token = TOKEN.exec(text)?.[0]
    if (token === undefined) return
    at = TOKEN.lastIndex
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':' && last !== undefined) note(last, open.at(-1))
    last = token[0] === '"' ? token : undefined
    if (open.length > MOST_NESTED) throw malformed('(root)', tooDeep)
  }
}

const tooDeep = `嵌套不得超过 ${MOST_NESTED} 层 nested more than ${MOST_NESTED} deep`

function note(token: string, names: Set<string> | null | undefined): void {
  const name = token.includes('\\') ? unescaped(token) : token.slice(1, -1)
  if (names?.has(name)) throw malformed(name, '同一名称出现两次 the name is given twice')
  names?.add(name)
}

function unescaped(token: string): string {
  try {
    return JSON.parse(token) as string
  } catch {
    return token // no string of JSON: its parser will say so
  }
}
