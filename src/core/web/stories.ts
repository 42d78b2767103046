import { readFile, stat } from 'node:fs/promises'
import type { Logger } from 'pino'
import { z } from 'zod'

/** What the landing page leads to beside its doors: a good example, a register, a case that people ask for. */
const Story = z.strictObject({
  zh: z.string().min(1).max(80),
  en: z.string().min(1).max(120),
  path: z.string().regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/)
})
const StoryList = z.array(Story).max(20)
export type Story = z.infer<typeof Story>

/** Stories as the operator has them in a file, which he may change while the gateway runs; none where there is none. */
export class Stories {
  private changed = Number.NaN
  private known: readonly Story[] = []

  constructor(
    private readonly file: string,
    private readonly log: Logger
  ) {}

  /** The same list, as an object, for as long as the file is the same. */
  async current(): Promise<readonly Story[]> {
    const changed = await stat(this.file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0 // there is none
    )
    if (changed !== this.changed) {
      this.known = changed === 0 ? [] : await this.read()
      this.changed = changed
    }
    return this.known
  }

  /** A file with something wrong in it is said in the log, and shows nothing. */
  private async read(): Promise<readonly Story[]> {
    try {
      return StoryList.parse(JSON.parse(await readFile(this.file, 'utf8')))
    } catch (error) {
      this.log.warn({ file: this.file, error: String(error) }, 'the stories of the landing page cannot be read')
      return []
    }
  }
}
