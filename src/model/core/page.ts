/** Neighbouring states as they are stored: one record for all of them. */
export interface Page {
  /** Entries that the last write changed: what is new to a reader of the block. */
  changed: string[]
  entries: Record<string, unknown>
}

/** Where a state is stored: in a page under an entry, or under its own key. */
export interface Location {
  stored: string
  entry?: string
}

const PAGE = 'page/'

/**
 * Says where states are stored. The peers answer a transaction's questions one at a time, and that is what a command costs
 * most, so kinds whose keys are numbered in a row share pages.
 *
 * @param kinds characters at the end of a key that tell neighbours apart, by the prefix of the kind
 */
export function pager(kinds: Readonly<Record<string, number>>): (key: string) => Location {
  return key => {
    const length = kinds[key.slice(0, key.indexOf('/', key.indexOf('/') + 1))]
    if (!length) return { stored: key }
    return { stored: PAGE + key.slice(0, -length), entry: key.slice(-length) }
  }
}

/** The states that a write to storage changed, by their own keys; null where one is no more. */
export function unpaged(stored: string, value: unknown): { key: string; value: unknown }[] {
  if (!stored.startsWith(PAGE)) return [{ key: stored, value }]
  const { changed, entries } = value as Page
  return changed.map(entry => ({ key: stored.slice(PAGE.length) + entry, value: entries[entry] ?? null }))
}
