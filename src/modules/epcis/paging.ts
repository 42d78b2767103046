import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { cursorOf } from '../../core/web/cursor.js'
import { EpcisException } from './exceptions.js'
import type { Spot } from './queries/search.js'

const USUAL = 30
/** More at once nobody gets, whatever is asked for. */
const MOST = 500
const TOKEN_HOURS = 24
const HOUR_MILLISECONDS = 3_600_000

export const PageQuery = {
  perPage: z.coerce.number().int().min(1).max(1_000_000).optional().describe(`每页数量，至多 ${MOST} Entries a page`),
  nextPageToken: z.string().max(2000).optional().describe('下一页，见 Link As the Link header has it')
}

const Token = z.strictObject({
  spot: z.array(z.union([z.string().max(600), z.int()])).max(6),
  /** Up to which block. */
  height: z.int(),
  /** How many more, where there is a limit. */
  left: z.int().positive().nullable(),
  /** Of which list. */
  list: z.string(),
  until: z.int()
})

/** Where a list of results is. */
export interface Page {
  count: number
  after: Spot | null
  /** Of the first page; null is the first. */
  height: number | null
  left: number | null
}

/** What a token is good for: the same question, by whomever. */
function listOf({ routeOptions, params, query }: FastifyRequest): string {
  const asked = Object.entries(query as object).filter(([name]) => !Object.hasOwn(PageQuery, name))
  asked.sort(([one], [other]) => (one < other ? -1 : 1))
  return hash('sha256', JSON.stringify([routeOptions.url, params, asked]), 'base64url').slice(0, 16)
}

const wrongToken = (zh: string, en: string) =>
  new EpcisException('QueryParameterException', { field: 'nextPageToken', zh, en })

function read(token: string): z.infer<typeof Token> {
  try {
    return Token.parse(JSON.parse(Buffer.from(token, 'base64url').toString()))
  } catch {
    throw wrongToken('不是本服务给出的分页标记', 'this is no token of this service')
  }
}

/** The page that a request asks for. @throws EpcisException */
export async function pageOf(pool: pg.Pool, request: FastifyRequest): Promise<Page> {
  const { perPage = USUAL, nextPageToken } = request.query as { perPage?: number; nextPageToken?: string }
  const count = Math.min(perPage, MOST)
  if (nextPageToken === undefined) return { count, after: null, height: null, left: null }
  const { spot, height, left, list, until } = read(nextPageToken)
  if (list !== listOf(request)) throw wrongToken('该标记属于另一查询', 'this token belongs to another query')
  const { rows } = await pool.query('select from core_own.epcis_released_token where hash = $1', [
    hashOf(nextPageToken)
  ])
  if (until < Date.now() || rows.length > 0) throw wrongToken('该标记已失效', 'this token has expired')
  return { count, after: spot, height, left }
}

/** Says where the list goes on. */
export function linkNext(
  request: FastifyRequest,
  reply: FastifyReply,
  at: { spot: Spot; height: number; left?: number | null }
) {
  const until = Date.now() + TOKEN_HOURS * HOUR_MILLISECONDS
  const token = cursorOf({ spot: at.spot, height: at.height, left: at.left ?? null, list: listOf(request), until })
  reply.header('link', `<${addressOf(request, token)}>; rel="next"`)
  reply.header('gs1-next-page-token-expires', new Date(until).toISOString())
}

/** The same address with another token. To take it apart and put it together again as a URL cost a twentieth of an answer. */
function addressOf({ url, protocol, host }: FastifyRequest, token: string): string {
  const rest = url.replace(/([?&])nextPageToken=[^&]*&?/, '$1')
  const joint = !rest.includes('?') ? '?' : /[?&]$/.test(rest) ? '' : '&'
  return `${protocol}://${host}${rest}${joint}nextPageToken=${token}`.replace(/[<>]/g, encodeURIComponent)
}

const hashOf = (token: string) => hash('sha256', token, 'buffer')

/** Makes a token void before its time. @throws EpcisException NoSuchResourceException for what is none */
export async function releaseToken(pool: pg.Pool, token: string): Promise<void> {
  let until: number
  try {
    until = read(token).until
  } catch {
    throw new EpcisException('NoSuchResourceException', { zh: '没有这个分页标记', en: 'there is no such token' })
  }
  await pool.query('delete from core_own.epcis_released_token where until < now()')
  await pool.query(
    `insert into core_own.epcis_released_token values ($1, to_timestamp($2::double precision / 1000)) on conflict do nothing`,
    [hashOf(token), until]
  )
}
