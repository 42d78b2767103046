import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { BLOCK_CHANNEL } from './projector.js'

const RETRY_MILLISECONDS = 200

/**
 * Hears from Postgres of every block that the mirror has, whichever gateway wrote it. `listener` gets the block's number,
 * or null when the connection was lost and there is no telling what was missed.
 */
export class Announcements {
  private client: pg.Client | undefined
  private stopped = false

  constructor(
    private readonly databaseUrl: string,
    private readonly log: Logger,
    private readonly listener: (block: number | null) => void
  ) {}

  async start(): Promise<void> {
    await this.connect()
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.client?.end()
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'suyuan listen',
      keepAlive: true
    })
    client.on('notification', ({ payload }) => this.listener(Number(payload)))
    client.on('error', error => void this.reconnect(client, error))
    await client.connect()
    await client.query(`listen ${BLOCK_CHANNEL}`)
    this.client = client
    this.listener(null)
  }

  private async reconnect(lost: pg.Client, error: Error): Promise<void> {
    if (this.client !== lost || this.stopped) return
    this.client = undefined
    this.log.warn({ error: String(error) }, 'lost the connection that hears of blocks')
    while (!this.stopped && !this.client) {
      await delay(RETRY_MILLISECONDS)
      await this.connect().catch(failure => this.log.debug({ error: String(failure) }, 'Postgres is not back yet'))
    }
  }
}
