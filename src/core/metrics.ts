import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { LedgerBlock } from './events/block.js'
import type { Fabric } from './ledger/fabric.js'
import type { LaneMetrics, LaneName } from './ledger/lane.js'
import type { Ledger } from './ledger/ledger.js'
import type { Watch } from './ledger/watch.js'
import type { Doubts } from './mirror/doubts.js'
import type { MirrorLeader } from './mirror/leader.js'
import type { Reconciler } from './mirror/reconciler.js'
import type { Objections } from './review/objections.js'
import type { PageCache } from './web/page-cache.js'

/** What gauges are read from. */
export interface Observed {
  fabric: Fabric
  ledger: Ledger
  watch: Watch
  mirror: MirrorLeader
  doubts: Doubts
  objections: Objections
  reconciler: Reconciler
  pageCache: PageCache
  ledgerHeight: () => Promise<number>
}

/** What can be watched from outside, in Prometheus' form. */
export class Metrics implements LaneMetrics {
  readonly registry = new Registry()
  private readonly batches = new Histogram({
    name: 'suyuan_batch_commands',
    help: 'Commands in a submitted transaction',
    labelNames: ['organisation', 'definition'],
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
    registers: [this.registry]
  })
  private readonly conflicts = new Counter({
    name: 'suyuan_void_transactions_total',
    help: 'Transactions that Fabric found void, by validation code; their commands fly again',
    labelNames: ['organisation', 'definition', 'code'],
    registers: [this.registry]
  })
  private readonly faults = new Counter({
    name: 'suyuan_law_faults_total',
    help: 'Commands kept back because the law failed on them; people must look',
    labelNames: ['organisation', 'definition'],
    registers: [this.registry]
  })
  private readonly outcomes = new Counter({
    name: 'suyuan_outcomes_total',
    help: 'Outcomes on the ledger as mirrored here, refusals by code',
    labelNames: ['status', 'code'],
    registers: [this.registry]
  })
  private readonly blockSeconds = new Histogram({
    name: 'suyuan_mirror_block_seconds',
    help: 'Time to write a block to the mirror',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.registry]
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  batch({ organisation, definition }: LaneName, commands: number): void {
    this.batches.observe({ organisation, definition }, commands)
  }

  conflict({ organisation, definition }: LaneName, code: number): void {
    this.conflicts.inc({ organisation, definition, code: String(code) })
  }

  fault({ organisation, definition }: LaneName): void {
    this.faults.inc({ organisation, definition })
  }

  block(block: LedgerBlock, milliseconds: number): void {
    this.blockSeconds.observe(milliseconds / 1000)
    for (const { batch } of block.transactions)
      for (const { outcome } of batch?.commands ?? [])
        this.outcomes.inc({ status: outcome.status, code: 'code' in outcome ? outcome.code : '' })
  }

  /** One that is read when it is asked for. */
  gauge(name: string, help: string, value: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await value())
      }
    })
  }

  /** What the gateway itself has to watch. */
  observe(observed: Observed): void {
    const { fabric, ledger, watch, mirror, doubts, objections, reconciler, pageCache, ledgerHeight } = observed
    const gauge = this.gauge.bind(this)
    gauge(
      'suyuan_mirror_differences',
      'Rows of the mirror that are known not to be what the ledger makes of it',
      () => doubts.count
    )
    gauge(
      'suyuan_mirror_checked_timestamp_seconds',
      'When this gateway last compared rows of mirror and ledger; 0 where it is not its turn',
      () => reconciler.checkedAt
    )
    gauge(
      'suyuan_law_differences',
      'Transactions on the ledger that are not what the law in force makes of them',
      () => objections.count
    )
    gauge('suyuan_law_judged_batches', 'Batches that were judged again by the law', () => objections.judged)
    gauge(
      'suyuan_law_unjudged_batches',
      'Batches that were judged by another law than this code has, and are not judged again here',
      () => objections.unjudged
    )
    const lanes = [...ledger.lanes.values()]
    gauge('suyuan_mirror_height', 'Newest block in the mirror', () => watch.height)
    gauge('suyuan_ledger_height', 'Newest block of the peers, -1 when none answers', ledgerHeight)
    gauge('suyuan_mirror_lag_blocks', 'Blocks that the peers have and the mirror has not', async () =>
      Math.max(0, (await ledgerHeight()) - watch.height)
    )
    gauge('suyuan_mirror_leading', '1 when this gateway is the one that writes the mirror', () =>
      mirror.leading ? 1 : 0
    )
    gauge('suyuan_queue_commands', 'Commands that wait for a flight', () =>
      lanes.reduce((sum, lane) => sum + lane.waiting, 0)
    )
    gauge('suyuan_flights', 'Transactions under way', () => lanes.reduce((sum, lane) => sum + lane.flying, 0))
    new Counter({
      name: 'suyuan_pages_total',
      help: 'Pages that were asked for, by whether one made before was still what the mirror says',
      labelNames: ['from'],
      registers: [this.registry],
      collect() {
        this.reset()
        this.inc({ from: 'copy' }, pageCache.counts.kept)
        this.inc({ from: 'mirror' }, pageCache.counts.made)
      }
    })
    gauge('suyuan_waiting_for_input', 'Commands that wait for goods', () => ledger.waitingForInput)
    new Gauge({
      name: 'suyuan_certificate_expiry_timestamp_seconds',
      help: 'When the certificate ends by which this gateway speaks as an organisation',
      labelNames: ['organisation', 'role'],
      registers: [this.registry],
      collect() {
        for (const { organisation, role, end } of fabric.certificateEnds) this.set({ organisation, role }, end)
      }
    })
  }
}
