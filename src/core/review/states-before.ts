import { type Page, prefixOfPage } from '@suyuan/model/core/page'
import { locate } from '@suyuan/model/laws'
import type pg from 'pg'
import type { Write } from '../events/rwset.js'

/**
 * The states of a block's transactions before each of them: from a second mirror that is at the block before, then from
 * what those that came first wrote.
 */
export class StatesBefore {
  /** By where they are stored: a state, or the entries of a page; null where there is none. */
  private readonly records = new Map<string, unknown>()

  constructor(private readonly db: pg.ClientBase) {}

  /** Asks for records that are not here yet, all at once. */
  async bring(stored: readonly string[]): Promise<void> {
    const wanted = [...new Set(stored)].filter(key => !this.records.has(key))
    const pages = wanted.filter(key => prefixOfPage(key) !== null)
    await Promise.all([this.bringAlone(wanted.filter(key => prefixOfPage(key) === null)), this.bringPages(pages)])
  }

  /** The value of a state that was brought; null where there is none. */
  get(key: string): unknown {
    const { stored, entry } = locate(key)
    if (entry === undefined) return this.records.get(stored) ?? null
    return this.page(stored)[entry] ?? null
  }

  page(stored: string): Page['entries'] {
    return (this.records.get(stored) as Page['entries'] | undefined) ?? {}
  }

  /** What a transaction wrote is there for those that follow. */
  take(writes: readonly Write[]): void {
    for (const { key, value } of writes)
      this.records.set(key, prefixOfPage(key) === null ? value : (value as Page | null)?.entries)
  }

  private async bringAlone(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const { rows } = await this.db.query<{ key: string; value: unknown }>({
      name: 'states before',
      text: 'select key, value from state where key = any($1)',
      values: [keys]
    })
    for (const key of keys) this.records.set(key, null)
    for (const { key, value } of rows) this.records.set(key, value)
  }

  private async bringPages(pages: readonly string[]): Promise<void> {
    if (pages.length === 0) return
    // Keys are ASCII: parts of them are percent-encoded.
    const { rows } = await this.db.query<{ key: string; value: unknown }>({
      name: 'pages before',
      text: `select key, value from unnest($1::text[]) as page (prefix)
         join state on key ~>=~ prefix and key ~<~ (prefix || chr(127))`,
      values: [pages.map(prefixOfPage)]
    })
    const found = new Map<string, Page['entries']>(pages.map(page => [page, {}]))
    for (const { key, value } of rows) {
      const { stored, entry } = locate(key)
      const entries = found.get(stored)
      if (entries && entry !== undefined) entries[entry] = value
    }
    for (const [page, entries] of found) this.records.set(page, entries)
  }
}
