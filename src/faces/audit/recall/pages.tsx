import type { Text } from '@suyuan/model/core/refusal'
import { minuteOf } from '../../../core/web/clock.js'
import { Row, Say } from '../../../core/web/page.js'
import { say, type TextName } from '../../../core/web/texts.js'
import type { Names } from '../../../modules/trace/queries/names.js'
import type { Announcement } from '../../../modules/trace/queries/recalls.js'
import { SheetView } from '../sheets-view.js'
import type { Clock, Clocks } from './clocks.js'
import type { Closing } from './closings.js'
import type { Drill } from './drills.js'
import { type Counts, type Impact, isReconciled } from './impact.js'
import type { Notice } from './notices.js'
import { countsSheet, holdersSheet, lotsSheet, noticesSheet, transitSheet } from './tables.js'

/** A recall as its page shows it. */
export interface RecallView {
  /** Where this page and its forms are. */
  base: string
  recall: Announcement
  clocks: Clocks
  impact: Impact
  counts: readonly Counts[]
  notices: readonly Notice[]
  names: Names
  closing: Closing | null
  /** Lots made of recalled ones that carry no flag themselves. */
  unflagged: number
  /** Who reads: what he may do, and whether he sees only his own party's goods. */
  party: string
  mayAct: boolean
  onlyOwn: boolean
}

const CLOCK_TEXTS = {
  met: ['auditClockMet', 'good'],
  late: ['auditClockLate', 'bad'],
  running: ['auditClockRunning', 'note'],
  overdue: ['auditClockOverdue', 'bad']
} as const satisfies Record<Clock['state'], readonly [TextName, string]>

const ClockView = ({ name, clock }: { name: Text; clock: Clock }) => {
  const [text, mark] = CLOCK_TEXTS[clock.state]
  return (
    <Row name={name}>
      <Say text={say('auditDue', { time: minuteOf(clock.due) })} />{' '}
      <span class={`mark ${mark}`}>
        <Say text={say(text)} />
      </span>
      {clock.done && <span class="note"> {minuteOf(clock.done)}</span>}
    </Row>
  )
}

const classText = (level: 'I' | 'II' | 'III') => say(level === 'I' ? 'classI' : level === 'II' ? 'classII' : 'classIII')

/** How far a recall is: known, announced, told to all, heard by all, all accounted for, ended. */
const Steps = ({ view: { notices, counts, closing } }: { view: RecallView }) => {
  const heard = notices.filter(({ acknowledgedAt }) => acknowledgedAt).length
  const steps: [Text, boolean][] = [
    [say('auditStepKnown'), true],
    [say('auditStepAnnounced'), true],
    [say('auditStepNoticed', { count: notices.length }), notices.length > 0],
    [say('auditStepHeard', { heard, count: notices.length }), heard === notices.length],
    [say('auditStepReconciled'), isReconciled(counts)],
    [say('auditStepClosed'), closing !== null]
  ]
  return (
    <ol class="steps">
      {steps.map(([text, done]) => (
        <li class={done ? 'done' : undefined}>
          <span aria-hidden="true">{done ? '✓' : '○'}</span> <Say text={text} />
          {done && <span class="note"> {say('auditStepDone').zh}</span>}
        </li>
      ))}
    </ol>
  )
}

export const RecallPage = ({ view }: { view: RecallView }) => {
  const { recall, clocks, impact, counts, notices, names, closing, onlyOwn, party, unflagged } = view
  const only = onlyOwn ? party : null
  const mine = notices.find(notice => notice.party === party)
  return (
    <>
      <section class={closing ? 'banner amber' : 'banner'}>
        <h1>
          <Say text={say('auditRecallTitle', { number: recall.number })} />
        </h1>
        <p>
          <Say text={classText(recall.class)} />
        </p>
        <p>{recall.reason}</p>
      </section>
      {mine && !mine.acknowledgedAt && <Acknowledge base={view.base} number={recall.number} />}
      <section class="card">
        <h2>
          <Say text={say('auditProgress')} />
        </h2>
        <Steps view={view} />
        <dl>
          <Row name={say('recallBy')}>
            <Say text={recall.authorName ?? { zh: recall.author, en: recall.author }} />
          </Row>
          <Row name={say('auditKnownAt')}>{minuteOf(recall.knownAt)}</Row>
          <ClockView name={say('auditStartClock', { hours: clocks.hours })} clock={clocks.start} />
          <ClockView name={say('auditEndClock', { days: clocks.days })} clock={clocks.completion} />
          <Row name={say('auditSource')}>
            {clocks.source}
            {!clocks.calendarKnown && (
              <>
                {' '}
                <span class="mark">
                  <Say text={say('auditCalendarUnknown')} />
                </span>
              </>
            )}
          </Row>
        </dl>
      </section>
      {!onlyOwn && <SheetView sheet={countsSheet(counts)} />}
      <SheetView sheet={holdersSheet(impact, names, only)} />
      <SheetView sheet={transitSheet(impact, names, only)} />
      {!onlyOwn && <SheetView sheet={noticesSheet(notices, names)} />}
      {!onlyOwn && <SheetView sheet={lotsSheet(impact)} />}
      {unflagged > 0 && <Unflagged view={view} />}
      {closing ? <Closed closing={closing} /> : view.mayAct && <CloseForm view={view} />}
    </>
  )
}

const Acknowledge = ({ base, number }: { base: string; number: string }) => (
  <form method="post" action={`${base}/${number}/acknowledge`} class="card stack">
    <h2>
      <Say text={say('auditAcknowledge')} />
    </h2>
    <p>
      <Say text={say('auditAcknowledgeHelp')} />
    </p>
    <div class="field">
      <label for="words">
        <Say text={say('auditAcknowledgeWords')} />
      </label>
      <textarea id="words" name="words" maxLength={300} rows={2} />
    </div>
    <div class="actions">
      <button type="submit" class="button">
        <Say text={say('auditAcknowledgeSubmit')} />
      </button>
    </div>
  </form>
)

const Unflagged = ({ view: { base, recall, unflagged, mayAct } }: { view: RecallView }) => (
  <section class="card">
    <h2>
      <Say text={say('auditUnflagged', { count: unflagged })} />
    </h2>
    <p>
      <Say text={say('auditUnflaggedHelp')} />
    </p>
    {mayAct && (
      <form method="post" action={`${base}/${recall.number}/supplement`} class="actions">
        <button type="submit" class="button danger">
          <Say text={say('auditSupplement')} />
        </button>
      </form>
    )}
  </section>
)

const CloseForm = ({ view: { base, recall, counts } }: { view: RecallView }) => {
  const reconciled = isReconciled(counts)
  return (
    <form method="post" action={`${base}/${recall.number}/close`} class="card stack">
      <h2>
        <Say text={say('auditClose')} />
      </h2>
      <p>
        <Say text={say(reconciled ? 'auditCloseReady' : 'auditCloseEarly')} />
      </p>
      <div class="field">
        <label for="closing">
          <Say text={say('auditCloseWords')} />
        </label>
        <textarea id="closing" name="words" required maxLength={1000} rows={3} />
      </div>
      <div class="actions">
        <button type="submit" class={reconciled ? 'button' : 'button danger'}>
          <Say text={say('auditCloseSubmit')} />
        </button>
      </div>
    </form>
  )
}

const Closed = ({ closing: { closedAt, party, words, counts } }: { closing: Closing }) => (
  <>
    <section class="verdict">
      <h3>
        <Say text={say('auditClosed', { time: minuteOf(closedAt) })} />
      </h3>
      <p>{words}</p>
      <p class="note">{party}</p>
    </section>
    <SheetView sheet={{ ...countsSheet(counts), id: 'closing-counts', title: say('auditClosedCounts') }} />
  </>
)

/** What a drill found. */
export const DrillPage = ({ drill }: { drill: Drill }) => (
  <>
    <section class="banner amber">
      <h1>
        <Say text={say('auditDrillTitle', { number: drill.number })} />
      </h1>
      <p>
        <Say text={say('auditDrillHelp')} />
      </p>
    </section>
    <section class="card">
      <dl>
        <Row name={say('auditTime')}>{minuteOf(drill.heldAt)}</Row>
        <Row name={say('auditOrigin')}>{drill.origin}</Row>
        <Row name={say('recallClass')}>{drill.class}</Row>
        <Row name={say('auditDrillTook')}>{drill.milliseconds} ms</Row>
        <Row name={say('auditLots')}>{drill.lots.length}</Row>
        <Row name={say('auditDrillParties')}>{drill.parties.join(', ')}</Row>
      </dl>
    </section>
    <SheetView sheet={countsSheet(drill.counts)} />
  </>
)

interface Listed {
  base: string
  recalls: readonly Announcement[]
  closed: ReadonlySet<string>
  drills: readonly Drill[]
  /** Recalls of which the reader's party was told and has not said that it heard. */
  unheard: ReadonlySet<string>
}

export const RecallList = ({ base, recalls, closed, drills, unheard }: Listed) => (
  <>
    <h1>
      <Say text={say('auditRecalls')} />
    </h1>
    <p class="note">
      <Say text={say('auditRecallsHelp')} />
    </p>
    {recalls.length === 0 && (
      <p class="empty">
        <Say text={say('auditNothing')} />
      </p>
    )}
    <ul class="rows">
      {recalls.map(({ number, class: level, reason, announcedAt, authorName, author }) => (
        <li>
          <a href={`${base}/${encodeURIComponent(number)}`}>
            <strong>
              {number}{' '}
              <span class={`mark ${closed.has(number) ? 'good' : 'bad'}`}>
                {say(closed.has(number) ? 'auditEnded' : 'auditGoingOn').zh}
              </span>
              {unheard.has(number) && <span class="mark">{say('auditUnheard').zh}</span>}
            </strong>
            <span class="note">
              {classText(level).zh} · {reason} · {authorName?.zh ?? author} · {minuteOf(announcedAt)}
            </span>
          </a>
        </li>
      ))}
    </ul>
    {drills.length > 0 && (
      <section class="card">
        <h2>
          <Say text={say('auditDrills')} />
        </h2>
        <ul class="rows">
          {drills.map(({ number, heldAt, origin, lots, milliseconds }) => (
            <li>
              <a href={`${base}/drills/${encodeURIComponent(number)}`}>
                <strong>{number}</strong>
                <span class="note">
                  {origin} · {lots.length} · {milliseconds} ms · {minuteOf(heldAt)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)
