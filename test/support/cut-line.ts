/** A line to Postgres that breaks when told to, so that a statement's answer is lost, or the statement itself. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

interface Trap {
  words: string
  lose: 'answer' | 'statement'
  /** What the answer must hold to be lost. */
  holding: string
  sprung: () => void
}

export class CutLine {
  private trap: Trap | undefined
  private readonly open = new Set<Socket>()

  private constructor(
    private readonly server: Server,
    private readonly target: URL
  ) {
    server.on('connection', client => this.join(client))
  }

  static async to(databaseUrl: string): Promise<CutLine> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new CutLine(server, new URL(databaseUrl))
  }

  /** The same database, by this line. */
  get url(): string {
    const url = new URL(this.target)
    url.hostname = '127.0.0.1'
    url.port = String((this.server.address() as AddressInfo).port)
    return url.href
  }

  /**
   * Breaks the connection by which the next statement with these words goes (whose answer is `holding` these); resolves
   * when it is broken.
   */
  cut(lose: Trap['lose'], words: string, holding = ''): Promise<void> {
    return new Promise(sprung => {
      this.trap = { words, lose, holding, sprung }
    })
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }

  private join(client: Socket): void {
    const postgres = connect(Number(this.target.port), this.target.hostname)
    let caught: Trap | undefined
    const end = () => {
      client.destroy()
      postgres.destroy()
    }
    const spring = (trap: Trap) => {
      end()
      trap.sprung()
    }
    for (const socket of [client, postgres]) {
      this.open.add(socket)
      socket.on('error', end) // one side is gone, and so the other
      socket.on('close', () => {
        this.open.delete(socket)
        end()
      })
    }
    client.on('data', bytes => {
      if (this.trap && bytes.includes(this.trap.words)) {
        caught = this.trap
        this.trap = undefined
        if (caught.lose === 'statement') return spring(caught)
      }
      postgres.write(bytes)
    })
    postgres.on('data', bytes => {
      // Postgres answers when it has committed.
      if (caught && bytes.includes(caught.holding)) return spring(caught)
      this.trap ??= caught
      caught = undefined
      client.write(bytes)
    })
  }
}
