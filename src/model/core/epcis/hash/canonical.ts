import { plainDecimal, plainNumber } from '../decimal.js'
import { canonicalUri, identified, isCanonicalUri } from '../identifiers.js'
import { instantOf } from '../instant.js'
import type { Json } from '../json.js'
import { standardValue, VOCABULARIES, type Vocabulary, type VocabularyName, webForm } from '../vocabulary.js'

/** The text of a single value, without the whitespace around it (rule 5); what is none, as a list, says nothing. */
export function plainText(value: Json | undefined): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return numberText(value)
  return typeof value === 'boolean' ? String(value) : ''
}

/** JavaScript writes numbers as they should be, but for very large and very small ones. */
function numberText(value: number): string {
  const text = String(value)
  return text.includes('e') ? plainNumber(text)! : text
}

/** A value as it stands in a pre-hash string: web URIs of the vocabularies, numbers without zeros, Digital Links. */
export function canonical(value: Json | undefined): string {
  const plain = plainText(value)
  if (isCanonicalUri(plain)) return plain
  const text = webForm(plain)
  const decimal = plainDecimal(text)
  if (decimal !== undefined) return decimal
  const found = identified(text)
  return found && 'elements' in found ? canonicalUri(found) : text
}

/** The same of a field whose value is a number in JSON; XML may write it with an exponent. */
export const canonicalNumber = (value: Json | undefined): string => plainNumber(plainText(value)) ?? canonical(value)

/** The same of a word of a vocabulary, which JSON writes without anything before it. */
export function canonicalWord(name: VocabularyName, value: Json | undefined): string {
  const vocabulary: Vocabulary = VOCABULARIES[name]
  const word = standardValue(vocabulary, plainText(value))
  return word === undefined ? canonical(value) : vocabulary.web + word
}

/** In UTC with three decimals (rules 8 and 9); what is no date and time stays as it is. */
export function canonicalTime(value: Json | undefined): string {
  const text = plainText(value)
  const instant = instantOf(text)
  return instant === undefined ? text : new Date(instant).toISOString()
}

/** By code points, as UTF-8 bytes order them; JavaScript's own order differs beyond U+FFFF. */
export function inOrder(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)]
    if (a === b) continue
    // Surrogates stand for code points above all of the rest.
    const [isHigh, otherIsHigh] = [a >= 0xd800 && a <= 0xdfff, b >= 0xd800 && b <= 0xdfff]
    return isHigh === otherIsHigh ? a - b : isHigh ? 1 : -1
  }
  return left.length - right.length
}

const SURROGATE = /[\ud800-\udfff]/

/** Strings of one level in their order, put together. */
export function sorted(strings: readonly string[]): string {
  if (strings.length < 2) return strings[0] ?? ''
  const text = [...strings].sort().join('')
  // Where there are none, JavaScript's own order, which is much faster, is the same.
  return SURROGATE.test(text) ? [...strings].sort(inOrder).join('') : text
}
