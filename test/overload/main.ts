/** `npm run overload`: a service of its own, at twice what it can do. */
import { Command } from 'commander'
import { overload } from './overload.js'

const program = new Command('overload')
  .description('Twice what the service can do; then what was taken is held against the ledger')
  .option('--minutes <number>', 'how long', Number, 10)
  .option('--profile <folder>', 'CPU profiles of gateway and chaincode')
  .parse()

const { minutes, profile } = program.opts<{ minutes: number; profile?: string }>()
const log = (line: string) => void process.stderr.write(`${line}\n`)
const report = await overload({ seconds: minutes * 60, log, ...(profile && { profile }) })
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
const { lost, doubled, unasked, otherwise } = report
process.exitCode = lost + doubled + unasked + Object.keys(otherwise).length > 0 ? 1 : 0
