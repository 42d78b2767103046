import type { Text } from '@suyuan/model/core/refusal'
import { CASE, type CaseState } from '@suyuan/model/supervision/procedures'
import { CASE_KINDS } from '@suyuan/model/supervision/states'
import type { FastifyInstance } from 'fastify'
import { VISITORS } from '../../core/matters/access.js'
import { namesOf } from '../../core/mirror/names.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { today } from '../../core/web/clock.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { dueOf } from './faces-inspections.js'
import { isInForce, measureOf, termOf } from './options.js'
import { mattersIn, witnessingsOf } from './queries/matters.js'

const OPEN_CASES: readonly CaseState[] = ['opened', 'triaged', 'investigating', 'appealed']

/** An entry of a list: where it leads, what it is, what is to be known of it. */
interface Item {
  href: string
  title: Text
  note: string
  /** Whether it is late. */
  late?: boolean
}
interface List {
  title: Text
  items: readonly Item[]
}

/** /audit/supervision and /desk/supervision: what waits for somebody, the late first. */
export function mountWork(app: FastifyInstance, services: Services): void {
  const { people } = services
  for (const place of ['audit', 'desk'] as const) {
    const options = { onRequest: people.required(...VISITORS[place]), schema: { hide: true } }
    app.get(`/${place}/supervision`, options, async (request, reply) => {
      const party = request.person!.party
      const lists = place === 'audit' ? await supervisorsWork(services) : await ownWork(services, party)
      const title = say(place === 'audit' ? 'svHere' : 'svOurs')
      const help = say(place === 'audit' ? 'svHereHelp' : 'svOursHelp')
      return sendAppPage(reply, {
        ...{ title: title.zh, area: place, section: 'programme', person: request.person },
        children: <Work title={title} help={help} lists={lists} place={place} />
      })
    })
  }
}

async function ordersIn({ pool }: Services, place: 'audit' | 'desk', party?: string): Promise<List[]> {
  const orders = await mattersIn(pool, 'rectification', ['ordered', 'overdue'], party)
  const names = await namesOf(pool, { parties: orders.map(order => order.party) })
  const items = orders
    .sort((a, b) => (a.due < b.due ? -1 : 1))
    .map(order => ({
      href: `/${place}/supervision/rectifications/${encodeURIComponent(order.id)}`,
      title: dueOf(order),
      note: [order.id, place === 'audit' && names.party(order.party).zh, order.history[0]!.words]
        .filter(Boolean)
        .join(' · '),
      late: order.due < today()
    }))
  return [
    { title: say('svOverdueNow'), items: items.filter(({ late }) => late) },
    { title: say('svDueSoon'), items: items.filter(({ late }) => !late) }
  ]
}

async function supervisorsWork(services: Services): Promise<List[]> {
  const { pool } = services
  const [orders, planned, drawn, cases] = await Promise.all([
    ordersIn(services, 'audit'),
    mattersIn(pool, 'plan', ['planned']),
    mattersIn(pool, 'plan', ['drawn']),
    mattersIn(pool, 'case', OPEN_CASES)
  ])
  const toInspect = drawn.flatMap(({ id, title, drawn = [], inspections = {} }) =>
    drawn.filter(party => !(party in inspections)).map(party => ({ id, title, party }))
  )
  const [names, added] = await Promise.all([
    namesOf(pool, { parties: [...toInspect, ...cases].map(({ party }) => party) }),
    witnessingsOf(
      pool,
      planned.map(({ id }) => id)
    )
  ])
  return [
    ...orders,
    {
      title: say('svToDraw'),
      items: planned.map(({ id, title, witnesses }) => ({
        href: `/audit/supervision/draws/${encodeURIComponent(id)}`,
        title: { zh: title, en: id },
        note: `${say('svNumbers').zh} ${added.get(id)?.size ?? 0}/${witnesses.length}`
      }))
    },
    {
      title: say('svToInspect'),
      items: toInspect.map(({ id, title, party }) => ({
        href: `/audit/supervision/inspections/new/recordConformant?${new URLSearchParams({ party, plan: id })}`,
        title: names.party(party),
        note: `${title} ${id}`
      }))
    },
    {
      title: say('svOpenCases'),
      items: cases.map(({ id, kind, party, state }) => ({
        href: `/audit/supervision/cases/${encodeURIComponent(id)}`,
        title: CASE_KINDS[kind],
        note: `${id} · ${names.party(party).zh} · ${CASE.states[state].zh}`
      }))
    }
  ]
}

async function ownWork(services: Services, party: string): Promise<List[]> {
  const { pool } = services
  const [orders, planned, sanctions, cases] = await Promise.all([
    ordersIn(services, 'desk', party),
    mattersIn(pool, 'plan', ['planned'], party),
    mattersIn(pool, 'sanction', ['imposed', 'repairing'], party),
    mattersIn(pool, 'case', [...OPEN_CASES, 'upheld'], party)
  ])
  const added = await witnessingsOf(
    pool,
    planned.map(({ id }) => id)
  )
  return [
    ...orders,
    {
      title: say('svToWitness'),
      items: planned
        .filter(({ id }) => !added.get(id)?.has(party))
        .map(({ id, title }) => ({
          href: `/desk/supervision/draws/${encodeURIComponent(id)}`,
          title: { zh: title, en: id },
          note: id
        }))
    },
    {
      title: say('svOurSanctions'),
      items: sanctions.filter(isInForce).map(sanction => ({
        href: `/desk/supervision/sanctions/${encodeURIComponent(sanction.id)}`,
        title: measureOf(sanction),
        note: `${sanction.decision} · ${termOf(sanction).zh}`
      }))
    },
    {
      title: say('svCases'),
      items: cases.map(({ id, kind, state }) => ({
        href: `/desk/supervision/cases/${encodeURIComponent(id)}`,
        title: CASE_KINDS[kind],
        note: `${id} · ${CASE.states[state].zh}`
      }))
    }
  ]
}

const ALL = [
  ['cases', 'svCases'],
  ['sanctions', 'svSanctions'],
  ['draws', 'svDraws'],
  ['inspections', 'svInspections'],
  ['rectifications', 'svRectifications']
] as const

interface WorkParts {
  title: Text
  help: Text
  lists: readonly List[]
  place: 'audit' | 'desk'
}

const Work = ({ title, help, lists, place }: WorkParts) => (
  <div class="wide stack">
    <h1>
      <Say text={title} />
    </h1>
    <p class="note">
      <Say text={help} />
    </p>
    {lists.map(({ title, items }) => (
      <section class="card">
        <h2>
          <Say text={title} /> <span class="note">{items.length}</span>
        </h2>
        <ul class="rows">
          {items.map(({ href, title, note, late }) => (
            <li>
              <a href={href}>
                <strong>
                  {late ? (
                    <span class="mark bad">
                      <Say text={title} />
                    </span>
                  ) : (
                    <Say text={title} />
                  )}
                </strong>
                <span class="note">{note}</span>
              </a>
            </li>
          ))}
        </ul>
        {items.length === 0 && (
          <p class="note">
            <Say text={say('svNone')} />
          </p>
        )}
      </section>
    ))}
    <section class="card">
      <h2>
        <Say text={say('svAll')} />
      </h2>
      <p class="actions">
        {ALL.map(([path, text]) => (
          <a class="button secondary" href={`/${place}/supervision/${path}`}>
            <Say text={say(text)} />
          </a>
        ))}
        {place === 'audit' && (
          <a class="button secondary" href="/audit/supervision/purchase-checks">
            <Say text={say('svChecks')} />
          </a>
        )}
        <a class="button secondary" href="/board/supervision">
          <Say text={say('svRegister')} />
        </a>
      </p>
    </section>
  </div>
)
