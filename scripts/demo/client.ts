/** Sends requests until each has its answer, whatever happens to the service meanwhile. */
import { setTimeout as delay } from 'node:timers/promises'
import type { DemoRequest, Stage, Wait } from './request.js'

export interface ClientOptions {
  /** Where the service is, without a slash at its end. */
  url: string
  /** The API key of a party or administrator. */
  keyOf: (as: string) => string
  progress?: (stage: Stage, done: number) => void
  signal?: AbortSignal
}

interface Answer {
  status: number
  body: Body
  retryAfter: number | undefined
}

interface Body {
  state?: string
  status?: string | number
  code?: string
  detail?: { zh: string; en: string }
  problem?: string
  facts?: unknown
  events?: string[]
  apiKey?: string
  readings?: unknown
}

const IN_FLIGHT = 50
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 3000
/** The service is given up after so long without a single answer that says anything. */
const PATIENCE_MS = 180_000
const REQUEST_TIMEOUT_MS = 60_000

/** The demonstration cannot go on; the message says why in a sentence. */
export class DemoStopped extends Error {
  override readonly name = 'DemoStopped'
}

export class DemoClient {
  private readonly events = new Map<string, readonly string[]>()
  private lastWord = Date.now()

  constructor(private readonly options: ClientOptions) {}

  /** Sends all requests of a stage, many at once; returns when every one has its final answer. */
  async run(stage: Stage): Promise<void> {
    const waiting = stage.requests[Symbol.iterator]()
    let done = 0
    let failed = false
    const worker = async () => {
      for (const request of waiting) {
        if (failed) return
        await this.send(request).catch(error => {
          failed = true
          throw error
        })
        done += 1
        this.options.progress?.(stage, done)
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
    for (const wait of stage.waits ?? []) await this.wait(wait)
  }

  /** @throws DemoStopped when what is waited for does not come */
  private async wait(wait: Wait): Promise<void> {
    const until = Date.now() + PATIENCE_MS
    const get = <T>(as: string, path: string) => this.get<T>(path, as)
    while (!(await wait(get))) {
      if (Date.now() > until) throw new DemoStopped('What the service does by itself has not come about')
      await this.pause(FIRST_PAUSE_MS * 3)
    }
  }

  /** Opens an API key for a party, in the name of its organisation's administrator. */
  async openKey(administrator: string, party: string): Promise<string> {
    const request = { as: administrator, path: '/api/core/clients', key: '', body: { party, label: '演示 demo' } }
    for (;;) {
      const { status, body } = await this.answered(request)
      if (status === 201 && body.apiKey) return body.apiKey
      if (status !== 202) throw stopped(request, body)
      // Its signing key is on the way to the ledger.
      await this.pause(LONGEST_PAUSE_MS)
    }
  }

  /** Null when there is no such thing. */
  async get<T>(path: string, as?: string): Promise<T | null> {
    const key = as === undefined ? undefined : this.options.keyOf(as)
    const { status, body } = await this.untilItSpeaks(() => this.ask('GET', path, undefined, key))
    return status === 404 ? null : (body as T)
  }

  private async send(request: DemoRequest): Promise<void> {
    let { body } = await this.answered(request)
    if (body.events) this.events.set(request.key, body.events)
    while (isOnItsWay(body)) {
      if (body.state === 'fault') throw stopped(request, body)
      await this.pause(300)
      const address = String(body.status)
      ;({ body } = await this.untilItSpeaks(() => this.ask('GET', address)))
    }
    const accepted = body.state === 'accepted' || body.state === 'repeated' || body.readings !== undefined
    if (request.refusal ? body.code !== request.refusal : !accepted) throw stopped(request, body)
  }

  private answered(request: DemoRequest): Promise<Answer> {
    const { as, path, key, body } = request
    const content = typeof body === 'function' ? body(name => this.events.get(name) ?? []) : body
    return this.untilItSpeaks(() => this.ask('POST', path, content, this.options.keyOf(as), key))
  }

  /** Asks again and again until the answer is about the request, and not about the state of the service. */
  private async untilItSpeaks(ask: () => Promise<Answer>): Promise<Answer> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const answer = await ask().catch((error: Error) => error)
      this.options.signal?.throwIfAborted()
      if (!(answer instanceof Error) && answer.status < 500 && answer.status !== 429) {
        this.lastWord = Date.now()
        return answer
      }
      if (Date.now() - this.lastWord > PATIENCE_MS)
        throw new DemoStopped(`${this.options.url} has not answered for ${PATIENCE_MS / 1000} s: ${why(answer)}`)
      await this.pause(answer instanceof Error ? pause : Math.max(pause, (answer.retryAfter ?? 0) * 1000))
    }
  }

  private async ask(method: string, path: string, body?: unknown, apiKey?: string, key?: string): Promise<Answer> {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
    const response = await fetch(this.options.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(apiKey && { authorization: `Bearer ${apiKey}` }),
        ...(key && { 'idempotency-key': key })
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: this.options.signal ? AbortSignal.any([timeout, this.options.signal]) : timeout
    })
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    const text = await response.text()
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : {}) as Body,
      retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter
    }
  }

  private pause(milliseconds: number): Promise<void> {
    // Apart from one another, so that a service that comes back isn't overrun.
    return delay(milliseconds * (0.5 + Math.random()), undefined, { signal: this.options.signal })
  }
}

/** What the status address says of a command that has no outcome yet. */
const isOnItsWay = ({ state }: Body) => ['received', 'waiting', 'submitted', 'unknown', 'fault'].includes(state ?? '')

const why = (answer: Answer | Error) =>
  answer instanceof Error ? String(answer.cause ?? answer.message) : `${answer.status} ${JSON.stringify(answer.body)}`

function stopped({ as, path, key, refusal }: DemoRequest, { code, detail, problem, facts }: Body): DemoStopped {
  if (code === 'IDEMPOTENCY_KEY_REUSED')
    return new DemoStopped('This ledger has a demonstration already, made with another seed or scale')
  const got = code ? `${code}: ${detail?.zh ?? ''} ${detail?.en ?? ''} ${JSON.stringify(facts ?? {})}` : problem
  return new DemoStopped(
    `${path} (${key}, as ${as}) was answered ${got ?? 'well'}${refusal ? `, not ${refusal} as it should` : ''}`
  )
}
