import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { IPublishPacket } from 'mqtt-packet'
import type { Broker } from '../../../core/broker.js'
import type { Duty } from '../../../core/duties.js'
import { type Ingestion, Message } from '../ingestion.js'
import { Session } from './session.js'

/** `suyuan/readings/{USCC}/{device}`: the broker lets a party write under its own number alone. */
const READINGS = 'suyuan/readings/+/+'
const TOPIC = /^suyuan\/readings\/([0-9A-Z]{18})\/([^/]{1,60})$/
const storedTopic = (party: string, device: string) => `suyuan/stored/${party}/${device}`

/** One name for all gateways: the broker's session, with what it has kept, goes from one to the next. */
const CLIENT_ID = 'suyuan-gateway'
const RETRY_MILLISECONDS = 1000
const LONGEST_RETRY_MILLISECONDS = 15_000

/** Takes readings from a broker: acknowledged to it, and to who sent them, when they are on disk. */
export class Consumer implements Duty {
  private stopped = new AbortController()
  private done: Promise<void> | undefined
  private session: Session | undefined

  constructor(
    private readonly broker: Broker,
    private readonly ingestion: Ingestion,
    private readonly log: FastifyBaseLogger
  ) {}

  start(): void {
    this.stopped = new AbortController()
    this.done = this.run(this.stopped.signal)
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    await this.session?.close()
    await this.done
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let pause = RETRY_MILLISECONDS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_RETRY_MILLISECONDS)) {
      try {
        await this.listen(signal)
        pause = RETRY_MILLISECONDS
      } catch (error) {
        this.log.warn({ error: String(error) }, 'the broker cannot be heard; will again')
      }
      await delay(pause, undefined, { signal }).catch(() => undefined)
    }
  }

  private async listen(signal: AbortSignal): Promise<void> {
    let before: Promise<void> = Promise.resolve()
    const session = await Session.open(this.broker, CLIENT_ID, (packet, session) => {
      const taken = this.take(session, packet)
      // In the order in which they came, as MQTT wants it; they are written together all the same.
      before = Promise.all([before, taken]).then(() => session.acknowledge(packet))
      before.catch(error => {
        this.log.warn({ error: String(error) }, 'readings could not be stored; the broker has them still')
        session.cut()
      })
    })
    this.session = session
    try {
      await session.subscribe(READINGS)
      if (signal.aborted) await session.close()
      await session.closed
    } finally {
      this.session = undefined
    }
  }

  /** What cannot be read is told to who sent it, and is over: the broker would bring it again and again. */
  private async take(session: Session, { topic, payload }: IPublishPacket): Promise<void> {
    const [, party, device] = TOPIC.exec(topic) ?? []
    if (!party || !device) return
    const message = read(payload)
    if (!message) {
      session.publish(storedTopic(party, device), JSON.stringify({ problem: 'REQUEST_INVALID' }))
      return
    }
    const readings = await this.ingestion.take(party, message)
    session.publish(storedTopic(party, device), JSON.stringify({ readings }))
  }
}

function read(payload: string | Buffer): Message | null {
  try {
    return Message.parse(JSON.parse(payload.toString()))
  } catch {
    return null
  }
}
