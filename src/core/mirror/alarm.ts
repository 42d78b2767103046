import type pg from 'pg'
import type { Logger } from 'pino'

/** Stands for every subject: more is wrong than was named. */
export const EVERYTHING = '*'

/** Something that is known to be wrong, on every gateway, and whose pages show it. It stands in Postgres. */
export abstract class Alarm {
  /** Another number whenever something else than before is known. */
  version = 0
  /** Keys of states. */
  protected subjects: ReadonlySet<string> = new Set()
  private loading: Promise<void> = Promise.resolve()

  constructor(
    protected readonly pool: pg.Pool,
    protected readonly log: Logger
  ) {}

  /** Whether what is known of any of these is in doubt. */
  concern(subjects: Iterable<string>): boolean {
    if (this.subjects.size === 0) return false
    if (this.subjects.has(EVERYTHING)) return true
    for (const subject of subjects) if (this.subjects.has(subject)) return true
    return false
  }

  /** Asks Postgres anew: it was announced, or may have been missed. */
  reload(): Promise<void> {
    this.loading = this.loading
      .then(async () => {
        const before = this.subjects
        await this.load()
        if (!areSame(before, this.subjects)) this.version++
      })
      .catch(error => this.log.warn({ error: String(error) }, 'could not ask what is wrong; the next round tells'))
    return this.loading
  }

  protected abstract load(): Promise<void>
}

const areSame = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every(subject => other.has(subject))
