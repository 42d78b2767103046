import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'

/** What of a subject is erased. Done again it does no harm. */
type Eraser = (id: string) => Promise<unknown>

const Subject = z.strictObject({ kind: z.string(), id: z.string() })
type Subject = z.infer<typeof Subject>

/** How often a gateway learns what others have erased. */
const LEARN_MILLISECONDS = 3_600_000

/**
 * Erasures that last. Each is noted in a file beside Postgres, by kind and id and nothing else, before anything is erased. A
 * gateway that starts on what a backup brought back erases it again, before it serves anybody; and what another gateway has
 * erased gets into its own file too.
 */
export class Erasures {
  private readonly erasers = new Map<string, Eraser>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly pool: pg.Pool,
    private readonly path: string,
    private readonly log: Logger
  ) {}

  /** Says how a kind of subject is erased. */
  by(kind: string, eraser: Eraser): void {
    this.erasers.set(kind, eraser)
  }

  /** Erases a subject for good. */
  async erase(kind: string, id: string): Promise<void> {
    await this.note([{ kind, id }])
    await this.carryOut({ kind, id })
  }

  /** Erases what is on record as erased and is there again; goes on to learn what others erase. */
  async begin(): Promise<void> {
    const done = keysOf(await this.known())
    const back = this.noted().filter(subject => !done.has(keyOf(subject)))
    for (const subject of back) {
      if (this.erasers.has(subject.kind)) await this.carryOut(subject)
      else this.log.error({ kind: subject.kind }, 'on record as erased, and nothing here erases such')
    }
    if (back.length > 0) this.log.warn({ subjects: back.length }, 'erased again: a backup of before had them')
    await this.learn()
    const learn = () =>
      this.learn().catch(error => this.log.warn({ error: String(error) }, 'erasures are not noted here'))
    this.timer = setInterval(learn, LEARN_MILLISECONDS).unref()
  }

  end(): void {
    clearInterval(this.timer)
  }

  private async carryOut({ kind, id }: Subject): Promise<void> {
    const eraser = this.erasers.get(kind)
    if (!eraser) throw new Error(`nothing erases a ${kind}`)
    await eraser(id)
    await this.pool.query('insert into core_own.erasure (kind, id) values ($1, $2) on conflict do nothing', [kind, id])
  }

  private async learn(): Promise<void> {
    const noted = keysOf(this.noted())
    await this.note((await this.known()).filter(subject => !noted.has(keyOf(subject))))
  }

  private async known(): Promise<Subject[]> {
    const { rows } = await this.pool.query<Subject>('select kind, id from core_own.erasure order by at')
    return rows
  }

  private noted(): Subject[] {
    if (!existsSync(this.path)) return []
    const lines = readFileSync(this.path, 'utf8').split('\n').filter(Boolean)
    return lines.flatMap(line => {
      const subject = subjectIn(line)
      if (!subject) this.log.error({ file: this.path }, 'a line of the erasures on record cannot be read')
      return subject ?? []
    })
  }

  /** On disk when it returns. Each line begins anew, whatever a crash has left of one. */
  private async note(subjects: readonly Subject[]): Promise<void> {
    if (subjects.length === 0) return
    const file = await open(this.path, 'a', 0o600)
    try {
      await file.write(subjects.map(({ kind, id }) => `\n${JSON.stringify({ kind, id })}\n`).join(''))
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

function subjectIn(line: string): Subject | null {
  try {
    return Subject.parse(JSON.parse(line))
  } catch {
    return null
  }
}

const keyOf = ({ kind, id }: Subject) => `${kind} ${id}`
const keysOf = (subjects: readonly Subject[]): ReadonlySet<string> => new Set(subjects.map(keyOf))
