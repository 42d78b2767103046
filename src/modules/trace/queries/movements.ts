import { type LotRef, type PackRef, packUri } from '@suyuan/model/core/gs1'
import type { Fact } from '@suyuan/model/core/law'
import { type KindName, readEvent } from '@suyuan/model/trace/law'
import type { Item } from '@suyuan/model/trace/states'
import { lotId } from '@suyuan/model/trace/subjects'
import { madeBy } from '@suyuan/model/trace/summary'
import type pg from 'pg'
import type { HistoryEvent } from './history.js'
import { type Content, casesIn, casesOf, type Goods, itemsIn, type Moving, packsOf } from './moving.js'

/** An amount of a lot in the unit of its product, with the cases that it was in. */
export interface Portion extends LotRef {
  amount: number
  cases: readonly string[]
}

export interface ShipmentCard {
  id: string
  origin: string
  destination: string
  consignor: string
  consignee: string
  carrier: string | null
  agreement: string | null
  returning: boolean
  status: 'in_transit' | 'received' | 'void'
  at: string
}

/** What one event did to one lot; of a making, with one of the lots that went into it. */
export interface Movement {
  event: HistoryEvent
  /** Made, shipped, received, sold, returned or destroyed. */
  portion: Portion
  input: Portion | null
  shipment: ShipmentCard | null
  /** Of a receipt: what was declared missing, and what of it came damaged. */
  short: number
  damaged: number
  /** What a maker had said before he corrected it; null where he did not. */
  recorded: number | null
}

/** What events are looked at with. */
interface Known {
  cases: ReadonlyMap<string, Content>
  items: ReadonlyMap<string, Item[]>
  lotOfPack: ReadonlyMap<string, string>
  shipments: ReadonlyMap<string, ShipmentCard>
  corrected: ReadonlyMap<string, number>
}

const MAKING: readonly KindName[] = ['harvest', 'process', 'packing']
const MOVING: readonly KindName[] = ['shipping', 'receiving', 'returning', 'selling', 'destroying']

/** The goods in a history, line by line, in its order. */
export async function movementsIn(pool: pg.Pool, events: readonly HistoryEvent[]): Promise<Movement[]> {
  const read = events
    .filter(({ kind }) => MAKING.includes(kind) || MOVING.includes(kind))
    .map(event => ({ event, moving: readEvent(event.signed).event as object as Moving }))
  const of = <T>(part: (moving: Moving, facts: readonly Fact[]) => readonly T[]) =>
    read.flatMap(({ moving, event }) => part(moving, event.facts ?? []))
  const shipments = of(({ bizTransactionList }) => (bizTransactionList ? [bizTransactionList] : []))
  const [cases, items, lotOfPack, cards, corrected] = await Promise.all([
    casesIn(
      pool,
      of((moving, facts) => [...casesOf(moving, facts), ...casesOf(moving['suyuan:shortage'] ?? {}, facts)])
    ),
    itemsIn(pool, shipments),
    lotsOfPacks(pool, of(packsOf)),
    shipmentsIn(pool, shipments),
    correctionsOf(
      pool,
      events.filter(({ kind }) => MAKING.includes(kind)).map(({ event }) => event)
    )
  ])
  const known = { cases, items, lotOfPack, shipments: cards, corrected }
  return read.flatMap(({ event, moving }) =>
    MAKING.includes(event.kind) ? madeIn(event, moving, known) : movedIn(event, moving, known)
  )
}

const none = { input: null, shipment: null, short: 0, damaged: 0, recorded: null }

/** Each output beside each input. */
function madeIn(event: HistoryEvent, moving: Moving, { corrected }: Known): Movement[] {
  const inputs = (moving.inputQuantityList ?? []).map(portionOf)
  return madeBy(event.kind, moving).flatMap(([id, amount]) => {
    const change = corrected.get(`${event.event} ${id}`) ?? 0
    const portion = { ...refOf(id), amount: amount + change, cases: [] }
    const line: Movement = { ...none, event, portion, recorded: change === 0 ? null : amount }
    return inputs.length === 0 ? [line] : inputs.map(input => ({ ...line, input }))
  })
}

function movedIn(event: HistoryEvent, moving: Moving, known: Known): Movement[] {
  const id = moving.bizTransactionList
  const shipment = (id && known.shipments.get(id)) || null
  const items = (id && known.items.get(id)) || []
  if (event.kind === 'shipping')
    return added(items.map(({ sscc, ...item }) => ({ ...item, cases: sscc ? [sscc] : [] }))).map(portion => ({
      ...none,
      event,
      portion,
      shipment
    }))
  const facts = event.facts ?? []
  const portions = added(namedIn(moving, facts, known))
  if (event.kind !== 'receiving') return portions.map(portion => ({ ...none, event, portion }))
  return receivedIn(moving, facts, portions, items, known).map(line => ({ ...none, event, shipment, ...line }))
}

/** What came in, without what was missing out of cases that came; lots of which nothing came are there, with nothing. */
function receivedIn(
  moving: Moving,
  facts: readonly Fact[],
  portions: readonly Portion[],
  items: readonly Item[],
  known: Known
) {
  const shortage = moving['suyuan:shortage'] ?? {}
  const missing = added((shortage.quantityList ?? []).map(portionOf))
  const missingCases = added(namedIn({ epcList: shortage.epcList ?? [] }, facts, known))
  const damaged = added((moving['suyuan:damage']?.quantityList ?? []).map(portionOf))
  const amountIn = (list: readonly Portion[], ref: LotRef) =>
    list.find(({ gtin, lot }) => gtin === ref.gtin && lot === ref.lot)?.amount ?? 0
  const bulk = added(items.filter(({ sscc }) => !sscc).map(item => ({ ...item, cases: [] })))
  const came = added((moving.quantityList ?? []).map(portionOf))
  return added([...portions, ...[...missing, ...missingCases].map(ref => ({ ...ref, amount: 0, cases: [] }))]).map(
    portion => {
      const short = amountIn(missing, portion)
      const neverCame = Math.min(short, Math.max(0, amountIn(bulk, portion) - amountIn(came, portion)))
      return {
        portion: { ...portion, amount: portion.amount - (short - neverCame) },
        short: short + amountIn(missingCases, portion),
        damaged: amountIn(damaged, portion)
      }
    }
  )
}

const refOf = (id: string): LotRef => ({ gtin: id.slice(0, 14), lot: id.slice(15) })
const portionOf = ({ ref, amount }: Goods): Portion => ({ ...ref, amount, cases: [] })

/** What an event names, by lot, pack and case; a pallet by its cases. */
function namedIn(moving: Moving, facts: readonly Fact[], { cases, lotOfPack }: Known): Portion[] {
  return [
    ...(moving.quantityList ?? []).map(portionOf),
    ...packsOf(moving).flatMap(pack => {
      const lot = lotOfPack.get(packUri(pack))
      return lot === undefined ? [] : [{ gtin: pack.gtin, lot, amount: 1, cases: [] }]
    }),
    ...casesOf(moving, facts).flatMap(sscc => {
      const box = cases.get(sscc)
      return box ? [{ gtin: box.gtin, lot: box.lot, amount: box.pieces, cases: [sscc] }] : []
    })
  ]
}

/** One portion a lot. */
function added(portions: readonly Portion[]): Portion[] {
  const sums = new Map<string, Portion>()
  for (const { gtin, lot, amount, cases } of portions) {
    const id = lotId({ gtin, lot })
    const sum = sums.get(id)
    sums.set(id, {
      gtin,
      lot,
      amount: amount + (sum?.amount ?? 0),
      cases: sum ? [...sum.cases, ...cases] : cases
    })
  }
  return [...sums.values()]
}

async function lotsOfPacks(pool: pg.Pool, packs: readonly PackRef[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<PackRef & { lot: string }>(
    `select gtin, serial, lot from unnest($1::text[], $2::text[]) as asked (gtin, serial)
     join trace.pack using (gtin, serial)`,
    [packs.map(({ gtin }) => gtin), packs.map(({ serial }) => serial)]
  )
  return new Map(rows.map(({ lot, ...pack }) => [packUri(pack), lot]))
}

async function shipmentsIn(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, ShipmentCard>> {
  const { rows } = await pool.query<Omit<ShipmentCard, 'at'> & { at: Date }>(
    `select id, origin, destination, consignor, consignee, carrier, agreement, returning_goods as returning, status,
       shipped_at as at
     from trace.shipment where id = any($1)`,
    [[...new Set(ids)]]
  )
  return new Map(rows.map(row => [row.id, { ...row, at: row.at.toISOString() }]))
}

/** By how much corrections of these events changed what they made, by event and lot; whenever they were said. */
async function correctionsOf(pool: pg.Pool, events: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ event: string; gtin: string; lot: string; change: number }>(
    `select e.event_id as event, fact ->> 'gtin' as gtin, fact ->> 'lot' as lot,
       sum((fact ->> 'to')::bigint - (fact ->> 'from')::bigint)::bigint as change
     from trace.event e cross join lateral jsonb_array_elements(e.facts) as fact
     where e.event_id = any($1) and e.kind = 'correcting' and fact ->> 'type' = 'corrected' group by 1, 2, 3`,
    [events]
  )
  return new Map(rows.map(({ event, gtin, lot, change }) => [`${event} ${lotId({ gtin, lot })}`, change]))
}
