import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Say } from '../../core/web/page.js'

/** What is wrong with a field. */
export const ErrorOf = ({ id, error }: { id: string; error?: Text | undefined }) =>
  error ? (
    <p class="error" id={`${id}-error`}>
      <Say text={error} />
    </p>
  ) : null

interface Labelled {
  id: string
  label: Text
  hint?: Text | undefined
  error?: Text | undefined
  children: ComponentChildren
}

/** A field with its label, what helps to fill it in, and what is wrong with it. */
export const Field = ({ id, label, hint, error, children }: Labelled) => (
  <div class="field">
    <label for={id}>
      <Say text={label} />
    </label>
    {children}
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        <Say text={hint} />
      </p>
    )}
    <ErrorOf id={id} error={error} />
  </div>
)

/** Attributes that tie a field to what is said of it. */
export const told = (id: string, error: Text | undefined, hint?: Text) => ({
  'aria-invalid': error ? ('true' as const) : undefined,
  'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
})
