/**
 * EPC URIs and GS1 Digital Link URIs as keys and qualifiers, by the one parser of GS1 identifiers, and the constrained
 * canonical Digital Link URI that stands for both in the event hash id (CBV 2.0, 8.9.2, rules 17 and 18).
 */
import { checkElements } from '../gs1/check.js'
import type { Element } from '../gs1/elements.js'
import { faultOf, Gs1Error } from '../gs1/error.js'
import { checkLink, linkOf, SHORT_NAMES } from '../gs1/link.js'
import { elementsOfUrn } from '../gs1/urn.js'
import type { Text } from '../refusal.js'
import { table } from './json.js'

/** What a URI identifies: a class of things, or one thing, place, party or document. */
export interface Identified {
  /** The key, and the finest of its qualifiers. */
  elements: Element[]
  level: 'class' | 'instance'
  /** All is as it should be but the key's check digit, which an EPC URI does not have. */
  wrongCheckDigit?: true
}

/** Why a URI that claims to be an EPC or a Digital Link is none. */
export interface Faulty {
  fault: Text
}

/** EPC schemes that no GS1 key is behind; nothing more is known of them here. */
const OTHER_EPC = /^urn:epc:(id|idpat):(gid|usdod|adi|bic|imovn):\S+$/

/** Most names on this programme's ledger, which need not be taken apart. */
const CANONICAL = /^https:\/\/id\.gs1\.org\/(00\/\d{18}|414\/\d{13}|01\/\d{14}(\/(10|21)\/[\w.-]+)?)$/

/** Whether a URI is plainly in its canonical form already; it may be so and not plainly. */
export const isCanonicalUri = (uri: string): boolean => CANONICAL.test(uri)

/** What an EPC or Digital Link URI identifies; undefined for identifiers of somebody's own. */
export function identified(uri: string): Identified | Faulty | undefined {
  if (uri.startsWith('urn:epc:')) return OTHER_EPC.test(uri) ? undefined : orFault(() => ofEpc(uri))
  const match = /^(https?:\/\/[^/?#]+)(\/[^?#]*)/i.exec(uri)
  if (!match) return undefined
  const found = orFault(() => ofLink(match[1]!, match[2]!))
  // Elsewhere than at GS1's own domain, a path that only looks like a key is somebody's path.
  return 'fault' in found && !/^https?:\/\/id\.gs1\.org$/i.test(match[1]!) ? undefined : found
}

function orFault(read: () => Identified): Identified | Faulty {
  try {
    return read()
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

function ofEpc(uri: string): Identified {
  // A pattern of unit packs names the product as one of trade items does.
  const { elements } = elementsOfUrn(uri.replace(/^urn:epc:idpat:upui:/, 'urn:epc:idpat:sgtin:'))
  checkElements(elements)
  return { elements, level: uri.startsWith('urn:epc:id:') ? 'instance' : 'class' }
}

/** Qualifiers by key, the finest first; the rest of them, as a product's variant, are no part of what is identified. */
const FINEST = table<readonly string[]>({
  '00': [],
  '01': ['21', '235', '10'],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': ['254'],
  '417': [],
  '8003': [],
  '8004': [],
  '8006': ['21', '10'],
  '8010': ['8011'],
  '8017': [],
  '8018': []
})
/** Characters of a key that are of a class, where more of them make it one thing; all, where a qualifier does. */
const CLASS_LENGTHS = table<number>({ '01': 14, '253': 13, '255': 13, '8003': 14, '8006': 18, '8010': Infinity })

/** Events of before 1.2 have short names in paths, which the standard has no more; they mean what they meant. */
const longNames = (path: string): string =>
  path
    .replace(/\/$/, '')
    .split('/')
    .map(part => (Object.hasOwn(SHORT_NAMES, part) ? SHORT_NAMES[part]! : part))
    .join('/')

function ofLink(origin: string, path: string): Identified {
  const link = linkOf(origin + longNames(path))
  checkLink(link)
  const [key, ...qualifiers] = link.path as [Element, ...Element[]]
  const order = FINEST[key.ai]
  if (!order) throw new Gs1Error('LINK_NO_KEY')
  const wrong = hasWrongCheckDigit(link.path)
  const finest = order.flatMap(ai => qualifiers.find(qualifier => qualifier.ai === ai) ?? [])[0]
  const level = isInstance(key, finest) ? 'instance' : 'class'
  return { elements: finest ? [key, finest] : [key], level, ...(wrong ? { wrongCheckDigit: true } : {}) }
}

function isInstance({ ai, value }: Element, finest: Element | undefined): boolean {
  if (finest) return finest.ai !== '10'
  return value.length > (CLASS_LENGTHS[ai] ?? 0)
}

function hasWrongCheckDigit(elements: readonly Element[]): boolean {
  try {
    checkElements(elements)
    return false
  } catch (error) {
    if (error instanceof Gs1Error && error.code === 'AI_CHECK_DIGIT') return true
    throw error
  }
}

/** As both implementations of the hash id write paths: some of what could be encoded stays plain. */
const escaped = (value: string): string =>
  encodeURIComponent(value)
    .replace(/[!()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3B/g, ';')
    .replace(/%3D/g, '=')

export const canonicalUri = ({ elements }: Identified): string =>
  `https://id.gs1.org/${elements.map(({ ai, value }) => `${ai}/${escaped(value)}`).join('/')}`
