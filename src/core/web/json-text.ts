import { HttpProblem } from './problem.js'
import { MOST_NESTED } from './wellformed.js'

/**
 * Brackets, colons and commas. More than any honest document has: a packing of fifty thousand serials, the most that its
 * form takes, has a quarter of it. What a body costs is not its bytes but its values: a million empty objects, four
 * megabytes, are 100 MB and most of a second.
 */
const MOST_MARKS = 200_000
/** Of one object. A hundred thousand names in one take a third of a second. */
const MOST_NAMES = 1000

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]
const [LEFT_BRACKET, RIGHT_BRACKET, LEFT_BRACE, RIGHT_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d]

export const malformed = (field: string, problem: string) => new HttpProblem('REQUEST_INVALID', { field, problem })

/**
 * Refuses, before anything is made of it, a JSON text that could mean two things, or that would cost more than it can be
 * worth: one that has a name twice in an object, is nested without end, or has more in it than a document can have.
 * Whatever is no JSON at all passes; its parser says so.
 *
 * @throws HttpProblem REQUEST_INVALID that names the field, TOO_LARGE
 */
export function refuseAmbiguous(text: string): void {
  /** Names seen in the objects that are open; none yet, or an array, where there is no set. */
  const open: (Set<string> | undefined)[] = []
  let marks = 0
  /** Where the string begins that a colon would make a name. */
  let name = -1
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) {
      name = at
      at = endOfString(text, at)
      continue
    }
    if (character === COLON && name >= 0 && open.length > 0)
      open[open.length - 1] = noted(text.slice(name, at).trimEnd(), open.at(-1))
    else if (character === LEFT_BRACE || character === LEFT_BRACKET) open.push(undefined)
    else if (character === RIGHT_BRACE || character === RIGHT_BRACKET) open.pop()
    else if (character !== COMMA && character !== COLON) continue
    name = -1
    marks += 1
    if (open.length > MOST_NESTED) throw malformed('(root)', TOO_DEEP)
    if (marks > MOST_MARKS) throw new HttpProblem('TOO_LARGE', { field: '(root)', problem: TOO_MANY })
  }
}

const TOO_MANY = `值过多 more than ${MOST_MARKS} brackets, colons and commas`
const TOO_MANY_NAMES = `一个对象中名称过多 more than ${MOST_NAMES} names in one object`
const TOO_DEEP = `嵌套不得超过 ${MOST_NESTED} 层 nested more than ${MOST_NESTED} deep`

/** Where the string ends that begins at `start`; the text's end where it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1
    if (escapes % 2 === 0) return end
  }
  return text.length
}

/** The names with one more. */
function noted(token: string, names = new Set<string>()): Set<string> {
  const name = token.includes('\\') ? unescaped(token) : token.slice(1, -1)
  if (names.size >= MOST_NAMES) throw new HttpProblem('TOO_LARGE', { field: '(root)', problem: TOO_MANY_NAMES })
  if (names.has(name)) throw malformed(name, '同一名称出现两次 the name is given twice')
  return names.add(name)
}

function unescaped(token: string): string {
  try {
    return JSON.parse(token) as string
  } catch {
    return token // no string of JSON: its parser will say so
  }
}
