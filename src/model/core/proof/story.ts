import type { Statement, Thing } from '../statements.js'

const nameOf = ({ kind, id }: Thing) => `${kind}/${id}`

/** What is shown of one event: the things that it is about, and what they were made of. */
interface Shown {
  about: string[]
  others: string[]
}

/**
 * Events that do not lead to the thing: an event leads there when it is about it, or about what one that leads there names
 * beside it: its case, its lot, what that was made of, the recall that it opened. So a proof of one pack cannot carry the
 * story of another.
 *
 * @returns ids of such events; of all, when none is about the thing itself
 */
export function strayEvents(statements: readonly Statement[], about: Thing): string[] {
  const events = eventsOf(statements)
  const known = new Set([nameOf(about)])
  let strays = [...events]
  for (;;) {
    const found = strays.filter(([, shown]) => shown.about.some(thing => known.has(thing)))
    if (found.length === 0) return strays.map(([event]) => event)
    for (const [, { about, others }] of found) for (const thing of [...about, ...others]) known.add(thing)
    strays = strays.filter(stray => !found.includes(stray))
  }
}

/** An event that recalls goods leads to the end of that recall. */
function recallIn({ recall }: { recall?: unknown }): string[] {
  const { number } = Object(recall) as { number?: unknown }
  return typeof number === 'string' ? [`recall/${number}`] : []
}

function eventsOf(statements: readonly Statement[]): Map<string, Shown> {
  const events = new Map<string, Shown>()
  for (const statement of statements) {
    const name = 'closed' in statement ? `the end of recall ${statement.recall}` : statement.event
    const shown = events.get(name) ?? { about: [], others: [] }
    events.set(name, shown)
    if ('names' in statement) shown.about.push(nameOf(statement.names))
    else if ('closed' in statement) shown.about.push(`recall/${statement.recall}`)
    else if ('kind' in statement) {
      const { made = [], inputs = [], says } = statement
      shown.about.push(...made.map(([lot]) => `lot/${lot}`))
      shown.others.push(...inputs.map(([lot]) => `lot/${lot}`), ...recallIn(says))
    }
  }
  return events
}
