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

/** What is stored of a page when these entries of it are written over those that it has; null is no more. */
export function pageWith(entries: Page['entries'], changes: Page['entries']): Page {
  const all = Object.entries({ ...entries, ...changes })
  return { changed: Object.keys(changes), entries: Object.fromEntries(all.filter(([, value]) => value !== null)) }
}

/** Writes by where they are stored: states with a record of their own, and of each page the entries that change. */
export function paged(writes: ReadonlyMap<string, unknown>, locate: (key: string) => Location) {
  const alone = new Map<string, unknown>()
  const pages = new Map<string, Page['entries']>()
  for (const [key, value] of writes) {
    const { stored, entry } = locate(key)
    if (entry === undefined) alone.set(stored, value)
    else pages.set(stored, { ...pages.get(stored), [entry]: value })
  }
  return { alone, pages }
}

/** What the keys of a page's states begin with; null for what is stored under its own key. */
export const prefixOfPage = (stored: string): string | null =>
  stored.startsWith(PAGE) ? stored.slice(PAGE.length) : null

/** The states that a write to storage changed, by their own keys; null where one is no more. */
export function unpaged(stored: string, value: unknown): { key: string; value: unknown }[] {
  const prefix = prefixOfPage(stored)
  if (prefix === null) return [{ key: stored, value }]
  const { changed, entries } = value as Page
  return changed.map(entry => ({ key: prefix + entry, value: entries[entry] ?? null }))
}
