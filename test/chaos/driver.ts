/** The clients of a chaos run: they tell stories to the service, whatever happens to it, and write down what they hear. */
import type { Command } from '@suyuan/model/core/command'
import { until } from '../../network/wait.js'
import { agreed, LIMITS, officialsOf } from '../certification/officials.js'
import { type Answer, all, type Service } from '../support/service.js'
import { Author, signed, signingKey } from '../support/signing.js'
import { PLACES } from '../support/world.js'
import { digestOf, type Heard, Journal, nameOf, type Told } from './journal.js'
import { SENSOR, SINCE } from './programme.js'
import { storyOf } from './story.js'
import {
  type Asked,
  type Closed,
  DEVICES,
  type Manner,
  type Measured,
  PATIENT_MS,
  type Speaker,
  type Spoken,
  type Task
} from './telling.js'

/** A client without any answer so long after the faults are over is stuck, and so is the service. */
const STUCK_MS = 240_000

/** 5xx and 429 say nothing of what becomes of it. */
const isAnswer = ({ status }: Answer) => status < 500 && status !== 429

/** What an answer says of a command. */
function toldBy({ status, body }: Answer): Told {
  if (status === 201) return { is: 'accepted' }
  if (status === 202) return { is: 'taken' }
  return body.facts?.transaction ? { is: 'refused', code: body.code } : { is: 'turned away', code: body.code }
}

/** What the organisations have agreed on, so that matters can go to their ends within a run. */
const AGREED = {
  'certification.limits.GB2763': LIMITS,
  'certification.noticeDays': 0,
  'recognition.noticeDays': 0
}

/** A request as it is sent, by whatever gateway, as often as needed. */
interface Request {
  /** In words. */
  what: string
  path: string
  body: object
  headers?: Record<string, string>
}

export class Driver {
  readonly journal = new Journal()
  private readonly devices = new Map<Speaker, Author[]>()
  private readonly apiKeys = new Map<Speaker, string>()
  private next = 0
  private stopping = false
  private healed = false
  private urls: readonly string[]
  private asked = 0

  constructor(
    private readonly service: Service,
    private readonly seed: number
  ) {
    this.urls = [service.url]
  }

  /** Registers those who decide, more devices of everybody, and an API client each. */
  async prepare(): Promise<void> {
    const authors = { ...(await this.service.populate()), ...(await officialsOf(this.service)) }
    await Promise.all([
      ...Object.entries(AGREED).map(([name, value]) => agreed(this.service, name, value)),
      ...Object.entries(authors).map(([name, author]) => this.equip(name as Speaker, author))
    ])
    const says = (action: string, payload: object) =>
      all([this.service.send(authors.grower.command('monitoring', action, payload))])
    await says('registerSensor', SENSOR)
    await says('placeSensor', { id: SENSOR.id, since: SINCE, place: PLACES.garden.gln })
  }

  private async equip(name: Speaker, first: Author): Promise<void> {
    const { id, organisation, ledger } = first
    const more = Array.from(
      { length: DEVICES - 1 },
      (_, index) => new Author(id, organisation, ledger, signingKey(`${name} ${index}`))
    )
    await all(more.map(({ registration }) => this.service.administer(organisation, 'keys', registration)))
    this.devices.set(name, [first, ...more])
    const [client] = await all([this.service.administer(organisation, 'clients', { party: id, label: 'chaos' })])
    this.apiKeys.set(name, client!.body.apiKey)
  }

  /**
   * Tells stories, so many at once, to the gateways in turn, until `end` is called; returns when all that was begun has
   * been answered.
   */
  async run(atOnce: number, urls: readonly string[]): Promise<void> {
    this.urls = urls
    await Promise.all(Array.from({ length: atOnce }, () => this.tellStories()))
  }

  end(): void {
    this.stopping = true
  }

  /** Every process is back: from now on there is no reason not to be answered. */
  calm(): void {
    this.healed = true
  }

  private async tellStories(): Promise<void> {
    while (!this.stopping) {
      for (const stage of storyOf(this.seed, this.next++)) {
        if (this.stopping) return
        await Promise.all(stage.map(task => this.perform(task)))
      }
    }
  }

  private perform(task: Task): Promise<void> {
    if ('device' in task) return this.speak(task)
    if ('readings' in task) return this.measure(task)
    if ('place' in task) return this.close(task)
    return this.request(task)
  }

  private async speak(task: Spoken): Promise<void> {
    const author = this.devices.get(task.party)![task.device]!
    const command = author.command(task.module, task.action, task.payload)
    await this.send(command, task, { prefer: `handling=${task.strict ? 'strict' : 'lenient'}` })
    if (task.reuses) await this.reuse(command, author, task.party)
  }

  private async send(command: Command, manner: Manner, headers: Record<string, string> = {}): Promise<void> {
    const name = nameOf(command)
    const { told } = this.journal.open({ name, digest: digestOf(command) })
    const request = { what: name, path: '/api/core/commands', body: command, headers }
    await this.deliver(request, manner, answer => told.push(toldBy(answer)))
  }

  /** The same id again for another content: never to be on the ledger. */
  private async reuse({ signature: _, ...command }: Command, author: Author, party: Speaker): Promise<void> {
    const other = signed({ ...command, signedAt: '2026-04-05T09:00:00+08:00' }, author.key)
    await this.send(other, { party, times: 1, patienceMs: PATIENT_MS })
  }

  private async request(task: Asked): Promise<void> {
    const { told } = this.journal.open({ about: task.name })
    const headers = { ...this.credentials(task), 'idempotency-key': task.name }
    const request = { what: task.name, path: task.path, body: task.body, headers }
    await this.deliver(request, task, answer => told.push(toldBy(answer)))
  }

  /** A reading is acknowledged by what is said of it, one by one. */
  private async measure(task: Measured): Promise<void> {
    const { readings } = task
    const request = { what: 'readings', path: '/api/monitoring/readings', body: { readings } }
    await this.deliver({ ...request, headers: this.credentials(task) }, task, ({ status, body }) => {
      if (status !== 200) throw new Error(`readings: ${status} ${JSON.stringify(body)}`)
      const heard = (body.readings as { state: string }[]).map(
        ({ state }, i): Heard => ({ reading: readings[i]!, state })
      )
      this.journal.readings.push(...heard)
    })
  }

  private async close(task: Closed): Promise<void> {
    const { place } = task
    const request = { what: `series of ${place}`, path: '/api/monitoring/closings', body: { place } }
    await this.deliver({ ...request, headers: this.credentials(task) }, task, ({ status, body }) => {
      if (status !== 200) throw new Error(`closing ${place}: ${status} ${JSON.stringify(body)}`)
      for (const id of body.series) this.journal.series.add(id)
    })
  }

  private credentials({ party }: Manner): Record<string, string> {
    return { authorization: `Bearer ${this.apiKeys.get(party)}` }
  }

  /** Sends the same bytes as often as the client does, each time until there is an answer, and has that heard. */
  private async deliver(
    request: Request,
    { times, patienceMs }: Manner,
    hear: (answer: Answer) => void
  ): Promise<void> {
    const bytes = JSON.stringify(request.body)
    const send = async (): Promise<void> => {
      let patience = patienceMs
      const answer = await this.answered(request.what, () => {
        const asked = this.ask(request, bytes, patience)
        patience = PATIENT_MS
        return asked
      })
      hear(answer)
    }
    await Promise.all(Array.from({ length: times }, send))
  }

  /** Asks as long as faults go on, and then for as long as an answer may take. */
  private async answered(what: string, ask: () => Promise<Answer | undefined>): Promise<Answer> {
    for (;;) {
      const { healed } = this
      try {
        return await until(`an answer to ${what}`, STUCK_MS, ask)
      } catch (error) {
        if (healed) throw error
      }
    }
  }

  /** @throws when the connection breaks or the client's patience ends: the outcome is then unknown to it */
  private async ask({ path, headers }: Request, bytes: string, patienceMs: number): Promise<Answer | undefined> {
    // What is sent several times, or again, goes to another gateway each time.
    const url = this.urls[this.asked++ % this.urls.length]!
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: bytes,
      signal: AbortSignal.timeout(patienceMs)
    })
    const text = await response.text()
    const answer = { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers }
    return isAnswer(answer) ? answer : undefined
  }
}
