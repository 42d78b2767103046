/**
 * A line to Postgres that breaks when told to, so that a statement's answer is lost, or the statement itself; or nothing is
 * lost, and who asked is there no more to hear the answer.
 */
import type { Server, Socket } from 'node:net'
import { Line, listening } from './line.js'

export interface Catch {
  /** What the answer must hold to be lost. */
  holding?: string
  /** What must have been said before in the same transaction. */
  after?: string
  /** Done the moment it is caught, before either side learns of it. */
  at?: () => void
}

interface Trap extends Required<Catch> {
  words: string
  lose: 'answer' | 'statement' | 'nothing'
  sprung: () => void
}

export class CutLine extends Line {
  private trap: Trap | undefined

  private constructor(
    server: Server,
    private readonly databaseUrl: URL
  ) {
    super(server, { host: databaseUrl.hostname, port: Number(databaseUrl.port) })
  }

  static async to(databaseUrl: string): Promise<CutLine> {
    return new CutLine(await listening(), new URL(databaseUrl))
  }

  /** The same database, by this line. */
  get url(): string {
    const url = new URL(this.databaseUrl)
    url.hostname = '127.0.0.1'
    url.port = String(this.port)
    return url.href
  }

  /**
   * Breaks the connection by which the next statement with these words goes, unless nothing is to be lost; resolves when it
   * is broken, or the statement on its way.
   */
  cut(lose: Trap['lose'], words: string, { holding = '', after = '', at = () => {} }: Catch = {}): Promise<void> {
    return new Promise(sprung => {
      this.trap = { words, lose, holding, after, at, sprung }
    })
  }

  /** Forgets what it was told to cut. */
  spare(): void {
    this.trap = undefined
  }

  protected override carry(client: Socket, postgres: Socket, end: () => void): void {
    let caught: Trap | undefined
    let led = false
    const spring = (trap: Trap) => {
      trap.at()
      if (trap.lose !== 'nothing') end()
      trap.sprung()
    }
    client.prependListener('data', bytes => {
      if (bytes.includes('begin\0')) led = false
      led ||= this.trap !== undefined && bytes.includes(this.trap.after)
      if (!this.trap || !led || !bytes.includes(this.trap.words)) return
      caught = this.trap
      this.trap = undefined
      if (caught.lose !== 'answer') spring(caught)
    })
    postgres.prependListener('data', bytes => {
      // Postgres answers when it has committed.
      if (caught?.lose === 'answer' && bytes.includes(caught.holding)) return spring(caught)
      if (caught?.lose === 'answer') this.trap ??= caught
      caught = undefined
    })
    super.carry(client, postgres, end)
  }
}
