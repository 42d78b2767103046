import { randomInt } from 'node:crypto'
import { momentOf } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import { laws } from '@suyuan/model/laws'
import type { z } from 'zod'
import { today } from '../web/clock.js'
import type { Form } from '../web/form.js'
import { say } from '../web/texts.js'
import type { MatterField, MountedFace } from './face.js'

/** Letters and figures that nobody takes for one another. */
const FIGURES = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A number for a matter about to be opened: its kind, the day, five figures by chance. */
export const newNumber = (prefix: string): string =>
  `${prefix}-${today().replaceAll('-', '')}-${Array.from({ length: 5 }, () => FIGURES[randomInt(FIGURES.length)]).join('')}`

/** What a field's text means; undefined where it says nothing. */
function meantBy({ name, type, optional, read }: MatterField, form: Form): unknown {
  if (type === 'several') return form.has(name) ? form.all(name) : undefined
  const text = form.raw(name)
  if (type === 'yes') return text === 'yes'
  if (text === '') return optional ? undefined : ''
  if (read) return read(text)
  if (type === 'whole' || type === 'decimal') return Number(text)
  if (type === 'moment') return momentOf(text) ?? text
  return text.replaceAll('\r\n', '\n')
}

/** Puts a value where a path with dots leads; figures are places in a list. */
function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  if (rest.length === 0) {
    target[name] = value
    return
  }
  target[name] ??= /^\d+$/.test(rest[0]!) ? [] : {}
  put(target[name] as Record<string, unknown>, rest.join('.'), value)
}

const schemaOf = (module: string, step: string) => laws.get(module)!.actions[step]!.schema as z.ZodObject

/** Whether a step says nothing without words. */
export const needsWords = ({ module }: MountedFace, step: string): boolean =>
  schemaOf(module, step).shape.words?.isOptional() === false

/**
 * The payload that a step's form says. What the law's own schema does not take stands in the form beside its field.
 *
 * @returns null where something is wrong
 */
export function payloadOf(
  { module }: MountedFace,
  step: string,
  id: string,
  fields: readonly MatterField[],
  form: Form
): Record<string, unknown> | null {
  const payload: Record<string, unknown> = { id }
  for (const field of fields) {
    const value = meantBy(field, form)
    if (value !== undefined) put(payload, field.name, value)
  }
  const words = form.raw('words').replaceAll('\r\n', '\n')
  if (words !== '') payload.words = words
  const title = form.raw('document')
  if (title !== '') payload.documents = [{ title }]
  const result = schemaOf(module, step).safeParse(payload)
  if (result.success) return payload
  for (const issue of result.error.issues) {
    const at = issue.path.join('.')
    const names = ['id', 'words', ...fields.map(({ name }) => name)]
    const field = at.startsWith('documents') ? 'document' : names.find(name => at === name || at.startsWith(`${name}.`))
    if (field) form.errors[field] ??= wrongOf(issue, form.raw(field), typeOf(fields, field))
    else form.problem = say('matterWrongAt', { field: at || '(root)' })
  }
  return null
}

const typeOf = (fields: readonly MatterField[], field: string) => fields.find(({ name }) => name === field)?.type

/** What is wrong with a field, as far as it can be told from what was typed and what the law's schema says. */
function wrongOf(issue: z.core.$ZodIssue, typed: string, type: MatterField['type'] | undefined): Text {
  if (typed === '') return say('matterNeeded')
  if (type === 'day') return say('toolsDay')
  if (type === 'moment') return say('matterMoment')
  if (type === 'whole' || type === 'decimal') return say('matterNumber')
  if (issue.code === 'too_big' && issue.origin === 'string') return say('matterLong', { most: Number(issue.maximum) })
  return say('matterWrong')
}
