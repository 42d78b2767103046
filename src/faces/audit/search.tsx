import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync } from 'fastify'
import type { Person } from '../../core/identity/person.js'
import { supervises } from '../../core/identity/person.js'
import { VISITORS } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { minuteOf } from '../../core/web/clock.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { type Found, type FoundKind, find } from '../../modules/trace/queries/find.js'
import { announced } from '../../modules/trace/queries/recalls.js'
import { personOf, regulates } from './access.js'
import { SearchBox, sendAuditPage } from './pages.js'
import { requestsOf } from './requests/requests.js'
import { soughtBy } from './scanned.js'
import { amountOf, lotHref, partyHref, placeHref, transactionHref } from './sheets.js'

const MOST_TYPED = 200

export const KIND_NAMES: Record<FoundKind, Text> = {
  lot: say('lot'),
  pack: say('auditPack'),
  case: say('case'),
  pallet: say('pallet'),
  party: say('auditParty'),
  product: say('product'),
  place: say('place'),
  shipment: say('auditShipment'),
  recall: say('auditRecall'),
  agreement: say('auditAgreement'),
  test: say('auditTest'),
  event: say('auditEvent'),
  block: say('auditBlock'),
  transaction: say('auditTransaction'),
  command: say('auditCommand'),
  key: say('auditKey')
}

/** The page of what was found. */
export function hrefOf({ kind, id }: Pick<Found, 'kind' | 'id'>): string {
  const [first = '', second = ''] = id.split('/')
  const whole = encodeURIComponent(id)
  const HREFS: Record<FoundKind, () => string> = {
    lot: () => lotHref({ gtin: first, lot: second }),
    pack: () => `/audit/packs/${first}/${encodeURIComponent(second)}`,
    case: () => `/audit/cases/${whole}`,
    pallet: () => `/audit/pallets/${whole}`,
    party: () => partyHref(id),
    product: () => `/audit/products/${whole}`,
    place: () => placeHref(id),
    shipment: () => `/audit/shipments/${whole}`,
    recall: () => `/audit/recalls/${whole}`,
    agreement: () => `/audit/agreements/${whole}`,
    test: () => `/audit/events/${id}`,
    event: () => `/audit/events/${id}`,
    block: () => `/audit/ledger/blocks/${id}`,
    transaction: () => transactionHref(id),
    command: () => `/audit/ledger/commands/${id}`,
    key: () => `/audit/ledger/states?key=${encodeURIComponent(`core/key/${id}`)}`
  }
  return HREFS[kind]()
}

/** /audit: the search box; what it found, or where to begin. */
export const search =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, people } = services
    const options = { schema: { hide: true }, onRequest: people.required(...VISITORS.audit) }
    app.get('/audit', options, async (request, reply) => {
      const person = personOf(request)
      const asked = String((request.query as { q?: unknown }).q ?? '')
        .slice(0, MOST_TYPED)
        .toWellFormed()
      if (asked.trim() === '') {
        const children = supervises(person) ? (
          <Home {...(await stateOf(services))} own={regulates(person) ? await ownOf(services, person) : null} />
        ) : (
          <LaboratoryHome tests={await testsOf(services, person.party)} />
        )
        return sendAuditPage(request, reply, { title: say('auditTitle'), section: 'search', children })
      }
      const found = await find(pool, soughtBy(asked.replaceAll('\0', '')))
      await people.audited(person, 'audit.search', asked, { found: found.length })
      return sendAuditPage(request, reply, {
        title: say('auditTitle'),
        section: 'search',
        children: <Results asked={asked} found={found} />
      })
    })
  }

const Results = ({ asked, found }: { asked: string; found: readonly Found[] }) => (
  <>
    <h1>
      <Say text={say('auditTitle')} />
    </h1>
    <SearchBox asked={asked} />
    <section class="card" aria-live="polite">
      <h2>
        <Say text={say('auditFound', { count: found.length })} />
      </h2>
      {found.length === 0 && (
        <p class="empty">
          <Say text={say('auditFoundNothing')} />
        </p>
      )}
      <ul class="rows results">
        {found.map(one => (
          <li data-kind={one.kind}>
            <a href={hrefOf(one)}>
              <strong>{one.name ? one.name.zh : one.matched}</strong>
              <span class="note">
                <Say text={KIND_NAMES[one.kind]} /> · {noteOf(one)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  </>
)

/** What tells one from another of the same name. */
function noteOf({ kind, id, name, matched, note }: Found): string {
  const { made, quantity, unit, lot, status, party } = note ?? {}
  return [
    name && name.zh !== matched ? matched : '',
    kind === 'lot' || kind === 'pack' ? id.split('/')[0] : id !== matched ? id : '',
    lot && lineLot(lot),
    quantity !== undefined && unit ? amountOf(quantity, unit) : '',
    made ? minuteOf(made) : '',
    status,
    party
  ]
    .filter(Boolean)
    .join(' · ')
}
const lineLot = (lot: string) => `${say('lot').zh} ${lot}`

interface State {
  differences: number
  objections: number
  openRecalls: number
  refused: number
  held: number
}

async function stateOf({ pool, doubts, objections }: Services): Promise<State> {
  const [recalls, counts] = await Promise.all([
    announced(pool, null),
    pool.query<{ refused: number; held: number }>(
      `select (select count(*) from core.command where code is not null and status = 'refused'
           and recorded_at > now() - interval '30 days') as refused,
         (select count(*) from trace.lot where hold is not null) as held`
    )
  ])
  return {
    differences: doubts.count,
    objections: objections.count,
    openRecalls: recalls.filter(({ closing }) => !closing).length,
    ...counts.rows[0]!
  }
}

/** What awaits a regulator's officers. */
interface Own {
  complaints: number
  requests: number
}

async function ownOf({ pool }: Services, { party }: Person): Promise<Own> {
  const [{ rows }, asked] = await Promise.all([
    pool.query<{ count: number }>(`select count(*) from core_own.complaint where state in ('received', 'taken')`),
    requestsOf(pool, { party })
  ])
  return {
    complaints: rows[0]!.count,
    requests: asked.filter(({ office, state }) => office === party && state === 'open').length
  }
}

const Figure = ({ href, name, count, bad = false }: { href: string; name: Text; count: number; bad?: boolean }) => (
  <section class="card">
    <a href={href}>
      <span class="number">{count}</span>
      <Say text={name} />
    </a>
    {bad && count > 0 && (
      <p>
        <span class="mark bad">
          <Say text={say('auditLookNow')} />
        </span>
      </p>
    )}
  </section>
)

const Home = ({ differences, objections, openRecalls, refused, held, own }: State & { own: Own | null }) => (
  <>
    <h1>
      <Say text={say('auditTitle')} />
    </h1>
    <SearchBox />
    <div class="grid">
      <Figure href="/audit/recalls" name={say('auditOpenRecalls')} count={openRecalls} bad />
      {own && <Figure href="/audit/complaints" name={say('auditOpenComplaints')} count={own.complaints} bad />}
      {own && <Figure href="/audit/requests" name={say('auditOpenRequests')} count={own.requests} bad />}
      <Figure href="/audit/ledger/findings" name={say('auditDifferences')} count={differences} bad />
      <Figure href="/audit/ledger/findings" name={say('auditObjections')} count={objections} bad />
      <Figure href="/audit/refused" name={say('auditRefused30')} count={refused} />
      <Figure href="/audit/period" name={say('auditHeldLots')} count={held} />
    </div>
    <section class="card">
      <h2>
        <Say text={say('auditDo')} />
      </h2>
      <ul class="rows">
        {own && <Errand href="/audit/inspections/new" text={say('auditInspect')} />}
        {own && <Errand href="/audit/requests/new" text={say('auditRequestNew')} />}
        <Errand href="/audit/flags" text={say('auditScans')} />
        <Errand href="/audit/period" text={say('auditBalancePeriod')} />
        <Errand href="/audit/ledger" text={say('auditLedger')} />
        <Errand href="/audit/verify" text={say('auditVerify')} />
      </ul>
    </section>
  </>
)

const Errand = ({ href, text }: { href: string; text: Text }) => (
  <li>
    <a href={href}>
      <strong>{text.zh}</strong>
      <span class="note">{text.en}</span>
    </a>
  </li>
)

interface TestedLot {
  event: string
  number: string
  time: string
  lot: string
}

async function testsOf({ pool }: Services, party: string): Promise<TestedLot[]> {
  const { rows } = await pool.query<TestedLot & { time: Date }>(
    `select e.event_id as event, e.summary -> 'report' ->> 'number' as number, e.event_time as time, s.id as lot
     from trace.event e join trace.subject s on s.kind = 'lot'
       and (s.block, s.tx_index, s.position, s.index) = (e.block, e.tx_index, e.position, e.index)
     where e.kind = 'testing' and e.author = $1 order by e.block desc, s.id limit 200`,
    [party]
  )
  return rows.map(row => ({ ...row, time: minuteOf(row.time) }))
}

const LaboratoryHome = ({ tests }: { tests: readonly TestedLot[] }) => (
  <>
    <h1>
      <Say text={say('auditOwnTests')} />
    </h1>
    {tests.length === 0 && (
      <p class="empty">
        <Say text={say('auditNothing')} />
      </p>
    )}
    <ul class="rows">
      {tests.map(({ number, time, lot }) => {
        const [gtin = '', own = ''] = lot.split('/')
        return (
          <li>
            <a href={lotHref({ gtin, lot: own })}>
              <strong>
                {number} · {own}
              </strong>
              <span class="note">
                {time} · {gtin}
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  </>
)
