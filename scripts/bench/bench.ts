/** `suyuan bench`: our service against plain use of the same network and the same Postgres, side by side in one run. */
import { writeFileSync } from 'node:fs'
import { commitVsBare } from './bare.js'
import { commitCapture, commitSingle, unbatched } from './commit.js'
import { epcisCapture } from './epcis-capture.js'
import { epcisEpc, epcisLot, epcisStep } from './epcis-query.js'
import { grow } from './growth.js'
import { growthPlot, growthTable } from './growth-report.js'
import { latency } from './latency.js'
import { page200, page304 } from './pages.js'
import { provenance } from './provenance.js'
import { recall } from './recall.js'
import { replay } from './replay.js'
import { machine, type ReportRow, reportRow, table } from './report.js'
import { compare } from './rounds.js'
import type { Extent, Row } from './row.js'
import { Stage } from './stage.js'

export const ROWS: readonly Row[] = [
  commitSingle,
  commitCapture,
  commitVsBare,
  unbatched,
  latency,
  replay,
  provenance,
  page200,
  page304,
  recall,
  epcisCapture,
  epcisEpc,
  epcisLot,
  epcisStep
]

const FULL = { rounds: 5, seconds: 15 }
const QUICK = { rounds: 2, seconds: 3 }

export interface BenchOptions {
  json?: boolean
  quick?: boolean
  only?: string
  rounds?: number
  profile?: string
  /** Has the ledger grow to `events` first, which costs are printed at each power of ten; `plot` draws them in a file. */
  growth?: boolean
  events?: number
  plot?: string
}

/** What a grown ledger bears upon, unless told otherwise. */
const OF_GROWTH = 'replay,recall,epcis-epc,epcis-lot,epcis-step'
const EVENTS = { quick: 10_000, full: 1_000_000 }

/**
 * Prints the report on standard output, progress on standard error. Whatever ends it, nothing of it goes on running.
 * @throws Invalid when what was acknowledged is not what is on the chain and in Postgres
 */
export async function bench(options: BenchOptions): Promise<void> {
  const rows = chosen(options.only ?? (options.growth ? OF_GROWTH : undefined))
  const quick = options.quick ?? false
  const extent = { ...(quick ? QUICK : FULL), quick, ...(options.rounds && { rounds: options.rounds }) }
  const { signal, forget } = endOfWork()
  const stage = await Stage.open({ log, signal, ...(options.profile && { profile: options.profile }) })
  try {
    const events = options.events ?? EVENTS[quick ? 'quick' : 'full']
    const growth = options.growth ? await unlessAborted(grow(stage, events, log)) : []
    if (options.plot && options.growth) writeFileSync(options.plot, growthPlot(growth))
    const report = {
      machine: machine(),
      rounds: extent.rounds,
      rows: await unlessAborted(measured(rows, stage, extent)),
      ...(options.growth && { growth })
    }
    const text = [table(rows, report), ...(options.growth ? [growthTable(growth)] : [])].join('\n\n')
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `\n${text}\n`)
  } finally {
    forget()
    await stage.close()
  }

  async function unlessAborted<T>(work: Promise<T>): Promise<T> {
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    work.catch(() => {}) // what was under way fails when the service stops
    return Promise.race([work, aborted])
  }
}

async function measured(rows: readonly Row[], stage: Stage, extent: Omit<Extent, 'log'>): Promise<ReportRow[]> {
  const found: ReportRow[] = []
  for (const row of rows) {
    log(`${row.id}: ${row.what}`)
    await stage.counts.begin()
    const rounds = await row.measure(stage, { ...extent, log: line => log(`  ${line}`) })
    found.push(reportRow(row, compare(rounds, row.better)))
  }
  return found
}

const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** Aborted by the signals that ask a process to end, until `forget` is called. */
function endOfWork(): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController()
  const abort = () => controller.abort(new Error('Stopped before it was done'))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of signals) process.on(name, abort)
  const forget = () => {
    for (const name of signals) process.off(name, abort)
  }
  return { signal: controller.signal, forget }
}

/** @throws Error in a sentence for an unknown row */
export function chosen(only: string | undefined): readonly Row[] {
  if (only === undefined) return ROWS
  return only.split(',').map(id => {
    const row = ROWS.find(each => each.id === id)
    if (!row) throw new Error(`There is no row ${id}; there are ${ROWS.map(each => each.id).join(', ')}`)
    return row
  })
}
