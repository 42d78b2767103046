import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { Say } from '../../../../core/web/browser/say.js'
import { type Choice, type Field, fieldOf, type Values } from '../forms/form.js'
import { lines } from '../forms/reading.js'
import { say } from '../say.js'
import {
  described,
  describedBy,
  type FieldParts,
  Input,
  idOf,
  Labelled,
  NoChoice,
  plain,
  Remarks
} from './field-parts.js'
import { AMOUNT_UNITS, Amounts, Span, Weight } from './measures.js'

/** More than this many are a list to choose from, fewer are tiles. */
const MOST_TILES = 4

interface FieldsParts extends Omit<FieldParts, 'field'> {
  fields: readonly Field[]
}

/** The fields of a form, as the gateway writes them and the phone shows them; what is seldom wanted is folded away. */
export function Fields({ fields, ...parts }: FieldsParts) {
  const { errors, values } = parts
  const view = (field: Field) => <FieldView key={field.name} field={field} {...parts} />
  return (
    <>
      {errors[''] && (
        <p class="verdict bad" role="alert">
          <Say text={errors['']} />
        </p>
      )}
      {fields.filter(field => !field.more).map(view)}
      {foldsOf(fields).map(({ heading, folded }) => (
        <Folded
          key={heading.zh}
          heading={heading}
          wanted={folded.some(field => errors[field.name] || isOwnWork(field, values))}
        >
          {folded.map(view)}
        </Folded>
      ))}
    </>
  )
}

interface FoldedParts {
  heading: Text
  /** Whether there is something in it to be seen. */
  wanted: boolean
  children: ComponentChildren
}

/** Fields behind a heading. Once opened it is not shut under the hand of who mends something in it. */
function Folded({ heading, wanted, children }: FoldedParts) {
  const opened = useRef(false)
  opened.current ||= wanted
  return (
    <details open={opened.current}>
      <summary>
        <Say text={heading} />
      </summary>
      {children}
    </details>
  )
}

interface Fold {
  heading: Text
  folded: Field[]
}

/** What is folded away, by its heading; what is filled in as last time comes last. */
function foldsOf(fields: readonly Field[]): Fold[] {
  const folds = new Map<string, Fold>()
  const [usual, seldom] = [
    fields.filter(({ more }) => more === true),
    fields.filter(({ more }) => more && more !== true)
  ]
  for (const field of [...seldom, ...usual]) {
    const heading = field.more === true ? say('deskMore') : field.more!
    const fold = folds.get(heading.zh) ?? { heading, folded: [] }
    fold.folded.push(field)
    folds.set(heading.zh, fold)
  }
  return [...folds.values()]
}

/** Whether a field that begins empty is not: nobody is to overlook what he typed before. */
const isOwnWork = ({ name, more }: Field, values: Values) =>
  more !== true && Object.entries(values).some(([input, value]) => value !== '' && fieldOf(input) === name)

function FieldView(parts: FieldParts) {
  const { kind, choices } = parts.field as Field & { choices?: readonly Choice[] }
  if (kind === 'many' || (kind === 'choice' && choices!.length <= MOST_TILES)) return <Tiles {...parts} />
  if (kind === 'weight') return <Weight {...parts} />
  if (kind === 'amounts') return <Amounts {...parts} />
  if (kind === 'span') return <Span {...parts} />
  return (
    <Labelled {...parts}>
      {kind === 'choice' ? <List {...parts} /> : kind === 'codes' ? <Codes {...parts} /> : <Input {...parts} />}
    </Labelled>
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

function List(parts: FieldParts) {
  const { field, values } = parts
  const { choices } = field as Field & { choices: readonly Choice[] }
  return (
    <select id={idOf(field)} name={field.name} value={values[field.name]} {...described(parts)}>
      {values[field.name] === '' && !choices.some(({ value }) => value === '') && (
        <option value="" selected>
          {plain({ value: '', text: say('deskChoose') })}
        </option>
      )}
      {choices.map(choice => (
        <option key={choice.value} value={choice.value} selected={choice.value === values[field.name]}>
          {plain(choice)}
        </option>
      ))}
    </select>
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
      {choices.length === 0 && <NoChoice />}
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
            <Say text={say(AMOUNT_UNITS[amount])} />
          </span>
          <input name={name} inputMode="decimal" autocomplete="off" value={values[name] ?? ''} />
        </label>
      )}
    </>
  )
}
