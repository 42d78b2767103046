/** `npm run fuzz`: a service with a season of data, fuzzed by its own document for as long as one likes. */
import { randomInt } from 'node:crypto'
import { Command } from 'commander'
import { Season } from '../http/season.js'
import { fuzz } from './fuzz.js'
import { schemathesis } from './schemathesis.js'

const log = (line: string): void => void process.stderr.write(`${line}\n`)

const program = new Command('fuzz')
  .description(
    'Requests drawn from the OpenAPI document of a running service: none may end in what it does not promise'
  )
  .option('--seconds <number>', 'how long', Number, 120)
  .option('--seed <number>', 'draws the requests', Number, randomInt(1, 2 ** 31))
  .parse()

const { seconds, seed } = program.opts<{ seconds: number; seed: number }>()
const found = await schemathesis(log)
if (found === null) {
  log('There is no Python 3.10 or newer, with venv, to run schemathesis by')
  process.exit(1)
}
const season = await Season.start()
try {
  await season.live()
  const { requests, wrong } = await fuzz(season.service, { program: found, seconds, seed, log })
  for (const text of wrong) process.stdout.write(text)
  process.stdout.write(`${requests} requests by seed ${seed}, ${wrong.length > 0 ? 'WRONG' : 'nothing wrong'}\n`)
  process.exitCode = wrong.length > 0 ? 1 : 0
} finally {
  await season.service.stop()
}
