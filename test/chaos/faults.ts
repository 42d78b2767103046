/** What a chaos run does to the service: every process killed, frozen and restarted, in an order that a seed draws. */
import { setTimeout as delay } from 'node:timers/promises'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { until } from '../../network/wait.js'
import { Random } from '../../scripts/demo/random.js'
import type { Service } from '../support/service.js'

const ORGANISATIONS = ['base', 'retail', 'regulator']
const of = (what: string) => ORGANISATIONS.map(name => `${name}-${what}`)
const ORDERERS = of('orderer')
const PROCESSES = ['gateway', 'postgres', ...of('peer'), ...ORDERERS, ...of('chaincode-0')]
const KINDS = ['kill', 'freeze', 'restart'] as const
const SIGNALS = { kill: 'SIGKILL', freeze: 'SIGSTOP', restart: 'SIGTERM' } as const

/** `leader` is whichever orderer leads then; `quorum` two orderers of three, the leader among them. */
type Target = 'leader' | 'quorum' | 'chaincodes' | (string & {})

export interface Fault {
  kind: (typeof KINDS)[number] | 'disconnect'
  target: Target
  /** Quiet before it, in milliseconds. */
  afterMs: number
  /** How long something stays frozen. */
  forMs: number
}

/** Faults without end: each kind on each target once before any comes again. */
export function* faultsOf(seed: number): Generator<Fault> {
  const random = new Random('faults', seed)
  const cards = [
    ...[...PROCESSES, 'leader', 'quorum', 'chaincodes'].flatMap(target => KINDS.map(kind => ({ kind, target }))),
    { kind: 'disconnect' as const, target: 'postgres' }
  ]
  for (;;) {
    const deck = cards.map(card => ({ card, order: random.next() })).sort((a, b) => a.order - b.order)
    for (const { card } of deck) {
      const forMs = random.whole(1, 6) === 1 ? random.whole(6000, 15_000) : random.whole(200, 4000)
      yield { ...card, afterMs: random.whole(200, 3000), forMs }
    }
  }
}

export class Faults {
  /** What was done, in order. */
  readonly done: Fault[] = []
  private readonly frozen = new Set<Promise<void>>()
  private readonly ending = new AbortController()

  constructor(
    private readonly service: Service,
    private readonly seed: number,
    private readonly log: (line: string) => void
  ) {}

  /** Does one after another until `signal` is aborted, then has everything run again. */
  async run(signal: AbortSignal): Promise<void> {
    for (const fault of faultsOf(this.seed)) {
      await delay(fault.afterMs, undefined, { signal }).catch(() => {}) // aborted: the run is over
      if (signal.aborted) break
      await this.inject(fault)
    }
    this.ending.abort()
    await Promise.all(this.frozen)
  }

  private async inject(fault: Fault): Promise<void> {
    const names = await this.namesOf(fault.target)
    if (names.length === 0) return
    this.log(`${fault.kind} ${names.join(', ')}${fault.kind === 'freeze' ? ` for ${fault.forMs} ms` : ''}`)
    if (fault.kind === 'disconnect') await this.disconnect()
    else for (const name of names) this.signal(name, SIGNALS[fault.kind])
    if (fault.kind === 'freeze') this.thaw(names, fault.forMs)
    this.done.push(fault)
  }

  private thaw(names: readonly string[], forMs: number): void {
    const thawed = delay(forMs, undefined, { signal: this.ending.signal })
      .catch(() => {}) // aborted: the run is over, and they go on now
      .then(() => {
        for (const name of names) this.signal(name, 'SIGCONT')
        this.frozen.delete(thawed)
      })
    this.frozen.add(thawed)
  }

  private signal(name: string, signal: NodeJS.Signals): void {
    if (!this.runs(name)) return // it has been killed meanwhile and is about to be started again
    // Postgres takes SIGTERM as leave to wait for its clients.
    const heard = name === 'postgres' && signal === 'SIGTERM' ? 'SIGINT' : signal
    this.service.network.supervisor.kill(name, heard)
  }

  private runs(name: string): boolean {
    return this.service.network.supervisor
      .status()
      .some(process => process.name === name && process.state === 'running')
  }

  /** All of the gateway's connections to Postgres are cut. */
  private async disconnect(): Promise<void> {
    await this.service.pool
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
      )
      .catch((error: Error) => this.log(`  Postgres is away: ${error.message}`))
  }

  private async namesOf(target: Target): Promise<string[]> {
    if (target === 'chaincodes') return of('chaincode-0')
    if (target !== 'leader' && target !== 'quorum') return [target].filter(name => this.runs(name))
    const leads = (await this.leader()) ?? ORDERERS[0]!
    return target === 'leader' ? [leads] : [leads, ...ORDERERS.filter(name => name !== leads)].slice(0, 2)
  }

  private async leader(): Promise<string | undefined> {
    const { nodes } = await this.status()
    return nodes.find(node => node.leader)?.name
  }

  private status() {
    return status({ ...settingsFrom(), home: this.service.network.topology.home })
  }

  /** Returns when every process answers again, and the mirror has what the ledger has. */
  async healed(): Promise<void> {
    await until('every process is back', 120_000, async () => ((await this.status()).healthy ? true : undefined))
    await until('the gateway is ready', 120_000, async () => {
      const { status, body } = await this.service.get('/readyz')
      return (status === 200 && body.mirror?.lag === 0) || undefined
    })
  }
}
