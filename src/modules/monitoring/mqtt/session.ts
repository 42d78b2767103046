import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { generate, type IConnectPacket, type IPublishPacket, type Packet, parser } from 'mqtt-packet'
import type { Broker } from '../../../core/broker.js'

const KEEP_ALIVE_SECONDS = 20
const CONNECT_MILLISECONDS = 10_000

/**
 * One session of MQTT 3.1.1 over one connection, whose owner says when a message is acknowledged. Ready-made clients
 * acknowledge a message before they take the next, so that each would cost a commit of its own.
 */
export class Session {
  private readonly read = parser({ protocolVersion: 4 })
  private lastSaid = Date.now()
  private lastHeard = Date.now()
  private timer: NodeJS.Timeout | undefined
  private next = 0

  private constructor(
    private readonly socket: Socket | TLSSocket,
    private readonly onMessage: (packet: IPublishPacket, session: Session) => void
  ) {
    this.read.on('packet', packet => this.hear(packet))
    this.read.on('error', error => socket.destroy(error))
    socket.on('data', data => {
      this.lastHeard = Date.now()
      this.read.parse(data)
    })
    socket.on('error', () => {
      // Whoever has the session hears of its end.
    })
  }

  /**
   * Resolves when the broker has let us in.
   *
   * @param onMessage called for each message, also for what the broker kept and sends with its first word; at QoS 1 it is
   *   acknowledged by `acknowledge`, in the order in which they came
   * @throws Error where it does not
   */
  static async open(
    broker: Broker,
    clientId: string,
    onMessage: (packet: IPublishPacket, session: Session) => void
  ): Promise<Session> {
    const { host, port, tls, ca } = broker
    const socket = tls
      ? connect({ host, port, servername: /[a-z]/i.test(host) ? host : '', ...(ca !== undefined && { ca }) })
      : connectPlain({ host, port })
    const cut = setTimeout(() => socket.destroy(new Error('the broker does not answer')), CONNECT_MILLISECONDS)
    try {
      const session = new Session(socket, onMessage)
      await once(socket, tls ? 'secureConnect' : 'connect')
      await session.connect(broker, clientId)
      return session
    } catch (error) {
      socket.destroy()
      throw error
    } finally {
      clearTimeout(cut)
    }
  }

  /** When the connection is over, by whatever cause. */
  get closed(): Promise<void> {
    return new Promise(resolve => {
      if (this.socket.closed) resolve()
      else this.socket.once('close', () => resolve())
    })
  }

  private async connect({ username, password }: Broker, clientId: string): Promise<void> {
    const packet: IConnectPacket = {
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clientId },
      // The broker keeps what comes while we are away.
      ...{ clean: false, keepalive: KEEP_ALIVE_SECONDS },
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password: Buffer.from(password) })
    }
    const answer = this.answer('connack')
    this.say(packet)
    const { returnCode } = await answer
    if (returnCode !== 0) throw new Error(`the broker does not let us in: ${returnCode}`)
    this.timer = setInterval(() => this.keepAlive(), (KEEP_ALIVE_SECONDS * 1000) / 4)
    this.socket.once('close', () => clearInterval(this.timer))
  }

  /** Messages of a topic filter, at QoS 1. @throws Error where the broker refuses */
  async subscribe(topic: string): Promise<void> {
    const answer = this.answer('suback')
    this.say({ cmd: 'subscribe', messageId: this.number(), subscriptions: [{ topic, qos: 1 }] })
    const { granted } = await answer
    if (granted?.[0] !== 1) throw new Error(`the broker does not let us read ${topic}`)
  }

  acknowledge({ messageId }: IPublishPacket): void {
    if (messageId !== undefined) this.say({ cmd: 'puback', messageId })
  }

  /** At QoS 0: who does not hear it sends again what it is about. */
  publish(topic: string, payload: string): void {
    this.say({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false })
  }

  async close(): Promise<void> {
    const { closed } = this
    this.say({ cmd: 'disconnect' })
    this.socket.end()
    const cut = setTimeout(() => this.socket.destroy(), 1000)
    await closed
    clearTimeout(cut)
  }

  /** As if the machine had gone. */
  cut(): void {
    this.socket.destroy()
  }

  private hear(packet: Packet): void {
    if (packet.cmd === 'publish') this.onMessage(packet, this)
    this.socket.emit(`mqtt:${packet.cmd}`, packet)
  }

  private async answer<C extends Packet['cmd']>(cmd: C): Promise<Extract<Packet, { cmd: C }>> {
    const ended = new AbortController()
    try {
      const closed = once(this.socket, 'close', { signal: ended.signal }).then(() => {
        throw new Error('the connection to the broker ended')
      })
      const heard = once(this.socket, `mqtt:${cmd}`, { signal: ended.signal }).then(([packet]) => packet)
      heard.catch(() => undefined)
      closed.catch(() => undefined)
      return await Promise.race([heard, closed])
    } finally {
      ended.abort()
    }
  }

  private number(): number {
    this.next = (this.next % 65_535) + 1
    return this.next
  }

  private say(packet: Packet): void {
    this.lastSaid = Date.now()
    if (!this.socket.destroyed) this.socket.write(generate(packet))
  }

  private keepAlive(): void {
    if (Date.now() - this.lastHeard > KEEP_ALIVE_SECONDS * 2000) this.socket.destroy(new Error('the broker is silent'))
    else if (Date.now() - Math.min(this.lastSaid, this.lastHeard) > KEEP_ALIVE_SECONDS * 500)
      this.say({ cmd: 'pingreq' })
  }
}
