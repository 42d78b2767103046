import type { ComponentChildren } from 'preact'
import { Say } from '../../../../core/web/browser/say.js'
import type { Choice, Errors, Field, Values } from '../forms/form.js'
import { lines } from '../forms/reading.js'
import { say } from '../say.js'

/** More than this many are a list to choose from, fewer are tiles. */
const MOST_TILES = 4

interface FieldParts {
  field: Field
  values: Values
  errors: Errors
  /** What reads codes for a field, where there is such a thing. */
  scan?: Scanner | undefined
}
type Scanner = (field: Field) => ComponentChildren

interface FieldsParts extends Omit<FieldParts, 'field'> {
  fields: readonly Field[]
}

/** The fields of a form, as the gateway writes them and the phone shows them; those filled in as last time are folded away. */
export function Fields({ fields, ...parts }: FieldsParts) {
  const { errors } = parts
  const more = fields.filter(field => field.more)
  const view = (field: Field) => <FieldView key={field.name} field={field} {...parts} />
  return (
    <>
      {errors[''] && (
        <p class="verdict bad" role="alert">
          <Say text={errors['']} />
        </p>
      )}
      {fields.filter(field => !field.more).map(view)}
      {more.length > 0 && (
        <details open={more.some(({ name }) => errors[name])}>
          <summary>
            <Say text={say('deskMore')} />
          </summary>
          {more.map(view)}
        </details>
      )}
    </>
  )
}

function FieldView(parts: FieldParts) {
  const { kind, choices } = parts.field as Field & { choices?: readonly Choice[] }
  if (kind === 'many' || (kind === 'choice' && choices!.length <= MOST_TILES)) return <Tiles {...parts} />
  if (kind === 'weight') return <Weight {...parts} />
  return (
    <Labelled {...parts}>
      {kind === 'choice' ? <List {...parts} /> : kind === 'codes' ? <Codes {...parts} /> : <Input {...parts} />}
    </Labelled>
  )
}

const idOf = ({ name }: Field) => `field-${name}`

/** What says more of a field, and what is wrong with it. */
const Remarks = ({ field, errors }: FieldParts) => (
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

const describedBy = ({ field, errors }: FieldParts) =>
  [field.hint && `${idOf(field)}-hint`, errors[field.name] && `${idOf(field)}-error`].filter(Boolean).join(' ') ||
  undefined

const described = (parts: FieldParts) => ({
  'aria-describedby': describedBy(parts),
  ...(parts.errors[parts.field.name] && { 'aria-invalid': 'true' as const })
})

const Labelled = ({ children, ...parts }: FieldParts & { children: ComponentChildren }) => (
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

function Input(parts: FieldParts) {
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

const Codes = (parts: FieldParts) => (
  <textarea
    id={idOf(parts.field)}
    name={parts.field.name}
    rows={3}
    autocapitalize="characters"
    spellcheck={false}
    value={parts.values[parts.field.name] ?? ''}
    data-scans={parts.field.kind === 'codes' ? parts.field.scans : undefined}
    {...described(parts)}
  />
)

const plain = ({ text, note }: Choice) =>
  `${text.zh}${note ? ` · ${note.zh}` : ''}${text.en !== text.zh ? ` ${text.en}` : ''}`

function List(parts: FieldParts) {
  const { field, values } = parts
  const { choices } = field as Field & { choices: readonly Choice[] }
  return (
    <select id={idOf(field)} name={field.name} value={values[field.name]} {...described(parts)}>
      {choices.map(choice => (
        <option key={choice.value} value={choice.value} selected={choice.value === values[field.name]}>
          {plain(choice)}
        </option>
      ))}
    </select>
  )
}

/** A number and its unit, side by side. */
const Weight = (parts: FieldParts) => {
  const { field, values } = parts
  const unit = `${field.name}Unit`
  const units = { jin: say('deskJin'), kg: say('deskKilogram') }
  return (
    <>
      <Labelled {...parts}>
        <Input {...parts} />
      </Labelled>
      <fieldset class="choices pair">
        <legend>
          <Say text={say('deskUnit')} />
        </legend>
        {Object.entries(units).map(([value, text]) => (
          <label key={value}>
            <input type="radio" name={unit} value={value} checked={values[unit] === value} />
            <span>
              <Say text={text} />
            </span>
          </label>
        ))}
      </fieldset>
    </>
  )
}

/** Big tiles: one of them, or any number. */
function Tiles(parts: FieldParts) {
  const { field, values } = parts
  const { kind, choices } = field as Field & { choices: readonly Choice[] }
  const chosen = kind === 'many' ? lines(values[field.name]) : [values[field.name]]
  return (
    <fieldset class="choices" aria-describedby={describedBy(parts)}>
      <legend>
        <Say text={field.label} />
      </legend>
      {choices.length === 0 && (
        <p class="empty">
          <Say text={say('deskNoChoice')} />
        </p>
      )}
      {choices.map(choice => (
        <Tile key={choice.value} field={field} choice={choice} chosen={chosen.includes(choice.value)} values={values} />
      ))}
      {choices.length > 0 && parts.scan?.(field)}
      <Remarks {...parts} />
    </fieldset>
  )
}

interface TileParts {
  field: Field
  choice: Choice
  chosen: boolean
  values: Values
}

function Tile({ field, choice, chosen, values }: TileParts) {
  const { value, text, note, amount } = choice
  const name = `${field.name}:${value}`
  const type = field.kind === 'many' ? 'checkbox' : 'radio'
  return (
    <>
      <label>
        <input type={type} name={field.name} value={value} checked={chosen} />
        <span>
          <Say text={text} />
          {note && (
            <span class="note">
              <Say text={note} />
            </span>
          )}
        </span>
      </label>
      {field.kind === 'many' && amount && (
        <label class="amount">
          <span class="note">
            <Say text={say(amount === 'pieces' ? 'deskPieces' : 'deskKilogram')} />
          </span>
          <input name={name} inputMode="decimal" autocomplete="off" value={values[name] ?? ''} />
        </label>
      )}
    </>
  )
}
