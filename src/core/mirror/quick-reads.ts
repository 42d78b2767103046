import type pg from 'pg'

/** As pg-pool hands it out. */
type Client = pg.PoolClient & { connection: pg.Connection }

interface Lease {
  client: Promise<Client>
  /** Questions without an answer. */
  asking: number
}

/** One connection for all who ask at once, held for as long as any of them waits. */
class Lane {
  private lease: Lease | null = null

  constructor(private readonly pool: pg.Pool) {}

  get asking(): number {
    return this.lease?.asking ?? 0
  }

  async query<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    this.lease ??= { client: this.pool.connect() as Promise<unknown> as Promise<Client>, asking: 0 }
    const lease = this.lease
    lease.asking += 1
    try {
      const client = await lease.client
      hold(client.connection.stream)
      return await client.query<Row>(question)
    } catch (error) {
      // Maybe the connection broke: who comes now is not to wait for it.
      this.leave(lease)
      throw error
    } finally {
      lease.asking -= 1
      if (lease.asking === 0) {
        this.leave(lease)
        // Where there is no client, all who asked have heard why. A broken one the pool throws away by itself.
        lease.client.then(
          client => client.release(),
          () => {}
        )
      }
    }
  }

  private leave(lease: Lease): void {
    if (this.lease === lease) this.lease = null
  }
}

/** What is written from here to the end of this turn of the event loop goes out at once. */
function hold(stream: pg.Connection['stream']): void {
  if (stream.writableCorked > 0) return
  stream.cork()
  setImmediate(() => stream.uncork())
}

/**
 * Questions to Postgres of many who ask at once, in few writes: what comes in one turn of the event loop goes out together on one
 * of two connections, where each question had cost the kernel a write, the dearest part of a small answer. Who asks waits for
 * who came before him, so this is for what an index answers.
 */
export class QuickReads {
  private readonly lanes: readonly [Lane, Lane]

  constructor(pool: pg.Pool) {
    this.lanes = [new Lane(pool), new Lane(pool)]
  }

  /** @throws whatever the pool's `query` throws */
  query<Row extends pg.QueryResultRow>(question: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const [one, other] = this.lanes
    return (one.asking <= other.asking ? one : other).query(question)
  }
}
