import { untranslated } from '@suyuan/model/core/untranslated'
import { CASE, SANCTION } from '@suyuan/model/supervision/procedures'
import { CASE_KINDS, type Sanction } from '@suyuan/model/supervision/states'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { minuteOf } from '../../core/web/clock.js'
import { ListSearch } from '../../core/web/lists.js'
import { htmlOf, Say, sendPage } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { isInForce, measureOf, termOf } from './options.js'
import type { Known } from './queries/matters.js'
import { type Registered, registered } from './queries/register.js'

const Asked = z.object({
  text: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(0).max(1000).catch(0)
})

/** /board/supervision: who was sanctioned, by whose decision, for how long; what was found. */
export function mountRegister(app: FastifyInstance, { pool }: Services): void {
  app.get('/board/supervision', { schema: { hide: true } }, async (request, reply) => {
    const { text, page } = Asked.parse(request.query)
    const { found, more } = await registered(pool, text, page)
    const next = more ? `/board/supervision?${new URLSearchParams({ text, page: String(page + 1) })}` : null
    return sendPage(reply, htmlOf(say('svRegister').zh, <Register text={text} found={found} next={next} />), 200)
  })
}

const Register = ({ text, found, next }: { text: string; found: readonly Registered[]; next: string | null }) => (
  <div class="stack">
    <h1>
      <Say text={say('svRegister')} />
    </h1>
    <p class="note">
      <Say text={say('svRegisterHelp')} />
    </p>
    <ListSearch action="/board/supervision" text={text} label={say('svRegisterSearch')} />
    {found.length === 0 && (
      <p class="card empty">
        <Say text={say('svRegisterNone')} />
      </p>
    )}
    {found.map(entry => (
      <Entry {...entry} />
    ))}
    <p class="actions">
      {next && (
        <a class="button secondary" href={next}>
          <Say text={say('matterMore')} />
        </a>
      )}
      <a class="button secondary" href="/board/supervision/draws">
        <Say text={say('svDraws')} />
      </a>
      <a class="button secondary" href="/board">
        <Say text={say('matterBoard')} />
      </a>
    </p>
  </div>
)

const Entry = ({ party, name, sanctions, cases }: Registered) => {
  const now = sanctions.filter(isInForce)
  const ended = sanctions.filter(sanction => !isInForce(sanction))
  return (
    <section class="card" data-party={party}>
      <h2>
        <Say text={name ?? untranslated(party)} />
      </h2>
      <p class="note">
        <span class="mono">{party}</span>
        {now.length === 0 && (
          <>
            {' · '}
            <Say text={say('svClean')} />
          </>
        )}
      </p>
      <Sanctions title="svSanctionsNow" sanctions={now} />
      <Sanctions title="svSanctionsEnded" sanctions={ended} />
      <Findings cases={cases} />
    </section>
  )
}

type Titles = 'svSanctionsNow' | 'svSanctionsEnded'

const Sanctions = ({ title, sanctions }: { title: Titles; sanctions: readonly Known<Sanction>[] }) =>
  sanctions.length === 0 ? null : (
    <>
      <h3>
        <Say text={say(title)} />
      </h3>
      <ul class="rows">
        {sanctions.map(sanction => (
          <li>
            <a href={`/board/supervision/sanctions/${encodeURIComponent(sanction.id)}`}>
              <strong>
                <Say text={measureOf(sanction)} />
                {sanction.state !== 'imposed' && (
                  <span class="mark note">
                    <Say text={SANCTION.states[sanction.state]} />
                  </span>
                )}
              </strong>
              <span class="note">
                {sanction.authority} · {sanction.decision} · <Say text={termOf(sanction)} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )

const Findings = ({ cases }: Pick<Registered, 'cases'>) =>
  cases.length === 0 ? null : (
    <>
      <h3>
        <Say text={say('svFindings')} />
      </h3>
      <ul class="rows">
        {cases.map(({ id, kind, state, history }) => (
          <li>
            <a href={`/board/supervision/cases/${encodeURIComponent(id)}`}>
              <strong>
                <Say text={CASE_KINDS[kind]} />{' '}
                <span class="mark note">
                  <Say text={CASE.states[state]} />
                </span>
              </strong>
              <span class="note">
                {id} · {minuteOf(history.at(-1)!.at)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
