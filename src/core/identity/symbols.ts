/**
 * Codes that people read off a label and type: thirty-two characters without I, L, O, U (Crockford's), and one more at the
 * end that checks the others.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BITS = 5

/** What people take for one another. */
const MEANT: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' }

/** The first bits of a digest as a code of so many characters, the last of which checks. */
export function symbolsOf(digest: Uint8Array, length: number): string {
  const count = length - 1
  const view = new DataView(digest.buffer, digest.byteOffset, 8)
  const bits = view.getBigUint64(0) >> BigInt(64 - BITS * count)
  const symbols = Array.from({ length: count }, (_, i) => Number((bits >> BigInt(BITS * (count - 1 - i))) & 31n))
  return [...symbols, checkOf(symbols)].map(symbol => ALPHABET[symbol]!).join('')
}

/** The number that characters stand for, the first weighing most. */
export const numberOf = (text: string): number =>
  [...text].reduce((number, character) => number * ALPHABET.length + ALPHABET.indexOf(character), 0)

/** A code as somebody typed it, with or without gaps, in its one form; null where a character must be wrong. */
export function readSymbols(text: string, length: number): string | null {
  const code = text
    .toUpperCase()
    .replace(/[\s·.‐-—-]/g, '')
    .replace(/[ILOU]/g, character => MEANT[character]!)
  if (code.length !== length) return null
  const symbols = [...code].map(character => ALPHABET.indexOf(character))
  if (symbols.includes(-1)) return null
  return checkOf(symbols.slice(0, -1)) === symbols.at(-1) ? code : null
}

/** In groups that the eye takes in at once. */
export const inGroups = (code: string, size: number): string => code.match(new RegExp(`.{1,${size}}`, 'g'))!.join('-')

/**
 * A weighted sum over the field of 32 elements: any one character that is wrong, and any two neighbours that changed places,
 * come to another one.
 */
const checkOf = (symbols: readonly number[]): number => symbols.reduce((sum, symbol) => twice(sum ^ symbol), 0)

/** Times x, modulo x⁵ + x² + 1. */
const twice = (element: number): number => ((element << 1) ^ (element & 16 ? 0b100101 : 0)) & 31
