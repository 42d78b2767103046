import { checkDigit } from '../gs1.js'
import type { Element } from './elements.js'
import { Gs1Error } from './error.js'

/** How many digits of a key's number are its company prefix; undefined where that is not known. It is never guessed. */
export type PrefixLength = (number: string) => number | undefined

/** By the prefixes that are known; the longest that fits. */
export const prefixesOf =
  (known: readonly string[]): PrefixLength =>
  number => {
    const lengths = known.filter(prefix => number.startsWith(prefix)).map(({ length }) => length)
    return lengths.length > 0 ? Math.max(...lengths) : undefined
  }

/** EPC pure identities by kind (TDS 2, section 6; CBV 8): instances, classes, and patterns that name a class. */
interface Scheme {
  name: string
  kind: 'id' | 'class' | 'idpat'
  ai: string
  /** Digits of company prefix and reference together, where a check digit follows; other keys have letters too. */
  digits?: number
  /** The reference's first digit stands before the company prefix in the key: indicators, extension digits. */
  leading?: true
  /** The key begins with a zero of its own. */
  zero?: true
  /** Fields of the URN after prefix and reference, as they stand in the key itself; `*` in patterns. */
  inKey?: readonly (keyof typeof IN_KEY)[]
  /** The identifier that the last field goes by, where it is no part of the key. */
  qualifier?: string
}

const GTIN = { ai: '01', digits: 13, leading: true } as const
const ITIP = { ai: '8006', digits: 13, leading: true } as const
const GRAI = { ai: '8003', digits: 12, zero: true } as const
const GDTI = { ai: '253', digits: 12 } as const
const GCN = { ai: '255', digits: 12 } as const

/** Of those of one identifier the first that fits is the one to write. */
const SCHEMES: readonly Scheme[] = [
  { name: 'sgtin', kind: 'id', ...GTIN, qualifier: '21' },
  { name: 'upui', kind: 'id', ...GTIN, qualifier: '235' },
  { name: 'lgtin', kind: 'class', ...GTIN, qualifier: '10' },
  { name: 'sgtin', kind: 'idpat', ...GTIN, inKey: ['*'] },
  { name: 'sscc', kind: 'id', ai: '00', digits: 17, leading: true },
  { name: 'sgln', kind: 'id', ai: '414', digits: 12, qualifier: '254' },
  { name: 'pgln', kind: 'id', ai: '417', digits: 12 },
  { name: 'grai', kind: 'id', ...GRAI, inKey: ['text'] },
  { name: 'grai', kind: 'idpat', ...GRAI, inKey: ['*'] },
  { name: 'giai', kind: 'id', ai: '8004' },
  { name: 'gsrn', kind: 'id', ai: '8018', digits: 17 },
  { name: 'gsrnp', kind: 'id', ai: '8017', digits: 17 },
  { name: 'gdti', kind: 'id', ...GDTI, inKey: ['text'] },
  { name: 'gdti', kind: 'idpat', ...GDTI, inKey: ['*'] },
  { name: 'sgcn', kind: 'id', ...GCN, inKey: ['text'] },
  { name: 'sgcn', kind: 'idpat', ...GCN, inKey: ['*'] },
  { name: 'ginc', kind: 'id', ai: '401' },
  { name: 'gsin', kind: 'id', ai: '402', digits: 16 },
  { name: 'itip', kind: 'id', ...ITIP, inKey: ['digits', 'digits'], qualifier: '21' },
  { name: 'itip', kind: 'idpat', ...ITIP, inKey: ['digits', 'digits', '*'] },
  { name: 'cpi', kind: 'id', ai: '8010', qualifier: '8011' },
  { name: 'cpi', kind: 'idpat', ai: '8010', inKey: ['*'] }
]

/** What stands for no extension of a location, since an SGLN has the field always. */
const NO_EXTENSION = '0'
/** Company prefixes have 6 to 12 digits in EPCs. */
const PREFIX = /^\d{6,12}$/
const FIELD = /^(?:[A-Za-z0-9!'()*+,\-.:;=_]|%[0-9A-Fa-f]{2})+$/

/** What each part of a key is in a URN. */
const IN_KEY = { digits: /^\d\d$/, text: /./, '*': /^\*$/ } as const

const fieldsOf = ({ inKey = [], qualifier }: Scheme) => 2 + inKey.length + (qualifier ? 1 : 0)

/** What an EPC URN names. */
export interface Named {
  elements: Element[]
  /** Digits of the company prefix, as the URN tells them. */
  prefix: number
}

/** @throws Gs1Error where it is no EPC URN of a GS1 key, or names no single one */
export function elementsOfUrn(urn: string): Named {
  const [, kind = '', name = '', body = ''] = /^urn:epc:([a-z]+):([a-z]+):(.+)$/i.exec(urn) ?? []
  const scheme = SCHEMES.find(each => each.name === name && each.kind === kind)
  if (!scheme) throw new Gs1Error('URN_SCHEME', { scheme: `${kind}:${name}` })
  const fields = split(body, fieldsOf(scheme))
  if (kind === 'idpat' && fields.slice(0, -1).includes('*')) throw new Gs1Error('URN_PATTERN')
  const [prefix = '', reference = '', ...rest] = fields
  const { digits, leading, zero, inKey = [], qualifier } = scheme
  const numeric = digits === undefined || (/^\d*$/.test(reference) && prefix.length + reference.length === digits)
  const shaped = fields.length === fieldsOf(scheme) && PREFIX.test(prefix) && numeric && fields.every(isField(digits))
  if (!shaped || !inKey.every((part, i) => IN_KEY[part].test(rest[i]!)) || (leading && reference === ''))
    throw new Gs1Error('URN_MALFORMED', { scheme: name })
  const [before, after] = leading ? [reference.slice(0, 1), reference.slice(1)] : ['', reference]
  const number = before + prefix + decoded(after)
  const own = inKey.map((part, i) => (part === '*' ? '' : decoded(rest[i]!))).join('')
  const value = `${zero ? '0' : ''}${number}${digits === undefined ? '' : checkDigit(number)}${own}`
  const last = decoded(rest.at(-1) ?? '')
  const qualified = qualifier !== undefined && !(name === 'sgln' && last === NO_EXTENSION)
  const elements = [{ ai: scheme.ai, value }, ...(qualified ? [{ ai: qualifier, value: last }] : [])]
  return { elements, prefix: prefix.length }
}

/** Fields are parted by dots, of which the last may have some of its own. */
function split(body: string, count: number): string[] {
  const parts = body.split('.')
  return parts.length <= count ? parts : [...parts.slice(0, count - 1), parts.slice(count - 1).join('.')]
}

/** References may be empty where the prefix has all digits. */
const isField = (digits: number | undefined) => (field: string, index: number) =>
  FIELD.test(field) || (index === 1 && digits !== undefined && field === '')

const decoded = (field: string): string => {
  try {
    return decodeURIComponent(field)
  } catch {
    return '\ufffd' // no set of characters has it, so the check of the elements refuses it
  }
}

/** Characters that have another meaning in an URN go by their codes. */
const encoded = (text: string) =>
  text.replace(/["#%&/<>?]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

/** The EPC URN of what elements name; none where there is none, or the company prefix's length is not known. */
export function epcUrn(elements: readonly Element[], lengthOf: PrefixLength): string | undefined {
  const values = new Map(elements.map(({ ai, value }) => [ai, value]))
  for (const scheme of SCHEMES) {
    const key = elements[0]?.ai === scheme.ai ? partsOf(scheme, elements[0].value) : undefined
    const last = lastOf(scheme, values)
    if (!key || last === undefined) continue
    const length = lengthOf(key.number)
    const prefix = key.number.slice(0, length)
    const reference = key.before + key.number.slice(length)
    // A key that has letters needs a reference; of the others a prefix may be all.
    if (length === undefined || !PREFIX.test(prefix) || (reference === '' && !scheme.digits)) return undefined
    const fields = [prefix, reference, ...key.own, ...last].map(encoded)
    return `urn:epc:${scheme.kind}:${scheme.name}:${fields.join('.')}`
  }
  return undefined
}

/** Qualifiers without a place in any EPC: variants, instances of a service relation, importers. */
const NOWHERE = ['22', '8019', '7040']

/** The field after the key's own, if the scheme has one; undefined where the scheme does not fit what is there. */
function lastOf({ kind, name, qualifier, ai }: Scheme, values: ReadonlyMap<string, string>): string[] | undefined {
  const isNamed = ['21', '235'].some(each => values.has(each))
  if (!isNamed && NOWHERE.some(each => values.has(each))) return undefined
  if (qualifier === undefined) {
    const others = SCHEMES.filter(each => each.ai === ai).map(each => each.qualifier)
    return kind === 'idpat' && others.some(each => each !== undefined && values.has(each)) ? undefined : []
  }
  const value = values.get(qualifier)
  if (name === 'sgln') return value === NO_EXTENSION ? undefined : [value ?? NO_EXTENSION]
  return value === undefined ? undefined : [value]
}

/** A key by the parts that its URN has; undefined where it is of another kind, as an asset type without its serial. */
function partsOf({ digits, leading, zero, inKey = [] }: Scheme, value: string) {
  const body = zero ? value.slice(1) : value
  const before = leading ? body.slice(0, 1) : ''
  const number = body.slice(before.length, digits)
  let rest = digits === undefined ? '' : body.slice(digits + 1)
  const own: string[] = []
  for (const part of inKey) {
    const field = part === 'digits' ? rest.slice(0, 2) : rest
    rest = rest.slice(field.length)
    if ((field === '') !== (part === '*')) return undefined
    own.push(part === '*' ? '*' : field)
  }
  return { before, number, own }
}
