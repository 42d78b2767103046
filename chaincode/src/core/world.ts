import { isOf, type sidesOf } from '@suyuan/model/core/definitions'
import { type Page, paged, pageWith } from '@suyuan/model/core/page'
import { Overlay } from '@suyuan/model/core/state'
import { locate } from '@suyuan/model/laws'
import type { ChaincodeStub } from 'fabric-shim'

/** Under which definition a process judges, and the chaincode that has the states of the other. */
export type Sides = ReturnType<typeof sidesOf>

/** The other definition's process does not answer this peer: nobody's fault who sent something, and it may pass. */
export class OtherSilent extends Error {
  override readonly name = 'OtherSilent'

  constructor(chaincode: string, cause: unknown) {
    super(`OTHER_SILENT ${chaincode}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

const OK = 200

/**
 * The world state under one transaction: `getState` never returns what the transaction itself put, so an overlay does.
 * Neighbours are loaded and saved by the page. States of the other definition are read by a call of its chaincode: what it
 * read counts as read by this transaction.
 */
export class World {
  readonly overlay = new Overlay()
  private readonly pages = new Map<string, Page['entries']>()

  constructor(
    private readonly stub: ChaincodeStub,
    private readonly sides: Sides
  ) {}

  get definition(): Sides['own'] {
    return this.sides.own
  }

  /** One round trip a key or page, the peer answers a transaction's questions one at a time; and one for all of the other's. */
  async load(keys: readonly string[]): Promise<void> {
    const wanted = [...new Set(keys)].filter(key => this.overlay.get(key) === undefined)
    for (const key of wanted) if (this.isOwn(key)) this.overlay.load(key, await this.read(key))
    const others = wanted.filter(key => !this.isOwn(key))
    if (others.length === 0) return
    const told = await this.askOther(others)
    for (const key of others) this.overlay.load(key, told[key] ?? null)
  }

  /** The states of these keys, null where there is none. */
  async states(keys: readonly string[]): Promise<Record<string, unknown>> {
    await this.load(keys)
    return Object.fromEntries(keys.map(key => [key, this.overlay.get(key)]))
  }

  /** @throws Error for a state that is the other definition's to write */
  async save(): Promise<void> {
    const { alone, pages } = paged(this.overlay.writes, locate)
    for (const stored of [...alone.keys(), ...pages.keys()])
      if (!this.isOwn(stored)) throw new Error(`${stored} is not a state of the ${this.definition} definition`)
    for (const [key, value] of alone) await this.put(key, value)
    for (const [stored, changes] of pages) await this.put(stored, pageWith(await this.page(stored), changes))
  }

  private isOwn(key: string): boolean {
    return isOf(key, this.definition)
  }

  /** @throws OtherSilent */
  private async askOther(keys: readonly string[]): Promise<Record<string, unknown>> {
    const { other } = this.sides
    // '' is this channel, which the types do not say.
    const answer = await this.stub
      .invokeChaincode(other, ['states', JSON.stringify(keys)], '')
      .catch(error => Promise.reject(new OtherSilent(other, error)))
    if (answer.status !== OK || !answer.payload) throw new OtherSilent(other, answer.message)
    return JSON.parse(Buffer.from(answer.payload).toString()) as Record<string, unknown>
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
