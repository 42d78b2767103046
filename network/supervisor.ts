/** Runs the network's processes under one roof, and clears up after a supervisor that was killed. */
import { setMaxListeners } from 'node:events'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Lock } from './lock.js'
import { isAlive, type Noted } from './process-identity.js'
import { type ProcessRecord, type ProcessSpec, type ProcessStatus, Supervised } from './supervised.js'
import { GiveUp, until } from './wait.js'

const ORPHAN_TIMEOUT_MS = 10_000

export class Supervisor {
  private readonly processes = new Map<string, Supervised>()
  private readonly closing = new AbortController()
  private readonly works = new Set<Promise<unknown>>()

  private constructor(
    private readonly folders: { logs: string; run: string },
    private readonly lock: Lock,
    private readonly log: (line: string) => void
  ) {
    // Whatever is under way listens: more than the ten at which Node suspects a leak, where all nodes come up at once.
    setMaxListeners(0, this.closing.signal)
  }

  /**
   * Takes the data folder, and ends what a killed supervisor left running in it.
   * @throws Error when another supervisor has the folder
   */
  static async open(options: { logs: string; run: string; log?: (line: string) => void }): Promise<Supervisor> {
    for (const folder of [options.logs, options.run]) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = Lock.take(options.run)
    const supervisor = new Supervisor(options, lock, options.log ?? (() => {}))
    try {
      await supervisor.endOrphans()
    } catch (error) {
      lock.release()
      throw error
    }
    return supervisor
  }

  /**
   * Starts a process, or leaves it alone if it has been started already.
   * @throws GiveUp once the supervisor is closed
   */
  start(spec: ProcessSpec): void {
    if (this.isClosed) throw new GiveUp('The network is being brought down')
    if (this.processes.has(spec.name)) return
    const supervised = new Supervised(spec, this.folders, line => this.tell(line))
    this.processes.set(spec.name, supervised)
    supervised.start()
  }

  /** Starts a process in place of one of that name, which is stopped first unless it is run the very same way. */
  async replace(spec: ProcessSpec): Promise<void> {
    const before = this.processes.get(spec.name)
    if (before && !isDeepStrictEqual(before.spec, spec)) await this.stop(spec.name)
    this.start(spec)
  }

  /** Stops a process, has something done while it does not run, and starts it again. */
  async restart(name: string, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { spec } = this.find(name)
    await this.stop(name)
    await meanwhile().finally(() => this.start(spec))
  }

  has(name: string): boolean {
    return this.processes.has(name)
  }

  /** Stops a process for good. */
  async stop(name: string): Promise<void> {
    const supervised = this.find(name)
    await supervised.stop()
    // One of the same name may have been started meanwhile.
    if (this.processes.get(name) === supervised) this.processes.delete(name)
  }

  /** Sends a signal, SIGKILL unless told; what dies of it is started again. For drills and tests. */
  kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): void {
    this.find(name).signal(signal)
  }

  /** How every process does, in the order they were started. */
  status(): ProcessStatus[] {
    return [...this.processes.values()].map(supervised => supervised.status)
  }

  get isClosed(): boolean {
    return this.closing.signal.aborted
  }

  /** Aborted when the supervisor begins to close, so that nothing goes on waiting for what it stops. */
  get signal(): AbortSignal {
    return this.closing.signal
  }

  /** Work in the folder that `close` waits for; it should heed `signal`, or closing takes as long as it does. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.works.add(work)
    return work.finally(() => this.works.delete(work))
  }

  /** Stops everything, the highest stage first, and gives the folder up. */
  async close(): Promise<void> {
    if (this.isClosed) return
    this.closing.abort()
    const all = [...this.processes.values()]
    const stages = [...new Set(all.map(({ spec }) => spec.stage))].sort((a, b) => b - a)
    for (const stage of stages) {
      await Promise.all(all.filter(({ spec }) => spec.stage === stage).map(supervised => supervised.stop()))
    }
    await Promise.allSettled(this.works)
    this.processes.clear()
    this.lock.release()
  }

  private find(name: string): Supervised {
    const found = this.processes.get(name)
    if (!found) throw new Error(`No process named ${name}; there are ${[...this.processes.keys()].join(', ')}`)
    return found
  }

  private tell(line: string): void {
    this.log(line)
    try {
      const file = join(this.folders.logs, 'supervisor.log')
      appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 })
    } catch (error) {
      this.log(`That could not be logged: ${error}`)
    }
  }

  private async endOrphans(): Promise<void> {
    const orphans = readRecords(this.folders.run).filter(isNoted).filter(isAlive)
    for (const { name, pid } of orphans)
      this.tell(`${name} (pid ${pid}) was left running by a killed supervisor; ending it`)
    await Promise.all(orphans.map(end))
    for (const { name } of readRecords(this.folders.run))
      rmSync(join(this.folders.run, `${name}.json`), { force: true })
  }
}

/** The records of all processes that were started and not stopped in good order. */
export function readRecords(folder: string): ProcessRecord[] {
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))
  return names.flatMap(name => {
    try {
      const record = JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProcessRecord
      return record.name === name.slice(0, -'.json'.length) ? [record] : []
    } catch {
      return []
    }
  })
}

function isNoted(record: ProcessRecord): record is ProcessRecord & Noted {
  return record.pid !== undefined && record.identity !== undefined
}

/** Each signal goes out only after another look at whether it is still the same process. */
async function end(orphan: ProcessRecord & Noted): Promise<void> {
  const gone = async (): Promise<true | undefined> => (isAlive(orphan) ? undefined : true)
  const send = (signal: NodeJS.Signals): void => {
    try {
      if (isAlive(orphan)) process.kill(orphan.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  send(orphan.stopSignal)
  send('SIGCONT')
  await until(`${orphan.name} ends`, ORPHAN_TIMEOUT_MS, gone).catch(() => send('SIGKILL'))
  await until(`${orphan.name} ends`, ORPHAN_TIMEOUT_MS, gone)
}
