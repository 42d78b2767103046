/** Named queries, and who is told of their results: by webhook and by socket, by the clock and as they come. */
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { WebSocket } from 'undici'
import { until } from '../../network/wait.js'
import { type EpcisClient, eventsIn, exception, type Json, nextOf } from './client.js'
import { documentOf, seen } from './foreign.js'
import type { EpcisStage } from './stage.js'

interface Call {
  headers: IncomingHttpHeaders
  text: string
  body: Json
}

/** Somebody who is told: keeps what he is sent, and answers as he is told to. */
async function listener() {
  const calls: Call[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      calls.push({ headers: request.headers, text, body: JSON.parse(text) })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { calls, answers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

const isFor = (id: string) => (call: Call) => eventsIn(call.body).some(({ eventID }) => eventID === id)

/** A query of events of one location, and such an event. */
async function named(client: EpcisClient) {
  const name = `q-${randomUUID()}`
  const readPoint = { id: `http://example.com/${name}` }
  const { status, headers } = await client.post('/queries', { name, query: { EQ_readPoint: [readPoint.id] } })
  t.match({ status, location: headers.get('location') }, { status: 201, location: `/epcis/queries/${name}` })
  return { name, path: `/queries/${name}`, event: () => seen({ readPoint }) }
}

export async function subscribing({ carrier, stranger }: EpcisStage): Promise<void> {
  t.test('a query is named, asked by its name, and deleted', async t => {
    const { name, path, event } = await named(carrier)
    const some = [event(), event(), event()]
    await carrier.capture(documentOf(some))
    const first = await carrier.get(`${path}/events?perPage=2`)
    const second = await carrier.get(nextOf(first)!)
    t.same(
      [...eventsIn(first.body), ...eventsIn(second.body)].map(({ eventID }) => eventID),
      some.map(({ eventID }) => eventID)
    )
    t.equal(first.body.epcisBody.queryResults.queryName, name)
    t.match((await carrier.get(path)).body, { name, query: { EQ_readPoint: [/example/] } })
    t.ok((await carrier.get('/queries')).body.some((query: { name: string }) => query.name === name))
    t.match(await carrier.post('/queries', { name, query: {} }), exception('ResourceAlreadyExistsException', 409))
    t.match(await stranger.get(path), exception('NoSuchNameException', 404), 'others have none of that name')
    t.equal((await carrier.ask('DELETE', path)).status, 204)
    for (const gone of [path, `${path}/events`, `${path}/subscriptions`])
      t.match(await carrier.get(gone), exception('NoSuchNameException', 404))
    t.match(await carrier.ask('DELETE', path), exception('NoSuchNameException', 404))
  })

  t.test('a query that cannot be asked is not named', async t => {
    for (const query of [{ EQ_colour: ['x'] }, { GE_eventTime: 'now' }, { 'EQ_other:x': ['1'] }, { EQ_action: [] }])
      t.match(await carrier.post('/queries', { name: 'x', query }), exception('QueryValidationException', 400))
    t.match(await carrier.post('/queries', { name: 'a/b', query: {} }), exception('ValidationException', 400))
    const query = { '@context': { ex: 'http://example.com/' }, 'EQ_ex:x': ['1'] }
    t.equal((await carrier.post('/queries', { name: `c-${randomUUID()}`, query })).status, 201)
  })

  t.test('queries are listed page by page', async t => {
    await named(carrier)
    await named(carrier)
    const first = await carrier.get('/queries?perPage=1')
    const second = await carrier.get(nextOf(first)!)
    t.not(first.body[0].name, second.body[0].name)
  })

  t.test('a subscription says when, and to where', async t => {
    const { path } = await named(carrier)
    const at = `${path}/subscriptions`
    const dest = 'https://example.com/hook'
    const uncontrolled = [
      { dest },
      { dest, stream: true, schedule: { hour: '1' } },
      { dest, stream: true, reportIfEmpty: true },
      { dest, schedule: {} },
      { dest, schedule: { hour: '25' } },
      { dest, schedule: { minute: '[9-3]' } },
      { dest, schedule: { dayOfMonth: '31', month: '2' } }
    ]
    for (const body of uncontrolled)
      t.match(await carrier.post(at, body), exception('SubscriptionControlsException', 400), JSON.stringify(body))
    for (const odd of ['ftp://example.com/', 'hook', 'https://user@example.com/'])
      t.match(await carrier.post(at, { dest: odd, stream: true }), {
        ...exception('ValidationException', 400),
        body: { field: 'dest' }
      })
    t.match(await stranger.post(at, { dest, stream: true }), exception('NoSuchNameException', 404))
    const schedule = { hour: '1', minute: '5' }
    const { status, headers, body } = await carrier.post(at, {
      dest,
      schedule,
      reportIfEmpty: true,
      signatureToken: 's'
    })
    t.match({ status, body }, { status: 201, body: { dest, schedule, reportIfEmpty: true } })
    t.notMatch(JSON.stringify(body), /signatureToken/)
    const one = headers.get('location')!.replace('/epcis', '')
    t.match((await carrier.get(one)).body, body)
    t.match((await carrier.get(at)).body, [body])
    t.equal((await carrier.ask('DELETE', one)).status, 204)
    t.match(await carrier.get(one), exception('NoSuchResourceException', 404))
    t.match(await carrier.ask('DELETE', one), exception('NoSuchResourceException', 404))
  })

  t.test('a stream of results is sent as they come, signed, and again until it is taken', async t => {
    const { name, path, event } = await named(carrier)
    const { calls, answers, url } = await listener()
    await carrier.capture(documentOf([event()]))
    const signatureToken = 'a secret of the client'
    const { body } = await carrier.post(`${path}/subscriptions`, { dest: url, stream: true, signatureToken })
    const [first, second] = [event(), event()]
    answers.push(500)
    await carrier.capture(documentOf([first]))
    await until('it was sent twice', 30_000, async () => (calls.length >= 2 ? true : undefined))
    t.equal(calls[0]!.headers['webhook-id'], calls[1]!.headers['webhook-id'], 'by which the second is known')
    t.ok(calls.every(isFor(first.eventID)), 'and what was there before is not sent')
    await carrier.capture(documentOf([second]))
    const call = await until('the next one was sent', 30_000, async () => calls.find(isFor(second.eventID)))
    t.match(call.body.epcisBody.queryResults, { queryName: name, subscriptionID: body.subscriptionID })
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = call.headers
    const mac = createHmac('sha256', signatureToken).update(`${id}.${time}.${call.text}`).digest('base64')
    t.equal(signature, `v1,${mac}`)
    t.equal(call.headers['gs1-signature'], signature)
    await until('that is noted', 10_000, async () =>
      (await carrier.get(`${path}/subscriptions/${body.subscriptionID}`)).body.lastNotifiedAt ? true : undefined
    )
    t.equal((await carrier.ask('DELETE', path)).status, 204)
  })

  t.test('by the clock, also when there is nothing, and from a time on', async t => {
    const { path, event } = await named(carrier)
    const { calls, url } = await listener()
    const before = event()
    await carrier.capture(documentOf([before]))
    const schedule = { second: '*/1' }
    const since = { initialRecordTime: '2020-01-01T00:00:00Z' }
    await carrier.post(`${path}/subscriptions`, { dest: url, schedule, reportIfEmpty: true, ...since })
    await until('it was sent', 30_000, async () => calls.find(isFor(before.eventID)))
    await until('and then that there is nothing more', 30_000, async () =>
      calls.find(call => eventsIn(call.body).length === 0)
    )
    t.equal((await carrier.ask('DELETE', path)).status, 204)
    const sent = calls.length
    await carrier.capture(documentOf([event()]))
    t.ok(calls.length <= sent + 1, 'who is unsubscribed hears no more than what was on its way')
  })

  t.test('a socket has results as they come, for as long as its key is good', async t => {
    const { path, event } = await named(carrier)
    const headers = { authorization: `Bearer ${carrier.apiKey}` }
    const address = (query: string, to = path) =>
      `${carrier.service.url.replace('http', 'ws')}/epcis${to}/events${query}`
    const got: Json[] = []
    const socket = new WebSocket(address('?stream=true'), { headers })
    socket.addEventListener('message', ({ data }) => got.push(JSON.parse(String(data))))
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', reject)
    })
    const some = event()
    await carrier.capture(documentOf([some]))
    const document = await until('it came', 30_000, async () => got[0])
    t.match(eventsIn(document), [{ eventID: some.eventID }])
    socket.close()

    const scheduled = new WebSocket(address('?second=*/1&reportIfEmpty=true'), { headers })
    t.teardown(() => scheduled.close())
    const empty = await new Promise(resolve => scheduled.addEventListener('message', ({ data }) => resolve(data)))
    t.same(eventsIn(JSON.parse(String(empty))), [])

    const refused = async (url: string, more: Record<string, string> = headers) => {
      const one = new WebSocket(url, { headers: more })
      return new Promise(resolve => {
        one.addEventListener('open', () => resolve('open'))
        one.addEventListener('error', () => resolve('refused'))
      })
    }
    t.match(await carrier.get(`${path}/events?stream=true`), exception('SubscriptionControlsException', 400))
    t.equal(await refused(address('')), 'refused', 'without controls')
    t.equal(await refused(address('?stream=true&hour=1')), 'refused', 'with both')
    t.equal(await refused(address('?stream=true', '/queries/none')), 'refused', 'of no query')
    t.equal(await refused(address('?stream=true'), {}), 'refused', 'without a key')
  })
}
