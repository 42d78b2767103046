import type { PrefixLength } from '@suyuan/model/core/gs1/urn'
import { statusAddress } from '../../core/web/answers.js'
import { gathered } from './context.js'
import { type EpcFormat, inFormat } from './epc.js'
import { MASTER_DATA_QUERY } from './named.js'
import type { FoundClaim } from './queries/master-data.js'
import type { FoundEvent } from './queries/search.js'

type Json = Record<string, unknown>

/** Names of goods, places and documents in an event, each through `translate`. */
function translated(event: Json, translate: (uri: string) => string): Json {
  const text = (value: unknown) => (typeof value === 'string' ? translate(value) : value)
  const list = (value: unknown) => (Array.isArray(value) ? value.map(text) : value)
  const member = (name: string) => (value: unknown) =>
    typeof value === 'object' && value !== null && name in value
      ? { ...value, [name]: text((value as Json)[name]) }
      : value
  const members = (name: string) => (value: unknown) => (Array.isArray(value) ? value.map(member(name)) : value)
  const ways: Record<string, (value: unknown) => unknown> = {
    ...{ epcList: list, childEPCs: list, inputEPCList: list, outputEPCList: list },
    ...{ parentID: text, epcClass: text, transformationID: text, readPoint: member('id'), bizLocation: member('id') },
    ...{ quantityList: members('epcClass'), childQuantityList: members('epcClass') },
    ...{ inputQuantityList: members('epcClass'), outputQuantityList: members('epcClass') },
    ...{ bizTransactionList: members('bizTransaction'), sourceList: members('source') },
    destinationList: members('destination')
  }
  return Object.fromEntries(Object.entries(event).map(([name, value]) => [name, ways[name]?.(value) ?? value]))
}

/** In which form a client wants names, and which company prefixes are known. */
export interface Form {
  format: EpcFormat
  lengthOf: PrefixLength
}

/** An event as the client wants it: names in that form, with the time at which it was recorded. */
export const eventIn = ({ event, recordTime }: FoundEvent, { format, lengthOf }: Form): Json => ({
  ...translated(event, uri => inFormat(uri, format, lengthOf)),
  recordTime
})

/**
 * Events as the result of a query. `suyuan:records` says beside them, event by event, what the ledger has of each: whose
 * word it is, where it is written, and whether it stands under the rules for goods or is an observation only. It is not in
 * the events, since that would change what they are and by what hash they are known.
 */
export function queryDocument(
  found: readonly FoundEvent[],
  { queryName, subscriptionID, ...form }: Form & { queryName: string; subscriptionID?: string }
): Json {
  const { context, events } = gathered(found.map(one => eventIn(one, form)))
  const resultsBody = { eventList: events, 'suyuan:records': found.map(({ record }) => JSON.parse(record)) }
  return resultsIn(context, { ...(subscriptionID && { subscriptionID }), queryName, resultsBody })
}

/** What has to be looked at, in an event, before it goes out: prefixes of its own, names that are EPC URNs, another's time. */
const WANTS_WORK = /"@context"|urn:epc:|"recordTime"/i
const NOTHING_FOUND = '"eventList":[],"suyuan:records":[]'

/**
 * The same document as text, by the events' own texts, where nothing in them has to be put otherwise; else null. To take a
 * page of events apart and put it together again cost most of the time of an answer.
 */
export function queryText(found: readonly FoundEvent[], form: Form & { queryName: string }): string | null {
  if (form.format === 'Always_EPC_URN' || found.some(({ text }) => WANTS_WORK.test(text))) return null
  const events = found.map(({ text, recordTime }) => `${text.slice(0, -1)},"recordTime":"${recordTime}"}`)
  const results = `"eventList":[${events.join()}],"suyuan:records":[${found.map(({ record }) => record).join()}]`
  return JSON.stringify(queryDocument([], form)).replace(NOTHING_FOUND, () => results)
}

const resultsIn = (context: readonly unknown[], queryResults: Json): Json => ({
  '@context': context,
  type: 'EPCISQueryDocument',
  schemaVersion: '2.0',
  creationDate: new Date().toISOString(),
  epcisBody: { queryResults }
})

/**
 * Master data as the result of a query: a list for each vocabulary, in it each thing as often as there are parties who describe
 * it. `suyuan:records` says beside them, in the same order, whose word each is.
 */
export function vocabularyDocument(
  found: readonly FoundClaim[],
  records: readonly Json[],
  { format, lengthOf }: Form
): Json {
  const name = (uri: unknown) => (typeof uri === 'string' ? inFormat(uri, format, lengthOf) : uri)
  const { context, events } = gathered(
    found.map(({ element }) => ({
      ...element,
      id: name(element.id),
      ...(Array.isArray(element.children) && { children: element.children.map(name) })
    }))
  )
  const lists = new Map<string, Json[]>()
  for (const [index, { vocabulary }] of found.entries())
    lists.set(vocabulary, [...(lists.get(vocabulary) ?? []), events[index]!])
  const vocabularyList = [...lists].map(([type, vocabularyElementList]) => ({ type, vocabularyElementList }))
  const resultsBody = { eventList: [], vocabularyList, 'suyuan:records': records }
  return resultsIn(context, { queryName: MASTER_DATA_QUERY, resultsBody })
}

/** Whose word a claim of master data is, since when, by which document, and where the ledger has it. */
export const claimRecordOf = ({ vocabulary, element, document, author, recordTime, ...at }: FoundClaim) => ({
  vocabulary,
  id: element.id,
  author,
  recordTime: recordTime.toISOString(),
  document: `sha-256:${document}`,
  signed: statusAddress({ key: at.key, id: at.command }),
  block: at.block,
  transaction: at.transaction
})
