import type { Json } from '@suyuan/model/core/epcis/json'
import { EPCIS_CONTEXT, Namespaces, SUYUAN } from '@suyuan/model/core/epcis/namespaces'

/** What prefixes mean by a `@context`, or none; whatever it is, since on the ledger there may be any JSON. */
export const namespacesIn = (context?: unknown): Namespaces => Namespaces.ledger.with(context as Json)

/** What they mean by an HTTP header `GS1-Extensions: ext=http://…, ext2=http://…`. */
export const namespacesInHeader = (header: string): Namespaces =>
  Namespaces.ledger.with(
    Object.fromEntries(
      header.split(',').flatMap((pair): [string, string][] => {
        const [, prefix, namespace] = /^\s*([A-Za-z][\w.-]*)\s*=\s*(\S+)\s*$/.exec(pair) ?? []
        return prefix && namespace ? [[prefix, namespace]] : []
      })
    )
  )

/** A name with its namespace written out; null where its prefix is declared nowhere. */
export function expanded(name: string, namespaces: Namespaces): string | null {
  const found = namespaces.expand(name)
  return found ? found.uri + found.local : null
}

const PREFIX = /^([A-Za-z][\w.-]*):(?!\/\/)/

/** Prefixes out of `declared` that are used in an event, by member names and values. */
function usedIn(value: unknown, declared: ReadonlyMap<string, string>, used = new Set<string>()): Set<string> {
  const note = (text: string) => {
    const prefix = PREFIX.exec(text)?.[1]
    if (prefix !== undefined && declared.has(prefix)) used.add(prefix)
  }
  if (typeof value === 'string') note(value)
  else if (Array.isArray(value)) for (const item of value) usedIn(item, declared, used)
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      note(name)
      usedIn(member, declared, used)
    }
  return used
}

type Event = Record<string, unknown>

/**
 * An event that says by itself what its prefixes mean, wherever it goes; those that it does not use are left out, so that it
 * is the same event in whatever document it comes.
 */
export function selfContained({ '@context': _, ...event }: Event, { own }: Namespaces): Event {
  const used = [...usedIn(event, own)].sort()
  if (used.length === 0) return event
  return { '@context': Object.fromEntries(used.map(prefix => [prefix, own.get(prefix)])), ...event }
}

/**
 * Events of one document: prefixes that mean the same in all of them are declared at its head, the others stay with their
 * event.
 */
export function gathered(events: readonly Event[]): { context: Json[]; events: Event[] } {
  const head = new Map<string, string>()
  const ownOf = (event: Event) => namespacesIn(event['@context']).own
  for (const event of events)
    for (const [prefix, namespace] of ownOf(event)) if (!head.has(prefix)) head.set(prefix, namespace)
  // What an event does not bind must not be bound for it: a value that only looks like a name with a prefix would become one.
  for (const event of events)
    for (const prefix of usedIn(event, head)) if (!ownOf(event).has(prefix)) head.delete(prefix)
  const rest = events.map((whole): Event => {
    const { '@context': _, ...event } = whole
    const odd = [...ownOf(whole)].filter(([prefix, namespace]) => head.get(prefix) !== namespace)
    return odd.length > 0 ? { '@context': Object.fromEntries(odd), ...event } : event
  })
  return { context: [EPCIS_CONTEXT, Object.fromEntries([...Object.entries(SUYUAN), ...head])], events: rest }
}
