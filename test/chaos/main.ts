/** `npm run chaos`: a run by the seed that it is given, or by one that it tells. */
import { randomInt } from 'node:crypto'
import { Command } from 'commander'
import { chaos, table } from './chaos.js'

const number = (text: string) => {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`${text} is not a number above 0`)
  return value
}

const program = new Command('chaos')
  .description('Load under faults drawn by a seed, then every acknowledged command held against the chain itself')
  .option('--minutes <number>', 'how long faults are injected', number, 2)
  .option('--seed <number>', 'draws the load and the faults', number, randomInt(1, 2 ** 31))
  .option('--json', 'print the report as JSON')
  .parse()

const { minutes, seed, json } = program.opts<{ minutes: number; seed: number; json?: boolean }>()
const report = await chaos({ minutes, seed, log: line => process.stderr.write(`${line}\n`) })
process.stdout.write(`${json ? JSON.stringify(report, null, 2) : table(report)}\n`)
process.exitCode = report.wrong.length > 0 ? 1 : 0
