/** EPCIS: every insider reads; each records in his own name, and goods of the programme under their law. */
import { alone, documentOf, seen } from '../epcis/foreign.js'
import { CALLER_NAMES } from './callers.js'
import { entries } from './matrix-trace.js'
import type { Case, Entry, Stage } from './stage.js'

const VALUES = [
  'eventTypes/:eventType',
  'epcs/:epc',
  'bizSteps/:bizStep',
  'bizLocations/:bizLocation',
  'readPoints/:readPoint',
  'dispositions/:disposition'
]
const READ = [
  '',
  ...['/events', '/events/:eventID', '/capture', '/capture/:captureID'],
  ...[
    '',
    '/:queryName',
    '/:queryName/events',
    '/:queryName/subscriptions',
    '/:queryName/subscriptions/:subscriptionID'
  ].map(path => `/queries${path}`),
  '/queries/SimpleMasterDataQuery/events',
  ...VALUES.flatMap(path => [`/${path.split('/')[0]}`, `/${path}`, `/${path}/events`])
]

export const epcisReads: Record<string, Entry> = {
  ...Object.fromEntries(
    READ.flatMap(path => [`OPTIONS /epcis${path}`, `GET /epcis${path}`]).map(name => [name, 'insiders' as const])
  ),
  ...Object.fromEntries(
    ['nextPageToken/:token', 'queries/:queryName', 'queries/:queryName/subscriptions/:subscriptionID'].map(path => [
      `DELETE /epcis/${path}`,
      'insiders' as const
    ])
  )
}

export function epcisWrites(stage: Stage): Record<string, Case[]> {
  // The law of goods is asked as by any other client.
  const ruled = entries(stage).captures!.map(
    (one): Case => ({ ...one, body: caller => alone((one.body(caller) as { events: object[] }).events[0]!) })
  )
  const all = { may: CALLER_NAMES, others: '' }
  return {
    events: [{ about: 'an observation of foreign goods', body: () => alone(seen()), ...all }, ...ruled],
    queries: [
      { about: 'a query of its own', body: () => ({ name: 'mine', query: { EQ_bizStep: ['shipping'] } }), ...all }
    ],
    'queries/:queryName/subscriptions': [
      { about: 'to a query that it has not', body: () => ({ dest: 'https://example.com/', stream: true }), ...all }
    ],
    capture: [{ about: 'a document, judged later', body: () => documentOf([seen()]), ...all }]
  }
}
