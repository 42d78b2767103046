/** One process kept running: started, restarted with growing pauses, stopped within a bound. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identityOf, type Noted } from './process-identity.js'
import { cleanEnvironment } from './run.js'

export interface ProcessSpec {
  /** Names the process, its log and its record. */
  name: string
  command: string
  args: string[]
  /** Set beside PATH, HOME, TMPDIR, TZ and LANG; nothing else is inherited. */
  env?: Record<string, string>
  cwd?: string
  uid?: number
  gid?: number
  /** Lower stages stop later, since higher ones depend on them. */
  stage: number
  /** SIGTERM unless told. */
  stopSignal?: NodeJS.Signals
  /** Milliseconds before SIGKILL; 10,000 unless told. */
  stopTimeoutMs?: number
}

export interface ProcessStatus {
  name: string
  state: 'running' | 'waiting' | 'stopped'
  pid?: number
  /** ISO time of the last start. */
  since?: string
  restarts: number
  lastExit?: string
}

/** What is written to run/NAME.json. */
export type ProcessRecord = ProcessStatus & Partial<Noted> & { stopSignal: NodeJS.Signals }

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000
/** After this long a process counts as healthy, and its next failure starts again with the shortest pause. */
const HEALTHY_AFTER_MS = 60_000
const STOP_TIMEOUT_MS = 10_000
const LOG_LIMIT_BYTES = 20 * 1024 * 1024
const RECORD_AGAIN_MS = 1000
const TAIL_LINES = 5
const TAIL_BYTES = 16 * 1024

/** The pause before restart number `failures` (from 1) in a row, in milliseconds. */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)
}

export class Supervised {
  private child: ChildProcess | undefined
  private timer: NodeJS.Timeout | undefined
  private recordTimer: NodeJS.Timeout | undefined
  private wanted = false
  private failures = 0
  private startedAt = 0
  private ended: Promise<void> = Promise.resolve()
  private readonly now: ProcessStatus

  constructor(
    readonly spec: ProcessSpec,
    private readonly folders: { logs: string; run: string },
    private readonly tell: (line: string) => void
  ) {
    this.now = { name: spec.name, state: 'stopped', restarts: 0 }
  }

  get status(): ProcessStatus {
    return { ...this.now }
  }

  start(): void {
    this.wanted = true
    this.spawn()
  }

  /** Sends a signal to the running process; a deadly one is followed by a restart. */
  signal(signal: NodeJS.Signals): void {
    if (!this.child?.pid) throw new Error(`${this.spec.name} is not running`)
    this.child.kill(signal)
  }

  /** Asks it to stop, waits, then forces it. It isn't restarted. */
  async stop(): Promise<void> {
    this.wanted = false
    clearTimeout(this.timer)
    clearTimeout(this.recordTimer)
    if (this.child) {
      this.child.kill(this.stopSignal)
      // One that was halted can't hear it.
      this.child.kill('SIGCONT')
      const force = setTimeout(() => this.child?.kill('SIGKILL'), this.spec.stopTimeoutMs ?? STOP_TIMEOUT_MS)
      await this.ended.finally(() => clearTimeout(force))
    }
    this.now.state = 'stopped'
    rmSync(this.recordPath, { force: true })
  }

  private get stopSignal(): NodeJS.Signals {
    return this.spec.stopSignal ?? 'SIGTERM'
  }

  private get recordPath(): string {
    return join(this.folders.run, `${this.spec.name}.json`)
  }

  private get logPath(): string {
    return join(this.folders.logs, `${this.spec.name}.log`)
  }

  private spawn(): void {
    const { command, args, env, cwd, uid, gid } = this.spec
    this.startedAt = Date.now()
    const log = this.logOrEnd()
    if (log === undefined) return
    // A session of its own: Ctrl-C in the terminal reaches only us, and we stop everything in order.
    const child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: cleanEnvironment(env),
      ...(cwd === undefined ? {} : { cwd }),
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid })
    })
    closeSync(log)
    this.child = child
    this.ended = new Promise(fulfil => {
      const end = (how: string): void => {
        if (this.child !== child) return
        this.onEnd(how)
        fulfil()
      }
      child.once('error', error => child.pid === undefined && end(`could not be started: ${error.message}`))
      child.once('exit', (code, signal) => end(signal ? `was ended by ${signal}` : `exited with code ${code}`))
    })
    if (child.pid === undefined) return
    this.note({ state: 'running', pid: child.pid, since: new Date(this.startedAt).toISOString() })
  }

  private logOrEnd(): number | undefined {
    try {
      return openLog(this.logPath)
    } catch (error) {
      this.onEnd(`could not be started: ${error}`)
      return undefined
    }
  }

  private onEnd(how: string): void {
    const pid = this.child?.pid
    const lived = Date.now() - this.startedAt
    this.child = undefined
    delete this.now.pid
    if (!this.wanted) return
    this.failures = lived >= HEALTHY_AFTER_MS ? 1 : this.failures + 1
    const pause = pauseAfter(this.failures)
    const lastExit = `${how} after ${(lived / 1000).toFixed(1)} s`
    this.tell(
      `${this.spec.name} (pid ${pid ?? '-'}) ${lastExit}; starting it again in ${pause} ms${how.includes('SIGKILL') ? '' : this.lastWords()}`
    )
    this.note({ state: 'waiting', lastExit, restarts: this.now.restarts + 1 })
    this.timer = setTimeout(() => this.spawn(), pause)
  }

  private lastWords(): string {
    const lines = tail(this.logPath, TAIL_LINES)
    return lines.length === 0 ? '' : `. Its last lines:\n${lines.map(line => `    ${line}`).join('\n')}`
  }

  private note(change: Partial<ProcessStatus>): void {
    Object.assign(this.now, change)
    this.record()
  }

  /** A full disk must not end whoever would start a process again once there is room. */
  private record(): void {
    const identity = this.now.pid === undefined ? undefined : identityOf(this.now.pid)
    const record: ProcessRecord = { ...this.now, stopSignal: this.stopSignal, ...(identity && { identity }) }
    const again = this.recordTimer !== undefined
    clearTimeout(this.recordTimer)
    this.recordTimer = undefined
    try {
      writeFileSync(`${this.recordPath}.new`, JSON.stringify(record), { mode: 0o600 })
      renameSync(`${this.recordPath}.new`, this.recordPath)
    } catch (error) {
      this.recordTimer = setTimeout(() => this.record(), RECORD_AGAIN_MS)
      if (!again) this.tell(`The record of ${this.spec.name} cannot be written now: ${error}`)
    }
  }
}

/** Opens a log for appending; one that has grown too long becomes NAME.log.1 first. */
export function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

/** The last lines of a text file that are not blank; none when it can't be read. */
export function tail(path: string, lines: number): string[] {
  try {
    const file = openSync(path, 'r')
    try {
      const size = fstatSync(file).size
      const end = Buffer.alloc(Math.min(size, TAIL_BYTES))
      readSync(file, end, 0, end.length, size - end.length)
      return end
        .toString('utf8')
        .split('\n')
        .filter(line => line.trim())
        .slice(-lines)
    } finally {
      closeSync(file)
    }
  } catch {
    return []
  }
}
