/** The clients of a chaos run: they tell stories to the service, whatever happens to it, and write down what they hear. */
import type { Command } from '@suyuan/model/core/command'
import { until } from '../../network/wait.js'
import { type Answer, all, type Service } from '../support/service.js'
import { Author, signed, signingKey } from '../support/signing.js'
import { PARTIES, type PartyName } from '../support/world.js'
import { digestOf, Journal, nameOf, type Said, type Told } from './journal.js'
import { DEVICES, storyOf, type Task } from './story.js'

/** A client without any answer so long after the faults are over is stuck, and so is the service. */
const STUCK_MS = 240_000
const PATIENT_MS = 40_000

/** Says no more than it knows: 5xx and 429 acknowledge nothing. */
function toldBy({ status, body }: Answer): Told | undefined {
  if (status === 201) return { is: 'accepted' }
  if (status === 202) return { is: 'taken' }
  if (status >= 500 || status === 429) return undefined
  return body.facts?.transaction ? { is: 'refused', code: body.code } : { is: 'turned away', code: body.code }
}

export class Driver {
  readonly journal = new Journal()
  private readonly devices = new Map<PartyName, Author[]>()
  private apiKey = ''
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

  /** Registers more devices of every party, and an API client. */
  async prepare(): Promise<void> {
    const authors = await this.service.populate()
    for (const [name, { uscc, organisation }] of Object.entries(PARTIES) as [
      PartyName,
      (typeof PARTIES)[PartyName]
    ][]) {
      const more = Array.from(
        { length: DEVICES - 1 },
        (_, index) => new Author(uscc, organisation, this.service.ledger, signingKey(`${name} ${index}`))
      )
      await all(more.map(({ registration }) => this.service.administer(organisation, 'keys', registration)))
      this.devices.set(name, [authors[name], ...more])
    }
    const { uscc, organisation } = PARTIES.grower
    const client = await this.service.administer(organisation, 'clients', { party: uscc, label: 'chaos' })
    this.apiKey = client.body.apiKey
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

  private async perform(task: Task): Promise<void> {
    if (task.device === undefined) return this.request(task)
    const author = this.devices.get(task.party)![task.device]!
    const { action, says } = task
    const command = action ? author.command('trace', action, says[0]!) : author.capture(...says)
    const said = this.journal.open({ name: nameOf(command), digest: digestOf(command) })
    const prefer = `handling=${task.strict ? 'strict' : 'lenient'}`
    await this.deliver(said, task, '/api/core/commands', command, { prefer })
    if (task.reuses) await this.reuse(command, author)
  }

  /** The same id again for another content: never to be on the ledger. */
  private async reuse({ signature: _, ...command }: Command, author: Author): Promise<void> {
    const other = signed({ ...command, signedAt: '2026-04-05T09:00:00+08:00' }, author.key)
    const said = this.journal.open({ name: nameOf(other), digest: digestOf(other) })
    await this.deliver(said, { times: 1, patienceMs: PATIENT_MS }, '/api/core/commands', other, {})
  }

  private async request(task: Task): Promise<void> {
    const [facts] = task.says as [{ lot: string }]
    const said = this.journal.open({ lot: facts.lot })
    const headers = { authorization: `Bearer ${this.apiKey}`, 'idempotency-key': facts.lot }
    await this.deliver(said, task, '/api/trace/harvests', facts, headers)
  }

  private async deliver(
    said: Said,
    { times, patienceMs }: Pick<Task, 'times' | 'patienceMs'>,
    path: string,
    body: object,
    headers: Record<string, string>
  ): Promise<void> {
    const bytes = JSON.stringify(body)
    const send = async (): Promise<void> => {
      let patience = patienceMs
      const told = await this.answered(`an answer to ${said.name ?? said.lot}`, () => {
        const asked = this.ask(path, bytes, headers, patience)
        patience = PATIENT_MS
        return asked
      })
      said.told.push(told)
    }
    await Promise.all(Array.from({ length: times }, send))
  }

  /** Asks as long as faults go on, and then for as long as an answer may take. */
  private async answered(what: string, ask: () => Promise<Told | undefined>): Promise<Told> {
    for (;;) {
      const { healed } = this
      try {
        return await until(what, STUCK_MS, ask)
      } catch (error) {
        if (healed) throw error
      }
    }
  }

  /** @throws when the connection breaks or the client's patience ends: the outcome is then unknown to it */
  private async ask(
    path: string,
    bytes: string,
    headers: Record<string, string>,
    patienceMs: number
  ): Promise<Told | undefined> {
    // What is sent several times, or again, goes to another gateway each time.
    const url = this.urls[this.asked++ % this.urls.length]!
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: bytes,
      signal: AbortSignal.timeout(patienceMs)
    })
    const text = await response.text()
    return toldBy({ status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers })
  }
}
