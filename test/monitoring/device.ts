/** A device that sends its sensors' readings by MQTT, and keeps each until it is told that it is stored. */
import { connectAsync, type MqttClient } from 'mqtt'
import { type BrokerSettings, passwordFor } from '../../network/broker-settings.js'
import { LOOPBACK } from '../../network/topology.js'

export interface Sent {
  sensor: string
  sequence: number
  at: string
  value: number
}

interface Waiting {
  reading: Sent
  first: number
  sent: number
}

/** Not heard of for so long, it is sent again. */
const AGAIN_MILLISECONDS = 3000
const LOOK_MILLISECONDS = 500

export class Device {
  /** What became of each reading, by sensor and sequence. */
  readonly told = new Map<string, string>()
  readonly problems: string[] = []
  /** Milliseconds from the first sending of each reading to its acknowledgement. */
  readonly delays: number[] = []
  private readonly waiting = new Map<string, Waiting>()
  private readonly timer: NodeJS.Timeout

  private constructor(
    private readonly client: MqttClient,
    private readonly party: string,
    private readonly name: string
  ) {
    client.on('message', (_, payload) => this.hear(payload))
    client.on('connect', () => this.again(0))
    client.on('error', () => undefined)
    this.timer = setInterval(() => this.again(AGAIN_MILLISECONDS), LOOK_MILLISECONDS)
  }

  static async connect(broker: BrokerSettings, party: string, name: string): Promise<Device> {
    const client = await connectAsync(`mqtts://${LOOPBACK}:${broker.port}`, {
      ...{ username: party, password: passwordFor(broker, party), ca: broker.certificate },
      ...{ clientId: `${party}-${name}`, clean: false, reconnectPeriod: 300, protocolVersion: 4, queueQoSZero: false }
    })
    const device = new Device(client, party, name)
    await client.subscribeAsync(`suyuan/stored/${party}/${name}`, { qos: 1 })
    return device
  }

  send(...readings: Sent[]): void {
    const now = performance.now()
    for (const reading of readings) this.waiting.set(nameOf(reading), { reading, first: now, sent: now })
    this.publish(readings)
  }

  /** Anything at all. */
  say(payload: string): void {
    this.client.publish(`suyuan/readings/${this.party}/${this.name}`, payload, { qos: 1 })
  }

  /** Readings that nobody has acknowledged yet. */
  get open(): number {
    return this.waiting.size
  }

  async end(): Promise<void> {
    clearInterval(this.timer)
    await this.client.endAsync(true)
  }

  private publish(readings: readonly Sent[]): void {
    if (readings.length > 0 && this.client.connected) this.say(JSON.stringify({ readings }))
  }

  private again(age: number): void {
    const now = performance.now()
    const late = [...this.waiting.values()].filter(({ sent }) => now - sent >= age)
    for (const one of late) one.sent = now
    for (let from = 0; from < late.length; from += 100)
      this.publish(late.slice(from, from + 100).map(({ reading }) => reading))
  }

  private hear(payload: Buffer): void {
    const { readings = [], problem } = JSON.parse(payload.toString()) as {
      readings?: { sensor: string; sequence: number; state: string }[]
      problem?: string
    }
    if (problem) this.problems.push(problem)
    for (const { state, ...named } of readings) {
      const name = nameOf(named)
      const known = this.waiting.get(name)
      if (known) this.delays.push(performance.now() - known.first)
      this.waiting.delete(name)
      this.told.set(name, state)
    }
  }
}

export const nameOf = ({ sensor, sequence }: { sensor: string; sequence: number }) => `${sensor} ${sequence}`
