import { type Facts, Refusal, type RefusalCode } from './refusal.js'

/** A key of the world state, `module/kind/…`, of the type that its value has. */
export type Key<T> = string & { readonly __value?: T }

/** Builds keys of one kind. Parts are ids without '/', so keys never collide. */
export const keyOf =
  <T>(prefix: string) =>
  (...parts: string[]): Key<T> =>
    [prefix, ...parts.map(encodeURIComponent)].join('/')

/** States as loaded so far: null is known to be absent, undefined is not loaded. */
export interface View {
  get(key: string): unknown
}

/** The law asked for a state that it had not named in `keys`: a fault of the law, never of a command. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded'

  constructor(readonly key: string) {
    super(`${key} was not loaded`)
  }
}

/**
 * States as one command sees them: what is below, overlaid with what it wrote. Dropped whole when the command is refused.
 * States are values: they are replaced, never changed in place.
 */
export class Draft implements View {
  readonly writes = new Map<string, unknown>()

  constructor(private readonly below: View) {}

  get(key: string): unknown {
    return this.writes.has(key) ? this.writes.get(key) : this.below.get(key)
  }

  /** The state, or null. @throws NotLoaded */
  read<T>(key: Key<T>): T | null {
    const value = this.get(key)
    if (value === undefined) throw new NotLoaded(key)
    return value as T | null
  }

  /** The state, which must be there. @throws Refusal with `code` */
  need<T>(key: Key<T>, code: RefusalCode, facts: Facts): T {
    const value = this.read(key)
    if (value === null) throw new Refusal(code, facts)
    return value
  }

  /** @throws Refusal with `code` when there is such a state already */
  refuseExisting(key: string, code: RefusalCode, facts: Facts): void {
    if (this.read(key) !== null) throw new Refusal(code, facts)
  }

  write<T>(key: Key<T>, value: NoInfer<T>): void {
    this.writes.set(key, value)
  }

  change<T>(key: Key<T>, change: Partial<NoInfer<T>>): void {
    this.write(key, { ...this.read(key)!, ...change })
  }
}

/** States by key, as a batch has them: loaded from the ledger, overlaid with what its commands wrote. */
export class Overlay implements View {
  private readonly loaded = new Map<string, unknown>()
  readonly writes = new Map<string, unknown>()

  get(key: string): unknown {
    return this.writes.has(key) ? this.writes.get(key) : this.loaded.get(key)
  }

  load(key: string, value: unknown): void {
    this.loaded.set(key, value)
  }

  commit(draft: Draft): void {
    for (const [key, value] of draft.writes) this.writes.set(key, value)
  }
}
