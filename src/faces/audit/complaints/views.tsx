import type { Text } from '@suyuan/model/core/refusal'
import { CASE, type CaseState } from '@suyuan/model/supervision/procedures'
import { minuteOf } from '../../../core/web/clock.js'
import { Field } from '../../../core/web/fields.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { CHANGE_TEXTS, KIND_TEXTS, spoken } from '../../../modules/trace/queries/complaint-words.js'
import {
  COMPLAINT_STATES,
  type Complaint,
  type ComplaintChange,
  type ComplaintState
} from '../../../modules/trace/queries/complaints.js'
import { lineOf, lotHref } from '../sheets.js'
import { ConcernTabs } from './tabs.js'

const MARKS = { received: 'bad', taken: 'note', answered: 'note', closed: 'good' } as const

const StateMark = ({ state }: { state: ComplaintState }) => (
  <span class={`mark ${MARKS[state]}`} data-state={state}>
    <Say text={say(CHANGE_TEXTS[state])} />
  </span>
)

interface ListParts {
  complaints: readonly Complaint[]
  state: ComplaintState | undefined
  gtin: string | undefined
  /** Where the list goes on; null at its end. */
  next: string | null
}

const addressOf = (asked: Record<string, string | undefined>) =>
  `/audit/complaints?${new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`

/** Complaints, the newest first, of one state or all. */
export const ComplaintList = ({ complaints, state, gtin, next }: ListParts) => (
  <>
    <h1>
      <Say text={say('auditComplaints')} /> {gtin && <span class="mono">{gtin}</span>}
    </h1>
    <ConcernTabs at="complaints" gtin={gtin} />
    <nav class="tabs" aria-label={lineOf(say('auditState'))}>
      {([undefined, ...COMPLAINT_STATES] as const).map(each => (
        <a href={addressOf({ state: each, gtin })} aria-current={each === state ? 'page' : undefined}>
          <Say text={say(each ? CHANGE_TEXTS[each] : 'auditAll')} />
        </a>
      ))}
    </nav>
    {complaints.length === 0 && (
      <p class="empty">
        <Say text={say('auditNothing')} />
      </p>
    )}
    <ul class="rows">
      {complaints.map(({ number, kind, words, state, receivedAt, region }) => (
        <li>
          <a href={`/audit/complaints/${number}`}>
            <strong>
              <Say text={say(KIND_TEXTS[kind])} /> <StateMark state={state} />
            </strong>
            <span>{words.length > 60 ? `${words.slice(0, 60)}…` : words}</span>
            <span class="note">
              {minuteOf(receivedAt)} · {[region, spoken(number)].filter(Boolean).join(' · ')}
            </span>
          </a>
        </li>
      ))}
    </ul>
    {next && (
      <div class="actions">
        <a class="button secondary" href={addressOf({ state, gtin, cursor: next })}>
          <Say text={say('auditOlderComplaints')} />
        </a>
      </div>
    )}
  </>
)

/** What a page shows beside the complaint: how to reach who complained, or an answer that could not be taken. */
export interface Shown {
  /** '' where it is not kept any more. */
  contact?: string
  said?: string
  error?: Text
}

type WithChanges = Complaint & { changes: readonly ComplaintChange[] }

interface Leading {
  /** What a case calls the complaint. */
  reference: string
  /** Cases that were opened from it. */
  cases: readonly { id: string; state: CaseState }[]
}

export const ComplaintView = ({
  complaint,
  reference,
  cases,
  ...shown
}: { complaint: WithChanges } & Shown & Leading) => (
  <>
    <article class="card">
      <h1>
        <Say text={say('auditComplaint')} /> <span class="mono">{spoken(complaint.number)}</span>
      </h1>
      <dl>
        <Row name={say('auditState')}>
          <StateMark state={complaint.state} />
        </Row>
        <Row name={say('complaintKind')}>
          <Say text={say(KIND_TEXTS[complaint.kind])} />
        </Row>
        <Row name={say('complaintAbout')}>
          <About complaint={complaint} />
        </Row>
        <Row name={say('auditReceivedAt')}>{minuteOf(complaint.receivedAt)}</Row>
        <Row name={say('auditRegion')}>{complaint.region || null}</Row>
        <Row name={say('complaintWords')}>{complaint.words}</Row>
        <Row name={say('auditContact')}>
          <Contact complaint={complaint} contact={shown.contact} />
        </Row>
      </dl>
      {complaint.hasPhoto && (
        <p>
          <img src={`/audit/complaints/${complaint.number}/photo`} alt={say('auditPhoto').zh} width="320" />
        </p>
      )}
    </article>
    <Cases complaint={complaint} reference={reference} cases={cases} />
    {complaint.state !== 'closed' && <StepForm complaint={complaint} {...shown} />}
    <section class="card">
      <h2>
        <Say text={say('auditDone')} />
      </h2>
      <ol>
        {complaint.changes.map(({ state, by, said, at }) => (
          <li>
            <strong>
              <Say text={say(CHANGE_TEXTS[state])} />
            </strong>{' '}
            <span class="note">
              {minuteOf(at)} {by}
            </span>
            {said && <p>{said}</p>}
          </li>
        ))}
      </ol>
    </section>
  </>
)

/** What supervision makes of it: the case says where it came from without saying the number. */
const Cases = ({ complaint: { gtin, lot }, reference, cases }: { complaint: Complaint } & Leading) => {
  const query = { origin: 'complaint', reference, ...(gtin && { gtin, ...(lot && { lot }) }) }
  return (
    <section class="card">
      {cases.map(({ id, state }) => (
        <p>
          <Say text={say('svCasesOfComplaint')} /> <a href={`/audit/supervision/cases/${id}`}>{id}</a>{' '}
          <span class="mark note">
            <Say text={CASE.states[state]} />
          </span>
        </p>
      ))}
      <p class="actions">
        <a class="button secondary" href={`/audit/supervision/cases/new/openCase?${new URLSearchParams(query)}`}>
          <Say text={say('svOpenFromComplaint')} />
        </a>
      </p>
    </section>
  )
}

/** What it is about, as far as the code that was typed says it. */
const About = ({ complaint: { gtin, lot, serial, code } }: { complaint: Complaint }) => {
  if (!gtin) return code === '' ? null : <span class="mono">{code}</span>
  return (
    <>
      {serial && (
        <a class="mono" href={`/audit/packs/${gtin}/${encodeURIComponent(serial)}`}>
          {serial}
        </a>
      )}{' '}
      {lot && <a href={lotHref({ gtin, lot })}>{lot}</a>} <a href={`/audit/products/${gtin}`}>{gtin}</a>
    </>
  )
}

/** Shown on demand, and noted with who asked: also for who complained to read. */
const Contact = ({ complaint, contact }: { complaint: Complaint; contact: string | undefined }) => {
  if (contact) return <strong>{contact}</strong>
  if (!complaint.hasContact) return <Say text={say('auditNoContact')} />
  return (
    <form method="post" action={`/audit/complaints/${complaint.number}/contact`}>
      <button type="submit" class="secondary">
        <Say text={say('auditContactShow')} />
      </button>
      <p class="hint">
        <Say text={say('auditContactHelp')} />
      </p>
    </form>
  )
}

const StepForm = ({ complaint: { number, state }, said = '', error }: { complaint: Complaint } & Shown) => (
  <form method="post" action={`/audit/complaints/${number}/step`} class="card stack">
    <Field name="said" label={say('auditReply')} hint={say('auditReplyHint')} error={error}>
      {tied => (
        <textarea {...tied} maxLength={2000} rows={4}>
          {said}
        </textarea>
      )}
    </Field>
    <div class="actions">
      {state === 'received' && (
        <button type="submit" name="state" value="taken">
          <Say text={say('auditTake')} />
        </button>
      )}
      <button type="submit" name="state" value="answered" class={state === 'received' ? 'secondary' : undefined}>
        <Say text={say('auditReplySubmit')} />
      </button>
      <button type="submit" name="state" value="closed" class="secondary">
        <Say text={say('auditCloseComplaint')} />
      </button>
    </div>
  </form>
)
