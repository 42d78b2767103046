/** A whole service for a test: a network, a Postgres and a gateway of its own, as `npm start` runs them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from '@suyuan/model/core/command'
import type pg from 'pg'
import type { BrokerSettings } from '../../network/broker-settings.js'
import type { Network, UpOptions } from '../../network/network.js'
import { freeBasePort } from '../../network/ports.js'
import { type RunningService, startService } from '../../scripts/service.js'
import { createApiKey } from '../../src/core/identity/api-keys.js'
import { openPool } from '../../src/core/mirror/pool.js'
import { Author, signingKey } from './signing.js'
import './unmeasured.js'
import { BASE, PARTIES, type PartyName, PLACES, PRODUCTS, REGULATOR, RETAIL, TEMPLATES } from './world.js'

/** An answer of the service, read whole. */
export interface Answer {
  status: number
  // Tests say what they expect of it.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is being tested
  body: any
  headers: Headers
}

/**
 * What every gateway of the tests is set to; on one loopback, so that all of them are asked from one address, and without a
 * schedule that would come in between on some days.
 */
export const GATEWAY_SETTINGS = {
  ...{ HOST: '127.0.0.1', LOG_LEVEL: 'warn', SUYUAN_RATE_LIMIT: '1000000' },
  SUYUAN_SCREENING_SECONDS: '0'
}

export class Service {
  readonly administrators = new Map<string, string>()

  private constructor(
    private readonly running: RunningService,
    private readonly home: string,
    /** Into the service's Postgres, the mirror's schemas first. */
    readonly pool: pg.Pool,
    /** The ledger's name, which signatures carry. */
    readonly ledger: string
  ) {}

  /**
   * Brings everything up, in a folder of its own unless `options` names one; `settings` are environment variables of the
   * gateway.
   */
  static async start(
    settings: Record<string, string> = {},
    options: UpOptions & { broker?: boolean } = {}
  ): Promise<Service> {
    const home = options.home ?? mkdtempSync(join(tmpdir(), 'suyuan-test-'))
    const running = await startService({
      ...options,
      home,
      basePort: await freeBasePort(),
      port: 0,
      settings: { ...GATEWAY_SETTINGS, ...settings }
    })
    const pool = openPool(running.databaseUrl, ['core', 'trace', 'epcis'])
    const { ledger } = (await (await fetch(`${running.url}/api/core/ledger`)).json()) as { ledger: string }
    const service = new Service(running, home, pool, ledger)
    for (const organisation of [BASE, RETAIL, REGULATOR])
      service.administrators.set(organisation, await createApiKey(pool, organisation, 'test'))
    return service
  }

  get url(): string {
    return this.running.url
  }

  get databaseUrl(): string {
    return this.running.databaseUrl
  }

  get broker(): BrokerSettings | null {
    return this.running.broker
  }

  get network(): Network {
    return this.running.network
  }

  async stop(): Promise<void> {
    await this.pool.end()
    await this.running.stop()
    rmSync(this.home, { recursive: true, force: true })
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await fetch(this.url + path, { headers, redirect: 'manual' }))
  }

  /** A request without a body, by any method. */
  async ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await fetch(this.url + path, { method, headers, redirect: 'manual' }))
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body)
    })
    return answerOf(response)
  }

  /** A request with an API key. */
  as(apiKey: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.post(path, body, { authorization: `Bearer ${apiKey}`, ...headers })
  }

  /** An organisation's administrator asks for an act of the registers. */
  administer(organisation: string, path: string, body: unknown): Promise<Answer> {
    return this.as(this.administrators.get(organisation)!, `/api/core/${path}`, body)
  }

  /** Sends a signed command and waits for what comes of it; goods that are not there are not waited for. */
  send(command: Command, headers: Record<string, string> = {}): Promise<Answer> {
    return this.post('/api/core/commands', command, { prefer: 'handling=strict', ...headers })
  }

  /** The small programme of the tests, with a device key for each party. */
  async populate(): Promise<Record<PartyName, Author>> {
    const authors = {} as Record<PartyName, Author>
    for (const [name, { uscc, organisation }] of entries(PARTIES))
      authors[name] = new Author(uscc, organisation, this.ledger, signingKey(name))
    await this.registerParties(authors)
    await this.agreeOnTemplates()
    const bases = entries(PLACES).filter(([, place]) => !('parent' in place))
    const plots = entries(PLACES).filter(([, place]) => 'parent' in place)
    for (const places of [bases, plots]) {
      await all(
        places.map(([, { party, ...place }]) => this.send(authors[party].command('core', 'registerPlace', place)))
      )
    }
    await all(
      entries(PRODUCTS).map(([, product]) => this.send(authors.grower.command('core', 'registerProduct', product)))
    )
    return authors
  }

  private async registerParties(authors: Record<PartyName, Author>): Promise<void> {
    const parties = entries(PARTIES).map(([, { organisation, ...party }]) =>
      this.administer(organisation, 'parties', party)
    )
    await all(parties)
    const keys = entries(PARTIES).map(([name, { organisation }]) =>
      this.administer(organisation, 'keys', { ...authors[name].registration, label: name })
    )
    await all(keys)
  }

  private async agreeOnTemplates(): Promise<void> {
    const changes = entries(TEMPLATES).map(([id, value]) => ({ name: `trace.process.${id}`, value, source: 'test' }))
    await all(changes.map(change => this.administer(BASE, 'parameter-proposals', change)))
    await all(changes.map(change => this.administer(RETAIL, 'parameter-acceptances', change)))
  }
}

const entries = <K extends string, V>(record: Record<K, V>) => Object.entries(record) as [K, V][]

/** Waits for answers that must all be good. */
export async function all(answers: readonly Promise<Answer>[]): Promise<Answer[]> {
  const got = await Promise.all(answers)
  for (const { status, body } of got) if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return got
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, body: json && text ? JSON.parse(text) : text, headers: response.headers }
}
