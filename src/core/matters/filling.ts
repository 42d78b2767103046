import { randomInt } from 'node:crypto'
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
function meantBy({ type, optional, read }: MatterField, text: string): unknown {
  if (type === 'yes') return text === 'yes'
  if (text === '') return optional ? undefined : ''
  if (read) return read(text)
  if (type === 'whole' || type === 'decimal') return Number(text)
  if (type === 'lines')
    return text
      .split(/\r?\n/)
      .map(line => line.trim())
      .filter(line => line !== '')
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
    const value = meantBy(field, form.raw(field.name))
    if (value !== undefined) put(payload, field.name, value)
  }
  const words = form.raw('words').replaceAll('\r\n', '\n')
  if (words !== '') payload.words = words
  const title = form.raw('document')
  if (title !== '') payload.documents = [{ title }]
  const result = (laws.get(module)!.actions[step]!.schema as z.ZodType).safeParse(payload)
  if (result.success) return payload
  for (const { path } of result.error.issues) {
    const at = path.join('.')
    const field = ['id', 'words', ...fields.map(({ name }) => name)].find(
      name => at === name || at.startsWith(`${name}.`)
    )
    if (field) form.errors[field] = say('matterWrong')
    else if (at.startsWith('documents')) form.errors.document = say('matterWrong')
    else form.problem = say('matterWrongAt', { field: at || '(root)' })
  }
  return null
}
