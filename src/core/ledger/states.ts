import { partyKey, saidKeys } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
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
    const { rows } = await this.pool.query<{ high: number }>(`select ${HIGHEST_SAID} as high`, saidPatterns(key))
    return rows[0]?.high ?? 0
  }
}

/** How far a key has counted, of either definition, as an SQL expression over `saidPatterns` as the first two values. */
export const HIGHEST_SAID = `greatest(${['$1', '$2']
  .map(
    pattern =>
      `(select (value->>'high')::bigint from state where state.key like ${pattern} order by state.key desc limit 1)`
  )
  .join(', ')})`

export const saidPatterns = (key: string): string[] => Object.values(saidKeys).map(said => `${said(key)}/%`)

/** What a party or organisation is called; by its own number where the ledger does not know it. */
export const partyNameOf = async (states: States, party: string): Promise<Text> =>
  (await states.get(partyKey(party)))?.name ?? untranslated(party)
