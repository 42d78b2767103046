import { canonicalJson } from '@suyuan/model/core/canonical'
import { productKey } from '@suyuan/model/core/records'
import { goodsNamedIn, gtinIn } from '@suyuan/model/epcis/goods'
import { caseKey, shipmentKey } from '@suyuan/model/trace/states'
import type pg from 'pg'
import { recordsAt } from '../../core/mirror/registers.js'
import { uuidOf } from '../../core/web/uuid.js'
import { namespacesIn } from './context.js'
import { indexed } from './epc.js'
import type { ReadEvent } from './reading.js'
import { wordOf } from './terms.js'

type Json = Record<string, unknown>

/** An event ready for the ledger: under which law, and where it stood in what was sent. */
export interface Prepared {
  law: 'trace' | 'epcis'
  event: Json & { eventID: string }
  field: string
}

/** States of the programme whose goods, cases or shipments an event names. */
function keysOf(event: Json): string[] {
  const cases = goodsNamedIn(event).flatMap(name => /\/00\/(\d{18})$/.exec(indexed(name))?.[1] ?? [])
  const gtins = goodsNamedIn(event).flatMap(name => gtinIn(indexed(name)) ?? [])
  const transactions = Array.isArray(event.bizTransactionList) ? (event.bizTransactionList as Json[]) : []
  const shipments = transactions.flatMap(
    ({ bizTransaction }) => /^urn:epcglobal:cbv:bt:(\d{13}:.+)$/.exec(String(bizTransaction))?.[1] ?? []
  )
  return [
    ...gtins.map(gtin => productKey(gtin)),
    ...cases.map(sscc => caseKey(sscc)),
    ...shipments.map(id => shipmentKey(id))
  ]
}

/** Events as the law takes them: those that touch the programme's goods under its rules, the others as observations. */
export async function prepare(pool: pg.Pool, author: string, events: readonly ReadEvent[]): Promise<Prepared[]> {
  const keys = events.map(({ event }) => keysOf(event))
  const ours = new Set((await recordsAt(pool, [...new Set(keys.flat())])).keys())
  return events.map(({ event, field }, index) => {
    const isOurs = keys[index]!.some(key => ours.has(key))
    // What one of these brings forth (a case, a pallet, a shipment) is spoken of by those after it.
    if (isOurs) for (const key of keys[index]!) ours.add(key)
    const { recordTime: _, ...said } = isOurs ? inTraceForm(event) : event
    return { law: isOurs ? 'trace' : 'epcis', event: { ...said, eventID: idOf(said, author) }, field }
  })
}

/** An event that brings no id has one by what it says: sent again it is the same. */
const idOf = (event: Json, author: string): string =>
  typeof event.eventID === 'string' ? event.eventID : `urn:uuid:${uuidOf(`${author}\n${canonicalJson(event)}`)}`

const WORDS = ['type', 'bizStep', 'disposition'] as const
const LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const

/**
 * The event in the one form that the law of goods reads: canonical Digital Links, words of the CBV, no JSON-LD context of
 * its own. What it says is not changed.
 */
function inTraceForm({ '@context': context, ...event }: Json): Json {
  const namespaces = namespacesIn(context)
  const name = (value: unknown) => (typeof value === 'string' ? indexed(value) : value)
  const within = (member: string) => (value: unknown) =>
    typeof value === 'object' && value !== null && member in value
      ? { ...value, [member]: name((value as Json)[member]) }
      : value
  const each = (way: (value: unknown) => unknown) => (value: unknown) => (Array.isArray(value) ? value.map(way) : value)
  const inside = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? inTraceForm(value as Json) : value
  const ways: Record<string, (value: unknown) => unknown> = {
    ...Object.fromEntries(LISTS.map(list => [list, each(name)])),
    ...Object.fromEntries(
      WORDS.map(word => [word, (value: unknown) => (typeof value === 'string' ? wordOf(value, namespaces) : value)])
    ),
    ...Object.fromEntries(
      ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'].map(list => [
        list,
        each(within('epcClass'))
      ])
    ),
    ...{ parentID: name, readPoint: within('id'), bizLocation: within('id') },
    destinationList: each(within('destination')),
    sourceList: each(within('source')),
    ...Object.fromEntries(['suyuan:shortage', 'suyuan:damage'].map(part => [part, inside]))
  }
  return Object.fromEntries(Object.entries(event).map(([member, value]) => [member, ways[member]?.(value) ?? value]))
}

/**
 * Events of the trace that the ledger has already, of those that are asked for: whether just so, or under that id with
 * another content. The law of goods knows goods, not ids; an error declaration repeats its event's id by right.
 */
export async function recordedBefore(
  pool: pg.Pool,
  prepared: readonly Prepared[]
): Promise<Map<Prepared, 'same' | 'other'>> {
  const asked = prepared.filter(({ law, event }) => law === 'trace' && event.errorDeclaration === undefined)
  const { rows } = await pool.query<{ id: string; event: Json }>(
    `select event_id as id, event from trace.event where event_id = any($1) and not event ? 'errorDeclaration'`,
    [asked.map(({ event }) => event.eventID)]
  )
  const found = new Map(rows.map(({ id, event }) => [id, canonicalJson(event)]))
  return new Map(
    asked.flatMap(one => {
      const before = found.get(one.event.eventID)
      return before === undefined ? [] : [[one, before === canonicalJson(one.event) ? 'same' : 'other']]
    })
  )
}
