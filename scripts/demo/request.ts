/** What the demonstration is made of: requests that anybody with an API key could make. */
import type { RefusalCode } from '@suyuan/model/core/refusal'

/** Gives the events that an earlier request recorded, by that request's key. */
export type EventsOf = (key: string) => readonly string[]

export interface DemoRequest {
  /** USCC of the party in whose name it goes, or the MSP id of an organisation's administrator. */
  as: string
  path: string
  /** The Idempotency-Key: the same at every run, so that a second run finds what the first one did. */
  key: string
  body: object | ((eventsOf: EventsOf) => object)
  /** The refusal that is wanted: what the ledger keeps of it is evidence. */
  refusal?: RefusalCode
}

/** Whether something has come about that the service does by itself; asked again until it has. `get` asks as a party. */
export type Wait = (get: <T>(as: string, path: string) => Promise<T | null>) => Promise<boolean>

/** Requests that don't depend on one another, and may go all at once. */
export interface Stage {
  zh: string
  en: string
  requests: DemoRequest[]
  /** What is waited for when they are done. */
  waits?: Wait[]
}

export const entry = (
  as: string,
  path: string,
  key: string,
  body: DemoRequest['body'],
  refusal?: RefusalCode
): DemoRequest => ({
  as,
  path: `/api/trace/${path}`,
  key: `demo/${key}`,
  body,
  ...(refusal && { refusal })
})

export const register = (as: string, path: string, key: string, body: object): DemoRequest => ({
  as,
  path: `/api/core/${path}`,
  key: `demo/${key}`,
  body
})
