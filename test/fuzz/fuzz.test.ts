/**
 * A service with a season of data, by a seed that SUYUAN_SEED may set: its blocks spoilt, its interface asked for all that its
 * document allows, and does not. `npm run fuzz` does the latter at length.
 */
import t from 'tap'
import { Season } from '../http/season.js'
import { fuzzBlocks, realBlocks } from './blocks.js'
import { fuzz } from './fuzz.js'
import { schemathesis } from './schemathesis.js'

t.setTimeout(500_000)

const SEED = Number(process.env.SUYUAN_SEED ?? 20260405)
const program = await schemathesis(line => t.comment(line))

const season = await Season.start({ LOG_LEVEL: 'error' })
t.teardown(() => season.service.stop())
await season.live()

t.test(`a spoilt block is told from a whole one (seed ${SEED})`, async t => {
  const blocks = await realBlocks(season.service)
  t.ok(blocks.length > 20, `${blocks.length} blocks`)
  const endings = fuzzBlocks(blocks, SEED, 6000)
  t.comment(JSON.stringify(endings))
  t.ok(endings.read > 20 && endings.unreadable > 500, JSON.stringify(endings))
})

const skip = program === null && 'there is no Python 3.10 or newer, with venv, to run schemathesis by'
t.test(`the service does what its document says and nothing else (seed ${SEED})`, { skip }, async t => {
  const options = { program: program!, seconds: 45, seed: SEED, log: (line: string) => t.comment(line) }
  const { requests, wrong } = await fuzz(season.service, options)
  t.same(wrong, [])
  // How many it makes in that time is the machine's; that it makes any tells that it ran.
  t.ok(requests > 0, `${requests} requests`)
  t.equal((await season.service.get('/readyz')).status, 200)
})
