import type { LotRef } from '@suyuan/model/core/gs1'
import { isBarred, type Party, type Place } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { lotId } from '@suyuan/model/trace/subjects'
import type pg from 'pg'
import { joined } from '../../../core/web/joined.js'
import { say } from '../../../core/web/texts.js'
import { familyOf } from '../../../modules/trace/queries/family.js'
import { type Harvested, harvestsAmong } from '../../../modules/trace/queries/harvests.js'
import { type HistoryEvent, history, historyOfLots, type Scope } from '../../../modules/trace/queries/history.js'
import {
  type Destination,
  destinationsOf,
  type LotFacts,
  lotFacts,
  reportsOf,
  type TestReport
} from '../../../modules/trace/queries/lot-facts.js'
import { type Movement, movementsIn, type Portion } from '../../../modules/trace/queries/movements.js'
import { type Names, namesOf } from '../../../modules/trace/queries/names.js'
import { MOST_EVENTS } from '../dossiers.js'

/** Forms of goods that are picked begin so: raw agricultural commodities. */
const RAW = 'fresh-'

interface Known {
  events: readonly HistoryEvent[]
  movements: readonly Movement[]
  lots: ReadonlyMap<string, LotFacts>
  harvests: ReadonlyMap<string, Harvested | null>
  destinations: ReadonlyMap<string, readonly Destination[]>
  reports: ReadonlyMap<string, readonly TestReport[]>
  names: Names
}

/** What forms are filled in from: the goods of a history, by when they moved, and what is known of all that they name. */
export class TraceBook {
  constructor(private readonly known: Known) {}

  get events() {
    return this.known.events
  }
  get movements() {
    return this.known.movements
  }
  /** Whether there was more than is looked at. */
  get isCut() {
    return this.known.events.length >= MOST_EVENTS
  }
  get lots(): LotFacts[] {
    return inOrder(this.known.lots.values(), lot => `${lot.made} ${lotId(lot)}`)
  }
  get parties(): [uscc: string, Party][] {
    return inOrder(this.known.names.parties, ([uscc]) => uscc)
  }
  /** Whether the regulator keeps a party from new business by now. */
  isBarred(uscc: string): boolean {
    return isBarred(this.known.names.standings.get(uscc) ?? null, new Date().toISOString())
  }
  get places(): [gln: string, Place][] {
    return inOrder(this.known.names.places, ([gln]) => gln)
  }

  of = (...kinds: HistoryEvent['kind'][]): Movement[] =>
    this.movements.filter(({ event }) => kinds.includes(event.kind))

  lot = (ref: LotRef): LotFacts | undefined => this.known.lots.get(lotId(ref))
  harvest = (ref: LotRef): Harvested | null => this.known.harvests.get(lotId(ref)) ?? null
  destinations = (ref: LotRef): readonly Destination[] => this.known.destinations.get(lotId(ref)) ?? []
  reports = (ref: LotRef): readonly TestReport[] => this.known.reports.get(lotId(ref)) ?? []

  party = (uscc: string | null | undefined): Text | null =>
    uscc ? (this.known.names.parties.get(uscc)?.name ?? untranslated(uscc)) : null
  product = (gtin: string): Text => this.known.names.products.get(gtin)?.name ?? untranslated(gtin)

  /** Who is at a place, what it is called, and in which county: as much of an address as the ledger has. */
  location = (gln: string | null | undefined): Text | null => {
    const place = gln ? this.known.names.places.get(gln) : undefined
    if (!place) return gln ? untranslated(gln) : null
    const owner = this.party(place.party)!
    return inWords([owner, place.name, ...(place.village ? [place.village] : []), untranslated(place.region)])
  }

  /** Name and net content, or that it is in bulk. */
  description = ({ gtin }: LotRef): Text => {
    const net = this.known.names.products.get(gtin)?.netGrams
    return inWords([this.product(gtin), net ? untranslated(`${net} g`) : say('formBulk')])
  }

  isRaw = ({ gtin }: LotRef): boolean => this.known.names.products.get(gtin)?.form.startsWith(RAW) ?? false
  private isCounted = (gtin: string) => this.known.names.products.get(gtin)?.unit === 'piece'
  /** Kilograms, or pieces. */
  quantity = (gtin: string, amount: number): number => (this.isCounted(gtin) ? amount : amount / 1000)
  unit = ({ gtin }: LotRef): Text => (this.isCounted(gtin) ? say('formPieces') : untranslated('kg'))
}

const inWords = (parts: readonly Text[]): Text => joined(parts, '，', ', ')

/**
 * The book of a scope. Of a single lot, `whole` has all lots before and after it as well.
 *
 * @returns null where there is no such lot
 */
export async function traceBook(pool: pg.Pool, scope: Scope, whole: boolean): Promise<TraceBook | null> {
  const { gtin, lot } = scope
  if (gtin === undefined || lot === undefined) return bookOf(pool, await history(pool, scope, MOST_EVENTS), scope)
  const family = await familyOf(pool, { gtin, lot })
  if (!family) return null
  if (!whole) return bookOf(pool, await history(pool, scope, MOST_EVENTS), scope)
  const wanted = new Set(family.lots.map(lotId))
  return bookOf(pool, await historyOfLots(pool, family.lots, MOST_EVENTS), {}, ({ portion }) =>
    wanted.has(lotId(portion))
  )
}

const concerns = ({ gtin, lot }: Scope, portion: Portion | null) =>
  portion !== null && (gtin ?? portion.gtin) === portion.gtin && (lot ?? portion.lot) === portion.lot

async function bookOf(
  pool: pg.Pool,
  events: readonly HistoryEvent[],
  scope: Scope,
  wanted = ({ portion, input }: Movement) => concerns(scope, portion) || concerns(scope, input)
): Promise<TraceBook> {
  const movements = inOrder((await movementsIn(pool, events)).filter(wanted), keyOf)
  const refs = [
    ...new Map(
      movements.flatMap(({ portion, input }) => [portion, input ?? portion]).map(ref => [lotId(ref), ref])
    ).values()
  ]
  const [lots, harvests, destinations, reports] = await Promise.all([
    lotFacts(pool, refs),
    harvestsAmong(pool, refs),
    destinationsOf(pool, refs),
    reportsOf(pool, refs)
  ])
  const names = await namesOf(pool, namedIn(movements, [...lots.values()], harvests, destinations))
  return new TraceBook({ events, movements, lots, harvests, destinations, reports, names })
}

const keyOf = ({ event, portion, input }: Movement) => [event.time, lotId(portion), input ? lotId(input) : ''].join(' ')

/** By a key; what has the same stays as it was. */
function inOrder<T>(things: Iterable<T>, key: (thing: T) => string): T[] {
  return [...things].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0))
}

/** All parties, places and products that the lines of a form name. */
function namedIn(
  movements: readonly Movement[],
  lots: readonly LotFacts[],
  harvests: ReadonlyMap<string, Harvested | null>,
  destinations: ReadonlyMap<string, readonly Destination[]>
) {
  const picked = [...harvests.values()].filter(each => each !== null)
  const went = [...destinations.values()].flat()
  const shipments = movements.flatMap(({ shipment }) => shipment ?? [])
  const known = <T>(values: readonly (T | null)[]) => values.filter(value => value !== null)
  return {
    parties: known([
      ...movements.map(({ event }) => event.author),
      ...shipments.flatMap(({ consignor, consignee, carrier }) => [consignor, consignee, carrier]),
      ...lots.map(({ maker }) => maker),
      ...went.map(({ party }) => party)
    ]),
    places: known([
      ...movements.map(({ event }) => event.place),
      ...shipments.flatMap(({ origin, destination }) => [origin, destination]),
      ...lots.map(({ place }) => place),
      ...picked.flatMap(({ place, plot }) => [place, plot]),
      ...went.map(({ place }) => place)
    ]),
    products: movements.flatMap(({ portion, input }) => [portion.gtin, ...(input ? [input.gtin] : [])])
  }
}
