import type { Text } from '@suyuan/model/core/refusal'
import { CRITERIA, type Criterion, REGISTERS } from '@suyuan/model/recognition/states'
import type { ComponentChildren } from 'preact'
import { OnLedger, type Place } from '../../core/matters/views.js'
import { minuteOf } from '../../core/web/clock.js'
import { Field, Input, Problem, Select, Submit } from '../../core/web/fields.js'
import type { Form } from '../../core/web/form.js'
import { joined } from '../../core/web/joined.js'
import { ListCard, ListSearch } from '../../core/web/lists.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Listed, Round } from './queries.js'

const lapsedFrom = (register: Text): Text => {
  const { zh, en } = say('recognitionLapsed')
  return { zh: zh + register.zh, en: en + register.en }
}

/** Where the list is: for everybody, and for the office. */
export const BOARD = '/board/recognition'
export const SCREENING = '/audit/recognition/products'

/** What the schedule did last, and does next; `next` is null where it does nothing here. */
export interface Rounds {
  last: Round | null
  next: { at: Date; due: number } | null
}

interface ListParts extends Rounds {
  path: string
  text: string
  products: readonly Listed[]
  /** Where the list goes on. */
  more: string | null
  /** What stands between the search and the list. */
  children?: ComponentChildren
}

/** Products with their standing today. */
export const ProductList = ({ path, text, products, more, children, ...rounds }: ListParts) => (
  <>
    <h1>
      <Say text={say(path === BOARD ? 'recognition' : 'recognitionScreening')} />
    </h1>
    <p class="note">
      <Say text={say(path === BOARD ? 'recognitionHelp' : 'recognitionScreeningHelp')} />
    </p>
    <ListSearch action={path} text={text} />
    {children}
    <Schedule place={path === BOARD ? 'board' : 'audit'} {...rounds} />
    <ListCard next={more} entries={products.map(product => <Product {...product} />)} />
    <p>
      <a href={`${path === BOARD ? BOARD : '/audit/recognition'}/applications`}>
        <Say text={say('recognitionCases')} />
      </a>
    </p>
  </>
)

const Schedule = ({ place, last, next }: Rounds & { place: Place }) => (
  <section class="card" id="schedule">
    <h2>
      <Say text={say('recognitionSchedule')} />
    </h2>
    <p>
      <Say
        text={
          last
            ? say('recognitionRound', {
                ...{ time: minuteOf(last.at), products: last.products, lapsed: last.lapsed, office: last.by }
              })
            : say('recognitionRoundNone')
        }
      />
    </p>
    {last && <OnLedger place={place} command={last} />}
    <p>
      <Say
        text={
          next
            ? say('recognitionRoundNext', { time: minuteOf(next.at), count: next.due })
            : say('recognitionScheduleOff')
        }
      />
    </p>
  </section>
)

/** What is known of a product beside its registers, in a line. */
function remarks({ eligible832, screenedAt, byItself, due, score }: Listed): Text {
  const screened = byItself ? 'recognitionScreenedByItself' : 'recognitionScreened'
  const said = [
    say(eligible832 ? 'recognitionIs832' : 'recognitionNot832'),
    screenedAt ? say(screened, { day: minuteOf(screenedAt).slice(0, 10) }) : say('recognitionNever'),
    ...(due && screenedAt ? [say('recognitionDue')] : []),
    ...(score === null ? [] : [say('recognitionScores', { score })])
  ]
  return joined(said, ' · ')
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
