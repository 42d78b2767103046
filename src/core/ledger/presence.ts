import pg from 'pg'
import type { Logger } from 'pino'
import { KEPT_ALIVE } from '../mirror/pool.js'
import { UNDER_WAY } from './intake.js'

/** First number of the advisory locks of gateways; the second is the gateway's id. */
export const GATEWAY_LOCKS = 0x5359_0003
const LOOK_MILLISECONDS = 1000
/** A connection can be dead without saying so, and its lock free for others. */
const ANSWER_MILLISECONDS = 15_000
const KEEP_ALIVE_MILLISECONDS = 10_000
/** A gateway that does not look for so long is frozen: Postgres ends its session, and others take over what it left. */
const SILENT_MILLISECONDS = 15_000

/**
 * That this gateway is there: a row, and a lock in Postgres for as long as its connection lives. Of a gateway whose lock is
 * free, another takes over what it left.
 */
export class Presence {
  private client: pg.Client | undefined
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  /** Gateways whose lock was free at the last look. After Postgres was away they may be about to take it again. */
  private missing = new Set<number>()

  private constructor(
    private readonly connect: () => Promise<pg.Client>,
    private readonly log: Logger,
    /** Number of this gateway, never given twice. */
    readonly id: number
  ) {}

  /** Takes a number of its own. @param answerMilliseconds after which a connection that does not answer is left */
  static async open(databaseUrl: string, log: Logger, answerMilliseconds = ANSWER_MILLISECONDS): Promise<Presence> {
    const connect = () => connected(databaseUrl, answerMilliseconds)
    const client = await connect()
    const { rows } = await client.query<{ id: number }>('insert into core_own.gateway default values returning id')
    const presence = new Presence(connect, log, rows[0]!.id)
    await presence.hold(client)
    return presence
  }

  /**
   * Looks now, and every second from now on, for gateways that are gone.
   *
   * @param inherit takes over what the gateway of that number left; says whether nothing of it is left
   */
  async watch(inherit: (gone: number) => Promise<boolean>): Promise<void> {
    await this.look(inherit, () => true)
    this.timer = setInterval(() => {
      this.looking ??= this.lookAgain(inherit).finally(() => {
        this.looking = undefined
      })
    }, LOOK_MILLISECONDS)
  }

  /** Leaves; what is still open is for others to take over. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.looking
    await this.client?.end()
  }

  private async lookAgain(inherit: (gone: number) => Promise<boolean>): Promise<void> {
    try {
      if (!this.client) await this.hold(await this.connect())
      const before = this.missing
      this.missing = new Set()
      await this.look(inherit, id => before.has(id))
    } catch (error) {
      this.log.warn({ error: String(error) }, 'could not look which gateways are gone; will again')
      // The client keeps a connection on which no answer came, and would go on asking there.
      if (isUnanswered(error)) this.client?.connection.stream.destroy(error as Error)
    }
  }

  private async look(inherit: (gone: number) => Promise<boolean>, isGone: (id: number) => boolean): Promise<void> {
    const client = this.client!
    for (const id of await this.others(client)) {
      if (!(await tryLock(client, id))) continue
      try {
        if (!isGone(id)) this.missing.add(id)
        else if (await inherit(id)) await client.query('delete from core_own.gateway where id = $1', [id])
      } finally {
        await client.query('select pg_advisory_unlock($1, $2)', [GATEWAY_LOCKS, id])
      }
    }
  }

  /**
   * Numbers of the other gateways. One whose connection was lost may have been struck off while it went on taking commands:
   * should it die before it is back on the list, only they tell of it.
   */
  private async others(client: pg.Client): Promise<number[]> {
    const { rows } = await client.query<{ id: number }>(
      `select id from (select id from core_own.gateway
         union select gateway from core_own.intake where ${UNDER_WAY}
         union select gateway from core_own.flight) as known where id <> $1`,
      [this.id]
    )
    return rows.map(({ id }) => id)
  }

  private async hold(client: pg.Client): Promise<void> {
    client.on('error', error => {
      this.log.warn({ error: String(error) }, 'lost the connection that says that this gateway is there')
      if (this.client === client) this.client = undefined
    })
    // Another may have struck this gateway off while its connection was lost.
    await client.query('insert into core_own.gateway (id) values ($1) on conflict do nothing', [this.id])
    if (!(await tryLock(client, this.id))) {
      await client.end()
      throw new Error(
        `the lock of gateway ${this.id} is held: Postgres has not noticed yet that its connection is lost, or another ` +
          'gateway is taking over what it left'
      )
    }
    this.client = client
  }
}

/** The word of pg, which has no code for it. */
const isUnanswered = (error: unknown) => error instanceof Error && error.message === 'Query read timeout'

async function connected(databaseUrl: string, answerMilliseconds: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'suyuan presence',
    options: `${KEPT_ALIVE} -c idle_session_timeout=${SILENT_MILLISECONDS}`,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    connectionTimeoutMillis: answerMilliseconds,
    query_timeout: answerMilliseconds
  })
  client.on('error', () => {
    // It broke: the next question fails, and `hold` has its own word on it.
  })
  await client.connect()
  return client
}

async function tryLock(client: pg.Client, id: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
    GATEWAY_LOCKS,
    id
  ])
  return rows[0]!.held
}
