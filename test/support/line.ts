/** A TCP line between a client and a server, which can be severed, or left open and dead. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export interface Address {
  host: string
  port: number
}

export class Line {
  private readonly open = new Set<Socket>()
  private severed = false
  private stalled = false

  protected constructor(
    private readonly server: Server,
    protected readonly target: Address
  ) {
    server.on('connection', client => this.join(client))
  }

  static async between(target: Address): Promise<Line> {
    return new Line(await listening(), target)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Breaks every connection, and each that is tried until `restore`. */
  sever(): void {
    this.severed = true
    this.breakAll()
  }

  /** Keeps every connection and carries nothing until `restore`: neither side can tell. */
  stall(): void {
    this.stalled = true
    for (const socket of this.open) socket.pause()
  }

  restore(): void {
    this.severed = false
    this.stalled = false
    for (const socket of this.open) socket.resume()
  }

  async close(): Promise<void> {
    this.breakAll()
    this.server.close()
    await once(this.server, 'close')
  }

  private breakAll(): void {
    for (const socket of this.open) socket.destroy()
  }

  private join(client: Socket): void {
    const far = connect(this.target.port, this.target.host)
    const end = () => {
      client.destroy()
      far.destroy()
    }
    for (const socket of [client, far]) {
      this.open.add(socket)
      socket.on('error', end) // one side is gone, and so the other
      socket.on('close', () => {
        this.open.delete(socket)
        end()
      })
    }
    this.carry(client, far, end)
    if (this.severed) end()
    if (this.stalled) this.stall()
  }

  /** Sends what one side says to the other, as fast as that one takes it. */
  protected carry(client: Socket, far: Socket, _end: () => void): void {
    for (const [from, to] of [
      [client, far],
      [far, client]
    ] as const) {
      from.on('data', bytes => {
        if (to.destroyed || to.write(bytes)) return
        from.pause()
        to.once('drain', () => !this.stalled && from.resume())
      })
    }
  }
}

/** A server on any free port of this machine. */
export async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
