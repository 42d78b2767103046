/** A mirror made from block 0, as `suyuan rebuild` makes it ÷ COPY of the same rows into the same tables. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { SecondMirror, type SecondMirrorOptions } from '../../src/core/mirror/second-mirror.js'
import { newLogger } from '../../src/logger.js'
import { modules } from '../../src/modules/index.js'
import { projectionsOf } from '../../src/projections.js'
import { PATH } from './commit.js'
import { Invalid } from './counts.js'
import { closedLoop } from './load.js'
import { inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import type { Stage } from './stage.js'
import { percentile } from './statistics.js'

/** Commands in flight, and events of each, while the ledger grows. */
const LOAD = { inFlight: 100, events: 20 }
/** Commands of it. */
const COMMANDS = { quick: 200, full: 2000 }
const LAG_MILLISECONDS = 100

export const replay: Row = {
  id: 'replay',
  what: 'rows of a mirror made again from block 0 ÷ COPY of the same rows from files into the same tables and indexes',
  unit: 'rows/s',
  target: 0.6,
  better: 'higher',
  measure
}

interface Written {
  rows: number
  seconds: number
}

async function measure(stage: Stage, extent: Extent): Promise<Pair[]> {
  const lags = await lagUnderLoad(stage, extent.quick ? COMMANDS.quick : COMMANDS.full)
  extent.log(`blocks that the mirror lagged under load: median ${percentile(lags, 0.5)}, most ${Math.max(...lags)}`)
  const bench = await Replay.open(stage)
  try {
    extent.log(`${bench.last + 1} blocks, ${bench.rows} rows`)
    return await inRounds(
      () => bench.ours(),
      () => bench.theirs(),
      halves => halves.reduce((sum, { rows }) => sum + rows, 0) / halves.reduce((sum, { seconds }) => sum + seconds, 0),
      'rows/s',
      extent
    )
  } finally {
    bench.close()
  }
}

/** How many blocks the peers had and the mirror had not, looked at again and again while commands came in. */
async function lagUnderLoad({ devices, http, service }: Stage, count: number): Promise<number[]> {
  const bodies = devices.captures(count, LOAD.events).map(command => JSON.stringify(command))
  const lags: number[] = []
  const timer = setInterval(async () => {
    const { body } = await service.get('/readyz')
    lags.push(body.mirror.lag)
  }, LAG_MILLISECONDS)
  await closedLoop(bodies.length, LOAD.inFlight, index => http.post(PATH, bodies[index]!)).finally(() =>
    clearInterval(timer)
  )
  return lags
}

/** Both ways to the same tables, as `suyuan rebuild` does it, in schemas beside the live ones that are dropped each time. */
class Replay {
  private constructor(
    private readonly options: SecondMirrorOptions,
    private readonly folder: string,
    readonly last: number,
    private readonly tables: readonly string[],
    readonly rows: number
  ) {}

  /** Has Postgres write the rows to files of its own, for COPY to read. */
  static async open({ service, fabric }: Stage): Promise<Replay> {
    const projections = projectionsOf(modules)
    const options = { databaseUrl: service.databaseUrl, fabric, projections, log: newLogger('error') }
    const second = await SecondMirror.open(options, 'next')
    try {
      const last = await second.liveBlock()
      await second.replay(last)
      const { rows } = await second.db.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
      const folder = rows[0]!.folder
      const tables = (await second.tables()).pairs.map(({ second }) => second)
      let count = 0
      for (const table of tables)
        count += (await second.db.query(`copy ${table} to '${fileOf(folder, table)}' (format binary)`)).rowCount ?? 0
      return new Replay(options, folder, last, tables, count)
    } finally {
      await second.drop().finally(() => second.close())
    }
  }

  ours(): Promise<Written> {
    return this.timed(second => second.replay(this.last))
  }

  theirs(): Promise<Written> {
    return this.timed(second =>
      second.transaction('read committed', async () => {
        await second.db.query('delete from cursor')
        for (const table of this.tables)
          await second.db.query(`copy ${table} from '${fileOf(this.folder, table)}' (format binary)`)
      })
    )
  }

  close(): void {
    for (const table of this.tables) rmSync(fileOf(this.folder, table), { force: true })
  }

  private async timed(write: (second: SecondMirror) => Promise<void>): Promise<Written> {
    const second = await SecondMirror.open(this.options, 'next')
    try {
      const began = performance.now()
      await write(second)
      const seconds = (performance.now() - began) / 1000
      const counts = this.tables.map(table => `(select count(*) from ${table})`)
      const { rows } = await second.db.query<{ count: number }>(`select (${counts.join(' + ')})::int as count`)
      if (rows[0]!.count !== this.rows) throw new Invalid(`${rows[0]!.count} rows were written, not ${this.rows}`)
      return { rows: this.rows, seconds }
    } finally {
      await second.drop().finally(() => second.close())
    }
  }
}

const fileOf = (folder: string, table: string) => join(folder, `bench-${table}.copy`)
