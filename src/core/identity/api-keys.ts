import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { Person } from './person.js'
import { scopeOf, within } from './scope.js'

const hashOf = (key: string) => createHash('sha256').update(key).digest()

/** An API key as those see it whose it is. */
export interface ApiKey {
  /** Hash of the key, hexadecimal. */
  hash: string
  party: string
  label: string
  createdAt: Date
  revokedAt: Date | null
}

/** Makes an API key for a party (or an organisation: its MSP id). It is shown once; Postgres has its hash. */
export async function createApiKey(pool: pg.Pool, party: string, label: string, organisation = party): Promise<string> {
  const key = `sk_${randomBytes(32).toString('base64url')}`
  await within(pool, { party }, db =>
    db.query('insert into core_own.api_key (hash, party, label, organisation) values ($1, $2, $3, $4)', [
      hashOf(key),
      party,
      label,
      organisation
    ])
  )
  return key
}

/** Whom a key speaks for, or null. 256 random bits need no slow hash. */
export function partyOfApiKey(pool: pg.Pool, key: string): Promise<string | null> {
  const hash = hashOf(key)
  return within(pool, { shown: hash.toString('hex') }, async db => {
    const { rows } = await db.query<{ party: string }>(
      'select party from core_own.api_key where hash = $1 and revoked_at is null',
      [hash]
    )
    return rows[0]?.party ?? null
  })
}

/** The keys of somebody's party or, for an administrator, of his organisation; the newest first. */
export function listApiKeys(pool: pg.Pool, person: Person): Promise<ApiKey[]> {
  return within(pool, scopeOf(person), async db => {
    const { rows } = await db.query<ApiKey>(
      `select encode(hash, 'hex') as hash, party, label, created_at as "createdAt", revoked_at as "revokedAt"
       from core_own.api_key order by revoked_at is not null, created_at desc`
    )
    return rows
  })
}

/** Takes a key back. @returns its party, or null when there is none to take back */
export function revokeApiKey(pool: pg.Pool, person: Person, hash: string): Promise<string | null> {
  return within(pool, scopeOf(person), async db => {
    const { rows } = await db.query<{ party: string }>(
      `update core_own.api_key set revoked_at = now()
       where hash = decode($1, 'hex') and revoked_at is null returning party`,
      [hash]
    )
    return rows[0]?.party ?? null
  })
}
