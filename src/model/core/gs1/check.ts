import { CHARACTERS } from './characters.js'
import { type Component, isOf } from './dictionary.js'
import { type Element, identifier } from './elements.js'
import { Gs1Error } from './error.js'
import { RULES } from './rules.js'

/** Whether the elements say what they may, and may be together. @throws Gs1Error for the first that is not as it should be */
export function checkElements(elements: readonly Element[]): void {
  for (const element of elements) checkValue(element)
  const present = new Map<string, string>()
  for (const { ai, value } of elements) {
    if ((present.get(ai) ?? value) !== value) throw new Gs1Error('AI_REPEATED', { ai })
    present.set(ai, value)
  }
  for (const ai of present.keys()) checkCompany(ai, [...present.keys()])
}

function checkValue({ ai, value }: Element): void {
  let rest = value
  for (const component of identifier(ai).components) {
    if (rest === '' && component.optional) break
    const part = rest.slice(0, component.longest)
    if (part.length < component.shortest) throw new Gs1Error('AI_LENGTH', { ai })
    checkComponent(ai, part, component)
    rest = rest.slice(component.longest)
  }
  if (rest !== '') throw new Gs1Error('AI_LENGTH', { ai })
}

function checkComponent(ai: string, part: string, { set, rules }: Component): void {
  if (!CHARACTERS[set].test(part)) throw new Gs1Error('AI_CHARACTER', { ai })
  for (const name of rules) {
    const { holds, fault, says } = RULES[name]!
    if (!holds(part)) throw new Gs1Error(fault, { ai, rule: says })
  }
}

/** What an identifier wants beside it, and what not. */
function checkCompany(ai: string, present: readonly string[]): void {
  const { requires, excludes } = identifier(ai)
  const other = present.find(each => each !== ai && excludes.some(pattern => isOf(each, pattern)))
  if (other !== undefined) throw new Gs1Error('AI_EXCLUDED', { ai, other })
  const isThere = (pattern: string) => present.some(each => each !== ai && isOf(each, pattern))
  if (requires.length === 0 || requires.some(group => group.every(isThere))) return
  const needs = requires.map(group => group.map(each => `(${each})`).join('+')).join(', ')
  throw new Gs1Error('AI_NEEDS', { ai, needs })
}
