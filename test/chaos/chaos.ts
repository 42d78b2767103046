/** One run: load and faults for a while, then the reckoning. */
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Service } from '../support/service.js'
import { audit, type Findings } from './audit.js'
import { Disk } from './disk.js'
import { Driver } from './driver.js'
import { Faults, type Scene } from './faults.js'
import { Gateways } from './gateways.js'

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
  /** How many were injected, and how many of each kind. */
  faults: number
  kinds: Record<string, number>
  /** What the disk that was filled was. */
  disk: Disk['kind']
  /** What clients had to say. */
  commands: number
}

const AT_ONCE = 36
/** Short enough that answers without an outcome, and goods that never come, are part of a run. */
export const SETTINGS = { SUYUAN_ANSWER_SECONDS: '8', SUYUAN_INPUT_WAIT_SECONDS: '10' }

export async function chaos({ minutes, seed, atOnce = AT_ONCE, log = () => {} }: ChaosOptions): Promise<Report> {
  log(`seed ${seed}: bringing a service up`)
  const disk = await Disk.make(log)
  try {
    const service = await Service.start(SETTINGS, disk.kind === 'none' ? {} : { home: disk.home })
    try {
      const driver = new Driver(service, seed)
      await driver.prepare()
      const gateways = await Gateways.start(service, SETTINGS)
      try {
        const report = await struck({ service, gateways, disk, seed, log }, driver, minutes, atOnce)
        if (report.wrong.length > 0) keepLogs(service, log)
        return report
      } catch (error) {
        keepLogs(service, log)
        throw error
      } finally {
        await gateways.stop()
      }
    } finally {
      await service.stop()
    }
  } finally {
    await disk.remove()
  }
}

/** Load under faults, until all is healed; then the reckoning. */
async function struck(scene: Scene, driver: Driver, minutes: number, atOnce: number): Promise<Report> {
  const { service, gateways, disk, seed, log } = scene
  const faults = new Faults(scene)
  const told = driver.run(atOnce, gateways.urls)
  told.catch(() => driver.end()) // thrown where it is waited for
  await faults.run(AbortSignal.timeout(minutes * 60_000))
  driver.end()
  log('every process goes on; waiting for what is under way')
  await faults.healed()
  driver.calm()
  await told
  const { said } = driver.journal
  log(`holding ${said.length} commands against the chain`)
  const findings = await audit(service, driver.journal)
  const { done, kinds } = faults
  return { seed, minutes, faults: done.length, kinds, disk: disk.kind, commands: said.length, ...findings }
}

/** The service's folder goes with it; what its processes said is wanted. */
function keepLogs(service: Service, log: (line: string) => void): void {
  const kept = mkdtempSync(join(tmpdir(), 'suyuan-chaos-'))
  cpSync(service.network.topology.paths.logs, kept, { recursive: true })
  log(`the logs are in ${kept}`)
}

/** In the order in which a person reads them. */
export function table({ wrong, ...figures }: Report): string {
  const rows = Object.entries(figures).map(
    ([name, value]) => `${name.padEnd(12)} ${typeof value === 'object' ? JSON.stringify(value) : value}`
  )
  return [...rows, ...wrong.map(text => `WRONG ${text}`)].join('\n')
}
