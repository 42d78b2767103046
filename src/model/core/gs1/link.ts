import { IDENTIFIERS, type Identifier } from './dictionary.js'
import { type Element, identifier } from './elements.js'
import { Gs1Error } from './error.js'

/** A GS1 Digital Link taken apart; of its query what is no attribute is left out. */
export interface Link {
  /** What stands before the primary key: origin, and perhaps a path of the host's own. */
  stem: string
  /** The primary key and its qualifiers. */
  path: Element[]
  attributes: Element[]
}

/** Where canonical links point. */
export const CANONICAL_STEM = 'https://id.gs1.org'

/** Names that standards before 1.2 had for identifiers in a path. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  ...{ gtin: '01', itip: '8006', cpid: '8010', gmn: '8013', gln: '414', party: '417', payto: '415', gsrn: '8018' },
  ...{ gsrnp: '8017', gcn: '255', sscc: '00', gdti: '253', ginc: '401', gsin: '402', grai: '8003', giai: '8004' },
  ...{ cpv: '22', lot: '10', ser: '21', glnx: '254', cpsn: '8011', srin: '8019' }
}

const SHAPE = /^(https?:\/\/[^/?#]+)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/i
/** What a URI is made of (RFC 3986). */
const OF_URI = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/

/**
 * Takes a URI apart, of whatever host and behind whatever path of its own. What it says is not looked at: see `checkLink`
 * and `checkElements`. GTINs of 8, 12 and 13 digits, which older codes have, get their zeros back.
 *
 * @throws Gs1Error where it is no Digital Link
 */
export function linkOf(text: string): Link {
  const [, origin, path, query = ''] = SHAPE.exec(text) ?? []
  if (origin === undefined || path === undefined || !OF_URI.test(text)) throw new Gs1Error('LINK_MALFORMED')
  const segments = path.slice(1).split('/')
  const start = startOf(segments)
  if (start === undefined) throw noKeyIn(segments)
  return {
    stem: [origin, ...segments.slice(0, start)].join('/'),
    path: pairsOf(segments.slice(start)),
    attributes: attributesOf(query)
  }
}

/** Where the primary key stands: the last one before which all pairs are identifiers with their values. */
function startOf(segments: readonly string[]): number | undefined {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const found = IDENTIFIERS.get(segments[at]!)
    if (found?.qualifiers) return at
    if (!found && /^\d{2,4}$/.test(segments[at]!)) throw new Gs1Error('AI_UNKNOWN', { ai: segments[at]! })
    if (!found) return undefined
  }
  return undefined
}

function noKeyIn(segments: readonly string[]): Gs1Error {
  const name = segments.find(segment => Object.hasOwn(SHORT_NAMES, segment.toLowerCase()))
  return name === undefined
    ? new Gs1Error('LINK_NO_KEY')
    : new Gs1Error('LINK_SHORT_NAME', { name, ai: SHORT_NAMES[name.toLowerCase()]! })
}

function pairsOf(segments: readonly string[]): Element[] {
  const pairs: Element[] = []
  for (let i = 0; i < segments.length; i += 2) pairs.push(elementOf(segments[i]!, segments[i + 1]!))
  return pairs
}

const attributesOf = (query: string): Element[] =>
  query
    .split(/[&;]/)
    .map(part => part.split(/=(.*)/s, 2) as [string, string?])
    // Names that are not all digits are the host's own affair.
    .filter(([name, value]) => /^\d+$/.test(name) && value !== undefined)
    .map(([name, value = '']) => elementOf(identifier(name).ai, value.replaceAll('+', ' ')))

function elementOf(ai: string, encoded: string): Element {
  if (encoded === '') throw new Gs1Error('AI_LENGTH', { ai })
  const value = decoded(ai, encoded)
  return { ai, value: ai === '01' && /^(\d{8}|\d{12,13})$/.test(value) ? value.padStart(14, '0') : value }
}

function decoded(ai: string, encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw new Gs1Error('LINK_ENCODING', { ai })
  }
}

/** Whether each element is where it belongs: qualifiers in order, attributes in the query, each once. @throws Gs1Error */
export function checkLink({ path: [key, ...qualifiers], attributes }: Link): void {
  const { ai, qualifiers: sequences = [] } = identifier(key!.ai)
  const wrong = misplaced(
    qualifiers.map(qualifier => qualifier.ai),
    sequences
  )
  if (wrong !== undefined) {
    if (!sequences.flat().includes(wrong)) throw new Gs1Error('LINK_NOT_QUALIFIER', { ai: wrong, key: ai })
    throw new Gs1Error('LINK_ORDER', { ai: wrong })
  }
  const taken = new Set([ai, ...qualifiers.map(qualifier => qualifier.ai)])
  for (const attribute of attributes) {
    if (taken.has(attribute.ai)) throw new Gs1Error('AI_REPEATED', { ai: attribute.ai })
    if (couldStand(attribute.ai, qualifiers, sequences)) throw new Gs1Error('LINK_IN_QUERY', { ai: attribute.ai })
    if (!identifier(attribute.ai).attribute) throw new Gs1Error('LINK_NOT_ATTRIBUTE', { ai: attribute.ai })
    taken.add(attribute.ai)
  }
}

/** Whether the path could have it as a qualifier too. */
const couldStand = (ai: string, qualifiers: readonly Element[], sequences: readonly (readonly string[])[]) =>
  sequences.some(sequence => sequence.includes(ai) && qualifiers.every(qualifier => sequence.includes(qualifier.ai)))

/** The first qualifier that fits behind those before it in none of the sequences. */
function misplaced(qualifiers: readonly string[], sequences: readonly (readonly string[])[]): string | undefined {
  let furthest = 0
  for (const sequence of sequences) {
    let [from, fitting] = [0, 0]
    for (const ai of qualifiers) {
      const at = sequence.indexOf(ai, from)
      if (at < 0) break
      from = at + 1
      fitting++
    }
    furthest = Math.max(furthest, fitting)
  }
  return qualifiers[furthest]
}

/** A value within a URI: all but unreserved characters by their codes. */
const encoded = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * The Digital Link that elements make: the first primary key among them, its qualifiers in their order, the rest as
 * attributes in theirs, which makes it the canonical one under the canonical stem.
 *
 * @throws Gs1Error where they have no primary key, or one of the rest may not be an attribute
 */
export function linkFrom(elements: readonly Element[], stem = CANONICAL_STEM): Link {
  const key = elements.find(({ ai }) => identifier(ai).qualifiers)
  if (!key) throw new Gs1Error('NO_PRIMARY_KEY')
  const unique = [...new Map(elements.map(element => [element.ai, element])).values()]
  const path = [key, ...qualifiersOf(identifier(key.ai), unique)]
  const inPath = new Set(path.map(({ ai }) => ai))
  const attributes = unique.filter(({ ai }) => !inPath.has(ai)).sort((a, b) => (a.ai < b.ai ? -1 : 1))
  const link = { stem, path, attributes }
  checkLink(link)
  return link
}

/** The link as a URI. */
export function uriOf({ stem, path, attributes }: Link): string {
  const query = attributes.map(({ ai, value }) => `${ai}=${encoded(value)}`).join('&')
  return `${stem}${path.map(({ ai, value }) => `/${ai}/${encoded(value)}`).join('')}${query && `?${query}`}`
}

/** Those of the elements that the path has: of the sequences that which leaves least for the query. */
function qualifiersOf({ qualifiers }: Identifier, elements: readonly Element[]): Element[] {
  const choices = qualifiers!.map(sequence => sequence.flatMap(each => elements.find(({ ai }) => ai === each) ?? []))
  const weight = (choice: readonly Element[]) =>
    // What can be nowhere but in a path counts first.
    choice.reduce((sum, { ai }) => sum + (identifier(ai).attribute ? 1 : 10), 0)
  return choices.sort((a, b) => weight(b) - weight(a))[0]!
}
