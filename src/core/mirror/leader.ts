import { setTimeout as delay } from 'node:timers/promises'
import { UnreadableBlock } from '../events/block.js'
import { BlockStream } from '../events/block-stream.js'
import type { Fabric } from '../ledger/fabric.js'
import { whileLocked } from './locks.js'
import { MirrorBroken, Projector, type ProjectorOptions } from './projector.js'

/** Held by the one gateway that writes the mirror; Postgres gives it to the next when that one's connection ends. */
const MIRROR_LOCK = 0x5359_0002
const RETRY_MILLISECONDS = 500

/** Takes its turn at writing the mirror, for as long as the gateway runs. */
export class MirrorLeader {
  /** Why the mirror stands still until it is made again, if it does. */
  broken: string | undefined
  leading = false
  private stream: BlockStream | undefined
  private readonly stopped = new AbortController()
  private done: Promise<void> | undefined
  private goOn = () => {}

  constructor(
    private readonly fabric: Fabric,
    private readonly options: Omit<ProjectorOptions, 'stream'>
  ) {}

  start(): void {
    this.done = this.takeTurns()
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    this.goOn()
    await this.done
  }

  /** No block came although one must have: the peer may be frozen. */
  leavePeer(): void {
    this.stream?.leavePeer()
  }

  /** The mirror is another one than before: goes on where that is. */
  beginAnew(): void {
    this.broken = undefined
    this.goOn()
    this.stream?.stop()
  }

  private async takeTurns(): Promise<void> {
    const { log } = this.options
    while (!this.stopped.signal.aborted) {
      try {
        await this.turn()
      } catch (error) {
        if (this.stopped.signal.aborted) return
        if (error instanceof MirrorBroken || error instanceof UnreadableBlock || isConflict(error)) {
          this.broken = String(error)
          log.fatal({ error }, 'the mirror stands still: the ledger says what it cannot take')
          await new Promise<void>(resolve => {
            this.goOn = resolve
          })
        } else {
          log.error({ error: String(error) }, 'mirror turn ended')
          await delay(RETRY_MILLISECONDS)
        }
      }
    }
  }

  private async turn(): Promise<void> {
    const { pool, log } = this.options
    await whileLocked(pool, MIRROR_LOCK, this.stopped.signal, async over => {
      const stream = new BlockStream(this.fabric, log)
      over.addEventListener('abort', () => stream.stop(), { once: true })
      this.stream = stream
      this.leading = true
      try {
        await new Projector({ ...this.options, stream }).run()
      } finally {
        this.leading = false
        stream.stop()
      }
    })
  }
}

/** A row is there already with the same key: never a passing fault, since each block is written once. */
const isConflict = (error: unknown) => (error as { code?: string }).code === '23505'
