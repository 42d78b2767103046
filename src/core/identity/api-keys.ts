import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'

const hashOf = (key: string) => createHash('sha256').update(key).digest()

/** Makes an API key for a party (or an organisation: its MSP id). It is shown once; Postgres has its hash. */
export async function createApiKey(pool: pg.Pool, party: string, label: string): Promise<string> {
  const key = `sk_${randomBytes(32).toString('base64url')}`
  await pool.query('insert into core_own.api_key (hash, party, label) values ($1, $2, $3)', [hashOf(key), party, label])
  return key
}

/** Whom a key speaks for, or null. 256 random bits need no slow hash. */
export async function partyOfApiKey(pool: pg.Pool, key: string): Promise<string | null> {
  const { rows } = await pool.query<{ party: string }>(
    'select party from core_own.api_key where hash = $1 and revoked_at is null',
    [hashOf(key)]
  )
  return rows[0]?.party ?? null
}
