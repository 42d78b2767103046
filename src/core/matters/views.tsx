import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { ComponentChildren } from 'preact'
import type { Names } from '../mirror/names.js'
import { minuteOf } from '../web/clock.js'
import { Choices, Field, Input, type Option, Problem, Select, Submit } from '../web/fields.js'
import type { Form } from '../web/form.js'
import { ListCard, ListSearch } from '../web/lists.js'
import { Row, Say } from '../web/page.js'
import { say } from '../web/texts.js'
import { type MatterField, type MountedFace, type Numbered, shownTo, type Viewer } from './face.js'
import type { StepCommand } from './queries.js'

/** Where matters of a kind are, on one of the faces. */
export type Place = 'desk' | 'audit' | 'board'
export const listPath = (place: Place, { module, path }: Pick<MountedFace, 'module' | 'path'>) =>
  path === module ? `/${place}/${module}` : `/${place}/${module}/${path}`
export const matterPath = (place: Place, face: MountedFace, id: string) =>
  `${listPath(place, face)}/${encodeURIComponent(id)}`

const textOf = (said: Text | string): Text => (typeof said === 'string' ? untranslated(said) : said)

export const State = ({ face: { procedure }, state }: { face: MountedFace; state: string }) => (
  <span class="mark note" data-state={state}>
    <Say text={procedure.states[state]!} />
  </span>
)

export interface ListParts {
  face: MountedFace
  place: Place
  matters: readonly Numbered[]
  names: Names
  asked: { state: string; text: string }
  /** Steps that open one. */
  openings: readonly string[]
  next: string | null
  above: ComponentChildren
}

/** Matters of a kind, with what narrows them down. */
export const MatterList = ({ face, place, matters, names, asked, openings, next, above }: ListParts) => (
  <>
    <h1>
      <Say text={face.title} />
    </h1>
    <p class="note">
      <Say text={face.help} />
    </p>
    {openings.length > 0 && (
      <div class="actions">
        {openings.map(step => (
          <a class="button" href={`${listPath(place, face)}/new/${step}`}>
            <Say text={face.procedure.steps[step]!} />
          </a>
        ))}
      </div>
    )}
    {above}
    <Narrowing face={face} place={place} asked={asked} />
    <ListCard
      next={next}
      entries={matters.map(matter => (
        <li>
          <a href={matterPath(place, face, matter.id)}>
            <strong>
              <Say text={textOf(face.headline(matter, names))} /> <State face={face} state={matter.state} />
            </strong>
            <span class="note">
              {matter.id} · {minuteOf(matter.history.at(-1)!.at)} · <Say text={names.party(matter.party)} />
            </span>
          </a>
        </li>
      ))}
    />
  </>
)

const Narrowing = ({ face, place, asked }: Pick<ListParts, 'face' | 'place' | 'asked'>) => (
  <ListSearch action={listPath(place, face)} text={asked.text}>
    <label for="state">
      <Say text={say('matterState')} />
    </label>
    <select id="state" name="state">
      <option value="">{lineOf(say('matterAll'))}</option>
      {Object.entries(face.procedure.states).map(([state, text]) => (
        <option value={state} selected={state === asked.state}>
          {lineOf(text)}
        </option>
      ))}
    </select>
  </ListSearch>
)

export const lineOf = ({ zh, en }: Text) => (zh === en ? zh : `${zh} ${en}`)

export interface MatterParts {
  face: MountedFace
  place: Place
  matter: Numbered
  names: Names
  viewer: Viewer
  commands: readonly (StepCommand | null)[]
  /** What the face's own part of the page is. */
  more: ComponentChildren
  /** Steps that the viewer may take, with their forms. */
  steps: readonly StepParts[]
  /** A step was sent that the ledger has not got yet. */
  underway: boolean
}

/** One matter: what it is, what can be done about it, what was done. */
export const MatterView = ({ face, place, matter, names, viewer, commands, more, steps, underway }: MatterParts) => (
  <>
    {underway && (
      <p class="banner amber" role="status">
        <Say text={say('matterUnderway')} />
      </p>
    )}
    <article class="card">
      <h1>
        <Say text={textOf(face.headline(matter, names))} />
      </h1>
      <dl>
        <Row name={face.number.label}>{matter.id}</Row>
        <Row name={say('matterState')}>
          <State face={face} state={matter.state} />
        </Row>
        <Row name={say('matterParty')}>
          <Say text={names.party(matter.party)} />
        </Row>
        {face.facts(matter, names, viewer).map(([name, said]) => (
          <Row name={name}>{said === undefined ? undefined : <Say text={textOf(said)} />}</Row>
        ))}
      </dl>
    </article>
    {more}
    {steps.length > 0 && (
      <section class="card stack">
        <h2>
          <Say text={say('matterSteps')} />
        </h2>
        {steps.map(step => (
          <details open={step.form.failed}>
            <summary>
              <Say text={face.procedure.steps[step.step]!} />
            </summary>
            <StepForm {...step} />
          </details>
        ))}
      </section>
    )}
    <History {...{ face, place, matter: shownTo(matter, viewer), names, commands }} />
  </>
)

type HistoryParts = Pick<MatterParts, 'face' | 'place' | 'matter' | 'names' | 'commands'>

/** Which step was taken, when, by whom, on which document; the newest first. */
const History = ({ face, place, matter, names, commands }: HistoryParts) => (
  <section class="card">
    <h2>
      <Say text={say('matterHistory')} />
    </h2>
    <ol class="rows">
      {matter.history
        .map((happened, index) => ({ ...happened, command: commands[index] }))
        .reverse()
        .map(({ step, by, at, words, documents = [], command }) => (
          <li>
            <strong>
              <Say text={face.procedure.steps[step]!} />
            </strong>
            <span class="note">
              {minuteOf(at)} · <Say text={names.party(by)} />
            </span>
            {words && <p>{words}</p>}
            {documents.map(({ title }) => (
              <p>{title}</p>
            ))}
            {command && <OnLedger place={place} command={command} />}
          </li>
        ))}
    </ol>
  </section>
)

/** Where on the ledger a command is, and its proof. */
export const OnLedger = ({ place, command: { key, id, block } }: { place: Place; command: StepCommand }) => (
  <p class="note">
    <a href={`/api/core/commands/${key}/${id}/proof`} download>
      <Say text={say('matterProof')} />
    </a>
    {' · '}
    {place === 'audit' ? (
      <a href={`/audit/ledger/commands/${key}/${id}`}>
        <Say text={say('matterBlock', { block })} />
      </a>
    ) : (
      <Say text={say('matterBlock', { block })} />
    )}
  </p>
)

/** A field with what may be chosen in it. */
export interface Filled {
  field: MatterField
  options: readonly Option[]
  value: string | undefined
}

export interface StepParts {
  step: string
  text: Text
  action: string
  form: Form
  fields: readonly Filled[]
  needsWords: boolean
  /** So that sending it twice is sending it once. */
  attempt: string
}

export const StepForm = ({ text, action, form, fields, needsWords, attempt }: StepParts) => (
  <form method="post" action={action} class="stack">
    <input type="hidden" name="attempt" value={attempt} />
    <Problem form={form} />
    {fields.map(filled => (
      <Control form={form} {...filled} />
    ))}
    <Field
      name="words"
      label={say('matterWords')}
      hint={say('matterWordsHint')}
      error={form.errors.words}
      optional={!needsWords}
    >
      {tied => (
        <textarea {...tied} required={needsWords} maxLength={500} rows={3}>
          {form.raw('words')}
        </textarea>
      )}
    </Field>
    <Input form={form} name="document" label={say('matterDocument')} maxlength={120} optional />
    <Submit text={text} />
  </form>
)

const INPUTS: { readonly [type in MatterField['type']]?: string } = { day: 'date', moment: 'datetime-local' }

const Control = ({ form, field, options, value }: { form: Form } & Filled) => {
  const { name, label, hint, type, optional } = field
  const said = form.has(name) ? form.raw(name) : (value ?? '')
  const common = { form, name, label, hint, value }
  switch (type) {
    case 'hidden':
      return <input type="hidden" name={name} value={said} />
    case 'choice':
      return <Select {...common} options={[['', say('matterChoose')], ...options]} optional={optional === true} />
    case 'yes':
      return <Choices {...common} many options={[['yes', say('matterYes')]]} />
    case 'several':
      return <Choices {...common} many options={options} optional={optional} />
    case 'long':
      return (
        <Field name={name} label={label} hint={hint} error={form.errors[name]} optional={optional}>
          {tied => (
            <textarea {...tied} required={!optional} rows={4} maxLength={4000}>
              {said}
            </textarea>
          )}
        </Field>
      )
    default: {
      const inputmode = type === 'whole' ? 'numeric' : type === 'decimal' ? 'decimal' : undefined
      return (
        <Input
          {...common}
          type={INPUTS[type] ?? 'text'}
          {...(inputmode && { inputmode })}
          optional={optional === true}
        />
      )
    }
  }
}
