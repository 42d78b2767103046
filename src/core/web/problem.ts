import { excerpt } from '@suyuan/model/core/law'
import { REFUSALS, Refusal, type RefusalCode } from '@suyuan/model/core/refusal'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { NotServedHere, Overloaded } from '../ledger/ledger.js'

/** RFC 9457 problem details, with the texts in both languages. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.object({ zh: z.string(), en: z.string() }),
  facts: z.record(z.string(), z.unknown()).optional(),
  field: z.string().optional(),
  requestId: z.string()
})
export type Problem = z.infer<typeof Problem>

const asProblem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } }
})

/** What any route may answer instead of what it is for. Whatever else leaves it is a fault of ours, and no promise. */
export const problemAnswers = {
  '4xx': asProblem('请求未被接受，原因见 code Not taken, for the reason that `code` names'),
  503: asProblem(
    '服务繁忙或暂不可用，请按 Retry-After 重试 Busy or not available; come again after Retry-After seconds'
  )
}

/** Problems that the gateway has of its own; the law's are its refusals. */
export const PROBLEMS = {
  REQUEST_INVALID: { status: 400, zh: '请求内容有误', en: 'The request is malformed' },
  NOT_AUTHENTICATED: {
    status: 401,
    zh: '请先登录，或提供有效的接口密钥',
    en: 'Please log in, or send a valid API key'
  },
  NOT_ALLOWED: { status: 403, zh: '无权进行此操作', en: 'You may not do that' },
  LOGIN_FAILED: { status: 401, zh: '账号或密码不正确', en: 'Account or password is not right' },
  PROOF_OF_IDENTITY: {
    status: 403,
    zh: '请先再次验证身份',
    en: 'Please prove once more who you are'
  },
  CROSS_SITE: {
    status: 403,
    zh: '请求来自其他网站，未予受理',
    en: 'This came from another site, and was not taken'
  },
  CODE_INVALID: {
    status: 422,
    zh: '开户码不正确、已使用或已过期',
    en: 'This enrolment code is not right, was used, or has expired'
  },
  LOGIN_TAKEN: {
    status: 409,
    zh: '该账号名已被使用，请换一个',
    en: 'This account name is taken; please choose another'
  },
  OIDC_REFUSED: {
    status: 400,
    zh: '单位登录没有完成，请重新开始',
    en: 'Your organisation’s log-in was not completed; please begin again'
  },
  OIDC_UNKNOWN: {
    status: 403,
    zh: '该单位账号还没有与这里的账号关联，请用管理员给的开户码开户',
    en: 'That log-in opens no account here yet; please enrol with a code from your administrator'
  },
  PASSKEY_REFUSED: {
    status: 401,
    zh: '通行密钥未通过验证',
    en: 'The passkey was not accepted'
  },
  LINK_TYPE_UNKNOWN: { status: 404, zh: '没有这种链接', en: 'There is no link of that type' },
  NOT_FOUND: { status: 404, zh: '没有找到', en: 'There is no such thing' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    zh: '该幂等键已用于另一内容',
    en: 'This Idempotency-Key was used with another body'
  },
  PROOF_PENDING: {
    status: 409,
    zh: '各机构尚未共同背书，暂无证明，请稍后再试',
    en: 'Not every organisation has attested this yet, so there is no proof; please try again later'
  },
  PROOF_WITHHELD: {
    status: 409,
    zh: '该记录所在批次未经各机构一致同意的规则产生，正在核查，暂不出具证明',
    en: 'The batch of this record was not made by the rules that all organisations agreed on; it is under examination, and no proof of it is given'
  },
  AUDIT_TOO_LARGE: {
    status: 422,
    zh: '审计包过大，请用 from 和 to 缩短期间',
    en: 'This audit would be too large; please narrow its period by from and to'
  },
  AUDIT_PENDING: {
    status: 409,
    zh: '尚未取得全部节点的区块副本，请稍后再试',
    en: 'Not every node has given its copy of the blocks yet; please try again later'
  },
  COMPLAINT_STATE: {
    status: 409,
    zh: '该投诉已过这一步或已办结',
    en: 'This complaint is past that, or closed'
  },
  NOT_SERVED_HERE: {
    status: 421,
    zh: '本网关不代表该机构提交',
    en: 'This gateway does not submit for that organisation'
  },
  TOO_SLOW: { status: 408, zh: '请求未及时送达', en: 'The request did not arrive in time' },
  HEADERS_TOO_LARGE: { status: 431, zh: '请求头过大', en: 'The headers of the request are too large' },
  TOO_LARGE: { status: 413, zh: '内容过大', en: 'The body is too large' },
  MEDIA_TYPE: { status: 415, zh: '不支持该内容类型', en: 'This content type is not taken' },
  TOO_MANY_REQUESTS: { status: 429, zh: '请求过于频繁，请稍后再试', en: 'Too many requests, please try again later' },
  OVERLOADED: {
    status: 503,
    zh: '服务繁忙，请稍后再发一次',
    en: 'The service is busy; please send this again later'
  },
  UNAVAILABLE: {
    status: 503,
    zh: '服务暂不可用，请稍后再试',
    en: 'The service is not available, please try again later'
  },
  INTERNAL: { status: 500, zh: '服务内部错误', en: 'Something failed inside' }
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** Thrown by routes to answer with a problem of the gateway's own. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'

  constructor(
    readonly code: ProblemCode,
    readonly facts: Record<string, unknown> = {}
  ) {
    super(PROBLEMS[code].en)
  }
}

const CONFLICTS: ReadonlySet<RefusalCode> = new Set(['COMMAND_ID_REUSED', 'EVENT_ID_REUSED'])
const FORBIDDEN: ReadonlySet<RefusalCode> = new Set([
  'SIGNATURE_INVALID',
  'KEY_REVOKED',
  'KEY_UNKNOWN',
  'KEY_NOT_AUTHORS'
])

/** HTTP status of a refusal: 422, but for what is about the author's key (403) or the id of command or event (409). */
export const statusOf = (code: RefusalCode) => (CONFLICTS.has(code) ? 409 : FORBIDDEN.has(code) ? 403 : 422)

export function problemOfRefusal(code: RefusalCode, facts: Record<string, unknown>, requestId: string): Problem {
  const text = REFUSALS[code]
  const field = typeof facts.field === 'string' ? { field: facts.field } : {}
  return { ...outline(code, statusOf(code), text, requestId), ...field, facts }
}

const outline = (code: string, status: number, text: { zh: string; en: string }, requestId: string): Problem => ({
  type: `urn:suyuan:problem:${code}`,
  title: `${text.zh} ${text.en}`,
  status,
  code,
  detail: { zh: text.zh, en: text.en },
  requestId
})

/** A problem of the gateway's own, as JSON, for what never came to be a request. */
export const problemText = (code: ProblemCode, requestId: string): string =>
  JSON.stringify(outline(code, PROBLEMS[code].status, PROBLEMS[code], requestId))

/** What an error says to who asked. */
export function problemOf(error: FastifyError | Error, request: FastifyRequest): Problem {
  const own = (code: ProblemCode, told: Record<string, unknown> = {}): Problem => {
    const facts: typeof told = Object.fromEntries(
      Object.entries(told).map(([name, fact]) => [name, typeof fact === 'string' ? excerpt(fact) : fact])
    )
    return {
      ...outline(code, PROBLEMS[code].status, PROBLEMS[code], request.id),
      ...(typeof facts.field === 'string' && { field: facts.field }),
      ...(Object.keys(facts).length > 0 && { facts })
    }
  }
  if (error instanceof Refusal) return problemOfRefusal(error.code, error.facts, request.id)
  if (error instanceof HttpProblem) return own(error.code, error.facts)
  if (error instanceof NotServedHere) return own('NOT_SERVED_HERE')
  if (error instanceof Overloaded) return own('OVERLOADED')
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    const field = first?.instancePath.slice(1).replaceAll('/', '.') || '(root)'
    return { ...own('REQUEST_INVALID', { problem: first?.message }), field: excerpt(field) }
  }
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 413) return own('TOO_LARGE')
  if (status === 415) return own('MEDIA_TYPE')
  if (status === 429) return own('TOO_MANY_REQUESTS')
  if (status === 503) return own('UNAVAILABLE')
  if (status && status < 500) return own('REQUEST_INVALID', { problem: error.message })
  return own(isUnavailable(error) ? 'UNAVAILABLE' : 'INTERNAL')
}

/**
 * Postgres is away or going away (no way to it, connection refused or cut, no connection left, class 57P, class 08): the
 * client may try again. What pg itself finds has no code: a connection that broke between two statements says at the next
 * that it is not queryable.
 */
const isUnavailable = (error: Error) => {
  const { code } = error as { code?: string }
  return (
    /^(E(CONN(REFUSED|RESET)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN)|ERR_STREAM_DESTROYED|53300|57P0\d|08\w{3})$/.test(
      code ?? ''
    ) ||
    /^(Connection terminated|Client .* is not queryable|Query read timeout|timeout exceeded when)/.test(error.message)
  )
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) reply.header('retry-after', '2')
  return reply.code(problem.status).type('application/problem+json').send(problem)
}

/** Every error of every route leaves as problem+json; what is our fault is logged and says nothing of the inside. */
export function installProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500 || isResponseSerializationError(error))
      request.log.error({ err: error }, 'request failed')
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(reply, problemOf(new HttpProblem('NOT_FOUND'), request)))
}
