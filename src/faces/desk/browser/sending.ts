import type { Heard } from './line.js'
import type { Entry } from './store.js'

/** Codes with which nothing is wrong with the entry: the key is not registered yet, or the service is of elsewhere. */
const LATER: ReadonlySet<string> = new Set(['KEY_UNKNOWN', 'NOT_SERVED_HERE', 'TOO_MANY_REQUESTS', 'OVERLOADED'])

/** What an answer of the service makes of an entry; `later` where it says nothing of it. */
export type Told = { change: Partial<Entry> } | 'later' | 'renumber'

interface Answer {
  state: string
  block?: number
  code?: string
  facts?: Record<string, unknown>
  waitingFor?: string[]
}

/** What the service said to an entry that was sent to it. */
export function toldOnSending({ status, body }: Heard): Told {
  if (status === 201 || status === 202) return toldByState(body as Answer)
  const { code, facts } = (body ?? {}) as { code?: string; facts?: Record<string, unknown> }
  if (code === 'COMMAND_ID_REUSED') return 'renumber'
  if (status >= 500 || status === 408 || status === 429 || !code || LATER.has(code)) return 'later'
  return refused(code, facts)
}

/** What the service says of an entry that it has. */
export function toldOnAsking({ status, body }: Heard): Told {
  // It has lost it, as its Postgres was: the very same command is sent again, and counts once.
  if (status === 404) return { change: { state: 'queued' } }
  return status === 200 ? toldByState(body as Answer) : 'later'
}

function toldByState({ state, block, code, facts, waitingFor }: Answer): Told {
  if (state === 'rejected' && code === 'COMMAND_ID_REUSED') return 'renumber'
  if (state === 'rejected' && code === 'KEY_UNKNOWN') return { change: { state: 'queued' } }
  if (code && (state === 'refused' || state === 'rejected')) return refused(code, facts, block)
  if (state === 'accepted' && block !== undefined)
    return { change: { state: 'recorded', block, waitingFor: [], fault: false } }
  return { change: { state: 'sent', waitingFor: waitingFor ?? [], fault: state === 'fault' } }
}

const refused = (code: string, facts: Record<string, unknown> = {}, block?: number): Told => ({
  change: { state: 'refused', code, facts, ...(block !== undefined && { block }) }
})
