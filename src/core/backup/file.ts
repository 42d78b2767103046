import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { createGunzip, createGzip, type Gzip } from 'node:zlib'
import { z } from 'zod'

/** What is done to the lines of a backup's file when their form changes: a reader takes its own version only. */
const FORMAT = 'suyuan backup'
const VERSION = 1

const Header = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** Hash of the ledger's block 0: commands of one ledger are none on another. */
  ledger: z.string(),
  madeAt: z.iso.datetime(),
  /** The steps that its tables have come. */
  migrations: z.array(z.string())
})
export type Header = z.infer<typeof Header>
const Line = z.strictObject({ table: z.string(), row: z.record(z.string(), z.unknown()) })
/** A row of a table, as Postgres makes JSON of it. */
export type Line = z.infer<typeof Line>
const Footer = z.strictObject({ rows: z.int(), sha256: z.string() })

/** The file is not what a `BackupWriter` wrote, whole. */
export class BackupBroken extends Error {
  override readonly name = 'BackupBroken'
}

/**
 * Writes a backup's file: gzip of lines of JSON. The first says what it is, each further one has a row, the last counts the
 * rows and has the SHA-256 of all lines before it. The file gets its name when it is whole and on disk.
 */
export class BackupWriter {
  private readonly hash = createHash('sha256')
  private rows = -1 // the header is none

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly gzip: Gzip,
    private readonly written: Promise<void>
  ) {}

  static async create(path: string, header: Omit<Header, 'format' | 'version'>): Promise<BackupWriter> {
    const file = await open(`${path}.new`, 'w', 0o600)
    const gzip = createGzip()
    const written = (async () => {
      for await (const chunk of gzip) await file.writeFile(chunk as Buffer)
    })()
    written.catch(error => gzip.destroy(error as Error))
    const writer = new BackupWriter(path, file, gzip, written)
    await writer.line({ format: FORMAT, version: VERSION, ...header })
    return writer
  }

  async line(what: Line | Header): Promise<void> {
    const text = `${JSON.stringify(what)}\n`
    this.hash.update(text)
    this.rows += 1
    if (!this.gzip.write(text)) await new Promise<void>((go, fail) => this.gzip.once('drain', go).once('error', fail))
  }

  /** @returns how many rows it has */
  async end(): Promise<number> {
    this.gzip.end(`${JSON.stringify({ rows: this.rows, sha256: this.hash.digest('hex') })}\n`)
    await this.written
    await this.file.sync()
    await this.file.close()
    await rename(`${this.path}.new`, this.path)
    return this.rows
  }
}

/** Reads a backup from its beginning to its end, then says what it is. @throws BackupBroken */
export async function checkBackup(path: string): Promise<Header> {
  const hash = createHash('sha256')
  let header: Header | undefined
  let rows = -1
  let last = ''
  try {
    for await (const text of linesOf(path)) {
      if (rows >= 0) hash.update(`${last}\n`)
      if (rows > 0) Line.parse(JSON.parse(last))
      header ??= Header.parse(JSON.parse(text))
      rows += 1
      last = text
    }
    const footer = Footer.parse(JSON.parse(last))
    if (!header || footer.rows !== rows - 1 || footer.sha256 !== hash.digest('hex')) throw new Error('its sums differ')
    return header
  } catch (cause) {
    throw new BackupBroken(`${path} is not a whole backup of this version`, { cause })
  }
}

/** The rows of a backup that was checked, in the order in which they were written. */
export async function* rowsOf(path: string): AsyncGenerator<Line> {
  for await (const text of linesOf(path)) if (text.startsWith('{"table":')) yield JSON.parse(text) as Line
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const gunzip = createGunzip()
  const file = createReadStream(path)
  file.on('error', error => gunzip.destroy(error))
  gunzip.setEncoding('utf8')
  let rest = ''
  for await (const chunk of file.pipe(gunzip)) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') throw new Error('it ends within a line')
}
