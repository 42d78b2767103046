import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { minuteOf } from '../../../core/web/clock.js'
import { Deed } from '../../../core/web/fields.js'
import { Row, Say } from '../../../core/web/page.js'
import { say, type TextName } from '../../../core/web/texts.js'
import type { Names } from '../../../modules/trace/queries/names.js'
import type { Notice, Step } from '../../../modules/trace/queries/recall-steps.js'
import type { Announcement } from '../../../modules/trace/queries/recalls.js'
import { SheetView } from '../sheets-view.js'
import type { Clock, Clocks } from './clocks.js'
import { type Counts, type Impact, isReconciled } from './impact.js'
import { Closed, CloseForm, type Typed } from './pages-closing.js'
import type { Side } from './side.js'
import { countsSheet, holdersSheet, lotsSheet, noticesSheet, stepsSheet, transitSheet } from './tables.js'

/** A recall as its page shows it. */
export interface RecallView {
  /** Where this page and its forms are. */
  side: Side
  recall: Announcement
  clocks: Clocks
  impact: Impact
  counts: readonly Counts[]
  notices: readonly Notice[]
  /** Parties that are still to be told. */
  untold: number
  /** The commands of which it consists. */
  steps: readonly Step[]
  names: Names
  /** Lots made of recalled ones that carry no flag themselves. */
  unflagged: readonly LotRef[]
  /** Who reads: whether it is his to lead, and whether he sees only his own party's goods. */
  party: string
  leads: boolean
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

export const classText = (level: 'I' | 'II' | 'III') =>
  say(level === 'I' ? 'classI' : level === 'II' ? 'classII' : 'classIII')

/** How far a recall is: known, announced, told to all, heard by all, all accounted for, ended. */
const Progress = ({ view: { notices, untold, counts, recall } }: { view: RecallView }) => {
  const heard = notices.filter(({ acknowledgedAt }) => acknowledgedAt).length
  const steps: [Text, boolean][] = [
    [say('auditStepKnown'), true],
    [say('auditStepAnnounced'), true],
    [
      untold > 0
        ? say('auditStepUntold', { count: notices.length, untold })
        : say('auditStepNoticed', { count: notices.length }),
      untold === 0
    ],
    [say('auditStepHeard', { heard, count: notices.length }), untold === 0 && heard === notices.length],
    [say('auditStepReconciled'), isReconciled(counts)],
    [say('auditStepClosed'), recall.closing !== null]
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

/** @param typed what the closing's form held that was not taken */
export const RecallPage = ({ view, typed }: { view: RecallView; typed?: Typed | undefined }) => {
  const { side, recall, clocks, impact, counts, notices, names, onlyOwn, party } = view
  const only = onlyOwn ? party : null
  const mine = notices.find(notice => notice.party === party)
  return (
    <>
      <section class={recall.closing ? 'banner amber' : 'banner'}>
        <h1>
          <Say text={say('auditRecallTitle', { number: recall.number })} />
        </h1>
        <p>
          <Say text={classText(recall.class)} />
        </p>
        <p>{recall.reason}</p>
      </section>
      {mine && !mine.acknowledgedAt && <Acknowledge base={side.base} number={recall.number} />}
      {mine?.acknowledgedAt && (
        <section class="verdict">
          <h3>
            <Say text={say('auditHeardByYou', { time: minuteOf(mine.acknowledgedAt) })} />
          </h3>
          {mine.words && <p>{mine.words}</p>}
        </section>
      )}
      <section class="card">
        <h2>
          <Say text={say('auditProgress')} />
        </h2>
        <Progress view={view} />
        <dl>
          <Row name={say('recallBy')}>
            <Say text={recall.authorName ?? untranslated(recall.author)} />
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
      <SheetView sheet={holdersSheet(impact, names, { area: side.area, only })} />
      <SheetView sheet={transitSheet(impact, names, only)} />
      {!onlyOwn && <SheetView sheet={noticesSheet(notices, names)} />}
      {!onlyOwn && <SheetView sheet={lotsSheet(impact, side.area)} />}
      {view.unflagged.length > 0 && !onlyOwn && <Unflagged view={view} />}
      {recall.closing && <Closed closing={recall.closing} names={names} amounts={!onlyOwn} />}
      {!recall.closing && view.leads && (
        <CloseForm base={side.base} number={recall.number} counts={counts} {...typed} />
      )}
      {!onlyOwn && <SheetView sheet={stepsSheet(view.steps, names, side.area)} />}
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
      <textarea id="words" name="words" maxLength={300} rows={2} aria-describedby="words-hint" />
      <p class="hint" id="words-hint">
        <Say text={say('auditOnLedgerHint')} />
      </p>
    </div>
    <div class="actions">
      <button type="submit" class="button">
        <Say text={say('auditAcknowledgeSubmit')} />
      </button>
    </div>
  </form>
)

/** While the recall goes on these are added to it; afterwards they take one of their own. */
const Unflagged = ({ view: { side, recall, unflagged, leads, party } }: { view: RecallView }) => (
  <section class="card">
    <h2>
      <Say text={say('auditUnflagged', { count: unflagged.length })} />
    </h2>
    <p>
      <Say text={say(recall.closing ? 'auditUnflaggedClosed' : 'auditUnflaggedHelp')} />
    </p>
    {!recall.closing && recall.author === party && (
      <Deed action={`${side.base}/${recall.number}/supplement`} kind="danger" text={say('auditSupplement')} />
    )}
    {recall.closing && leads && (
      <div class="actions">
        {unflagged.slice(0, 5).map(({ gtin, lot }) => (
          <a class="button danger" href={`${side.base}/new?${new URLSearchParams({ gtin, lot })}`}>
            <Say text={say('auditRecallFrom')} /> {lot}
          </a>
        ))}
      </div>
    )}
  </section>
)
