import { Gtin, LotNumber, type LotRef } from '@suyuan/model/core/gs1'
import { placeKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { KINDS, type KindName } from '@suyuan/model/trace/law'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Person } from '../../../core/identity/person.js'
import { scopeOf, within } from '../../../core/identity/scope.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { cautionsOf } from '../../../core/web/cautions.js'
import { Row, Say } from '../../../core/web/page.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { harvestsAmong } from '../../../modules/trace/queries/harvests.js'
import { type LotEntry, lotEntries } from '../../../modules/trace/queries/holdings.js'
import { backwardJson, forwardJson, lotJson } from '../../../modules/trace/queries/lots.js'
import { amountOf, Flag, lotPath } from './goods.js'
import { subjectsOfLots } from './goods-doubt.js'
import { noteOn } from './note-list.js'
import { PRODUCERS, TRADERS } from './traders.js'

interface LotCard extends LotRef {
  product: Text
  unit: 'gram' | 'piece'
  quantity: number
  made: string
  maker: string
  expires: string | null
  hold: object | null
  rejected: boolean
  recall: string | null
}

interface LotView extends LotCard {
  stocks: { place: string; held: number; blocked: number; sold: number }[]
}

/** Lots, and which was made into which. */
interface Tree {
  lots: LotCard[]
  edges: { from: LotRef; to: LotRef; amount: number; unit: 'gram' | 'piece' }[]
}

const LotParams = z.object({ gtin: Gtin, lot: LotNumber })

const read = <T,>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T))
const nameOf = ({ gtin, lot }: LotRef) => `${gtin}/${lot}`

/** A lot as those see it who have to do with it: where it is, what it was made of and into, who logged what. */
export const lot =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, people } = services
    const schema = { hide: true, params: LotParams }
    const onRequest = people.required(...TRADERS)
    app.get('/desk/goods/:gtin/:lot', { schema, onRequest }, async (request, reply) => {
      const ref = request.params as LotRef
      const person = request.person!
      const [view, backward, forward, harvests] = await Promise.all([
        lotJson(pool, ref, true),
        backwardJson(pool, ref),
        forwardJson(pool, ref),
        harvestsAmong(pool, [ref])
      ])
      const found = read<LotView>(view)
      if (!found) throw new HttpProblem('NOT_FOUND')
      const [from, into] = [read<Tree>(backward)!, read<Tree>(forward)!]
      const stocks = await ownStocks(services, person, found)
      const places = stocks.map(({ place }) => placeKey(place))
      return sendAppPage(reply, {
        title: `${found.product.zh} ${found.lot}`,
        area: 'desk',
        section: 'goods',
        person,
        cautions: cautionsOf(services)([...subjectsOfLots([...from.lots, ...into.lots]), ...places]),
        children: (
          <>
            <Card
              lot={found}
              stocks={stocks}
              recalls={mayRecall(person, found)}
              certifies={harvests.size > 0 && found.maker === person.party && person.roles.includes('operator')}
            />
            <Branches title={say('deskMadeOf')} tree={from} root={found} up />
            <Branches title={say('deskMadeInto')} tree={into} root={found} />
            <Entries entries={await entriesOf(services, person, ref)} />
          </>
        )
      })
    })
  }

const mayRecall = ({ party, roles }: Person, { maker, recall }: LotCard) =>
  maker === party && recall === null && PRODUCERS.some(role => roles.includes(role))

interface OwnStock {
  place: string
  name: Text
  held: number
  blocked: number
  sold: number
}

/** Where the reader's own party has of it; where others have it is theirs. */
async function ownStocks({ states }: Services, { party }: Person, { stocks }: LotView): Promise<OwnStock[]> {
  const places = await Promise.all(
    stocks.map(async stock => ({
      ...stock,
      record: await states.get<{ party: string; name: Text }>(`core/place/${stock.place}`)
    }))
  )
  return places.flatMap(({ record, ...stock }) => (record?.party === party ? [{ ...stock, name: record.name }] : []))
}

const flagOf = ({ recall, hold, rejected }: LotCard) => (recall ? 'recalled' : hold || rejected ? 'held' : null)

interface CardParts {
  lot: LotView
  stocks: readonly OwnStock[]
  recalls: boolean
  /** Whether the reader may promise what 承诺达标合格证 says of it: his party picked it. */
  certifies: boolean
}

const Card = ({ lot, stocks, recalls, certifies }: CardParts) => (
  <section class="card">
    <h1>
      <Say text={lot.product} /> {lot.lot}
    </h1>
    <Flag flag={flagOf(lot)} />
    <dl>
      <Row name={say('lotQuantity')}>
        <Say text={amountOf(lot.unit, lot.quantity)} />
      </Row>
      {stocks.map(({ name, held, blocked, sold }) => (
        <Row name={name}>
          <Say text={say('deskHeldHere')} /> <Say text={amountOf(lot.unit, held)} />
          {blocked > 0 && (
            <>
              {' · '}
              <Say text={say('deskBlocked')} /> <Say text={amountOf(lot.unit, blocked)} />
            </>
          )}
          {sold > 0 && (
            <>
              {' · '}
              <Say text={say('deskSold')} /> <Say text={amountOf(lot.unit, sold)} />
            </>
          )}
        </Row>
      ))}
      {lot.expires && <Row name={say('bestBefore')}>{lot.expires}</Row>}
    </dl>
    <div class="actions">
      <a class="button secondary" href={`/01/${lot.gtin}/10/${encodeURIComponent(lot.lot)}`}>
        <Say text={say('deskPublicPage')} />
      </a>
      {certifies && (
        <a class="button secondary" href={`/desk/certificates/new?lot=${lot.gtin}/${encodeURIComponent(lot.lot)}`}>
          <Say text={say('basesCertificate')} />
        </a>
      )}
      {recalls && (
        <a class="button danger" href={`/desk/recalls/new?${new URLSearchParams({ gtin: lot.gtin, lot: lot.lot })}`}>
          <Say text={say('deskRecallThis')} />
        </a>
      )}
    </div>
    {certifies && (
      <p class="hint">
        <Say text={say('basesCertificateHint')} />
      </p>
    )}
  </section>
)

interface BranchesParts {
  title: Text
  tree: Tree
  root: LotRef
  /** Towards what it was made of. */
  up?: boolean
}

const Branches = ({ title, tree, root, up = false }: BranchesParts) =>
  tree.edges.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={title} />
      </h2>
      <Branch tree={tree} at={nameOf(root)} up={up} above={new Set()} />
    </section>
  )

/** What hangs on a lot. What hangs on several is written out once: a season's blends have more ways through them than lots. */
function Branch({ tree, at, up, above }: { tree: Tree; at: string; up: boolean; above: Set<string> }) {
  const edges = tree.edges.filter(({ from, to }) => nameOf(up ? to : from) === at)
  if (edges.length === 0 || above.has(at)) return null
  above.add(at)
  return (
    <ul class="tree">
      {edges.map(({ from, to, amount, unit }) => {
        const end = up ? from : to
        const card = tree.lots.find(lot => nameOf(lot) === nameOf(end))!
        return (
          <li>
            <a href={lotPath(end)}>
              <Say text={card.product} /> {end.lot}
            </a>{' '}
            <span class="note">
              <Say text={amountOf(unit, amount)} />
            </span>{' '}
            <Flag flag={flagOf(card)} />
            <Branch tree={tree} at={nameOf(end)} up={up} above={above} />
          </li>
        )
      })}
    </ul>
  )
}

interface Noted extends LotEntry {
  clerk: string | null
  skew: number | null
  photos: string[]
}

async function entriesOf({ pool }: Services, person: Person, ref: LotRef): Promise<Noted[]> {
  const entries = await lotEntries(pool, ref, person.party)
  const notes = await within(pool, scopeOf(person), db => noteOn(db, entries))
  return entries.map(entry => ({ clerk: null, skew: null, photos: [], ...entry, ...notes.get(entry.command) }))
}

const clock = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Shanghai' })

const Entries = ({ entries }: { entries: readonly Noted[] }) =>
  entries.length === 0 ? null : (
    <section class="card">
      <h2>
        <Say text={say('deskLogged')} />
      </h2>
      <ul class="rows">
        {entries.map(({ kind, time, block, key, command, clerk, skew, photos }) => (
          <li>
            <strong>
              <Say text={KINDS[kind as KindName].name} />
            </strong>{' '}
            {clock.format(time)}{' '}
            <span class="note">
              <Say text={say('deskInBlock', { block })} /> {clerk}
            </span>
            {skew !== null && (
              <span class="mark">
                <Say text={skewText(skew)} />
              </span>
            )}
            {photos.map((sha256, i) => (
              <a href={`/desk/photos/${key}/${command}/${sha256}`}>
                <Say text={say('deskPhoto', { number: i + 1 })} />
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )

function skewText(seconds: number): Text {
  const minutes = Math.round(Math.abs(seconds) / 60)
  const amount =
    minutes >= 90 ? say('deskHours', { count: Math.round(minutes / 6) / 10 }) : say('deskMinutes', { count: minutes })
  return say('deskSkewMark', { direction: say(seconds > 0 ? 'deskAhead' : 'deskBehind'), amount })
}
