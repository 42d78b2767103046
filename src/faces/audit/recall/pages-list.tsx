import { minuteOf } from '../../../core/web/clock.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { type Names, partyIn } from '../../../modules/trace/queries/names.js'
import type { Drill } from '../../../modules/trace/queries/recall-steps.js'
import type { Announcement } from '../../../modules/trace/queries/recalls.js'
import { SheetView } from '../sheets-view.js'
import { aboutOf } from './form.js'
import { countsOf, type Impact } from './impact.js'
import { classText } from './pages.js'
import type { Side } from './side.js'
import { countsSheet, holdersSheet, transitSheet } from './tables.js'

interface DrillParts {
  side: Side
  drill: Drill
  /** What a recall from there would concern now. */
  impact: Impact
  names: Names
}

/** A drill as the ledger has it, and what a recall from there would concern now. */
export const DrillPage = ({ side, drill, impact, names }: DrillParts) => (
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
        <Row name={say('auditParty')}>
          <Say text={partyIn(names, drill.author)} />
        </Row>
        <Row name={say('auditOrigin')}>{aboutOf(drill.origin)}</Row>
        <Row name={say('recallClass')}>
          <Say text={classText(drill.class)} />
        </Row>
        <Row name={say('auditDrillTook')}>{drill.milliseconds} ms</Row>
        <Row name={say('auditLots')}>{drill.lots}</Row>
        <Row name={say('auditDrillParties')}>{drill.parties}</Row>
      </dl>
    </section>
    <p class="note">
      <Say text={say('auditDrillNow')} />
    </p>
    <SheetView sheet={countsSheet(countsOf(impact))} />
    <SheetView sheet={holdersSheet(impact, names, { area: side.area })} />
    <SheetView sheet={transitSheet(impact, names)} />
  </>
)

interface Listed {
  side: Side
  recalls: readonly Announcement[]
  drills: readonly Drill[]
  /** Recalls of which the reader's party was told and has not said that it heard. */
  unheard: ReadonlySet<string>
}

export const RecallList = ({ side, recalls, drills, unheard }: Listed) => (
  <>
    <h1>
      <Say text={say('auditRecalls')} />
    </h1>
    <p class="note">
      <Say text={say(side.area === 'desk' ? 'auditRecallsDeskHelp' : 'auditRecallsHelp')} />
    </p>
    {side.area === 'desk' && (
      <div class="actions">
        <a class="button secondary" href="/desk/goods">
          <Say text={say('deskGoods')} />
        </a>
      </div>
    )}
    {recalls.length === 0 && (
      <p class="empty">
        <Say text={say('auditNothing')} />
      </p>
    )}
    <ul class="rows">
      {recalls.map(({ number, class: level, reason, announcedAt, authorName, author, closing }) => (
        <li>
          <a href={`${side.base}/${encodeURIComponent(number)}`}>
            <strong>
              {number}{' '}
              <span class={`mark ${closing ? 'good' : 'bad'}`}>
                <Say text={say(closing ? 'auditEnded' : 'auditGoingOn')} />
              </span>{' '}
              {unheard.has(number) && (
                <span class="mark note">
                  <Say text={say('auditUnheard')} />
                </span>
              )}
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
          {drills.map(({ number, heldAt, origin, lots, parties, milliseconds }) => (
            <li>
              <a href={`${side.base}/drills/${encodeURIComponent(number)}`}>
                <strong>{number}</strong>
                <span class="note">
                  {aboutOf(origin)} · {say('auditDrillCounts', { lots, parties }).zh} · {milliseconds} ms ·{' '}
                  {minuteOf(heldAt)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)
