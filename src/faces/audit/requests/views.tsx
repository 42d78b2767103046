import type { Text } from '@suyuan/model/core/refusal'
import type { Names } from '../../../core/mirror/names.js'
import { minuteOf } from '../../../core/web/clock.js'
import { Field } from '../../../core/web/fields.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { hrefOf, KIND_NAMES } from '../search.js'
import { lineOf } from '../sheets.js'
import type { Request, RequestState } from './requests.js'

const STATES = {
  open: 'auditRequestOpen',
  answered: 'auditRequestAnswered',
  closed: 'auditRequestClosed'
} as const satisfies Record<RequestState, string>

const StateMark = ({ request: { state, late } }: { request: Request }) => (
  <span class={`mark ${late ? 'bad' : state === 'closed' ? 'good' : 'note'}`} data-state={state}>
    <Say text={say(late ? 'auditRequestLate' : STATES[state])} />
  </span>
)

const Requests = ({ title, requests, names, other }: RequestsParts) => (
  <section class="card">
    <h2>
      <Say text={title} />
    </h2>
    {requests.length === 0 && (
      <p class="empty">
        <Say text={say('auditNothing')} />
      </p>
    )}
    <ul class="rows">
      {requests.map(request => (
        <li>
          <a href={`/audit/requests/${request.id}`}>
            <strong>
              {KIND_NAMES[request.kind].zh} {request.thing} <StateMark request={request} />
            </strong>
            <span class="note">
              <Say text={names.party(request[other])} /> · {request.due}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

interface RequestsParts {
  title: Text
  requests: readonly Request[]
  names: Names
  /** Who is named: the other authority. */
  other: 'party' | 'office'
}

interface ListParts {
  requests: readonly Request[]
  /** Whose list it is. */
  party: string
  names: Names
}

/** What others ask of an authority, and what it asks of others. */
export const RequestList = ({ requests, party, names }: ListParts) => (
  <>
    <h1>
      <Say text={say('auditRequests')} />
    </h1>
    <p class="note">
      <Say text={say('auditRequestsHelp')} />
    </p>
    <div class="actions">
      <a class="button" href="/audit/requests/new">
        <Say text={say('auditRequestNew')} />
      </a>
    </div>
    <Requests
      title={say('auditRequestsToUs')}
      requests={requests.filter(({ office }) => office === party)}
      names={names}
      other="party"
    />
    <Requests
      title={say('auditRequestsByUs')}
      requests={requests.filter(request => request.party === party)}
      names={names}
      other="office"
    />
  </>
)

interface ViewParts {
  request: Request
  /** Who looks at it: who asks, or who is asked. */
  party: string
  names: Names
  wrong?: { words: string; error: Text } | undefined
}

export const RequestView = ({ request, party, names, wrong }: ViewParts) => (
  <>
    <article class="card">
      <h1>
        <Say text={say('auditRequest')} />
      </h1>
      <dl>
        <Row name={say('auditState')}>
          <StateMark request={request} />
        </Row>
        <Row name={say('auditAsker')}>
          <Say text={names.party(request.party)} />
        </Row>
        <Row name={say('auditOffice')}>
          <Say text={names.party(request.office)} />
        </Row>
        <Row name={say('auditAbout')}>
          <a href={hrefOf({ kind: request.kind, id: request.thing })}>
            {lineOf(KIND_NAMES[request.kind])} {request.thing}
          </a>
        </Row>
        <Row name={say('auditRequestReason')}>{request.reason}</Row>
        <Row name={say('auditAskedAt')}>{minuteOf(request.askedAt)}</Row>
        <Row name={say('auditAnswerBy')}>{request.due}</Row>
        <Row name={say('auditAnsweredAt')}>{request.answeredAt && minuteOf(request.answeredAt)}</Row>
        <Row name={say('auditAnswer')}>{request.answer}</Row>
        <Row name={say('auditClosedAt')}>{request.closedAt && minuteOf(request.closedAt)}</Row>
      </dl>
    </article>
    {request.state === 'open' && request.office === party && <AnswerForm id={request.id} wrong={wrong} />}
    {request.state !== 'closed' && request.party === party && (
      <form method="post" action={`/audit/requests/${request.id}/close`}>
        <button type="submit" class={request.state === 'answered' ? undefined : 'secondary'}>
          <Say text={say(request.state === 'answered' ? 'auditRequestClose' : 'auditRequestWithdraw')} />
        </button>
      </form>
    )}
  </>
)

const AnswerForm = ({ id, wrong }: { id: string; wrong: ViewParts['wrong'] }) => (
  <form method="post" action={`/audit/requests/${id}/answer`} class="card stack">
    <Field name="words" label={say('auditAnswer')} hint={say('auditAnswerHint')} error={wrong?.error}>
      {tied => (
        <textarea {...tied} required maxLength={1000} rows={5}>
          {wrong?.words ?? ''}
        </textarea>
      )}
    </Field>
    <button type="submit">
      <Say text={say('auditAnswerSubmit')} />
    </button>
  </form>
)
