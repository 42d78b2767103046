import { IDENTIFIERS, type Identifier, identifierAt } from './dictionary.js'
import { Gs1Error } from './error.js'

/** One datum: an application identifier and what it says. */
export interface Element {
  ai: string
  value: string
}

/** What ends an element of variable length (General Specifications, 7.8), as readers of symbols give it. */
export const FNC1 = '\u001d'

/** AIM symbology identifier, as readers put before what they read. */
export const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/

/** The identifier, which must be one. @throws Gs1Error */
export function identifier(ai: string): Identifier {
  const found = IDENTIFIERS.get(ai)
  if (!found) throw new Gs1Error('AI_UNKNOWN', { ai })
  return found
}

const longestOf = ({ components }: Identifier) => components.reduce((sum, { longest }) => sum + longest, 0)

/**
 * The elements of an element string: with brackets as people read it, (01)…(10)…, `\(` for a bracket within a value; or
 * with FNC1, for which `^` may stand. What they say is not looked at: see `checkElements`.
 *
 * @throws Gs1Error where it breaks off or an identifier is none
 */
export const elementsOf = (text: string): Element[] =>
  text.startsWith('(') ? bracketed(text) : concatenated(text.replaceAll('^', FNC1))

function bracketed(text: string): Element[] {
  // Escaped brackets are matched too, so that none of them begins an element.
  const starts = [...text.matchAll(/\\\(|\((\d{2,4})\)/g)].filter(match => match[1] !== undefined)
  if (starts[0]?.index !== 0) throw new Gs1Error('FORM_UNKNOWN')
  return starts.map(({ 0: { length }, 1: digits = '', index }, i) => {
    const { ai } = identifier(digits)
    const value = text
      .slice(index + length, starts[i + 1]?.index)
      .trim()
      .replaceAll('\\(', '(')
    if (value === '') throw new Gs1Error('AI_LENGTH', { ai })
    return { ai, value }
  })
}

function concatenated(text: string): Element[] {
  const elements: Element[] = []
  let rest = text
  while (rest.startsWith(FNC1)) rest = rest.slice(1)
  while (rest !== '') {
    const found = identifierAt(rest)
    if (!found) throw new Gs1Error('AI_UNKNOWN', { ai: /^\d{0,4}/.exec(rest)![0] })
    const { ai } = found
    const after = rest.slice(ai.length)
    const end = found.predefined ? longestOf(found) : endOf(after)
    const value = after.slice(0, end)
    if (value === '' || value.length < end || value.includes(FNC1)) throw new Gs1Error('AI_LENGTH', { ai })
    elements.push({ ai, value })
    rest = after.slice(end)
    if (rest.startsWith(FNC1)) rest = rest.slice(1)
  }
  return elements
}

const endOf = (text: string) => {
  const end = text.indexOf(FNC1)
  return end < 0 ? text.length : end
}

/** With brackets, as it stands below a symbol. */
export const elementString = (elements: readonly Element[]): string =>
  elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('')

/** As a symbol has it. @param fnc1 what stands for FNC1 */
export const symbolString = (elements: readonly Element[], fnc1 = '^'): string =>
  elements.reduce((so, { ai, value }, index) => {
    const open = index === 0 || !identifier(elements[index - 1]!.ai).predefined
    return `${so}${open ? fnc1 : ''}${ai}${value}`
  }, '')
