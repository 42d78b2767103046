/**
 * What GS1's description of EPCIS 2.0 REST (openapi.json of its standard: 29 paths, 63 operations) has each operation answer.
 * Facts of it, one entry an operation: its statuses, and of its success the headers and the types of content.
 */

export interface Operation {
  statuses: readonly number[]
  /** Of the answer of success. */
  headers: readonly string[]
  /** Of its content; none has none. */
  types: readonly string[]
}

const JSON_ONLY = ['application/json']
const WITH_XML = ['application/json', 'application/xml']
const EPCIS = ['gs1-epcis-version', 'gs1-extensions']
const VERSIONS = [...EPCIS, 'gs1-cbv-version']
const PAGES = ['link', 'gs1-next-page-token-expires']
/** Who may not, what is not to be had so, and what fails. */
const USUAL = [401, 403, 406, 500]

const operation = (
  success: number,
  statuses: readonly number[],
  headers: readonly string[],
  types: readonly string[]
) => ({ statuses: [success, ...statuses, ...USUAL], headers, types })

const DISCOVERY = [
  ...['allow', 'gs1-vendor-version', 'gs1-epc-format', 'gs1-cbv-xml-format', ...VERSIONS],
  ...['gs1-epcis-min', 'gs1-epcis-max', 'gs1-cbv-min', 'gs1-cbv-max']
]
const discovery = (statuses: readonly number[] = [], more: readonly string[] = []) =>
  operation(204, statuses, [...DISCOVERY, ...more], [])

/** The top-level collections by their names, with the variable of one of their values. */
export const COLLECTIONS = {
  eventTypes: 'eventType',
  epcs: 'epc',
  bizSteps: 'bizStep',
  bizLocations: 'bizLocation',
  readPoints: 'readPoint',
  dispositions: 'disposition'
} as const

const collections: Record<string, Operation> = Object.fromEntries(
  Object.entries(COLLECTIONS).flatMap(([name, variable]): [string, Operation][] => {
    const [all, one] = [`/${name}`, `/${name}/:${variable}`]
    return [
      [`OPTIONS ${all}`, discovery()],
      [`GET ${all}`, operation(200, [], [...VERSIONS, ...PAGES], JSON_ONLY)],
      [`OPTIONS ${one}`, discovery([404])],
      [`GET ${one}`, operation(200, [400, 404], VERSIONS, JSON_ONLY)],
      [`OPTIONS ${one}/events`, discovery([404, 414])],
      [`GET ${one}/events`, operation(200, [400, 404, 414], [...VERSIONS, ...PAGES], WITH_XML)]
    ]
  })
)

const QUERY = '/queries/:queryName'
const SUBSCRIPTIONS = `${QUERY}/subscriptions`
const SUBSCRIPTION = `${SUBSCRIPTIONS}/:subscriptionID`
const LIMITS = ['gs1-epcis-capture-limit', 'gs1-epcis-capture-file-size-limit']

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'OPTIONS /': discovery(),
  'GET /': operation(200, [], [], WITH_XML),
  'OPTIONS /capture': discovery([], [...LIMITS, 'gs1-capture-error-behaviour']),
  'POST /capture': operation(202, [400, 413, 415], [...VERSIONS, 'location'], []),
  'GET /capture': operation(200, [], [...EPCIS, ...PAGES], JSON_ONLY),
  'OPTIONS /capture/:captureID': discovery([404]),
  'GET /capture/:captureID': operation(200, [404], EPCIS, WITH_XML),
  'OPTIONS /events': discovery([414]),
  'GET /events': operation(200, [414], [...VERSIONS, ...PAGES], WITH_XML),
  'POST /events': operation(201, [400, 409, 413, 415], [...VERSIONS, 'location'], JSON_ONLY),
  'OPTIONS /events/:eventID': discovery([404]),
  'GET /events/:eventID': operation(200, [404], VERSIONS, WITH_XML),
  ...collections,
  'OPTIONS /queries': discovery(),
  'GET /queries': operation(200, [], [...VERSIONS, ...PAGES], JSON_ONLY),
  'POST /queries': operation(201, [409, 415], [...VERSIONS, 'location'], []),
  [`OPTIONS ${QUERY}`]: discovery([404]),
  [`GET ${QUERY}`]: operation(200, [404, 413], VERSIONS, JSON_ONLY),
  [`DELETE ${QUERY}`]: operation(204, [404], [], []),
  [`OPTIONS ${SUBSCRIPTIONS}`]: discovery([404]),
  [`GET ${SUBSCRIPTIONS}`]: operation(200, [400, 404], [...EPCIS, ...PAGES], JSON_ONLY),
  [`POST ${SUBSCRIPTIONS}`]: operation(201, [404, 415], ['location'], JSON_ONLY),
  [`OPTIONS ${SUBSCRIPTION}`]: operation(
    204,
    [404],
    ['allow', ...EPCIS, 'gs1-epcis-min', 'gs1-epcis-max', 'gs1-vendor-version', 'gs1-query-min-record-time'],
    []
  ),
  [`GET ${SUBSCRIPTION}`]: operation(200, [404], EPCIS, JSON_ONLY),
  [`DELETE ${SUBSCRIPTION}`]: operation(204, [404], [], []),
  [`OPTIONS ${QUERY}/events`]: discovery([404, 414]),
  [`GET ${QUERY}/events`]: operation(200, [101, 400, 404, 413, 414], [...VERSIONS, ...PAGES], WITH_XML),
  'DELETE /nextPageToken/:token': { statuses: [204, 501], headers: [], types: [] }
}

/** Statuses that an operation has in the description and no answer here has, or that another test asks for. */
export const notAsked = (name: string, status: number): boolean =>
  // Whoever has a key may ask, and has queries and jobs of its own; who has no key on the ledger records nothing.
  (status === 403 && name !== 'POST /events') ||
  // Page tokens can be given back.
  status === 501 ||
  // A definition is never too large to be read.
  (status === 413 && name === `GET ${QUERY}`) ||
  // A failure within, and a socket: by tests of their own.
  [500, 101].includes(status)
