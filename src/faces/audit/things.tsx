import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { FastifyPluginAsync } from 'fastify'
import type { ComponentChildren } from 'preact'
import { SUPERVISORS } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { minuteOf } from '../../core/web/clock.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { type Names, namesOf } from '../../modules/trace/queries/names.js'
import {
  agreementJson,
  caseJson,
  eventJson,
  packJson,
  palletJson,
  shipmentJson
} from '../../modules/trace/queries/records.js'
import { personOf, recordLook } from './access.js'
import { Json } from './ledger/parts.js'
import { sendAuditPage, sendNothing } from './pages.js'
import { KIND_NAMES } from './search.js'
import { lotHref, partyHref, placeHref, transactionHref } from './sheets.js'

type Params = Record<string, string>
// biome-ignore lint/suspicious/noExplicitAny: Postgres shapes these; what is shown of them is told by their members' names
type Answer = any

interface Thing {
  kind: 'pack' | 'case' | 'pallet' | 'shipment' | 'agreement' | 'event'
  path: string
  find(services: Services, params: Params): Promise<string | null>
  id(params: Params): string
}

const THINGS: readonly Thing[] = [
  {
    kind: 'pack',
    path: '/audit/packs/:gtin/:serial',
    find: ({ pool }, { gtin, serial }) => packJson(pool, { gtin: gtin!, serial: serial! }),
    id: ({ gtin, serial }) => `${gtin}/${serial}`
  },
  {
    kind: 'case',
    path: '/audit/cases/:sscc',
    find: ({ pool }, { sscc }) => caseJson(pool, sscc!),
    id: ({ sscc }) => sscc!
  },
  {
    kind: 'pallet',
    path: '/audit/pallets/:sscc',
    find: ({ pool }, { sscc }) => palletJson(pool, sscc!),
    id: ({ sscc }) => sscc!
  },
  {
    kind: 'shipment',
    path: '/audit/shipments/:id',
    find: ({ pool }, { id }) => shipmentJson(pool, id!),
    id: ({ id }) => id!
  },
  {
    kind: 'agreement',
    path: '/audit/agreements/:id',
    find: ({ pool }, { id }) => agreementJson(pool, id!),
    id: ({ id }) => id!
  },
  {
    kind: 'event',
    path: '/audit/events/:event',
    find: ({ pool }, { event }) => eventJson(pool, event!),
    id: ({ event }) => event!
  }
]

/** Pages of single things: what the mirror has of each, with links to what it names. */
export const things =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const { kind, path, find, id } of THINGS) {
      const options = { schema: { hide: true }, onRequest: services.people.required(...SUPERVISORS) }
      app.get(path, options, async (request, reply) => {
        const params = request.params as Params
        const json = await find(services, params)
        if (json === null) return sendNothing(request, reply, 404)
        await recordLook(services, personOf(request), `${kind} ${id(params)}`)
        const title: Text = { zh: `${KIND_NAMES[kind].zh} ${id(params)}`, en: `${KIND_NAMES[kind].en} ${id(params)}` }
        const answer = JSON.parse(json) as Answer
        const names = await namesOf(services.pool, namedIn(answer))
        return sendAuditPage(request, reply, {
          title,
          section: 'search',
          children: (
            <>
              <h1>
                <Say text={title} />
              </h1>
              {kind === 'event' ? (
                <EventView versions={answer} />
              ) : (
                <ThingView kind={kind} thing={answer} names={names} />
              )}
              <details>
                <summary>
                  <Say text={say('asData')} />
                </summary>
                <Json value={answer} />
              </details>
            </>
          )
        })
      })
    }
  }

const LotLink = ({ gtin, lot }: LotRef) => (
  <a href={lotHref({ gtin, lot })}>
    {lot} <span class="note">{gtin}</span>
  </a>
)
const UnitLink = ({ kind, sscc }: { kind: 'cases' | 'pallets'; sscc: string }) => (
  <a class="mono" href={`/audit/${kind}/${sscc}`}>
    {sscc}
  </a>
)
const Code = ({ children }: { children: ComponentChildren }) => <span class="mono">{children}</span>

const ROLES = ['consignor', 'consignee', 'carrier', 'supplier', 'buyer'] as const

/** What a thing names by its number, which people know by its name. */
const namedIn = (thing: Answer) => ({
  places: [thing.place, thing.from, thing.to].filter(Boolean),
  parties: ROLES.map(role => thing[role]).filter(Boolean)
})

interface Named {
  names: Names
}
const PlaceLink = ({ gln, names }: Named & { gln: string }) => (
  <a href={placeHref(gln)}>
    {names.places.get(gln)?.name.zh} <span class="note">{gln}</span>
  </a>
)
const PartyLink = ({ uscc, names }: Named & { uscc: string }) => (
  <a href={partyHref(uscc)}>
    {names.parties.get(uscc)?.name.zh} <span class="note">{uscc}</span>
  </a>
)

const ThingView = ({ kind, thing, names }: Named & { kind: Thing['kind']; thing: Answer }) => (
  <section class="card">
    <dl>
      <Row name={say('lot')}>{thing.lot && <LotLink gtin={thing.gtin} lot={thing.lot} />}</Row>
      <Row name={say('auditState')}>
        {thing.status && <StatusWords status={thing.inTransit ? 'in_transit' : thing.status} />}
      </Row>
      <Row name={say('case')}>{kind === 'pack' && thing.sscc && <UnitLink kind="cases" sscc={thing.sscc} />}</Row>
      <Row name={say('pallet')}>{thing.pallet && <UnitLink kind="pallets" sscc={thing.pallet} />}</Row>
      <Row name={say('where')}>{thing.place && <PlaceLink gln={thing.place} names={names} />}</Row>
      <Row name={say('auditShipment')}>
        {thing.shipment && <a href={`/audit/shipments/${encodeURIComponent(thing.shipment)}`}>{thing.shipment}</a>}
      </Row>
      <Row name={say('auditFrom')}>{thing.from && <PlaceLink gln={thing.from} names={names} />}</Row>
      <Row name={say('auditInto')}>{thing.to && <PlaceLink gln={thing.to} names={names} />}</Row>
      {ROLES.map(role => (
        <Row name={say(ROLE_TEXTS[role])}>{thing[role] && <PartyLink uscc={thing[role]} names={names} />}</Row>
      ))}
      <Row name={say('auditTime')}>{thing.at && minuteOf(thing.at)}</Row>
      <Row name={say('quantity')}>{thing.pieces !== undefined && say('pieces', { count: thing.pieces }).zh}</Row>
      <Row name={say('auditAgreed')}>{thing.grams !== undefined && `${thing.grams / 1000} kg`}</Row>
      <Row name={say('auditDelivered')}>{thing.delivered !== undefined && `${thing.delivered / 1000} kg`}</Row>
      <Row name={say('auditRecall')}>
        {thing.recall && <a href={`/audit/recalls/${thing.recall}`}>{thing.recall}</a>}
      </Row>
    </dl>
    <Contents thing={thing} />
    {kind === 'pack' && (
      <div class="actions">
        <a class="button secondary" href={`/01/${thing.gtin}/21/${encodeURIComponent(thing.serial)}`}>
          <Say text={say('auditPublicPage')} />
        </a>
      </div>
    )}
  </section>
)

const ROLE_TEXTS = {
  consignor: 'auditConsignor',
  consignee: 'auditConsignee',
  carrier: 'auditCarrier',
  supplier: 'auditSupplier',
  buyer: 'auditBuyer'
} as const

const STATUS_TEXTS: Record<string, Text> = {
  packed: say('statusPacked'),
  sold: say('statusSold'),
  returned: say('statusReturned'),
  destroyed: say('statusDestroyed'),
  lost: say('statusLost'),
  in_transit: say('statusInTransit'),
  received: say('auditReceived'),
  void: say('auditVoid'),
  closed: say('caseClosed'),
  opened: say('caseOpened')
}
const StatusWords = ({ status }: { status: string }) => <Say text={STATUS_TEXTS[status] ?? untranslated(status)} />

const Items = ({ items }: { items: readonly Answer[] }) => (
  <ul>
    {items.map((item: Answer) => (
      <li>
        <LotLink gtin={item.gtin} lot={item.lot} /> {item.sscc && <UnitLink kind="cases" sscc={item.sscc} />}{' '}
        {item.unit === 'gram' ? `${item.amount / 1000} kg` : say('pieces', { count: item.pieces ?? item.amount }).zh}
      </li>
    ))}
  </ul>
)

/** Packs of a case, cases of a pallet, items of a shipment, shipments of an agreement. */
const Contents = ({ thing: { packs = [], cases = [], items = [], shipments = [], gtin } }: { thing: Answer }) => (
  <>
    {items.length > 0 && <Items items={items} />}
    {cases.length > 0 && <Items items={cases} />}
    {packs.length > 0 && (
      <details>
        <summary>
          <Say text={say('pieces', { count: packs.length })} />
        </summary>
        <ul>
          {packs.slice(0, 500).map(({ serial, status }: Answer) => (
            <li>
              <a class="mono" href={`/audit/packs/${gtin}/${encodeURIComponent(serial)}`}>
                {serial}
              </a>{' '}
              <StatusWords status={status} />
            </li>
          ))}
        </ul>
      </details>
    )}
    {shipments.length > 0 && (
      <ul>
        {shipments.map(({ id, at }: Answer) => (
          <li>
            <a href={`/audit/shipments/${encodeURIComponent(id)}`}>{id}</a> {minuteOf(at)}
          </li>
        ))}
      </ul>
    )}
  </>
)

/** An event as it was signed, then what corrects it. */
const EventView = ({ versions }: { versions: readonly Answer[] }) => (
  <>
    {versions.map(({ kind, author, key, command, recorded, block, transaction, facts, event, hashId }) => (
      <section class="card">
        <h2>{kind === 'correcting' ? <Say text={say('auditCorrections')} /> : <Say text={say('auditAsSigned')} />}</h2>
        <dl>
          <Row name={say('auditWho')}>
            <a href={partyHref(author)}>{author}</a>
          </Row>
          <Row name={say('auditEntered')}>{minuteOf(recorded)}</Row>
          <Row name={say('auditTime')}>{minuteOf(event.eventTime)}</Row>
          <Row name={say('auditBlock')}>
            <a href={`/audit/ledger/blocks/${block}`}>{block}</a>
          </Row>
          <Row name={say('auditTransaction')}>
            <a class="mono" href={transactionHref(transaction)}>
              {transaction.slice(0, 24)}…
            </a>
          </Row>
          <Row name={say('auditCommand')}>
            <a class="mono" href={`/audit/ledger/commands/${key}/${command}`}>
              {command}
            </a>
          </Row>
          <Row name={say('hashIdName')}>
            <Code>{hashId}</Code>
          </Row>
          <Row name={say('auditMarks')}>{facts && <Code>{JSON.stringify(facts)}</Code>}</Row>
        </dl>
        <Json value={event} />
        {RECALLABLE.has(kind) && (
          <div class="actions">
            <a class="button danger" href={`/audit/recalls/new?${new URLSearchParams({ event: event.eventID })}`}>
              <Say text={say(kind === 'testing' ? 'auditRecallFromTest' : 'auditRecallFromRun')} />
            </a>
          </div>
        )}
      </section>
    ))}
  </>
)

/** Events that made goods or found something of them. */
const RECALLABLE = new Set(['harvest', 'process', 'packing', 'testing', 'inspecting'])
