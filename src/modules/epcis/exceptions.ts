import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Issue } from '../../core/epcis/issue.js'
import { type Problem, problemOf } from '../../core/web/problem.js'
import { CAPTURE_LIMITS } from './limits.js'
import { problemFormOf } from './media.js'
import { isControl } from './schedule.js'
import { problemXml } from './xml.js'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Whether a route tells of subscriptions: GS1's description has what is wrong in asking it (400) as plain JSON or XML, by
     * the exceptions of controls and of validation.
     */
    isOfSubscriptions?: true
  }
}

/** The exceptions of EPCIS 2.0 with their titles and the status that each is answered by. */
export const EXCEPTIONS = {
  ValidationException: { status: 400, zh: '文档或事件不符合规范', en: 'Document or event is not valid' },
  QueryValidationException: { status: 400, zh: '查询不符合规范', en: 'The query is not valid' },
  QueryParameterException: { status: 400, zh: '查询参数有误', en: 'A query parameter is wrong' },
  SubscriptionControlsException: { status: 400, zh: '订阅设置有误', en: 'The subscription’s controls are wrong' },
  SecurityException: { status: 403, zh: '未登录或无权进行此操作', en: 'Not authenticated, or not allowed' },
  NoSuchNameException: { status: 404, zh: '没有这个名称', en: 'There is nothing of that name' },
  NoSuchResourceException: { status: 404, zh: '没有这个资源', en: 'There is no such resource' },
  NotAcceptableException: {
    status: 406,
    zh: '无法按所要求的格式或版本答复',
    en: 'Not to be had in that form or version'
  },
  ResourceAlreadyExistsException: {
    status: 409,
    zh: '已存在同名而不同内容的资源',
    en: 'That exists already, with another content'
  },
  CaptureLimitExceededException: { status: 413, zh: '采集内容过大', en: 'More than can be captured at once' },
  QueryTooLargeException: { status: 413, zh: '查询结果过多', en: 'The query has too many results' },
  QueryTooComplexException: { status: 413, zh: '查询过于复杂', en: 'The query is too complex' },
  URITooLongException: { status: 414, zh: '地址过长', en: 'The address is too long' },
  UnsupportedMediaTypeException: { status: 415, zh: '不支持该内容类型', en: 'This content type is not taken' },
  ImplementationException: { status: 500, zh: '服务内部错误', en: 'Something failed inside' }
} as const
export type ExceptionName = keyof typeof EXCEPTIONS

/** What is wrong at one place of a document, by which layer of the checks. */
export type FieldIssue = Omit<Issue, 'path'> & {
  /** JSON path, `$.epcisBody.eventList[0].action`. */
  field: string
}

/** Thrown by routes of /epcis. */
export class EpcisException extends Error {
  override readonly name = 'EpcisException'

  constructor(
    readonly exception: ExceptionName,
    /** What is wrong, in both languages, or by its place. */
    readonly about: { zh: string; en: string; field?: string; errors?: readonly FieldIssue[]; code?: string }
  ) {
    super(`${exception}: ${about.en}`)
  }
}

/** RFC 7807 as EPCIS has it: its `type` names the exception, its `detail` is text. Other members are this service's. */
export const EpcisProblem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  field: z.string().optional(),
  errors: z.array(z.looseObject({ field: z.string(), zh: z.string(), en: z.string() })).optional(),
  requestId: z.string()
})

const asProblem = (description: string, kind = 'problem+') => ({
  description,
  content: {
    [`application/${kind}json`]: { schema: EpcisProblem },
    [`application/${kind}xml`]: { schema: z.string() }
  }
})
export const epcisAnswers = {
  '4xx': asProblem('请求未被接受 Not taken, for the exception that `type` names'),
  503: asProblem('服务繁忙或暂不可用 Busy or not available; come again after Retry-After seconds')
}
/** Of routes that tell of subscriptions. */
export const subscriptionAnswers = {
  400: asProblem('订阅或参数有误 Controls or parameters are wrong', ''),
  ...epcisAnswers
}

/** An exception as it is answered, and as capture jobs list it. */
export function exceptionBody(
  exception: ExceptionName,
  { code = exception, ...about }: EpcisException['about'],
  status: number = EXCEPTIONS[exception].status
) {
  const { zh, en } = EXCEPTIONS[exception]
  const { zh: inChinese, en: inEnglish, ...more } = about
  const detail = `${inChinese} ${inEnglish}`
  return { type: `epcisException:${exception}`, title: `${zh} ${en}`, status, detail, code, ...more }
}

/** Which exception a problem of this service is to those who speak EPCIS, by its status. */
const BY_STATUS: Readonly<Record<number, ExceptionName>> = {
  400: 'ValidationException',
  401: 'SecurityException',
  403: 'SecurityException',
  404: 'NoSuchResourceException',
  406: 'NotAcceptableException',
  409: 'ResourceAlreadyExistsException',
  413: 'CaptureLimitExceededException',
  414: 'URITooLongException',
  415: 'UnsupportedMediaTypeException',
  422: 'ValidationException'
}

/** What the law, or the service, says no by, in the words of EPCIS. A refusal of the law is a capture that is not valid. */
export function exceptionOf({ status, code, detail, facts, field }: Problem) {
  const exception = BY_STATUS[status] ?? 'ImplementationException'
  const about = { ...detail, code, ...(field && { field }), ...(facts && { facts }) }
  return exceptionBody(exception, about, status === 422 ? 400 : status)
}

type Body = ReturnType<typeof exceptionBody>

function bodyOf(error: FastifyError | Error, request: FastifyRequest): Body {
  if (error instanceof EpcisException) return exceptionBody(error.exception, error.about)
  const problem = problemOf(error, request)
  const exception = exceptionByRoute(problem.status, request)
  if (!exception) return exceptionOf(problem)
  return exceptionBody(exception, { ...problem.detail, ...fieldIn(problem), code: problem.code })
}

/** What is malformed, or too much, is so by what is asked: parameters of a query, or its definition, or a document. */
function exceptionByRoute(
  status: number,
  { method, routeOptions: { url = '' } }: FastifyRequest
): ExceptionName | null {
  if (status === 400 && method === 'GET') return 'QueryParameterException'
  return status === 413 && url.startsWith('/epcis/queries') ? 'QueryTooComplexException' : null
}

const fieldIn = ({ field }: Problem) => (field === undefined ? {} : { field })

/** Of a route that tells of subscriptions, a wrong parameter is a wrong control, or else not valid. */
function ofSubscriptions(body: Body & { field?: string }): Body {
  if (body.type !== 'epcisException:QueryParameterException') return body
  const exception = isControl(body.field) ? 'SubscriptionControlsException' : 'ValidationException'
  const { zh, en } = EXCEPTIONS[exception]
  return { ...body, type: `epcisException:${exception}`, title: `${zh} ${en}` }
}

/** Answers whatever went wrong as EPCIS wants it. */
export function answerException(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply
): FastifyReply {
  const body = bodyOf(error, request)
  if (body.status >= 500) request.log.error({ err: error }, 'request failed')
  if (body.status === 503) reply.header('retry-after', '2')
  return sendException(request, reply, body)
}

/** Sends an exception in the form that is wanted. */
export function sendException(request: FastifyRequest, reply: FastifyReply, body: Body): FastifyReply {
  const isPlain = body.status === 400 && request.routeOptions.config.isOfSubscriptions === true
  const form = problemFormOf(request)
  const whole = { ...(isPlain ? ofSubscriptions(body) : body), requestId: request.id }
  if (whole.type === 'epcisException:CaptureLimitExceededException') reply.headers(CAPTURE_LIMITS)
  reply
    .code(whole.status)
    .type(`application/${isPlain ? '' : 'problem+'}${form}${form === 'xml' ? '; charset=utf-8' : ''}`)
  return reply.send(form === 'xml' ? Buffer.from(problemXml(whole)) : whole)
}

/** Longer addresses are turned away before anything is read of them. */
const MOST_ADDRESS = 8000

export function refuseLongAddress({ url }: FastifyRequest): void {
  if (url.length > MOST_ADDRESS)
    throw new EpcisException('URITooLongException', {
      zh: `地址不得超过 ${MOST_ADDRESS} 个字符`,
      en: `an address has at most ${MOST_ADDRESS} characters`
    })
}
