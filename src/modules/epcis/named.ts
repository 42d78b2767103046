import type pg from 'pg'
import { z } from 'zod'
import { namespacesIn } from './context.js'
import { EpcisException } from './exceptions.js'
import { type Query, readQuery } from './parameters.js'

/** The query of master data that EPCIS defines, by this name for everybody. */
export const MASTER_DATA_QUERY = 'SimpleMasterDataQuery'

const QueryName = z.string().regex(/^[A-Za-z0-9._~-]{1,100}$/)
export const QueryParams = z.object({ queryName: z.string() })
export const Definition = z.object({
  name: QueryName.refine(name => name !== MASTER_DATA_QUERY, '该名称由标准定义 the standard defines this name'),
  query: z.record(z.string(), z.unknown())
})
export type Definition = z.infer<typeof Definition>

interface Row extends Definition {
  namespaces: Record<string, string>
}

/** A party's query by its name. @throws EpcisException NoSuchNameException */
export async function namedQuery(pool: pg.Pool, party: string, name: string): Promise<Row> {
  const { rows } = await pool.query<Row>(
    'select name, query, namespaces from core_own.epcis_query where (party, name) = ($1, $2)',
    [party, name]
  )
  if (rows[0]) return rows[0]
  throw new EpcisException('NoSuchNameException', { zh: '没有这个查询', en: 'there is no such query' })
}

/** A named query as it is asked now. */
export const asked = (pool: pg.Pool, { query, namespaces }: Row): Promise<Query> =>
  readQuery(pool, query, namespacesIn(namespaces), 'QueryValidationException')
