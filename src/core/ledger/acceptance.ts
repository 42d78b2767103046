import type { Command } from '@suyuan/model/core/command'
import type pg from 'pg'
import type { Entry } from './entry.js'
import type { Role } from './fabric.js'

export interface Acceptance {
  command: Command
  digest: string
  organisation: string
  role: Role
  /** Seconds for which it may wait for goods that are not there yet. */
  inputWait: number
  /** The request that it stands for: the first command stored for it is the one that counts. */
  idempotency?: { party: string; idempotencyKey: string; bodyHash: Buffer }
}

/** What acceptance comes to. Only `new` was stored. */
export type Accepted =
  | { is: 'new'; entry: Entry }
  /** The very same command is here already. */
  | { is: 'known' }
  /** Its id was used for another content. */
  | { is: 'reused' }
  /** Its request was made before, and has another command. */
  | { is: 'superseded' }

interface Named {
  key: string
  command_id: string
  digest: string
}

const nameOf = ({ key, command_id }: Pick<Named, 'key' | 'command_id'>) => `${key}/${command_id}`

/**
 * Stores commands, and claims their requests, in one statement; returns once they are on disk.
 *
 * @param gateway number of the gateway whose they are from now on
 */
export async function storeAccepted(pool: pg.Pool, gateway: number, items: readonly Acceptance[]): Promise<Accepted[]> {
  const texts = items.map(({ command }) => JSON.stringify(command))
  const columns = [
    items.map(({ command }) => command.key),
    items.map(({ command }) => command.id),
    items.map(({ digest }) => digest),
    items.map(({ organisation }) => organisation),
    items.map(({ role }) => role),
    texts,
    items.map(({ idempotency }) => idempotency?.party ?? null),
    items.map(({ idempotency }) => idempotency?.idempotencyKey ?? null),
    items.map(({ idempotency }) => idempotency?.bodyHash ?? null),
    items.map(({ inputWait }) => inputWait)
  ]
  const { rows: inserted } = await pool.query<Named & { id: number }>(
    `with asked as (
       select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
         $9::bytea[], $10::float[])
         as row (key, command_id, digest, organisation, role, command, party, idempotency_key, body_hash, patience)
     ), claimed as (
       insert into core_own.idempotency (party, idempotency_key, body_hash, key, command_id)
       select party, idempotency_key, body_hash, key, command_id from asked where idempotency_key is not null
       on conflict do nothing returning key, command_id
     )
     insert into core_own.intake (key, command_id, digest, organisation, role, command, gateway, wait_until)
     select key, command_id, digest, organisation, role, command, $11,
       case when patience > 0 then now() + make_interval(secs => patience) end
     from asked
     where idempotency_key is null or (key, command_id) in (select key, command_id from claimed)
     on conflict (key, command_id) do nothing returning id, key, command_id, digest`,
    [...columns, gateway]
  )
  const ids = new Map(inserted.map(row => [nameOf(row), row.id]))
  const rows = inserted.length === items.length ? inserted : await find(pool, columns.slice(0, 2))
  const digests = new Map(rows.map(row => [nameOf(row), row.digest]))
  return items.map(({ command, digest, organisation, role, inputWait }, index) => {
    const name = nameOf({ key: command.key, command_id: command.id })
    const stored = digests.get(name)
    if (stored === undefined) return { is: 'superseded' }
    if (stored !== digest) return { is: 'reused' }
    const id = ids.get(name)
    if (id === undefined) return { is: 'known' }
    const text = texts[index]!
    ids.delete(name) // the same command may have been asked for twice; it is new once
    const patient = inputWait > 0
    return {
      is: 'new',
      entry: { id, command, text, digest, organisation, role, bytes: Buffer.byteLength(text), attempts: 0, patient }
    }
  })
}

async function find(pool: pg.Pool, [keys, ids]: readonly unknown[][]): Promise<Named[]> {
  const { rows } = await pool.query<Named>(
    `select key, command_id, digest from core_own.intake
     join unnest($1::text[], $2::uuid[]) as asked (key, command_id) using (key, command_id)`,
    [keys, ids]
  )
  return rows
}
