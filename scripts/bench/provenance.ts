/** Uncached stories of packs over HTTP ÷ the very same prepared query from a plain process. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { closedLoop } from './load.js'
import type { Question, Reply } from './raw-select.js'
import { best, inRounds, type Pair } from './rounds.js'
import type { Extent, Row } from './row.js'
import { makePacks } from './season.js'
import type { Stage } from './stage.js'

const CONCURRENCY = [8, 16, 32, 64]
/** So many that no cache of a few answers would help anybody. */
const LOTS = 20

export const provenance: Row = {
  id: 'provenance',
  what: 'JSON of different packs, uncached, HTTP ÷ the same prepared query in a plain process with the same pool',
  unit: 'requests/s',
  target: 0.5,
  better: 'higher',
  measure
}

async function measure(stage: Stage, { rounds, seconds, log }: Extent): Promise<Pair[]> {
  const packs = await makePacks(stage, LOTS)
  const raw = await RawSelect.open(stage.service.databaseUrl)
  const ours = (count: number, inFlight: number) =>
    closedLoop(count, inFlight, index => {
      const { gtin, serial } = packs[index % packs.length]!
      return stage.http.get(`/api/trace/provenance/${gtin}/${serial}`)
    })
  const theirs = (count: number, inFlight: number) => raw.run({ packs, count, inFlight })
  try {
    const side = async (name: string, run: typeof theirs) => {
      await run(packs.length, 16)
      let highest = 0
      const inFlight = await best(CONCURRENCY, async candidate => {
        const rate = packs.length / (await run(packs.length, candidate)).seconds
        log(`${name} with ${candidate} in flight: ${rate.toFixed(0)} requests/s`)
        highest = Math.max(highest, rate)
        return rate
      })
      const count = Math.ceil(highest * seconds)
      return () => run(count, inFlight).then(run => count / run.seconds)
    }
    const [mine, other] = [await side('ours', ours), await side('theirs', theirs)]
    return await inRounds(mine, other, ([one, two]) => 2 / (1 / one + 1 / two), 'requests/s', { rounds, log })
  } finally {
    raw.close()
  }
}

/** The plain process: asks Postgres, and does nothing else. */
class RawSelect {
  private constructor(private readonly child: ReturnType<typeof fork>) {}

  static async open(databaseUrl: string): Promise<RawSelect> {
    const child = fork(fileURLToPath(new URL('raw-select.js', import.meta.url)), { env: { DATABASE_URL: databaseUrl } })
    await once(child, 'message')
    return new RawSelect(child)
  }

  async run(question: Question): Promise<{ seconds: number }> {
    this.child.send(question)
    const [reply] = (await once(this.child, 'message')) as [Reply]
    if (reply.error !== undefined) throw new Error(reply.error)
    return { seconds: reply.seconds }
  }

  close(): void {
    this.child.kill()
  }
}
