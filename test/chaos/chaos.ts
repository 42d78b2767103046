/** One run: load and faults for a while, then the reckoning. */
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Service } from '../support/service.js'
import { audit, type Findings } from './audit.js'
import { Driver } from './driver.js'
import { Faults } from './faults.js'

export interface ChaosOptions {
  minutes: number
  seed: number
  /** Stories told at once. */
  atOnce?: number
  log?: (line: string) => void
}

export interface Report extends Findings {
  seed: number
  minutes: number
  /** How many were injected. */
  faults: number
  /** What clients had to say. */
  commands: number
}

const AT_ONCE = 12
/** Short enough that answers without an outcome, and goods that never come, are part of a run. */
const SETTINGS = { SUYUAN_ANSWER_SECONDS: '8', SUYUAN_INPUT_WAIT_SECONDS: '10' }

export async function chaos({ minutes, seed, atOnce = AT_ONCE, log = () => {} }: ChaosOptions): Promise<Report> {
  log(`seed ${seed}: bringing a service up`)
  const service = await Service.start(SETTINGS)
  try {
    const driver = new Driver(service, seed)
    await driver.prepare()
    const faults = new Faults(service, seed, log)
    const told = driver.run(atOnce)
    told.catch(() => driver.end()) // thrown where it is waited for
    await faults.run(AbortSignal.timeout(minutes * 60_000))
    driver.end()
    log('every process goes on; waiting for what is under way')
    await faults.healed()
    await told
    const { said } = driver.journal
    log(`holding ${said.length} commands against the chain`)
    const findings = await audit(service, driver.journal)
    if (findings.wrong.length > 0) keepLogs(service, log)
    return { seed, minutes, faults: faults.done.length, commands: said.length, ...findings }
  } catch (error) {
    keepLogs(service, log)
    throw error
  } finally {
    await service.stop()
  }
}

/** The service's folder goes with it; what its processes said is wanted. */
function keepLogs(service: Service, log: (line: string) => void): void {
  const kept = mkdtempSync(join(tmpdir(), 'suyuan-chaos-'))
  cpSync(service.network.topology.paths.logs, kept, { recursive: true })
  log(`the logs are in ${kept}`)
}

/** In the order in which a person reads them. */
export function table({ wrong, ...figures }: Report): string {
  const rows = Object.entries(figures).map(([name, value]) => `${name.padEnd(12)} ${value}`)
  return [...rows, ...wrong.map(text => `WRONG ${text}`)].join('\n')
}
