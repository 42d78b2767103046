import { isObject, type Json, type JsonObject } from '../json.js'
import type { Namespaces } from '../namespaces.js'
import { canonical, sorted } from './canonical.js'

/** Comments belong to no event; what says of a value which type it has changes nothing of it (GS1's own examples). */
const NOT_HASHED = new Set(['comment', 'rdfs:comment', '@context', '@type', '#text'])

/** The full namespace in braces, and the local name (rules 19 and 20); a name without a namespace stays as it is. */
export function bracedName(name: string, namespaces: Namespaces): string {
  const expanded = namespaces.expand(name)
  return expanded ? `{${expanded.uri}}${expanded.local}` : name
}

/** What one member of an extension adds: an entry for each of its values; none for null, which in JSON-LD is no value. */
function entries(name: string, value: Json, namespaces: Namespaces): string[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap(one => entries(name, one, namespaces))
  if (!isObject(value)) return [name + textOf(value)]
  if ('@value' in value) return [name + textOf(value['@value']!)]
  return [name + ('#text' in value ? textOf(value['#text']!) : '') + extensionString(value, namespaces)]
}

const textOf = (value: Json): string => {
  const text = canonical(value)
  return text === '' ? '' : `=${text}`
}

/** Members of an object, each by its name, sorted. */
export const extensionString = (members: JsonObject, namespaces: Namespaces): string =>
  sorted(
    Object.entries(members)
      .filter(([name]) => !NOT_HASHED.has(name))
      .flatMap(([name, value]) => entries(bracedName(name, namespaces), value, namespaces))
  )

/** What of an object is not of the standard. */
export const extensionsOf = (object: JsonObject, standard: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !(name in standard)))
