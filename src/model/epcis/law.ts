import { z } from 'zod'
import { canonicalJson } from '../core/canonical.js'
import { Instant } from '../core/instant.js'
import { action, type Fact, type Law } from '../core/law.js'
import { productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import { keyOf } from '../core/state.js'
import { goodsNamedIn, gtinIn } from './goods.js'

/** What the ledger remembers of an event that somebody observed. */
export interface Observed {
  /** Who recorded it first. */
  by: string
  /** SHA-256 of its canonical form without error declaration and record time, hexadecimal. */
  digest: string
  /** The same of its error declaration, once there is one. */
  declared?: string
}

export const observedKey = keyOf<Observed>('epcis/event')

/** Most that one event may say, and events of one observation. */
export const MOST_EVENT_CHARACTERS = 65_536
export const MOST_EVENTS = 1000

/** A URI: whoever says who they are by it has it unique in the world. */
export const EventId = z
  .string()
  .max(250)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/)

/** An EPCIS 2.0 event. The law reads its name and its time; what else it says is its author's affair. */
const Event = z
  .looseObject({ eventID: EventId, eventTime: Instant, type: z.string().min(1).max(250) })
  .refine(event => canonicalJson(event).length <= MOST_EVENT_CHARACTERS, 'EVENT_TOO_LONG')

export const Observe = z.strictObject({ events: z.array(Event).min(1).max(MOST_EVENTS) })

/** Things, places, parties or words that one document describes. */
export const MOST_ELEMENTS = 1000

const Name = z.string().min(1).max(500)

/** What a document says of something, as EPCIS has master data: its attributes, and what lies in it. */
const Element = z
  .looseObject({ id: Name })
  .refine(element => canonicalJson(element).length <= MOST_EVENT_CHARACTERS, 'ELEMENT_TOO_LONG')

export const Describe = z.strictObject({
  /** SHA-256 of the canonical JSON of the document that says it, hexadecimal. */
  document: z.string().regex(/^[0-9a-f]{64}$/),
  /** Each with the name of its vocabulary. */
  elements: z
    .array(z.strictObject({ vocabulary: Name, element: Element }))
    .min(1)
    .max(MOST_ELEMENTS)
})

/**
 * Events about goods that are not the programme's, on record as their author saw them. No custody, no mass follows from
 * them; goods of the programme can't be spoken of so, past the rules that they are under.
 */
const observe = action(
  Observe,
  ({ events }) => events.flatMap(event => [observedKey(event.eventID), ...programmeKeys(event)]),
  ({ events }, draft, { author, crypto }) => {
    const digestOf = (value: unknown) => crypto.digest(canonicalJson(value))
    return events.flatMap((event, index): Fact[] => {
      if (programmeKeys(event).some(key => draft.read(key) !== null))
        throw new Refusal('PROGRAMME_GOODS', { field: `events.${index}`, event: event.eventID })
      const { errorDeclaration, recordTime: _, ...body } = event
      const digest = digestOf(body)
      const declared = errorDeclaration === undefined ? undefined : digestOf(errorDeclaration)
      const key = observedKey(event.eventID)
      const before = draft.read(key)
      if (before && (before.digest !== digest || contradicts(before, declared, author)))
        throw new Refusal('EVENT_ID_REUSED', { field: `events.${index}`, event: event.eventID })
      if (before && (declared === undefined || before.declared === declared))
        return [{ type: 'known', event: event.eventID, index }]
      draft.write(key, { ...(before ?? { by: author, digest }), ...(declared && { declared }) })
      return []
    })
  }
)

/** An error is declared once, by whose event it is; the event itself anybody may repeat. */
const contradicts = (before: Observed, declared: string | undefined, author: string): boolean =>
  declared !== undefined && (before.by !== author || (before.declared !== undefined && before.declared !== declared))

const programmeKeys = (event: Record<string, unknown>) => {
  const gtins = goodsNamedIn(event).map(gtinIn)
  return [...new Set(gtins)].flatMap(gtin => (gtin === null ? [] : [productKey(gtin)]))
}

/**
 * Master data are their author's claims: on record with who made them and when, and nothing else follows from them, so there is
 * no state of them. The newest that an author made of something is the one that he stands by.
 */
const describe = action(
  Describe,
  () => [],
  () => []
)

export const epcisLaw: Law = {
  module: 'epcis',
  actions: { observe, describe },
  events: (action, payload) => (action === 'observe' ? (payload as z.infer<typeof Observe>).events : [])
}
