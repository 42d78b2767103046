import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'

const RETRY_MILLISECONDS = 200

/** Its connections' name in Postgres. */
export const LISTENER = 'suyuan listen'

/**
 * Hears what gateways announce to one another over Postgres. A channel's listener gets what was said, or null when the
 * connection was lost and there is no telling what was missed.
 */
export class Announcements {
  private client: pg.Client | undefined
  private stopped = false

  constructor(
    private readonly databaseUrl: string,
    private readonly log: Logger,
    private readonly listeners: Readonly<Record<string, (said: string | null) => void>>
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
      application_name: LISTENER,
      keepAlive: true
    })
    client.on('notification', ({ channel, payload = '' }) => this.listeners[channel]?.(payload))
    client.on('error', error => void this.reconnect(client, error))
    await client.connect()
    for (const channel of Object.keys(this.listeners)) await client.query(`listen ${channel}`)
    this.client = client
    for (const listener of Object.values(this.listeners)) listener(null)
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
