import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'

/** What a form came with, and what is wrong with it, field by field: shown again as it was typed. */
export class Form {
  readonly errors: Record<string, Text> = {}
  /** What concerns no field alone. */
  problem: Text | undefined

  constructor(private readonly sent: Readonly<Record<string, unknown>> = {}) {}

  static of(body: unknown): Form {
    return new Form(typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {})
  }

  get failed(): boolean {
    return this.problem !== undefined || Object.keys(this.errors).length > 0
  }

  /** As it was typed, without blanks around it. */
  raw(name: string): string {
    const value = this.sent[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  }

  /** All values of a field that may be there several times. */
  all(name: string): string[] {
    const value = this.sent[name]
    return (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
  }

  /** The field as `read` understands it; where that is null, `problem` stands beside it and the result is of no use. */
  read<T>(name: string, read: (text: string) => T | null, problem: Text): T {
    const value = read(this.raw(name))
    if (value === null) this.errors[name] = problem
    return value as T
  }

  /** A text that must be there. */
  text(name: string, most: number): string {
    return this.read(name, text => (text !== '' && text.length <= most ? text : null), say('toolsText', { most }))
  }

  choice<T extends string>(name: string, options: readonly T[]): T {
    return this.read(name, text => options.find(option => option === text) ?? null, say('toolsChoice'))
  }

  whole(name: string, least: number, most: number): number {
    const read = (text: string) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      return value >= least && value <= most ? value : null
    }
    return this.read(name, read, say('toolsWhole', { least, most }))
  }

  day(name: string): string {
    return this.read(name, text => (isDay(text) ? text : null), say('toolsDay'))
  }
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

interface FieldProps {
  form: Form
  name: string
  label: Text
  hint?: Text
  type?: string
  inputmode?: 'numeric' | 'decimal' | 'tel'
  value?: string | undefined
  list?: string
  optional?: boolean
  focus?: boolean
  /** Beside the input: a unit, a button. */
  children?: ComponentChildren
}

const describedBy = (name: string, hint: unknown, error: unknown) =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined

const Notes = ({ name, hint, error }: { name: string; hint: Text | undefined; error: Text | undefined }) => (
  <>
    {hint && (
      <p class="hint" id={`${name}-hint`}>
        <Say text={hint} />
      </p>
    )}
    {error && (
      <p class="error" id={`${name}-error`}>
        <Say text={error} />
      </p>
    )}
  </>
)

/** A field with its label, and what is wrong with it. */
export const Field = ({ form, name, label, hint, value, optional, focus, children, ...input }: FieldProps) => {
  const error = form.errors[name]
  return (
    <div class="field">
      <label for={name}>
        <Say text={label} />
      </label>
      <input
        id={name}
        name={name}
        value={form.raw(name) || value}
        required={!optional}
        autocomplete="off"
        autofocus={focus}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
        {...input}
      />
      {children}
      <Notes name={name} hint={hint} error={error} />
    </div>
  )
}

export type Option = readonly [value: string, text: Text]

/** A field with few values. */
export const Select = ({
  form,
  name,
  label,
  hint,
  options,
  value
}: Pick<FieldProps, 'form' | 'name' | 'label' | 'hint' | 'value'> & { options: readonly Option[] }) => {
  const error = form.errors[name]
  const chosen = form.raw(name) || value
  return (
    <div class="field">
      <label for={name}>
        <Say text={label} />
      </label>
      <select id={name} name={name} required aria-describedby={describedBy(name, hint, error)}>
        {options.map(([option, text]) => (
          <option value={option} selected={option === chosen}>
            {text.zh === text.en ? text.zh : `${text.zh} ${text.en}`}
          </option>
        ))}
      </select>
      <Notes name={name} hint={hint} error={error} />
    </div>
  )
}

/** Two or three values, as tiles. */
export const Choices = ({
  form,
  name,
  label,
  options,
  value,
  many
}: Pick<FieldProps, 'form' | 'name' | 'label' | 'value'> & { options: readonly Option[]; many?: boolean }) => {
  const sent = form.all(name)
  const chosen = sent.length > 0 ? sent : [value]
  const error = form.errors[name]
  return (
    <fieldset class="choices" aria-describedby={describedBy(name, undefined, error)}>
      <legend>
        <Say text={label} />
      </legend>
      {options.map(([option, text]) => (
        <label>
          <input type={many ? 'checkbox' : 'radio'} name={name} value={option} checked={chosen.includes(option)} />
          <span>
            <Say text={text} />
          </span>
        </label>
      ))}
      <Notes name={name} hint={undefined} error={error} />
    </fieldset>
  )
}

/** What concerns the form as a whole, before its fields. */
export const Problem = ({ form }: { form: Form }) =>
  form.problem || form.failed ? (
    <p class="banner amber" role="alert">
      <Say text={form.problem ?? say('toolsFailed')} />
    </p>
  ) : null

/** Today, as a calendar in China has it. */
export const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
