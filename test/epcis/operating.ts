/** GS1's description, operation by operation: what each answers when all is well, and to everything that is not. */
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import t from 'tap'
import { createApiKey } from '../../src/core/identity/api-keys.js'
import { garden } from '../http/season.js'
import { routesOf } from '../safety/routes.js'
import type { Answer } from '../support/service.js'
import { PARTIES } from '../support/world.js'
import { type EpcisClient, exception, nextOf } from './client.js'
import { alone, documentOf, packLink, seen } from './foreign.js'
import { COLLECTIONS, notAsked, OPERATIONS } from './operations.js'
import type { EpcisStage } from './stage.js'

type Headers = Record<string, string>
type Values = Record<string, string>

/** Something to ask for of every kind, and two of each that is listed. */
async function thingsOf(client: EpcisClient): Promise<Values> {
  const event = seen()
  const first = await client.post('/capture', documentOf([event]))
  await client.capture(documentOf([seen()]))
  const queryName = `o-${randomUUID()}`
  for (const name of [queryName, `o-${randomUUID()}`])
    await client.post('/queries', { name, query: { EQ_bizStep: ['storing'], maxEventCount: 1_000_000 } })
  const subscriptions = `/queries/${queryName}/subscriptions`
  // Their time never comes while this runs.
  const body = { dest: 'https://example.com/hook', schedule: { dayOfMonth: '29', month: '2' } }
  const one = await client.post(subscriptions, body)
  await client.post(subscriptions, body)
  const place = `https://id.gs1.org/414/${garden}`
  const values = { eventType: 'ObjectEvent', epc: packLink('A1'), bizStep: 'storing', disposition: 'in_progress' }
  return {
    ...{ ...values, bizLocation: place, readPoint: event.readPoint.id, eventID: event.eventID, queryName },
    captureID: first.headers.get('location')!.split('/').at(-1)!,
    subscriptionID: one.body.subscriptionID
  }
}

/** What there is none of. */
const NONE: Values = {
  ...Object.fromEntries(Object.values(COLLECTIONS).map(variable => [variable, 'urn:none:1'])),
  ...{ eventID: 'urn:none:1', captureID: 'none', queryName: 'none', subscriptionID: 'none', token: 'none' }
}

const addressed = (path: string, values: Values) =>
  path === '/' ? '' : path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name]!))

/** Bodies of what is posted: good ones, and such as have a status of their own. */
const BODIES: Record<string, Record<number, () => unknown>> = {
  'POST /capture': {
    202: () => documentOf([seen()]),
    400: () => documentOf([]),
    413: () => documentOf(Array.from({ length: 1001 }, () => seen()))
  },
  'POST /events': {
    201: () => alone(seen()),
    400: () => alone(seen({ action: 'LOOK' })),
    413: () => alone(seen({ 'example:text': 'x'.repeat(1_100_000) }))
  },
  'POST /queries': { 201: () => ({ name: `o-${randomUUID()}`, query: { EQ_bizStep: ['storing'] } }) },
  'POST /queries/:queryName/subscriptions': {
    201: () => ({ dest: 'https://example.com/hook', schedule: { dayOfMonth: '29', month: '2' } })
  }
}

/** What is wrong in a question that has a status of its own, by parameters. */
const PARAMETERS: Record<number, string> = { 400: '?perPage=0', 414: `?EQ_bizStep=${'x'.repeat(20_000)}` }

const NAMES: Record<number, string> = {
  401: 'SecurityException',
  403: 'SecurityException',
  406: 'NotAcceptableException',
  409: 'ResourceAlreadyExistsException',
  414: 'URITooLongException',
  415: 'UnsupportedMediaTypeException'
}

/** The exception that a status means of an operation. */
function exceptionFor(name: string, status: number): string {
  if (status === 404) return name.includes('/queries') ? 'NoSuchNameException' : 'NoSuchResourceException'
  if (status === 413) return name.startsWith('POST') ? 'CaptureLimitExceededException' : 'QueryTooLargeException'
  if (status !== 400) return NAMES[status]!
  if (name.startsWith('POST') || name.includes('/queries')) return 'ValidationException'
  return 'QueryParameterException'
}

/** What an exception is sent as. What is wrong with a subscription, or its results, is plain JSON or XML in the description. */
const problemType = (name: string, status: number, form: string) =>
  `application/${status === 400 && name.startsWith('GET /queries/:queryName/') ? '' : 'problem+'}${form}`

const typeOf = ({ headers }: Answer) => headers.get('content-type')?.split(';')[0]

export async function operating({ carrier, season: { service } }: EpcisStage): Promise<void> {
  const things = await thingsOf(carrier)

  const send = (
    name: string,
    values: Values,
    headers: Headers,
    { body, more = '' }: { body?: unknown; more?: string }
  ) => {
    const [method, path] = name.split(' ') as [string, string]
    const address = `/epcis${addressed(path, values)}${more}`
    return method === 'POST' ? service.post(address, body, headers) : service.ask(method, address, headers)
  }
  const key = { authorization: `Bearer ${carrier.apiKey}` }
  /** Of a party that has no key on the ledger by which the gateway would sign. */
  const mute = { authorization: `Bearer ${await createApiKey(service.pool, PARTIES.trader.uscc, 'mute')}` }
  /** What can be asked once only is made for it. */
  async function valuesFor(name: string): Promise<Values> {
    if (name === 'DELETE /nextPageToken/:token') {
      const token = new URL(nextOf(await carrier.get('/eventTypes?perPage=1'))!, 'http://x').searchParams
      return { token: token.get('nextPageToken')! }
    }
    return name.startsWith('DELETE') ? thingsOf(carrier) : things
  }
  const ways: Record<number, (name: string, headers: Headers) => Promise<Answer>> = {
    401: (name, { authorization: _, ...rest }) => send(name, things, rest, { body: {} }),
    403: (name, headers) => send(name, things, { ...headers, ...mute }, { body: goodBody(name) }),
    404: (name, headers) => send(name, NONE, headers, { body: BODIES[name]?.[201]?.() }),
    406: (name, headers) => send(name, things, { ...headers, 'gs1-epcis-min': '3.0' }, { body: goodBody(name) }),
    409: async (name, headers) => {
      const body = goodBody(name) as { name?: string }
      await send(name, things, key, { body })
      return send(name, things, headers, { body: body.name ? body : { ...body, bizStep: 'loading' } })
    },
    413: async (name, headers) => {
      if (name.startsWith('POST')) return send(name, things, headers, { body: BODIES[name]![413]!() })
      const queryName = `o-${randomUUID()}`
      await carrier.post('/queries', { name: queryName, query: { EQ_bizStep: ['storing'], maxEventCount: 1 } })
      return send(name, { queryName }, headers, {})
    },
    415: (name, headers) =>
      send(
        name,
        things,
        { ...headers, 'content-type': name.endsWith('capture') ? 'text/plain' : 'application/xml' },
        { body: '<a/>' }
      )
  }
  const asWrong = (name: string, status: number, headers: Headers): Promise<Answer> => {
    const way = ways[status]
    if (way) return way(name, headers)
    const body = BODIES[name]?.[status]?.()
    if (body) return send(name, things, headers, { body })
    // What a single value of a collection could be asked wrongly by is only how the answer is to be.
    if (status === 400 && /GET \/\w+\/:\w+$/.test(name))
      return send(name, things, { ...headers, 'gs1-epc-format': 'Roman' }, {})
    return send(name, things, headers, { more: PARAMETERS[status]! })
  }

  t.test('every operation of the description is a route, and every route one of them', async t => {
    const routes = (await routesOf(service)).filter(({ url }) => /^\/epcis(\/|$)/.test(url))
    // EPCIS itself names one query, which has an address of its own.
    const pathOf = (url: string) => url.slice('/epcis'.length).replace('SimpleMasterDataQuery', ':queryName') || '/'
    const names = routes.map(({ method, url }) => `${method} ${pathOf(url)}`)
    t.same([...new Set(names)].sort(), Object.keys(OPERATIONS).sort())
    t.equal(Object.keys(OPERATIONS).length, 63)
  })

  for (const [name, { statuses, headers, types }] of Object.entries(OPERATIONS)) {
    const [success = 0, ...others] = statuses
    t.test(`${name} answers as it is described`, async t => {
      const more = headers.includes('link') ? '?perPage=1' : ''
      for (const accept of types.length > 0 ? types : ['application/json', 'application/xml']) {
        const body = goodBody(name)
        const answer = await send(name, await valuesFor(name), { ...key, accept }, { body, more })
        t.equal(answer.status, success, `${accept} ${JSON.stringify(answer.body)}`)
        for (const header of headers) t.ok(answer.headers.get(header), header)
        if (headers.includes('allow')) t.equal(answer.headers.get('allow'), methodsOf(name.split(' ')[1]!))
        if (headers.includes('link')) t.match(answer.headers.get('link'), /; rel="next"$/)
        t.equal(typeOf(answer), types.length > 0 ? accept : undefined)
      }
    })

    const asked = others.filter(status => !notAsked(name, status))
    if (asked.length === 0) continue
    t.test(`${name} says what is wrong: ${asked.join(', ')}`, async t => {
      for (const status of asked) {
        const about = exception(exceptionFor(name, status), status)
        const said = await asWrong(name, status, key)
        t.match(said, about, `${status} ${JSON.stringify(said.body)}`)
        t.equal(typeOf(said), problemType(name, status, 'json'))
        if (status === 413 && name.startsWith('POST')) {
          t.equal(said.headers.get('gs1-epcis-capture-limit'), '1000')
          t.ok(said.headers.get('gs1-epcis-capture-file-size-limit'))
        }
        // Where the answer is not there in XML, that is what is wrong first.
        const inXml = await asWrong(name, status, { ...key, accept: 'application/problem+xml, application/json;q=0.5' })
        t.equal(inXml.status, status)
        t.equal(typeOf(inXml), problemType(name, status, 'xml'))
        t.match(inXml.body, `<type>${about.body.type}</type>`)
        t.match(inXml.body, /^<\?xml.*\n<epcis:EPCISException xmlns:epcis="urn:epcglobal:epcis:xsd:2"/)
      }
    })
  }

  t.test('what fails within is an exception of the implementation, and says no more', async t => {
    await service.pool.query('alter table core_own.epcis_query rename to gone')
    const failed = await carrier.get('/queries')
    await service.pool.query('alter table core_own.gone rename to epcis_query')
    t.match(failed, exception('ImplementationException', 500))
    t.notMatch(JSON.stringify(failed.body), /epcis_query|relation/)
  })

  t.test('a socket is told since when it hears', async t => {
    const since = '2026-01-01T00:00:00.000Z'
    const path = `/epcis/queries/${things.queryName}/events?stream=true&initialRecordTime=${since}`
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
    const headers = { ...key, ...upgrade, 'sec-websocket-key': Buffer.alloc(16).toString('base64') }
    const said = await new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>(resolve => {
      const asked = request(service.url + path, { headers })
      asked.on('upgrade', (response, socket) => {
        socket.destroy()
        resolve({ status: response.statusCode, headers: response.headers })
      })
      asked.on('response', ({ statusCode, headers }) => resolve({ status: statusCode, headers }))
      asked.end()
    })
    t.match(said, { status: 101, headers: { upgrade: 'websocket', 'gs1-query-min-record-time': since } })
  })
}

const methodsOf = (path: string) =>
  ['OPTIONS', 'GET', 'POST', 'DELETE'].filter(method => `${method} ${path}` in OPERATIONS).join(', ')

const goodBody = (name: string) => Object.entries(BODIES[name] ?? {}).find(([status]) => Number(status) < 300)?.[1]()
