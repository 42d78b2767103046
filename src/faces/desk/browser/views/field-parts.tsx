import type { ComponentChildren } from 'preact'
import { Say } from '../../../../core/web/browser/say.js'
import type { Choice, Errors, Field, Values } from '../forms/form.js'
import { say } from '../say.js'

export interface FieldParts {
  field: Field
  values: Values
  errors: Errors
  /** What reads codes for a field, where there is such a thing. */
  scan?: Scanner | undefined
}
export type Scanner = (field: Field) => ComponentChildren

export const idOf = ({ name }: Field) => `field-${name}`

/** What says more of a field, and what is wrong with it. */
export const Remarks = ({ field, errors }: FieldParts) => (
  <>
    {field.hint && (
      <span class="hint" id={`${idOf(field)}-hint`}>
        <Say text={field.hint} />
      </span>
    )}
    {errors[field.name] && (
      <span class="error" id={`${idOf(field)}-error`} role="alert">
        <Say text={errors[field.name]!} />
      </span>
    )}
  </>
)

export const describedBy = ({ field, errors }: FieldParts) =>
  [field.hint && `${idOf(field)}-hint`, errors[field.name] && `${idOf(field)}-error`].filter(Boolean).join(' ') ||
  undefined

export const described = (parts: FieldParts) => ({
  'aria-describedby': describedBy(parts),
  ...(parts.errors[parts.field.name] && { 'aria-invalid': 'true' as const })
})

export const Labelled = ({ children, ...parts }: FieldParts & { children: ComponentChildren }) => (
  <div class="field">
    <label for={idOf(parts.field)}>
      <Say text={parts.field.label} />
    </label>
    {children}
    {parts.scan?.(parts.field)}
    <Remarks {...parts} />
  </div>
)

const MODES = { count: 'numeric', weight: 'decimal' } as const

export function Input(parts: FieldParts) {
  const { field, values } = parts
  const { kind, name } = field
  return (
    <input
      id={idOf(field)}
      name={name}
      type={kind === 'date' ? 'date' : 'text'}
      value={values[name] ?? ''}
      inputMode={kind === 'count' || kind === 'weight' ? MODES[kind] : undefined}
      maxLength={kind === 'text' ? field.longest : undefined}
      autocomplete="off"
      {...described(parts)}
    />
  )
}

export const plain = ({ text, note }: Choice) =>
  `${text.zh}${note ? ` · ${note.zh}` : ''}${text.en !== text.zh ? ` ${text.en}` : ''}`

export const NoChoice = () => (
  <p class="empty">
    <Say text={say('deskNoChoice')} />
  </p>
)
