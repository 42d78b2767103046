import type { Text } from '@suyuan/model/core/refusal'
import type { Plan } from '@suyuan/model/supervision/states'
import type { VNode } from 'preact'
import type { Numbered, Viewer } from '../../core/matters/face.js'
import { type Names, namesOf } from '../../core/mirror/names.js'
import type { Services } from '../../core/module.js'
import { minuteOf } from '../../core/web/clock.js'
import { Deed } from '../../core/web/fields.js'
import { Row, Say, Scroll } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { type Draw, drawFor, hasLapsed } from './draws.js'

interface Parts {
  draw: Draw
  names: Names
  viewer: Viewer
}

/** What a plan's page has beside what every matter's has: all that the draw is made of, and how to make it again. */
export async function drawOf(services: Services, plan: Numbered<Plan>, viewer: Viewer): Promise<VNode> {
  const draw = await drawFor(services, plan.id, plan)
  const parties = [...draw.candidates.map(({ party }) => party), ...draw.witnesses.map(({ party }) => party)]
  const names = await namesOf(services.pool, { parties })
  return <DrawView draw={draw} names={names} viewer={viewer} />
}

const DrawView = (parts: Parts) => (
  <>
    {parts.draw.rounds && <Result {...parts} />}
    <Settled {...parts} />
    <Witnesses {...parts} />
    {parts.draw.rounds && <Rounds {...parts} />}
    <How draw={parts.draw} />
  </>
)

const Result = ({ draw: { drawn = [], inspections }, names, viewer }: Parts) => (
  <section class="card">
    <h2>
      <Say text={say('svResult')} />
    </h2>
    <ol class="rows" data-drawn>
      {drawn.map(party => (
        <li>
          <div>
            <strong>
              <Say text={names.party(party)} />
            </strong>
            <span class="note">
              {party}
              {inspections[party] && (
                <>
                  {' · '}
                  <Say text={say('svInspected')} />{' '}
                  {viewer.supervises ? (
                    <a href={`/audit/supervision/inspections/${inspections[party]}`}>{inspections[party]}</a>
                  ) : (
                    inspections[party]
                  )}
                </>
              )}
            </span>
          </div>
        </li>
      ))}
    </ol>
  </section>
)

/** The candidates with the tickets that each has, from which to which. */
const Settled = ({ draw, names }: Parts) => {
  let before = 0
  return (
    <section class="card">
      <h2>
        <Say text={say('svCandidates')} />
      </h2>
      <Scroll>
        <table>
          <thead>
            <tr>
              <Head text={say('matterParty')} />
              <Head text={say('svWeight')} number />
              <Head text={say('svTicket')} number />
              <Head text={say('svWhy')} />
            </tr>
          </thead>
          <tbody>
            {draw.candidates.map(({ party, weight, why }) => {
              const first = before
              before += weight
              return (
                <tr>
                  <td class="words">
                    <Say text={names.party(party)} />
                    <span class="note">{party}</span>
                  </td>
                  <td class="number">{weight}</td>
                  <td class="number">
                    {first}–{before - 1}
                  </td>
                  <td class="words">{why}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

const Head = ({ text, number }: { text: Text; number?: boolean }) => (
  <th scope="col" class={number ? 'number' : undefined}>
    <Say text={text} />
  </th>
)

const Witnesses = ({ draw, names, viewer }: Parts) => {
  const asked = draw.witnesses.some(({ party, value }) => party === viewer.party && value === null)
  return (
    <section class="card stack">
      <h2>
        <Say text={say('svNumbers')} />
      </h2>
      <dl>
        <Row name={say('svCommitment')}>
          <span class="mono">{draw.commitment}</span>
        </Row>
        {draw.witnesses.map(({ party, value, at }) => (
          <Row name={names.party(party)}>
            {value === null ? (
              <Say text={say('svNotYet')} />
            ) : (
              <>
                <span class="mono">{value}</span> <span class="note">{at && minuteOf(at)}</span>
              </>
            )}
          </Row>
        ))}
        {!draw.drawn && <Row name={say(hasLapsed(draw) ? 'svLapsed' : 'svDrawUntil')}>{minuteOf(draw.drawBefore)}</Row>}
        {draw.secret && (
          <Row name={say('svSecret')}>
            <span class="mono">{draw.secret}</span>
          </Row>
        )}
        {draw.seed && (
          <Row name={say('svSeed')}>
            <span class="mono">{draw.seed}</span>
          </Row>
        )}
      </dl>
      {asked && !hasLapsed(draw) && (
        <>
          <p>
            <Say text={say('svAddNumberHelp')} />
          </p>
          <Deed
            action={`/desk/supervision/draws/${encodeURIComponent(draw.id)}/witness`}
            kind=""
            text={say('svAddNumber')}
          />
        </>
      )}
    </section>
  )
}

const Rounds = ({ draw: { rounds = [] }, names }: Parts) => (
  <section class="card">
    <h2>
      <Say text={say('svRounds')} />
    </h2>
    <Scroll>
      <table>
        <thead>
          <tr>
            <Head text={say('svRound')} number />
            <Head text={say('svTickets')} number />
            <Head text={say('svTicket')} number />
            <Head text={say('svResult')} />
            <Head text={say('svHash')} />
          </tr>
        </thead>
        <tbody>
          {rounds.map(({ hash, tickets, ticket, party }, index) => (
            <tr>
              <td class="number">{index + 1}</td>
              <td class="number">{tickets}</td>
              <td class="number">{ticket}</td>
              <td class="words">
                <Say text={names.party(party)} />
              </td>
              <td class="mono">{hash}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
)

const HOW = { id: '{…}', seed: '{…}' } as const

const How = ({ draw }: { draw: Draw }) => (
  <section class="card">
    <h2>
      <Say text={say('svHow')} />
    </h2>
    <p>
      <Say text={say('svHow1', { text: draw.texts?.commitment ?? HOW.id })} />
    </p>
    <p>
      <Say text={say('svHow2', { text: draw.texts?.seed ?? HOW.seed })} />
    </p>
    <p>
      <Say text={say('svHow3')} />
    </p>
    <p>
      <Say text={say('svHow4')} />
    </p>
    {draw.texts && (
      <Scroll>
        <pre>
          {[
            `printf %s '${draw.texts.commitment}' | sha256sum`,
            `printf %s '${draw.texts.seed}' | sha256sum`,
            ...(draw.rounds ?? []).map(({ text, tickets }) => `printf %s '${text}' | sha256sum   # mod ${tickets}`)
          ].join('\n')}
        </pre>
      </Scroll>
    )}
    <p>
      <a href={`/api/supervision/draw/${encodeURIComponent(draw.id)}`}>
        <Say text={say('svAsData')} />
      </a>
    </p>
  </section>
)
