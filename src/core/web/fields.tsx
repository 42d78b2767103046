import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import type { Form } from './form.js'
import { Say } from './page.js'
import { say } from './texts.js'

/** What ties a control to its label, and to what is said of it, for those who hear the page as well. */
export interface Tied {
  id: string
  name: string
  'aria-describedby'?: string
  'aria-invalid'?: 'true'
}

interface FieldParts {
  name: string
  label: Text
  hint?: Text | undefined
  error?: Text | undefined
  optional?: boolean | undefined
  /** Makes the control. */
  children(tied: Tied): ComponentChildren
}

const idOf = (name: string) => `field-${name}`

const described = (id: string, hint: Text | undefined, error: Text | undefined) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined

const Called = ({ label, optional }: Pick<FieldParts, 'label' | 'optional'>) => (
  <Say text={optional ? say('fieldOptional', { field: label }) : label} />
)

/** A field: its label, what is typed into it, what helps to fill it in, and what is wrong with it. */
export function Field({ name, label, hint, error, optional, children }: FieldParts) {
  const id = idOf(name)
  const by = described(id, hint, error)
  return (
    <div class="field">
      <label for={id}>
        <Called label={label} optional={optional} />
      </label>
      {children({ id, name, ...(by && { 'aria-describedby': by }), ...(error && { 'aria-invalid': 'true' as const }) })}
      <Notes id={id} label={label} hint={hint} error={error} />
    </div>
  )
}

type NoteParts = Pick<FieldParts, 'label' | 'hint' | 'error'> & { id: string }

/** What is wrong is said with the field's name: heard or read by itself, it is clear of what. */
const Notes = ({ id, label, hint, error }: NoteParts) => (
  <>
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        <Say text={hint} />
      </p>
    )}
    {error && (
      <p class="error" id={`${id}-error`}>
        <Say text={say('fieldWrong', { field: label, wrong: error })} />
      </p>
    )}
  </>
)

/** A field of a form that shows again what was sent. */
interface Control {
  form: Form
  name: string
  label: Text
  hint?: Text | undefined
  /** What stands in it before anything was sent. */
  value?: string | undefined
}

interface InputParts extends Control {
  type?: string
  inputmode?: 'numeric' | 'decimal' | 'tel'
  autocomplete?: string
  maxlength?: number
  list?: string
  optional?: boolean
  focus?: boolean
}

/** One line of text. A password is not shown again. */
export const Input = ({ form, name, label, hint, value, type, autocomplete, optional, focus, ...rest }: InputParts) => (
  <Field name={name} label={label} hint={hint} error={form.errors[name]} optional={optional}>
    {tied => (
      <input
        {...tied}
        {...rest}
        type={type ?? 'text'}
        value={type === 'password' ? undefined : form.has(name) ? form.raw(name) : value}
        required={!optional}
        autocomplete={autocomplete ?? 'off'}
        autocapitalize="none"
        spellcheck={false}
        autofocus={focus}
      />
    )}
  </Field>
)

export type Option = readonly [value: string, text: Text]

/** One of a list. */
export const Select = ({
  form,
  name,
  label,
  hint,
  value,
  options,
  optional
}: Control & { options: readonly Option[]; optional?: boolean }) => {
  const chosen = form.raw(name) || value
  return (
    <Field name={name} label={label} hint={hint} error={form.errors[name]} optional={optional}>
      {tied => (
        <select {...tied} required={!optional}>
          {options.map(([option, text]) => (
            <option value={option} selected={option === chosen}>
              {text.zh === text.en ? text.zh : `${text.zh} ${text.en}`}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface ChoicesParts {
  name: string
  label: Text
  options: readonly Option[]
  chosen: readonly (string | undefined)[]
  error?: Text | undefined
  hint?: Text | undefined
  /** Whether several may be chosen. */
  many?: boolean | undefined
  required?: boolean
  optional?: boolean | undefined
}

/** A few values, as tiles. */
export const Tiles = ({ name, label, options, chosen, error, hint, many, required, optional }: ChoicesParts) => {
  const id = idOf(name)
  return (
    <fieldset class="choices" aria-describedby={described(id, hint, error)}>
      <legend>
        <Called label={label} optional={optional} />
      </legend>
      {options.map(([option, text]) => (
        <label>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={option}
            checked={chosen.includes(option)}
            required={required}
          />
          <span>
            <Say text={text} />
          </span>
        </label>
      ))}
      <Notes id={id} label={label} hint={hint} error={error} />
    </fieldset>
  )
}

type ChoiceParts = Omit<Control, 'value'> & {
  value?: string | readonly string[] | undefined
  options: readonly Option[]
  many?: boolean
  optional?: boolean | undefined
}

/** Tiles of a form that shows again what was sent. */
export const Choices = ({ form, name, value, ...rest }: ChoiceParts) => {
  const sent = form.all(name)
  return <Tiles name={name} chosen={sent.length > 0 ? sent : [value].flat()} error={form.errors[name]} {...rest} />
}

/** What concerns the form as a whole, before its fields. */
export const Problem = ({ form }: { form: Form }) =>
  form.failed ? (
    <p class="banner amber" role="alert">
      <Say text={form.problem ?? say('toolsFailed')} />
    </p>
  ) : null

/** The button that sends the form that it ends. */
export const Submit = ({ text }: { text: Text }) => (
  <p class="actions">
    <button class="button" type="submit">
      <Say text={text} />
    </button>
  </p>
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
