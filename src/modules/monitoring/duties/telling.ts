import { randomUUID } from 'node:crypto'
import { caseUri, type LotRef, lotUri, placeUri } from '@suyuan/model/core/gs1'
import { placeKey } from '@suyuan/model/core/records'
import { keyOf } from '@suyuan/model/core/state'
import { type Excursion, excursionKey, sensorKey } from '@suyuan/model/monitoring/states'
import type { FastifyBaseLogger } from 'fastify'
import { bodyHashOf, type CommandStatus } from '../../../core/ledger/commands.js'
import type { Services } from '../../../core/module.js'
import { uuidOf } from '../../../core/web/uuid.js'

/** What the trace keeps of goods, as far as a hold needs it. */
const caseKey = keyOf<LotRef & { place: string; status: string; hold?: { event: string } }>('trace/case')
const lotKey = keyOf<LotRef & { place: string; maker: string; hold?: { event: string } }>('trace/lot')
const shipmentKey = keyOf<{ items: (LotRef & { sscc?: string })[]; consignor: string }>('trace/shipment')

/** An excursion that the ledger has not been told all of. */
interface Row {
  id: string
  sensor: string
  subject: string
  rule: string
  from_at: Date
  since_at: Date
  until_at: Date
  ended_at: Date | null
  peak: number
  count: number
  opened: boolean
  held: boolean
  end_told: boolean
  hold_events: string[]
}

const RETRY_SECONDS = 10
const WAIT_SECONDS = 30
/** Cases that one event names. */
const CASES_AT_ONCE = 200

/** Goods at one place, of which one party speaks. */
interface Goods {
  party: string
  place: string
  cases: string[]
  lots: LotRef[]
}

/** Tells the ledger of excursions: that there is one, the goods on hold, its end, and the hold lifted once they were looked at. */
export class Telling {
  constructor(
    private readonly services: Services,
    private readonly log: FastifyBaseLogger
  ) {}

  /** All that is to be told now. */
  async work(): Promise<void> {
    const { rows } = await this.services.pool.query<Row>(
      `select * from core_own.excursion where not released and next_at <= now() order by since_at limit 100`
    )
    await Promise.all(rows.map(row => this.tell(row)))
  }

  private async tell(row: Row): Promise<void> {
    try {
      await this.next(row)
    } catch (error) {
      this.log.warn({ error: String(error), excursion: row.id }, 'an excursion could not be told; will again')
      await this.note(row.id, "problem = $2, next_at = now() + $3 * interval '1 second'", [
        String(error),
        RETRY_SECONDS
      ])
    }
  }

  /** One thing after another: each is on the ledger before the next. */
  private async next(row: Row): Promise<void> {
    const { states } = this.services
    const sensor = await states.get(sensorKey(row.sensor))
    if (!sensor) throw new Error('there is no such sensor')
    if (!row.opened) {
      await this.say(sensor.party, 'openExcursion', `open/${row.id}`, opening(row))
      await this.note(row.id, 'opened = true', [])
    }
    if (!row.held) {
      for (const goods of await this.goodsOf(row.subject)) await this.hold(row, goods)
      await this.note(row.id, 'held = true', [])
    }
    const excursion = await states.get(excursionKey(row.id))
    if (row.ended_at && !row.end_told) {
      if (excursion?.state === 'holding') await this.say(sensor.party, 'endExcursion', `end/${row.id}`, ending(row))
      await this.note(row.id, 'end_told = true', [])
    }
    const over = excursion !== null && excursion.state !== 'holding'
    if (over && excursion.state === 'conformant') await this.release(row, excursion)
    const done = over && (row.end_told || row.ended_at !== null)
    await this.note(row.id, `released = $2, problem = null, next_at = now() + $3 * interval '1 second'`, [
      done,
      over ? 0 : 1
    ])
  }

  private async note(id: string, change: string, values: unknown[]): Promise<void> {
    await this.services.pool.query(`update core_own.excursion set ${change} where id = $1`, [id, ...values])
  }

  /** What a shipment carries, by who has it now; of a place nothing is held: what was dried or stored too warm is looked at. */
  private async goodsOf(subject: string): Promise<Goods[]> {
    if (!subject.includes(':')) return []
    const { states } = this.services
    const shipment = await states.get(shipmentKey(subject))
    const found = new Map<string, Goods>()
    const goodsAt = async (place: string, of?: string): Promise<Goods> => {
      const party = of ?? (await states.get(placeKey(place)))?.party ?? ''
      const known = found.get(party + place) ?? { party, place, cases: [], lots: [] }
      found.set(party + place, known)
      return known
    }
    for (const item of shipment?.items ?? []) {
      const box = item.sscc === undefined ? null : await states.get(caseKey(item.sscc))
      const lot = box ? null : await states.get(lotKey(item.gtin, item.lot))
      if (box && ['closed', 'opened'].includes(box.status)) (await goodsAt(box.place)).cases.push(item.sscc!)
      else if (lot && item.sscc === undefined)
        (await goodsAt(lot.place, lot.maker)).lots.push({ gtin: item.gtin, lot: item.lot })
    }
    return [...found.values()]
  }

  private async hold(row: Row, { party, place, cases, lots }: Goods): Promise<void> {
    const at = row.since_at.toISOString()
    for (let from = 0; from < Math.max(cases.length, 1); from += CASES_AT_ONCE) {
      const some = { cases: cases.slice(from, from + CASES_AT_ONCE), lots: from === 0 ? lots : [] }
      if (some.cases.length + some.lots.length === 0) continue
      const event = goodsEvent(holdId(row.id, place, from), at, place, some, {
        ...{ bizStep: 'holding', disposition: 'non_sellable_other' },
        'suyuan:note': `监测超限 excursion ${row.id}`
      })
      await this.note(row.id, 'hold_events = array_append(array_remove(hold_events, $2), $2)', [event.eventID])
      await this.capture(party, `hold/${row.id}/${place}/${from}`, event)
    }
  }

  /** Who looked at the goods lifts what was held for this, and nothing that was held for anything else. */
  private async release(row: Row, { history }: Excursion): Promise<void> {
    const by = history.findLast(({ step }) => step === 'inspectExcursion')
    if (!by) return
    for (const goods of await this.goodsOf(row.subject)) {
      const held = await this.heldFor(row, goods)
      for (let from = 0; from < Math.max(held.cases.length, 1); from += CASES_AT_ONCE) {
        const some = { cases: held.cases.slice(from, from + CASES_AT_ONCE), lots: from === 0 ? held.lots : [] }
        if (some.cases.length + some.lots.length === 0) continue
        const event = goodsEvent(randomUUID(), by.at, goods.place, some, {
          bizStep: 'inspecting',
          disposition: 'conformant'
        })
        await this.capture(by.by, `release/${row.id}/${goods.place}/${some.cases[0] ?? ''}`, event)
      }
    }
  }

  private async heldFor({ hold_events }: Row, { cases, lots }: Goods) {
    const { states } = this.services
    const events = new Set<string | undefined>(hold_events)
    const heldCases = await Promise.all(
      cases.map(async sscc => (events.has((await states.get(caseKey(sscc)))?.hold?.event) ? [sscc] : []))
    )
    const heldLots = await Promise.all(
      lots.map(async ref => (events.has((await states.get(lotKey(ref.gtin, ref.lot)))?.hold?.event) ? [ref] : []))
    )
    return { cases: heldCases.flat(), lots: heldLots.flat() }
  }

  private async say(party: string, action: string, name: string, payload: Record<string, unknown>): Promise<void> {
    settled(await this.send(party, 'monitoring', action, name, payload), ['MATTER_EXISTS', 'STEP_NOT_OPEN'])
  }

  private async capture(party: string, name: string, event: Record<string, unknown>): Promise<void> {
    settled(await this.send(party, 'trace', 'capture', name, { events: [event] }), ['LOT_NOT_HELD'])
  }

  private send(party: string, module: string, action: string, name: string, payload: Record<string, unknown>) {
    return this.services.commands.send(
      { party, module, action, payload },
      {
        ...{ answerSeconds: WAIT_SECONDS, inputWait: 0 },
        idempotency: { idempotencyKey: `monitoring/${name}`, bodyHash: bodyHashOf(action, name) }
      }
    )
  }
}

/** @throws Error unless the ledger has it, or says that there is nothing to do any more */
function settled({ outcome, state }: CommandStatus, fine: readonly string[]): void {
  if (outcome?.code && !fine.includes(outcome.code)) throw new Error(outcome.code)
  if (!outcome) throw new Error(state)
}

const holdId = (id: string, place: string, from: number) => uuidOf(`${id}\n${place}\n${from}`)

const measured = ({ until_at, peak, count }: Row) => ({ until: until_at.toISOString(), peak: peak / 1000, count })

const opening = (row: Row) => ({
  ...{ id: row.id, sensor: row.sensor, rule: row.rule, from: row.from_at.toISOString() },
  ...(row.subject.includes(':') ? { shipment: row.subject } : { place: row.subject }),
  ...measured(row)
})

const ending = (row: Row) => ({ id: row.id, ...measured(row), ended: row.ended_at!.toISOString() })

const goodsEvent = (
  uuid: string,
  at: string,
  place: string,
  { cases, lots }: Pick<Goods, 'cases' | 'lots'>,
  more: Record<string, unknown>
) => ({
  ...{ eventID: `urn:uuid:${uuid}`, eventTime: at, eventTimeZoneOffset: '+08:00' },
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizLocation: { id: placeUri(place) } },
  ...(cases.length > 0 && { epcList: cases.map(caseUri) }),
  ...(lots.length > 0 && { quantityList: lots.map(ref => ({ epcClass: lotUri(ref) })) }),
  'suyuan:nonce': randomUUID().replaceAll('-', ''),
  ...more
})
