// Written so that no text makes them look at its digits more than once.
const DECIMAL = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)$/
/** Exponents as far as a document may have them: not so far that a few characters become thousands. */
const SCIENTIFIC = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)[eE]([+-]?0*\d{1,3})$/

/** A decimal number without sign of plus, leading and trailing zeros; undefined where the text is no decimal number. */
export function plainDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text)
  return match ? plain(match[1]!, match[2]!) : undefined
}

/** The same of any number that JSON or xsd:double can write, such as 2.5E3. */
export function plainNumber(text: string): string | undefined {
  const match = SCIENTIFIC.exec(text)
  if (!match) return plainDecimal(text)
  const [, sign, digits, exponent] = match
  return plain(sign!, shifted(digits!, Number(exponent)))
}

function plain(sign: string, digits: string): string {
  const point = digits.indexOf('.')
  const whole = (point < 0 ? digits : digits.slice(0, point)).replace(/^0+/, '') || '0'
  let end = digits.length
  if (point >= 0) while (digits[end - 1] === '0') end--
  const unsigned = point < 0 || end === point + 1 ? whole : `${whole}.${digits.slice(point + 1, end)}`
  return sign === '-' && unsigned !== '0' ? `-${unsigned}` : unsigned
}

/** Digits with their point moved to the right, or to the left where `places` is negative. */
function shifted(digits: string, places: number): string {
  const [whole = '', fraction = ''] = digits.split('.')
  const all = whole + fraction
  const point = whole.length + places
  if (point <= 0) return `0.${'0'.repeat(-point)}${all}`
  return point >= all.length ? all.padEnd(point, '0') : `${all.slice(0, point)}.${all.slice(point)}`
}

/** Whether a number that is written so is the very same when it is held as JSON numbers are, in 64 bits. */
export const isExact = (text: string): boolean => {
  const written = plainNumber(text)
  return written !== undefined && written === plainNumber(String(Number(text)))
}
