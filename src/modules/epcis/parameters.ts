import type { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import type pg from 'pg'
import { Conditions } from './conditions.js'
import { expanded } from './context.js'
import { EpcisException } from './exceptions.js'
import { type Asked, FIXED, PATTERNS } from './handlers.js'
import { Reader } from './reader.js'
import { extensionField } from './terms.js'

/** In which order results come, and how many. */
export interface Query {
  conditions: Conditions
  orderBy: 'ledger' | 'eventTime' | 'recordTime' | { field: string }
  descending: boolean
  /** The first so many, no matter how many there are. */
  eventCountLimit: number | null
  /** More than that are too many. */
  maxEventCount: number | null
}

/** Parameters of queries, from an address (texts) or a JSON body (values). */
export type Parameters = Readonly<Record<string, unknown>>

const MOST_PARAMETERS = 60
const MOST_VALUES = 500

/** Says how results are to come, not which. */
const CONTROLS = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount', '@context'] as const

/**
 * The query that parameters make.
 *
 * @param namespaces what prefixes in names of parameters stand for
 * @param exception what a wrong parameter is: of an address, or of a query's body
 * @throws EpcisException
 */
export async function readQuery(
  pool: pg.Pool,
  parameters: Parameters,
  namespaces: Namespaces,
  exception: 'QueryParameterException' | 'QueryValidationException' = 'QueryParameterException'
): Promise<Query> {
  const conditions = new Conditions()
  const names = Object.keys(parameters)
  const readers = new Map(names.map(name => [name, new Reader(exception, name, parameters[name])]))
  refuseTooComplex([...readers.values()], parameters)
  for (const [name, reader] of readers) {
    if ((CONTROLS as readonly string[]).includes(name)) continue
    const asked: Asked = { pool, conditions, namespaces, reader }
    if (Object.hasOwn(FIXED, name)) await FIXED[name]!(asked, [])
    else {
      const [pattern, handler] = PATTERNS.find(([pattern]) => pattern.test(name)) ?? []
      if (!pattern || !handler) throw reader.wrong('没有这个参数', 'there is no such parameter')
      await handler(asked, pattern.exec(name)!)
    }
  }
  return { conditions, ...controlsIn(readers, namespaces) }
}

function refuseTooComplex(readers: readonly Reader[], parameters: Parameters): void {
  const values = Object.values(parameters).reduce(
    (sum: number, value) => sum + (typeof value === 'string' ? value.split('|').length : [value].flat().length),
    0
  )
  if (readers.length <= MOST_PARAMETERS && values <= MOST_VALUES) return
  throw new EpcisException('QueryTooComplexException', {
    zh: `至多 ${MOST_PARAMETERS} 个参数、${MOST_VALUES} 个值`,
    en: `a query has at most ${MOST_PARAMETERS} parameters and ${MOST_VALUES} values`
  })
}

function controlsIn(readers: ReadonlyMap<string, Reader>, namespaces: Namespaces): Omit<Query, 'conditions'> {
  const [by, direction, limit, most] = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount'].map(name =>
    readers.get(name)
  )
  if (limit && most) throw most.wrong('与 eventCountLimit 不能同用', 'cannot go with eventCountLimit')
  if (limit && !by) throw limit.wrong('须同时给出 orderBy', 'needs orderBy')
  const descending = direction ? direction.oneOf(['ASC', 'DESC'])[0] === 'DESC' : by !== undefined
  return {
    orderBy: by ? orderIn(by, namespaces) : 'ledger',
    descending,
    eventCountLimit: limit?.count() ?? null,
    maxEventCount: most?.count() ?? null
  }
}

function orderIn(by: Reader, namespaces: Namespaces): Query['orderBy'] {
  const [name = ''] = by.list()
  if (name === 'eventTime' || name === 'recordTime') return name
  const full = name.includes(':') ? expanded(name, namespaces) : null
  if (full === null) throw by.wrong('不能按此排序', 'results cannot be ordered by that')
  return { field: extensionField('', full) }
}
