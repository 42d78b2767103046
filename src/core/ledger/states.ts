import { partyKey, saidKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import type pg from 'pg'
import { coalesce } from '../coalesce.js'

/** Reads states from the mirror by key; questions that come together are one query. */
export class States {
  private readonly ask: (key: string) => Promise<unknown>

  constructor(private readonly pool: pg.Pool) {
    this.ask = coalesce(async keys => {
      const { rows } = await pool.query<{ key: string; value: unknown }>(
        'select key, value from state where key = any($1)',
        [keys]
      )
      const found = new Map(rows.map(({ key, value }) => [key, value]))
      return keys.map(key => found.get(key) ?? null)
    })
  }

  /** The state as the mirror has it, or null. */
  async get<T>(key: string & { readonly __value?: T }): Promise<T | null> {
    return (await this.ask(key)) as T | null
  }

  /** How far a key has counted; 0 before its first word. */
  async highestSequence(key: string): Promise<number> {
    const { rows } = await this.pool.query<{ high: number }>(
      `select (value->>'high')::bigint as high from state where key like $1 order by key desc limit 1`,
      [`${saidKey(key)}/%`]
    )
    return rows[0]?.high ?? 0
  }
}

/** What a party or organisation is called; by its own number where the ledger does not know it. */
export const partyNameOf = async (states: States, party: string): Promise<Text> =>
  (await states.get(partyKey(party)))?.name ?? { zh: party, en: party }
