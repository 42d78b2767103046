/**
 * What a chaos run does to the service, in an order that a seed draws: every process killed, frozen and restarted, gateways
 * killed at the moments that matter, their lines severed and stalled, the disk filled.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { until } from '../../network/wait.js'
import { Random } from '../../scripts/demo/random.js'
import { freezePostgres } from '../support/freeze.js'
import type { Service } from '../support/service.js'
import type { Disk } from './disk.js'
import { type Gateways, isRunning, MOMENTS, type Moment } from './gateways.js'

const ORGANISATIONS = ['base', 'retail', 'regulator']
const of = (what: string) => ORGANISATIONS.map(name => `${name}-${what}`)
const ORDERERS = of('orderer')
const REGULATED = of('regulated-0')
/** Of both definitions: where one does not answer, neither judges. */
const CHAINCODES = [...of('chaincode-0'), ...REGULATED]
const PROCESSES = ['gateway', 'gateway-2', 'postgres', ...of('peer'), ...ORDERERS, ...CHAINCODES]
const KINDS = ['kill', 'freeze', 'restart'] as const
/** What is at the other end of a gateway's lines. */
const ENDS = ['postgres', ...of('peer')]
const LINE_KINDS = ['sever', 'stall'] as const
const SIGNALS = { kill: 'SIGKILL', freeze: 'SIGSTOP', restart: 'SIGTERM' } as const

/** Kinds that pass. */
const LASTING: ReadonlySet<string> = new Set(['freeze', 'sever', 'stall', 'disk'])

/**
 * `leader` is whichever orderer leads then; `quorum` two orderers of three, the leader among them; `chaincodes` all of either
 * definition, `regulated` all of the second.
 */
type Target = 'leader' | 'quorum' | 'chaincodes' | 'regulated' | (string & {})

export interface Fault {
  kind: (typeof KINDS)[number] | (typeof LINE_KINDS)[number] | 'disconnect' | 'kill at' | 'disk'
  target: Target
  /** Quiet before it, in milliseconds. */
  afterMs: number
  /** How long something stays frozen, severed or full. */
  forMs: number
}

/** Faults without end: a full disk, which no run is to be without, then each kind on each target once before any comes again. */
export function* faultsOf(seed: number): Generator<Fault> {
  const random = new Random('faults', seed)
  const cards = [
    ...[...PROCESSES, 'leader', 'quorum', 'chaincodes', 'regulated'].flatMap(target =>
      KINDS.map(kind => ({ kind, target }))
    ),
    ...[...ENDS, 'all'].flatMap(target => LINE_KINDS.map(kind => ({ kind, target: `lines to ${target}` }))),
    ...Object.keys(MOMENTS).map(target => ({ kind: 'kill at' as const, target })),
    { kind: 'disconnect' as const, target: 'postgres' },
    { kind: 'disk' as const, target: 'full' }
  ]
  yield { kind: 'disk', target: 'full', afterMs: 2000, forMs: 2000 }
  for (;;) {
    const deck = cards.map(card => ({ card, order: random.next() })).sort((a, b) => a.order - b.order)
    for (const { card } of deck) {
      const forMs = random.whole(1, 6) === 1 ? random.whole(6000, 15_000) : random.whole(200, 4000)
      yield { ...card, afterMs: random.whole(200, 3000), forMs }
    }
  }
}

export interface Scene {
  service: Service
  gateways: Gateways
  disk: Disk
  seed: number
  log: (line: string) => void
}

export class Faults {
  /** What was done, in order. */
  readonly done: Fault[] = []
  private readonly passing = new Set<Promise<void>>()
  private readonly ending = new AbortController()

  constructor(private readonly scene: Scene) {}

  /** How many of each kind were injected. */
  get kinds(): Record<string, number> {
    const kinds: Record<string, number> = {}
    for (const { kind } of this.done) kinds[kind] = (kinds[kind] ?? 0) + 1
    return kinds
  }

  /** Does one after another until `signal` is aborted, then has everything run again. */
  async run(signal: AbortSignal): Promise<void> {
    for (const fault of faultsOf(this.scene.seed)) {
      await delay(fault.afterMs, undefined, { signal }).catch(() => {}) // aborted: the run is over
      if (signal.aborted) break
      await this.inject(fault)
    }
    this.ending.abort()
    await Promise.all(this.passing)
  }

  private async inject(fault: Fault): Promise<void> {
    const { kind, target, forMs } = fault
    const said = await this.act(fault).catch((error: Error) => {
      this.scene.log(`  could not ${kind} ${target}: ${error.message}`)
    })
    if (!said) return
    this.scene.log(`${kind} ${said}${LASTING.has(kind) ? ` for ${forMs} ms` : ''}`)
    this.done.push(fault)
  }

  /** Says to what it was done; nothing when it was not. */
  private async act({ kind, target, forMs }: Fault): Promise<string | undefined> {
    const { gateways, disk } = this.scene
    if (kind === 'disconnect') return this.disconnect()
    if (kind === 'kill at') {
      const name = await gateways.killAt(target as Moment)
      return name && `${target}: ${name}`
    }
    if (kind === 'disk') {
      if (disk.kind === 'none') return undefined
      await disk.fill()
      this.later(forMs, () => disk.clear())
      return target
    }
    if (kind === 'sever' || kind === 'stall') {
      const lines = [...gateways.lines]
        .filter(([end]) => target.endsWith(end) || target.endsWith('all'))
        .flatMap(([, all]) => all)
      for (const line of lines) line[kind]()
      this.later(forMs, () => {
        for (const line of lines) line.restore()
      })
      return target
    }
    return this.signalAll(kind, await this.namesOf(target), forMs)
  }

  private async signalAll(kind: keyof typeof SIGNALS, names: readonly string[], forMs: number) {
    if (names.length === 0) return undefined
    if (kind === 'freeze' && names[0] === 'postgres') {
      this.later(forMs, await freezePostgres(this.scene.service))
      return names[0]
    }
    for (const name of names) this.signal(name, SIGNALS[kind])
    if (kind === 'freeze')
      this.later(forMs, () => {
        for (const name of names) this.signal(name, 'SIGCONT')
      })
    return names.join(', ')
  }

  /** Undoes something when its time has come, or when the run is over. */
  private later(forMs: number, undo: () => void): void {
    const undone = delay(forMs, undefined, { signal: this.ending.signal })
      .catch(() => {}) // aborted: the run is over
      .then(() => {
        undo()
        this.passing.delete(undone)
      })
    this.passing.add(undone)
  }

  private signal(name: string, signal: NodeJS.Signals): void {
    if (!isRunning(this.scene.service, name)) return // it has been killed meanwhile and is about to be started again
    // Postgres takes SIGTERM as leave to wait for its clients.
    const heard = name === 'postgres' && signal === 'SIGTERM' ? 'SIGINT' : signal
    this.scene.service.network.supervisor.kill(name, heard)
  }

  /** All of the gateway's connections to Postgres are cut. */
  private async disconnect(): Promise<string> {
    await this.scene.service.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
    )
    return 'all of Postgres'
  }

  private async namesOf(target: Target): Promise<string[]> {
    if (target === 'chaincodes') return CHAINCODES
    if (target === 'regulated') return REGULATED
    if (target !== 'leader' && target !== 'quorum') return [target].filter(name => isRunning(this.scene.service, name))
    const leads = (await this.leader()) ?? ORDERERS[0]!
    return target === 'leader' ? [leads] : [leads, ...ORDERERS.filter(name => name !== leads)].slice(0, 2)
  }

  private async leader(): Promise<string | undefined> {
    const { nodes } = await this.status()
    return nodes.find(node => node.leader)?.name
  }

  private status() {
    return status({ ...settingsFrom(), home: this.scene.service.network.topology.home })
  }

  /** Returns when every process answers again, and the mirror has what the ledger has. */
  async healed(): Promise<void> {
    await until('every process is back', 120_000, async () => ((await this.status()).healthy ? true : undefined))
    await this.scene.gateways.ready()
  }
}
