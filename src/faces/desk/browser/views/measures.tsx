import { Say } from '../../../../core/web/browser/say.js'
import type { Choice, Field, Values } from '../forms/form.js'
import { say } from '../say.js'
import { describedBy, type FieldParts, Input, Labelled, NoChoice, Remarks } from './field-parts.js'

/** A number and its unit, side by side. */
export const Weight = (parts: FieldParts) => {
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

/** Things each with how much of it. */
export function Amounts(parts: FieldParts) {
  const { field, values } = parts
  const { choices } = field as Field & { choices: readonly Choice[] }
  return (
    <fieldset aria-describedby={describedBy(parts)}>
      <legend>
        <Say text={field.label} />
      </legend>
      {choices.length === 0 && <NoChoice />}
      {choices.map(choice => (
        <Amount key={choice.value} name={`${field.name}:${choice.value}`} choice={choice} values={values} />
      ))}
      <Remarks {...parts} />
    </fieldset>
  )
}

export const AMOUNT_UNITS = { kilograms: 'deskKilogram', jin: 'deskJin', pieces: 'deskPieces' } as const

const Amount = ({ name, choice, values }: { name: string; choice: Choice; values: Values }) => (
  <div class="field">
    <label for={`field-${name}`}>
      <Say text={choice.text} />
      {choice.note && (
        <span class="note">
          {' '}
          <Say text={choice.note} />
        </span>
      )}
    </label>
    <div class="measure">
      <input id={`field-${name}`} name={name} inputMode="decimal" autocomplete="off" value={values[name] ?? ''} />
      <span class="note">
        <Say text={say(AMOUNT_UNITS[choice.amount ?? 'kilograms'])} />
      </span>
    </div>
  </div>
)

const EDGES = { From: 'deskFrom', To: 'deskUntil' } as const

/** From when to when, side by side. */
export function Span(parts: FieldParts) {
  const { field, values } = parts
  return (
    <fieldset class="span" aria-describedby={describedBy(parts)}>
      <legend>
        <Say text={field.label} />
      </legend>
      {Object.entries(EDGES).map(([edge, text]) => (
        <label key={edge}>
          <span class="note">
            <Say text={say(text)} />
          </span>
          <input type="datetime-local" name={field.name + edge} value={values[field.name + edge] ?? ''} />
        </label>
      ))}
      <Remarks {...parts} />
    </fieldset>
  )
}
