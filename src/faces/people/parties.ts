import type { Party } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type pg from 'pg'

/** A party as a list has it. */
export interface PartyName {
  id: string
  name: Text
}

/** The parties of an organisation, as the ledger has them, and first of all itself. */
export async function partiesOf(pool: pg.Pool, organisation: string): Promise<PartyName[]> {
  const { rows } = await pool.query<{ id: string; value: Party }>(
    `select substr(key, 12) as id, value from state
     where key like 'core/party/%' and value->>'organisation' = $1 order by value->'name'->>'zh'`,
    [organisation]
  )
  return [
    { id: organisation, name: untranslated(organisation) },
    ...rows.map(({ id, value }) => ({ id, name: value.name }))
  ]
}

/** What a party is called, as far as that is known. */
export const nameIn = (parties: readonly PartyName[], party: string): Text =>
  parties.find(({ id }) => id === party)?.name ?? untranslated(party)
