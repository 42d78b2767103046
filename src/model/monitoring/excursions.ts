import { z } from 'zod'
import { Gln } from '../core/gs1.js'
import { Instant } from '../core/instant.js'
import { type Action, action } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { advance, Grounds, MatterId, moveOn, open, StepTaken } from '../core/procedure.js'
import { placeKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { RULES, type Rule } from './parameters.js'
import { EXCURSION } from './procedures.js'
import { isBeyond, Value } from './readings.js'
import { requireWatching, ShipmentId } from './sensors.js'
import { excursionKey, isGtin, nameOf, type Subject, sensorKey, shipmentKey, subjectIn, watchKey } from './states.js'

const measured = { until: Instant, peak: Value, count: z.int().positive() }

export const OpenExcursion = z
  .strictObject({
    id: MatterId,
    sensor: MatterId,
    shipment: ShipmentId.optional(),
    place: Gln.optional(),
    /** GTIN, form of goods, or GLN: the rule that was broken. */
    rule: z.string().regex(/^[a-zA-Z0-9-]{1,40}$/),
    from: Instant,
    ...measured,
    ...Grounds
  })
  .refine(({ place, shipment }) => (place === undefined) !== (shipment === undefined), {
    path: ['place'],
    message: 'PLACE_OR_SHIPMENT'
  })
type OpenExcursion = z.infer<typeof OpenExcursion>

/** The products that a shipment carries, as far as it is loaded. */
const carriedBy = (loaded: View, shipment: string | undefined): readonly string[] => {
  const state = shipment === undefined ? null : loaded.get(shipmentKey(shipment))
  return ((state as { items: { gtin: string }[] } | null | undefined)?.items ?? []).map(({ gtin }) => gtin)
}

/** Who watches says that a rule was broken, with what it knows so far; whose the goods or the place are has to look. */
const openExcursion = action(
  OpenExcursion,
  (said, loaded) => [
    excursionKey(said.id),
    sensorKey(said.sensor),
    watchKey(nameOf(subjectIn(said))),
    parameterKey(RULES.name + said.rule),
    ...(said.place === undefined ? [shipmentKey(said.shipment!)] : [placeKey(said.place)]),
    ...(isGtin(said.rule) ? [] : carriedBy(loaded, said.shipment).map(gtin => productKey(gtin)))
  ],
  (said, draft, context) => {
    const { id, sensor, rule, from, until, peak, count } = said
    draft.refuseExisting(excursionKey(id), 'MATTER_EXISTS', { id })
    const subject = subjectIn(said)
    const { kind } = requireWatching(draft, context, { sensor, subject: nameOf(subject), from, until })
    const broken = inForce(draft, RULES, rule)?.find(one => one.kind === kind)
    if (!broken || !concerns(draft, rule, said) || !isBroken(broken, said))
      throw new Refusal('NO_EXCURSION', { rule, kind })
    draft.write(excursionKey(id), {
      ...open(EXCURSION, 'openExcursion', context, said, ownerOf(draft, subject)),
      concerned: concernedIn(draft, subject, context.author),
      ...{ subject, kind, sensor, watcher: context.author, rule, from, until, peak, count }
    })
    return []
  }
)

const isBroken = (rule: Rule, { from, until, peak }: OpenExcursion): boolean =>
  isBeyond(peak, rule) && (Date.parse(until) - Date.parse(from)) / 1000 >= rule.seconds

/** Whether a rule is one of what is carried. At a place any may hold: what is dried or stored there. */
function concerns(draft: Draft, rule: string, { shipment, place }: OpenExcursion): boolean {
  if (shipment === undefined) return rule === place || !isGln(rule)
  const gtins = carriedBy(draft, shipment)
  return isGtin(rule) ? gtins.includes(rule) : gtins.some(gtin => draft.read(productKey(gtin))?.form === rule)
}

const isGln = (rule: string) => Gln.safeParse(rule).success

/** Who has the goods next, or the place. A sensor is with it, so it is there. */
const ownerOf = (draft: Draft, subject: Subject): string =>
  'place' in subject ? draft.read(placeKey(subject.place))!.party : draft.read(shipmentKey(subject.shipment))!.consignee

/** Who sees it besides: who sent the goods, who carries and who watches them. */
function concernedIn(draft: Draft, subject: Subject, author: string): string[] {
  if ('place' in subject) return [author]
  const { consignor, carrier } = draft.read(shipmentKey(subject.shipment))!
  return [...new Set([author, consignor, ...(carrier ? [carrier] : [])])]
}

export const EndExcursion = z.strictObject({ id: MatterId, ...measured, ended: Instant, ...Grounds })

const endExcursion = action(
  EndExcursion,
  ({ id }) => [excursionKey(id)],
  ({ id, until, peak, count, ended, ...given }, draft, context) => {
    const excursion = draft.need(excursionKey(id), 'MATTER_UNKNOWN', { id })
    if (excursion.watcher !== context.author) throw new Refusal('ROLE_REQUIRED', { roles: ['owner'] })
    const advanced = advance(EXCURSION, 'endExcursion', excursion, context, given)
    draft.write(excursionKey(id), { ...excursion, ...advanced, until, peak, count, ended })
    return []
  }
)

/** What was found of goods that were too warm, or else beyond the rule. Their hold is the trace's, and lifted there. */
const looked = (step: 'inspectExcursion' | 'rejectExcursion'): Action =>
  action(
    StepTaken,
    ({ id }) => [excursionKey(id)],
    (given, draft, context) => {
      moveOn(EXCURSION, step, excursionKey, given, draft, context)
      return []
    }
  )

export const excursionActions = {
  openExcursion,
  endExcursion,
  inspectExcursion: looked('inspectExcursion'),
  rejectExcursion: looked('rejectExcursion')
}
