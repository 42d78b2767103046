const DEPTH = 64 // far beyond any honest document, and no stack overflows at it

/**
 * RFC 8785 canonical JSON: member names in UTF-16 code-unit order, ECMAScript numbers, no white space.
 *
 * @throws TypeError for what JSON cannot say unambiguously (non-finite numbers, lone surrogates, non-JSON values), and for
 * what is nested too deep
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEPTH) throw new TypeError('canonical JSON is not nested that deep here')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON has no non-finite numbers')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item, depth + 1)).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value as Record<string, unknown>, depth + 1)
  throw new TypeError(`canonical JSON has no ${typeof value}`)
}

function canonicalObject(object: Record<string, unknown>, depth: number): string {
  const members = Object.keys(object)
    .filter(name => object[name] !== undefined)
    .sort() // the default order is by UTF-16 code units, which is what RFC 8785 asks for
    .map(name => `${canonicalString(name)}:${canonicalJson(object[name], depth)}`)
  return `{${members.join(',')}}`
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('canonical JSON has no lone surrogates')
  // RFC 8785 would allow it; Postgres has no such character, and what the mirror can't hold must not be on the ledger.
  if (text.includes('\0')) throw new TypeError('a text has no NUL')
  return JSON.stringify(text)
}
