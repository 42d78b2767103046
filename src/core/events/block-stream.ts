import { setTimeout as delay } from 'node:timers/promises'
import type { common } from '@hyperledger/fabric-protos'
import type { Logger } from 'pino'
import type { Fabric } from '../ledger/fabric.js'

const RETRY_MILLISECONDS = [50, 100, 200, 500, 1000, 2000]

/**
 * The channel's full blocks from `start`, in order, without end: when a peer's stream breaks or the peer is told to be
 * stuck, the next peer's goes on from the block after the last one taken.
 */
export class BlockStream {
  private current: { close(): void } | undefined
  private stopped = false

  /** @param peer how many peers past the gateway's own to begin with */
  constructor(
    private readonly fabric: Fabric,
    private readonly log: Logger,
    private peer = 0
  ) {}

  async *blocks(start: bigint): AsyncGenerator<common.Block> {
    let next = start
    for (let failures = 0; !this.stopped; failures++) {
      try {
        for await (const block of await this.open(next)) {
          if (this.stopped) return
          yield block
          next += 1n
          failures = 0
        }
      } catch (error) {
        // A stream ends for many reasons, and none says whether the next try will do: so try the next peer, later each time.
        if (!this.stopped) this.log.warn({ error: String(error), next: Number(next) }, 'block stream broke')
      } finally {
        this.current?.close()
      }
      this.peer += 1
      if (!this.stopped) await delay(RETRY_MILLISECONDS[Math.min(failures, RETRY_MILLISECONDS.length - 1)])
    }
  }

  /** Leaves a peer that sends nothing although there should be something. */
  leavePeer(): void {
    this.current?.close()
  }

  stop(): void {
    this.stopped = true
    this.current?.close()
  }

  private async open(startBlock: bigint): Promise<AsyncIterable<common.Block>> {
    const [mspId] = this.fabric.submitters('client')
    const gateway = this.fabric.gateway(mspId!, 'client', this.fabric.homePeer(mspId!) + this.peer)
    const events = await gateway.getNetwork(this.fabric.profile.channel).getBlockEvents({ startBlock })
    this.current = events
    return events
  }
}
