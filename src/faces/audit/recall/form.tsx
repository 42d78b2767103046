import { clockOf, endOf, momentOf, startOf } from '@suyuan/model/core/day'
import { Gln, Gtin, LotNumber } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { RecallOrigin } from '@suyuan/model/trace/states'
import { z } from 'zod'
import { Field, Tiles } from '../../../core/web/fields.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import type { RecallTerms } from './open.js'

/** What the form holds, as it was typed. */
export interface RecallForm {
  number: string
  class: string
  reason: string
  knownAt: string
  drill: boolean
}

const EVENT = /^urn:uuid:[0-9a-f-]{36}$/
const NUMBER = /^[A-Za-z0-9._-]{1,40}$/

const text = (fields: Record<string, unknown>, name: string) =>
  typeof fields[name] === 'string' ? (fields[name] as string).trim() : ''

/** From where the recall is opened, by an address's query or a form's hidden fields; null where they name nothing. */
export function originOf(fields: Record<string, unknown>): RecallOrigin | null {
  const [gtin, lot, plot, event] = ['gtin', 'lot', 'plot', 'event'].map(name => text(fields, name))
  if (Gtin.safeParse(gtin).success && LotNumber.safeParse(lot).success) return { kind: 'lot', gtin: gtin!, lot: lot! }
  if (EVENT.test(event!)) return { kind: 'event', event: event! }
  if (!Gln.safeParse(plot).success) return null
  const day = (name: string) => z.iso.date().safeParse(text(fields, name)).data
  const [from, to] = [day('from'), day('to')]
  return { kind: 'plot', gln: plot!, from: from && startOf(from), to: to && endOf(to) }
}

/** The fields by which an origin is named again. */
export const originFields = (fields: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    ['gtin', 'lot', 'plot', 'event', 'from', 'to'].flatMap(name => {
      const value = text(fields, name)
      return value === '' ? [] : [[name, value]]
    })
  )

export const aboutOf = (origin: RecallOrigin): string =>
  origin.kind === 'lot'
    ? `lot ${origin.gtin}/${origin.lot}`
    : origin.kind === 'plot'
      ? `plot ${origin.gln}`
      : origin.event

/** A form to begin with: numbered by the minute, the risk known now. */
export function blankForm(now = new Date()): RecallForm {
  const stamp = clockOf(now)
  const number = `RC-${stamp.slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')}`
  return { number, class: 'II', reason: '', knownAt: stamp.slice(0, 16), drill: false }
}

export const typedForm = (fields: Record<string, unknown>): RecallForm => ({
  number: text(fields, 'number'),
  class: text(fields, 'class'),
  reason: text(fields, 'reason'),
  knownAt: text(fields, 'knownAt'),
  drill: text(fields, 'drill') !== ''
})

export type FormErrors = Partial<Record<keyof RecallForm, Text>>

/** What the form says, or what is wrong with it, by field. */
export function readForm(form: RecallForm, now = new Date()): { terms: RecallTerms } | { errors: FormErrors } {
  const knownAt = momentOf(form.knownAt)
  const errors: FormErrors = {
    ...(!NUMBER.test(form.number) && { number: say('auditBadNumber') }),
    ...(!/^I{1,3}$/.test(form.class) && { class: say('auditBadClass') }),
    ...((form.reason.length === 0 || form.reason.length > 300) && { reason: say('auditBadReason') }),
    ...(!(Date.parse(knownAt ?? '') <= now.getTime()) && { knownAt: say('auditBadKnownAt') })
  }
  if (Object.keys(errors).length > 0) return { errors }
  const { number, reason } = form
  return { terms: { number, class: form.class as RecallTerms['class'], reason, knownAt: knownAt! } }
}

const CLASSES = [
  ['I', say('auditClassI')],
  ['II', say('auditClassII')],
  ['III', say('auditClassIII')]
] as const

interface FormParts {
  action: string
  fields: Record<string, string>
  form: RecallForm
  errors?: FormErrors
}

/** The form by which a recall is opened. */
export const FormView = ({ action, fields, form, errors = {} }: FormParts) => (
  <form method="post" action={action} class="card stack">
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Field name="number" label={say('recallNumber')} error={errors.number}>
      {tied => <input {...tied} value={form.number} required maxLength={40} />}
    </Field>
    <Tiles
      name="class"
      label={say('recallClass')}
      options={CLASSES}
      chosen={[form.class]}
      error={errors.class}
      required
    />
    <Field name="reason" label={say('recallReason')} hint={say('auditReasonHint')} error={errors.reason}>
      {tied => (
        <textarea {...tied} required maxLength={300} rows={3}>
          {form.reason}
        </textarea>
      )}
    </Field>
    <Field name="knownAt" label={say('auditKnownAt')} hint={say('auditKnownAtHint')} error={errors.knownAt}>
      {tied => <input {...tied} type="datetime-local" value={form.knownAt} required />}
    </Field>
    <Tiles
      name="drill"
      label={say('auditDrillOr')}
      options={[['yes', say('auditDrillOnly')]]}
      chosen={form.drill ? ['yes'] : []}
      many
    />
    <div class="actions">
      <button type="submit" class="button danger">
        <Say text={say('auditRecallOpen')} />
      </button>
    </div>
  </form>
)
