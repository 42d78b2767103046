import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Say } from '../../../core/web/page.js'
import { say, type TextName } from '../../../core/web/texts.js'
import { openExcursions } from '../../../modules/trace/queries/desk.js'
import {
  type Found,
  find,
  type Holding,
  holdings,
  type Moving,
  movements
} from '../../../modules/trace/queries/holdings.js'
import { unheardBy } from '../../../modules/trace/queries/recall-steps.js'
import { RecallNotices } from '../browser/views/recall-notices.js'
import { cautionsOfList, subjectsOfFindings, subjectsOfHoldings, subjectsOfMovements } from './goods-doubt.js'
import { TRADERS } from './traders.js'

const VIEWS = {
  here: 'deskGoodsHere',
  coming: 'deskGoodsComing',
  going: 'deskGoodsGoing',
  held: 'deskGoodsHeld'
} as const satisfies Record<string, TextName>
type View = keyof typeof VIEWS

const Query = z.object({
  view: z.enum(Object.keys(VIEWS) as [View, ...View[]]).default('here'),
  q: z.string().trim().max(60).optional()
})

export const lotPath = ({ gtin, lot }: LotRef) => `/desk/goods/${gtin}/${encodeURIComponent(lot)}`

/** An amount in the unit of its product. */
export const amountOf = (unit: 'gram' | 'piece', amount: number): Text =>
  unit === 'piece' ? say('pieces', { count: amount }) : { zh: `${amount / 1000} 公斤`, en: `${amount / 1000} kg` }

/** What a party holds, what is under way to it and from it, what is held back; and a search among all that. */
export const goods =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const onRequest = services.people.required(...TRADERS)
    app.get('/desk/goods', { schema: { hide: true, querystring: Query }, onRequest }, async (request, reply) => {
      const { view, q } = request.query as z.infer<typeof Query>
      const { party } = request.person!
      const { content, subjects } = q ? await findingsOf(services, party, q) : await listOf(services, party, view)
      return sendAppPage(reply, {
        title: say('deskGoods').zh,
        area: 'desk',
        section: 'goods',
        person: request.person,
        cautions: await cautionsOfList(services, party, subjects),
        children: (
          <>
            <h1>
              <Say text={say('deskGoods')} />
            </h1>
            <RecallNotices
              unheard={await unheardBy(services.pool, party)}
              excursions={await openExcursions(services.pool, party)}
            />
            <Search asked={q} />
            <Tabs view={q ? undefined : view} />
            <section class="card">{content}</section>
          </>
        )
      })
    })
  }

/** What a page shows, and the keys of the states that it tells of. */
interface Told {
  content: VNode
  subjects: string[]
}

async function findingsOf({ pool }: Services, party: string, asked: string): Promise<Told> {
  const found = await find(pool, party, asked)
  return { content: <Findings found={found} />, subjects: subjectsOfFindings(found) }
}

async function listOf({ pool }: Services, party: string, view: View): Promise<Told> {
  if (view === 'here' || view === 'held') {
    const held = await holdings(pool, party, view === 'held')
    return { content: <Holdings held={held} />, subjects: subjectsOfHoldings(held) }
  }
  const coming = view === 'coming'
  const moving = await movements(pool, party, coming)
  return { content: <Movements moving={moving} coming={coming} />, subjects: subjectsOfMovements(moving) }
}

const Search = ({ asked }: { asked: string | undefined }) => (
  <form class="search" method="get" action="/desk/goods">
    <label for="q">
      <Say text={say('deskSearch')} />
    </label>
    <input id="q" name="q" value={asked} autocapitalize="characters" autocomplete="off" />
    <button type="submit">
      <Say text={say('deskSearchButton')} />
    </button>
  </form>
)

const Tabs = ({ view }: { view: View | undefined }) => (
  <nav class="tabs">
    {Object.entries(VIEWS).map(([name, text]) => (
      <a href={`/desk/goods?view=${name}`} aria-current={name === view ? 'page' : undefined}>
        <Say text={say(text)} />
      </a>
    ))}
  </nav>
)

const Empty = () => (
  <p class="empty">
    <Say text={say('deskGoodsNone')} />
  </p>
)

/** Says that goods are held back. */
export const Flag = ({ flag }: { flag: Holding['flag'] }) =>
  flag && (
    <span class="mark bad">
      <Say text={say(flag === 'recalled' ? 'deskRecalledMark' : 'deskHeldMark')} />
    </span>
  )

const Holdings = ({ held }: { held: readonly Holding[] }) =>
  held.length === 0 ? (
    <Empty />
  ) : (
    <ul class="rows">
      {held.map(lot => (
        <li>
          <a href={lotPath(lot)}>
            <strong>
              <Say text={lot.product} /> {lot.lot}
            </strong>
            <Flag flag={lot.flag} />
            <span>
              <Say text={amountOf(lot.unit, lot.held)} />
            </span>
            {lot.blocked > 0 && (
              <span class="mark">
                <Say text={say('deskBlocked')} /> <Say text={amountOf(lot.unit, lot.blocked)} />
              </span>
            )}
            <span class="note">
              <Say text={lot.place} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  )

const Movements = ({ moving, coming }: { moving: readonly Moving[]; coming: boolean }) =>
  moving.length === 0 ? (
    <Empty />
  ) : (
    <ul class="rows">
      {moving.map(({ id, from, to, items }) => (
        <li>
          <a href={coming ? '/desk#/log/receiving' : `/desk/goods?q=${encodeURIComponent(id.split(':')[1]!)}`}>
            <strong>
              <Say text={say('deskFromTo', { from, to })} />
            </strong>
            <span class="badge">{items}</span>
            <span class="note">{id.split(':')[1]}</span>
          </a>
        </li>
      ))}
    </ul>
  )

const nameOf = (found: Found) => (found.kind === 'lot' ? found.lot : found.kind === 'case' ? found.sscc : found.id)

const Findings = ({ found }: { found: readonly Found[] }) =>
  found.length === 0 ? (
    <p class="empty">
      <Say text={say('deskSearchNone')} />
    </p>
  ) : (
    <ul class="rows">
      {found.map(one => (
        <li>
          <a href={lotPath(one)}>
            <strong>{nameOf(one)}</strong>
            <span class="note">
              {one.gtin} {one.lot}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
