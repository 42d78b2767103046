import { isObject, type Json, type JsonObject, table } from '../json.js'
import type { Namespaces } from '../namespaces.js'
import { canonical, sorted } from './canonical.js'

/** Comments belong to no event; what says of a value which type it has changes nothing of it (GS1's own examples). */
const NOT_HASHED = new Set(['comment', 'rdfs:comment', '@context', '@type', '#text'])

/** The full namespace in braces, and the local name (rules 19 and 20); a name without a namespace stays as it is. */
export function bracedName(name: string, namespaces: Namespaces): string {
  const expanded = namespaces.expand(name)
  return expanded ? `{${expanded.uri}}${expanded.local}` : name
}

/** Adds an entry for each value of one member of an extension; none for null, which in JSON-LD is no value. */
function addEntries(entries: string[], name: string, value: Json, namespaces: Namespaces): void {
  if (value === null) return
  if (Array.isArray(value)) for (const one of value) addEntries(entries, name, one, namespaces)
  else if (!isObject(value)) entries.push(name + textOf(value))
  else if ('@value' in value) entries.push(name + textOf(value['@value']!))
  else entries.push(name + textOf(value['#text']) + extensionString(value, namespaces))
}

const textOf = (value: Json | undefined): string => {
  const text = canonical(value)
  return text === '' ? '' : `=${text}`
}

const NONE = table({})

/** Members of an object but those of the standard, each by its name, sorted. */
export function extensionString(members: JsonObject, namespaces: Namespaces, standard: object = NONE): string {
  const entries: string[] = []
  for (const name of Object.keys(members))
    if (!(name in standard || NOT_HASHED.has(name)))
      addEntries(entries, bracedName(name, namespaces), members[name]!, namespaces)
  return sorted(entries)
}
