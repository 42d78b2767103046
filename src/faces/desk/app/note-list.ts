import type pg from 'pg'

/** What a phone said of an entry of its own. */
export interface EntryNote {
  clerk: string | null
  skew: number | null
  /** Photos that have come. */
  photos: string[]
}

/** What phones said of entries, by command; of a party's own only. */
export async function noteOn(
  db: pg.ClientBase,
  entries: readonly { key: string; command: string }[]
): Promise<Map<string, EntryNote>> {
  const { rows } = await db.query<EntryNote & { command: string }>(
    `select n.command, n.clerk, n.skew_seconds as skew,
       array(select p.sha256 from core_own.desk_photo p where (p.key, p.command) = (n.key, n.command) order by 1) as photos
     from core_own.desk_note n join unnest($1::text[], $2::uuid[]) as asked (key, command) using (key, command)`,
    [entries.map(({ key }) => key), entries.map(({ command }) => command)]
  )
  return new Map(rows.map(({ command, ...note }) => [command, note]))
}
