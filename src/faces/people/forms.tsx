import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Say } from '../../core/web/page.js'

/** What a form's field had to say against what was typed. */
export type FormErrors = Readonly<Record<string, Text>>

/** A form's fields as they were typed: text, or nothing. */
export type Typed = Readonly<Record<string, string>>

/** A form's body as it came: of what was said twice, or is no text, nothing is taken. */
export function typedOf(body: unknown): Typed {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** The choices of a form that may be several: none, one or many of a name. */
export const chosenOf = (body: unknown, name: string): string[] =>
  [(body as Record<string, unknown> | null)?.[name]].flat().filter(value => typeof value === 'string')

interface FieldParts {
  name: string
  label: Text
  hint?: Text | undefined
  error?: Text | undefined
  children(aria: { id: string; name: string; 'aria-describedby'?: string; 'aria-invalid'?: 'true' }): ComponentChildren
}

/** A field with what is said of it: hint and error belong to it for those who hear the page as well. */
export function Field({ name, label, hint, error, children }: FieldParts) {
  const id = `field-${name}`
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>
        <Say text={label} />
      </label>
      {children({
        id,
        name,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': 'true' as const })
      })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          <Say text={hint} />
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          <Say text={error} />
        </p>
      )}
    </div>
  )
}

interface InputParts {
  name: string
  label: Text
  hint?: Text | undefined
  errors?: FormErrors
  value?: string | undefined
  type?: string
  autocomplete?: string
  required?: boolean
  maxlength?: number
}

/** One line of text. */
export const Input = ({ name, label, hint, errors = {}, type = 'text', required = true, ...rest }: InputParts) => (
  <Field name={name} label={label} hint={hint} error={errors[name]}>
    {aria => <input {...aria} {...rest} type={type} required={required} autocapitalize="none" spellcheck={false} />}
  </Field>
)

/** A button that does one thing by itself. */
export const Deed = ({
  action,
  fields = {},
  kind = 'secondary',
  text
}: {
  action: string
  fields?: Readonly<Record<string, string>>
  kind?: 'secondary' | 'danger' | ''
  text: Text
}) => (
  <form method="post" action={action} class="actions">
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button type="submit" class={`button ${kind}`.trim()}>
      <Say text={text} />
    </button>
  </form>
)

/** What a form says at its head when it was not taken. */
export const Refused = ({ text }: { text: Text | undefined }) =>
  text ? (
    <div class="banner amber" role="alert">
      <Say text={text} />
    </div>
  ) : null
