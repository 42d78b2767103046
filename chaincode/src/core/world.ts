import { type Page, paged, pageWith } from '@suyuan/model/core/page'
import { Overlay } from '@suyuan/model/core/state'
import { locate } from '@suyuan/model/laws'
import type { ChaincodeStub } from 'fabric-shim'

/**
 * The world state under one transaction: `getState` never returns what the transaction itself put, so an overlay does.
 * Neighbours are loaded and saved by the page.
 */
export class World {
  readonly overlay = new Overlay()
  private readonly pages = new Map<string, Page['entries']>()

  constructor(private readonly stub: ChaincodeStub) {}

  /** One round trip a key or page: the peer answers a transaction's questions one at a time. */
  async load(keys: readonly string[]): Promise<void> {
    for (const key of keys) if (this.overlay.get(key) === undefined) this.overlay.load(key, await this.read(key))
  }

  async save(): Promise<void> {
    const { alone, pages } = paged(this.overlay.writes, locate)
    for (const [key, value] of alone) await this.put(key, value)
    for (const [stored, changes] of pages) await this.put(stored, pageWith(await this.page(stored), changes))
  }

  private async read(key: string): Promise<unknown> {
    const { stored, entry } = locate(key)
    return entry === undefined ? this.get(stored) : ((await this.page(stored))[entry] ?? null)
  }

  private async page(stored: string): Promise<Page['entries']> {
    const known = this.pages.get(stored)
    if (known) return known
    const entries = ((await this.get(stored)) as Page | null)?.entries ?? {}
    this.pages.set(stored, entries)
    return entries
  }

  private async get(stored: string): Promise<unknown> {
    const bytes = await this.stub.getState(stored)
    return bytes.length === 0 ? null : JSON.parse(Buffer.from(bytes).toString())
  }

  private async put(stored: string, value: unknown): Promise<void> {
    if (value === null) await this.stub.deleteState(stored)
    else await this.stub.putState(stored, Buffer.from(JSON.stringify(value)))
  }
}
