import { type LotRef, lotUri } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { Services } from '../../core/module.js'
import { minuteOf } from '../../core/web/clock.js'
import { say } from '../../core/web/texts.js'
import { balances, heldBy, overdue, stocksOf } from '../../modules/trace/queries/balance.js'
import { type Family, familyOf } from '../../modules/trace/queries/family.js'
import { flows } from '../../modules/trace/queries/flows.js'
import { type HistoryEvent, history, refused, type Scope } from '../../modules/trace/queries/history.js'
import { keysOf, namesOf } from '../../modules/trace/queries/names.js'
import { scanFlags } from '../../modules/trace/queries/scans.js'
import { levelsOf } from './graph.js'
import type { Dossier, Sheet } from './sheets.js'
import { correctionsSheet, eventsSheet, refusedSheet, warningsSheet } from './tables-events.js'
import { balancesSheet, edgesSheet, familySheet, flowsSheet, gapsSheet, stocksSheet } from './tables-goods.js'
import { flagsSheet } from './tables-scans.js'

/** What of one thing is behind a page: a page shows the first rows of each table, an export has all of these. */
export const MOST_EVENTS = 20_000
const MOST_LOTS = 10_000
const MOST_REFUSED = 2000
const MOST_FLAGS = 1000
/** Goods that are under way for longer are looked for. */
export const OVERDUE_DAYS = 7

/** Regions in which something of it happened. */
export const regionsOf = (events: readonly HistoryEvent[]): string[] => [
  ...new Set(events.flatMap(({ region }) => region ?? []))
]

const recordSheets = (events: readonly HistoryEvent[]): Sheet[] => [
  eventsSheet(events),
  correctionsSheet(events),
  warningsSheet(events)
]

export interface Examined extends Dossier {
  regions: readonly string[]
}

export interface ExaminedLot extends Examined {
  family: Family
  levels: ReadonlyMap<string, number>
}

/** A lot: what became of it, what it was made of and into, all that was said of it. Null where there is none. */
export async function lotDossier({ pool }: Services, ref: LotRef): Promise<ExaminedLot | null> {
  const family = await familyOf(pool, ref)
  if (!family) return null
  // As commands name it; what is made of it is named otherwise, and is found from there.
  const word = `${lotUri(ref)}"`
  const [events, [balance], stocks, names, refusals] = await Promise.all([
    history(pool, ref, MOST_EVENTS),
    balances(pool, ref, 1),
    stocksOf(pool, ref),
    namesOf(pool, {
      parties: family.lots.map(({ maker }) => maker),
      places: family.lots.map(({ place }) => place)
    }),
    refused(pool, { word }, MOST_REFUSED)
  ])
  const levels = levelsOf(family)
  const own = family.lots.find(({ gtin, lot }) => gtin === ref.gtin && lot === ref.lot)!
  const places = [...names.places.values()].map(({ region }) => region)
  return {
    title: { zh: `${own.product.zh} ${ref.lot}`, en: `${own.product.en} ${ref.lot}` },
    regions: [...new Set([...regionsOf(events), ...places])],
    family,
    levels,
    events: events.map(({ signed }) => signed),
    sheets: [
      balancesSheet([balance!]),
      stocksSheet(stocks, own.unit),
      ...recordSheets(events),
      familySheet(family, levels, names),
      edgesSheet(family),
      refusedSheet(refusals)
    ]
  }
}

const titled = (name: Text, more: string): Text => ({ zh: `${name.zh} ${more}`, en: `${name.en} ${more}` })

/** A product, in a period. */
export async function productDossier(services: Services, gtin: string, period: Scope): Promise<Examined | null> {
  const { pool } = services
  const scope = { ...period, gtin }
  const { products } = await namesOf(pool, { products: [gtin] })
  const product = products.get(gtin)
  if (!product) return null
  const [events, lots, late, flags, refusals] = await Promise.all([
    history(pool, scope, MOST_EVENTS),
    balances(pool, scope, MOST_LOTS),
    overdue(pool, scope, OVERDUE_DAYS),
    scanFlags(pool, { gtin, since: period.from, limit: MOST_FLAGS }),
    refused(pool, { ...period, word: gtin }, MOST_REFUSED)
  ])
  return {
    title: titled(product.name, gtin),
    regions: regionsOf(events),
    events: events.map(({ signed }) => signed),
    sheets: [
      gapsSheet(lots, late),
      balancesSheet(lots),
      ...recordSheets(events),
      flagsSheet(flags),
      refusedSheet(refusals)
    ]
  }
}

/** A party, in a period: what came to its hands and left them, and all that it said. */
export async function partyDossier(services: Services, party: string, period: Scope): Promise<Examined | null> {
  const { pool } = services
  const scope = { ...period, party }
  const record = (await namesOf(pool, { parties: [party] })).parties.get(party)
  if (!record) return null
  const [events, sums, held, lots, late, keys, refusals] = await Promise.all([
    history(pool, scope, MOST_EVENTS),
    flows(pool, scope),
    heldBy(pool, party),
    balances(pool, scope, MOST_LOTS),
    overdue(pool, scope, OVERDUE_DAYS),
    keysOf(pool, party),
    refused(pool, { ...period, party }, MOST_REFUSED)
  ])
  const { products } = await namesOf(pool, { products: sums.map(({ gtin }) => gtin) })
  const onLedger = isOver(period) ? null : new Map(held.map(({ gtin, held }) => [gtin, held]))
  return {
    title: titled(record.name, party),
    regions: regionsOf(events),
    events: events.map(({ signed }) => signed),
    sheets: [
      flowsSheet(sums, products, onLedger),
      gapsSheet(lots, late),
      balancesSheet(lots),
      ...recordSheets(events),
      keysSheet(keys),
      refusedSheet(refusals)
    ]
  }
}

/** Whether a period ended before now: then the ledger's states are of another time. */
const isOver = ({ to }: Scope) => to !== undefined && Date.parse(to) < Date.now()

const dayOf = (time: string | undefined) => (time ? minuteOf(time) : '…')

/** Everything, in a period. */
export async function periodDossier(services: Services, period: Scope): Promise<Examined> {
  const { pool } = services
  const [events, sums, lots, late, refusals] = await Promise.all([
    history(pool, period, MOST_EVENTS),
    flows(pool, period),
    balances(pool, period, MOST_LOTS),
    overdue(pool, period, OVERDUE_DAYS),
    refused(pool, period, MOST_REFUSED)
  ])
  const { products } = await namesOf(pool, { products: sums.map(({ gtin }) => gtin) })
  return {
    title:
      period.from || period.to
        ? say('auditPeriodTitle', { from: dayOf(period.from), to: dayOf(period.to) })
        : say('auditPeriodAll'),
    regions: [],
    events: events.map(({ signed }) => signed),
    sheets: [
      flowsSheet(sums, products, null),
      gapsSheet(lots, late),
      balancesSheet(lots),
      ...recordSheets(events),
      refusedSheet(refusals)
    ]
  }
}

/** A place, in a period. */
export async function placeDossier(services: Services, gln: string, period: Scope): Promise<Examined | null> {
  const { pool } = services
  const place = (await namesOf(pool, { places: [gln] })).places.get(gln)
  if (!place) return null
  const scope = { ...period, place: gln }
  const [events, lots] = await Promise.all([history(pool, scope, MOST_EVENTS), balances(pool, scope, MOST_LOTS)])
  return {
    title: titled(place.name, gln),
    regions: [place.region],
    events: events.map(({ signed }) => signed),
    sheets: [balancesSheet(lots), ...recordSheets(events)]
  }
}

const keysSheet = (keys: Awaited<ReturnType<typeof keysOf>>): Sheet => ({
  id: 'keys',
  title: say('auditKeys'),
  columns: [
    { name: say('auditKey'), as: 'code' },
    { name: say('auditSigned') },
    { name: say('auditLabel') },
    { name: say('auditRevoked') }
  ],
  rows: keys.map(({ key, custody, label = null, revoked }) => [
    { text: key, href: `/audit/ledger/states?key=${encodeURIComponent(`core/key/${key}`)}` },
    say(custody === 'device' ? 'custodyDevice' : custody === 'gateway' ? 'custodyGateway' : 'custodyCertificate'),
    label,
    revoked ? minuteOf(revoked.at) : null
  ])
})
