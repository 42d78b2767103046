/** Speaks EPCIS to a service, as a client with an API key does. */
import { until } from '../../network/wait.js'
import type { Answer, Service } from '../support/service.js'

// Tests say what they expect of it.
// biome-ignore lint/suspicious/noExplicitAny: the shape is what is being tested
export type Json = any

export class EpcisClient {
  constructor(
    readonly service: Service,
    readonly apiKey: string
  ) {}

  private headers(more: Record<string, string>): Record<string, string> {
    return { authorization: `Bearer ${this.apiKey}`, ...more }
  }

  ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.service.ask(method, `/epcis${path}`, this.headers(headers))
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('GET', path, headers)
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.service.post(`/epcis${path}`, body, this.headers(headers))
  }

  /** Captures a document and waits until its job has ended. */
  async capture(document: unknown, headers: Record<string, string> = {}): Promise<Json> {
    const { status, headers: said, body } = await this.post('/capture', document, headers)
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`)
    const path = said.get('location')!.replace('/epcis', '')
    return until('the job has ended', 30_000, async () => {
      const job = (await this.get(path)).body
      return job.running ? undefined : job
    })
  }

  /** Ids of the events that a query finds, as they come. */
  async find(query: Record<string, string>, headers: Record<string, string> = {}): Promise<string[]> {
    const { status, body } = await this.get(`/events?${new URLSearchParams({ perPage: '500', ...query })}`, headers)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return eventsIn(body).map(({ eventID }) => eventID)
  }
}

export const eventsIn = (document: Json): Json[] => document.epcisBody.queryResults.resultsBody.eventList
export const recordsIn = (document: Json): Json[] => document.epcisBody.queryResults.resultsBody['suyuan:records']

/** The address of the next page, without the service's origin; undefined after the last. */
export const nextOf = ({ headers }: Answer): string | undefined =>
  /<https?:\/\/[^/]+\/epcis([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]

/** What every exception has. */
export const exception = (name: string, status: number) => ({
  status,
  body: { type: `epcisException:${name}`, status, title: /\p{Script=Han}.* \w/u, detail: /\p{Script=Han}.* \w/u }
})
