import type { Text } from '@suyuan/model/core/refusal'
import { CRITERIA, type Criterion, REGISTERS } from '@suyuan/model/recognition/states'
import type { ComponentChildren } from 'preact'
import { minuteOf } from '../../core/web/clock.js'
import { Field, Input, Problem, Select, Submit } from '../../core/web/fields.js'
import type { Form } from '../../core/web/form.js'
import { ListCard, ListSearch } from '../../core/web/lists.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Listed } from './queries.js'

const lapsedFrom = (register: Text): Text => {
  const { zh, en } = say('recognitionLapsed')
  return { zh: zh + register.zh, en: en + register.en }
}

/** Where the list is: for everybody, and for the office. */
export const BOARD = '/board/recognition'
export const SCREENING = '/audit/recognition/products'

interface ListParts {
  path: string
  text: string
  products: readonly Listed[]
  next: string | null
  /** What stands between the search and the list. */
  children?: ComponentChildren
}

/** Products with their standing today. */
export const ProductList = ({ path, text, products, next, children }: ListParts) => (
  <>
    <h1>
      <Say text={say(path === BOARD ? 'recognition' : 'recognitionScreening')} />
    </h1>
    <p class="note">
      <Say text={say(path === BOARD ? 'recognitionHelp' : 'recognitionScreeningHelp')} />
    </p>
    <ListSearch action={path} text={text} />
    {children}
    <ListCard next={next} entries={products.map(product => <Product {...product} />)} />
    <p>
      <a href={`${path === BOARD ? BOARD : '/audit/recognition'}/applications`}>
        <Say text={say('recognitionCases')} />
      </a>
    </p>
  </>
)

/** What is known of a product beside its registers, in a line. */
function remarks({ eligible832, screenedAt, due, score }: Listed): Text {
  const said = [
    say(eligible832 ? 'recognitionIs832' : 'recognitionNot832'),
    screenedAt ? say('recognitionScreened', { day: minuteOf(screenedAt).slice(0, 10) }) : say('recognitionNever'),
    ...(due && screenedAt ? [say('recognitionDue')] : []),
    ...(score === null ? [] : [say('recognitionScores', { score })])
  ]
  return { zh: said.map(({ zh }) => zh).join(' · '), en: said.map(({ en }) => en).join(' · ') }
}

const Product = (product: Listed) => {
  const { gtin, name, owner, registers, lapsed, eligible832 } = product
  return (
    <li data-gtin={gtin}>
      <div>
        <strong>
          <Say text={name} />{' '}
          {registers.map(register => (
            <span class="mark good" data-register={register}>
              <Say text={REGISTERS[register]} />
            </span>
          ))}
          {lapsed.map(register => (
            <span class="mark bad" data-lapsed={register}>
              <Say text={lapsedFrom(REGISTERS[register])} />
            </span>
          ))}
          {registers.length === 0 && lapsed.length === 0 && (
            <span class="mark note">
              <Say text={say('recognitionNone')} />
            </span>
          )}
        </strong>
        <span class="note">
          {gtin} · <Say text={owner} />
        </span>
        <span class="note" data-eligible832={String(eligible832)}>
          <Say text={remarks(product)} />
        </span>
      </div>
    </li>
  )
}

/** The office's scores of a product: they rank, and decide nothing. */
export const ScoreForm = ({ form, products }: { form: Form; products: readonly Listed[] }) => (
  <details class="card" open={form.failed}>
    <summary>
      <Say text={say('recognitionScore')} />
    </summary>
    <form method="post" action={`${SCREENING}/score`} class="stack">
      <Problem form={form} />
      <p class="note">
        <Say text={say('recognitionScoreHelp')} />
      </p>
      <Select
        form={form}
        name="gtin"
        label={say('zhenpinProduct')}
        options={products.map(({ gtin, name }) => [gtin, name])}
      />
      {(Object.keys(CRITERIA) as Criterion[]).map(criterion => (
        <Input form={form} name={criterion} label={CRITERIA[criterion]} inputmode="numeric" maxlength={3} />
      ))}
      <Field name="words" label={say('recognitionEvidence')} error={form.errors.words}>
        {tied => (
          <textarea {...tied} required maxLength={500} rows={3}>
            {form.raw('words')}
          </textarea>
        )}
      </Field>
      <Submit text={say('recognitionScore')} />
    </form>
  </details>
)
