/** Collections, pages, order, forms of names, headers: how results are come by. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { garden } from '../http/season.js'
import { eventsIn, exception, nextOf } from './client.js'
import { documentOf, EXAMPLE, packLink, packUrn, seen } from './foreign.js'
import type { EpcisStage } from './stage.js'

const KINDS = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions']

export async function browsing({ carrier, grower, season }: EpcisStage): Promise<void> {
  const run = randomUUID()
  const minute = (n: number) => `2026-06-01T00:${String(n).padStart(2, '0')}:00.000Z`
  const some = [3, 1, 4, 2, 5].map(n =>
    seen({ eventTime: minute(n), epcList: [packUrn('PAGE')], 'example:run': run, 'example:n': n })
  )
  t.test('the events are captured', async t => {
    t.match(await carrier.capture(documentOf(some)), { success: true, errors: [] })
  })
  const inOrder = [1, 3, 0, 2, 4].map(index => some[index]!.eventID)
  const ofRun = `/events?EQ_example:run=${run}`
  const EXTENSIONS = { 'gs1-extensions': `example=${EXAMPLE.example}` }

  /** All pages of a list, with what happens after the first. */
  async function through(path: string, after: () => Promise<unknown> = async () => {}): Promise<string[]> {
    const found: string[] = []
    for (let next: string | undefined = path; next; ) {
      const answer = await carrier.get(next, EXTENSIONS)
      if (answer.status !== 200) throw new Error(`${next} ${answer.status} ${JSON.stringify(answer.body)}`)
      found.push(...(answer.body.member ?? eventsIn(answer.body).map(({ eventID }) => eventID)))
      if (next === path) await after()
      next = nextOf(answer)
    }
    return found
  }

  t.test('a list is read page by page, whatever comes meanwhile', async t => {
    const another = () => carrier.capture(documentOf([seen({ 'example:run': run, eventTime: minute(0) })]))
    t.same(
      await through(`${ofRun}&perPage=2`, another),
      some.map(({ eventID }) => eventID)
    )
    t.same(await through(`${ofRun}&perPage=2&orderBy=eventTime&orderDirection=ASC&GE_eventTime=${minute(1)}`), inOrder)
    t.same(await through(`${ofRun}&perPage=3&orderBy=eventTime&GE_eventTime=${minute(1)}`), inOrder.toReversed())
    t.equal((await through(`${ofRun}&perPage=4&orderBy=recordTime`)).length, 6)
    t.same(await through(`${ofRun}&perPage=2&orderBy=example:n&orderDirection=ASC&EXISTS_example:n=`), inOrder)
  })

  t.test('a limit holds over all pages, and too many are an exception', async t => {
    t.same(await through(`${ofRun}&perPage=2&orderBy=eventTime&eventCountLimit=3`), inOrder.toReversed().slice(0, 3))
    t.match(await carrier.get(`${ofRun}&maxEventCount=5`, EXTENSIONS), exception('QueryTooLargeException', 413))
    t.equal((await carrier.get(`${ofRun}&maxEventCount=6`, EXTENSIONS)).status, 200)
  })

  t.test('a token is of its list, and good until it is given back', async t => {
    const first = await carrier.get(`${ofRun}&perPage=2`, EXTENSIONS)
    t.match(first.headers.get('gs1-next-page-token-expires'), /^20\d\d-/)
    const token = new URL(nextOf(first)!, 'http://x').searchParams.get('nextPageToken')!
    t.match(await carrier.get(`/events?nextPageToken=${token}`), exception('QueryParameterException', 400))
    t.equal((await carrier.get(nextOf(first)!, EXTENSIONS)).status, 200)
    t.equal((await carrier.ask('DELETE', `/nextPageToken/${token}`)).status, 204)
    t.match(await carrier.get(nextOf(first)!, EXTENSIONS), exception('QueryParameterException', 400))
    t.match(await carrier.ask('DELETE', '/nextPageToken/none'), exception('NoSuchResourceException', 404))
  })

  t.test('collections list what there is, and lead to its events', async t => {
    t.match((await carrier.get('')).body.member, ['capture', 'events', ...KINDS, 'queries'])
    for (const kind of KINDS) {
      const all = await through(`/${kind}?perPage=7`)
      t.ok(all.length > 0, kind)
      t.equal(new Set(all).size, all.length)
      const one = encodeURIComponent(all.at(-1)!)
      t.same((await carrier.get(`/${kind}/${one}`)).body.member, ['events'])
      const events = await carrier.get(`/${kind}/${one}/events?perPage=1`)
      t.equal(events.status, 200)
      if (!['eventTypes', 'bizSteps', 'dispositions'].includes(kind)) t.equal(eventsIn(events.body).length, 1, kind)
      for (const path of [`/${kind}/urn%3Anone%3A1`, `/${kind}/urn%3Anone%3A1/events`])
        t.match(await carrier.get(path), exception('NoSuchResourceException', 404), path)
      t.match(await carrier.get(`/${kind}?nextPageToken=x`), exception('QueryParameterException', 400))
      t.match(await carrier.get(`/${kind}/${one}/events?EQ_colour=1`), exception('QueryParameterException', 400))
    }
    for (const name of [packUrn('PAGE'), packLink('PAGE')]) {
      const { body } = await carrier.get(`/epcs/${encodeURIComponent(name)}/events?EQ_bizStep=storing`)
      t.equal(eventsIn(body).length, 5, name)
    }
    const own = await grower.get(`/bizLocations/${encodeURIComponent(`https://id.gs1.org/414/${garden}`)}/events`)
    t.ok(eventsIn(own.body).length > 5)
  })

  t.test('names are given as Digital Links, as URNs, or as they came', async t => {
    const { eventID } = some[0]!
    const epcs = async (format?: string) => {
      const answer = await carrier.get(`/events/${eventID}`, format ? { 'gs1-epc-format': format } : {})
      t.equal(answer.headers.get('gs1-epc-format'), format ?? 'Always_GS1_Digital_Link')
      return eventsIn(answer.body)[0].epcList
    }
    t.same(await epcs(), [packLink('PAGE')])
    t.same(await epcs('Always_GS1_Digital_Link'), [packLink('PAGE')])
    for (const format of ['Always_EPC_URN', 'Never_Translates', 'No_Preference'])
      t.same(await epcs(format), [packUrn('PAGE')])
    const link = seen({ epcList: [packLink('LINK')] })
    await carrier.capture(documentOf([link]))
    const urn = await carrier.get(`/events/${link.eventID}`, { 'gs1-epc-format': 'Always_EPC_URN' })
    t.same(eventsIn(urn.body)[0].epcList, [packUrn('LINK')], 'its company prefix is known')
    t.match(await carrier.get('/events', { 'gs1-epc-format': 'Roman' }), exception('QueryParameterException', 400))
  })

  t.test('answers are JSON, JSON-LD or XML, of version 2.0, or none', async t => {
    const type = async (accept: string, path = '/events?perPage=1') => {
      const { status, headers } = await carrier.get(path, { accept })
      return status === 200 ? headers.get('content-type')!.split(';')[0] : status
    }
    t.equal(await type('*/*'), 'application/json')
    t.equal(await type('application/ld+json'), 'application/ld+json')
    t.equal(await type('application/xml;q=0.5, application/json'), 'application/json')
    t.equal(await type('text/xml'), 'application/xml')
    for (const none of ['text/html', 'constructor']) t.equal(await type(none), 406)
    t.equal(await type('application/xml', '/bizSteps'), 406)
    t.match(await carrier.get('/events', { accept: 'text/html' }), exception('NotAcceptableException', 406))
    const refused = [
      ['gs1-epcis-min', '2.1'],
      ['gs1-epcis-max', '1.1'],
      ['gs1-cbv-min', '3.0.0'],
      ['gs1-cbv-max', '1.1.2'],
      ['gs1-epcis-version', '1.1']
    ] as const
    for (const [header, version] of refused)
      t.match(await carrier.get('/events', { [header]: version }), exception('NotAcceptableException', 406), header)
    t.match(await carrier.get('/events', { 'gs1-epcis-min': 'two' }), exception('QueryParameterException', 400))
    const { status, headers } = await carrier.get('/events', { 'gs1-epcis-min': '1.2', 'gs1-epcis-max': '2.0.0' })
    t.equal(status, 200)
    t.match(headers.get('gs1-epcis-version'), '2.0.0')
    t.match(headers.get('gs1-cbv-version'), '2.0.0')
    t.match(headers.get('gs1-extensions'), 'suyuan=urn:suyuan:')
  })

  t.test('XML is taken and given', async t => {
    const { body: xml } = await carrier.get(`/events/${some[0]!.eventID}`, { accept: 'application/xml' })
    t.match(xml, /<epcisq:EPCISQueryDocument/)
    const eventID = `urn:uuid:${randomUUID()}`
    const changed = xml.replace(some[0]!.eventID, eventID)
    t.match(await carrier.capture(changed, { 'content-type': 'application/xml' }), { success: true })
    const found = await carrier.get(`/events/${eventID}`)
    t.match(eventsIn(found.body), [{ 'example:run': run, bizStep: 'storing' }])
    t.match(
      await carrier.post('/capture', '<nothing/>', { 'content-type': 'application/xml' }),
      exception('ValidationException', 400)
    )
  })

  t.test('what can be captured at once is said beforehand', async t => {
    const { headers } = await carrier.ask('OPTIONS', '/capture')
    t.equal(headers.get('gs1-epcis-capture-limit'), '1000')
    t.equal(headers.get('gs1-epcis-capture-file-size-limit'), String(4 * 1024 * 1024))
    t.equal(headers.get('gs1-capture-error-behaviour'), 'all')
    t.equal(headers.get('gs1-epcis-min'), '1.2.0')
  })

  t.test('collections have the standard’s own words, and others by the prefixes of who asks', async t => {
    const bizStep = `${EXAMPLE.example}rolling`
    const event = seen({ bizStep })
    await carrier.capture(documentOf([event]))
    const all = (await carrier.get('/bizSteps?perPage=500')).body
    t.ok(['decommissioning', 'void_shipping', bizStep].every(word => all.member.includes(word)))
    t.equal(typeof all['@context'], 'string')
    const { body } = await carrier.get('/bizSteps?perPage=500', EXTENSIONS)
    t.ok(body.member.includes('example:rolling'))
    t.match(body['@context'], [/epcis-context/, EXAMPLE])
    const found = await carrier.get('/bizSteps/example:rolling/events', EXTENSIONS)
    t.match(eventsIn(found.body), [{ eventID: event.eventID }])
    t.ok((await carrier.get('/dispositions?perPage=500')).body.member.includes('stolen'))
    t.same(eventsIn((await carrier.get('/dispositions/stolen/events')).body), [])
  })

  t.test('who has no key hears nothing, and what is not there is an exception too', async t => {
    const nobody = await season.service.ask('GET', '/epcis/events')
    t.match(nobody, { ...exception('SecurityException', 401), body: { code: 'NOT_AUTHENTICATED' } })
    t.match(await carrier.get('/nothing'), exception('NoSuchResourceException', 404))
    t.equal((await carrier.get('/nothing', { accept: 'application/xml' })).status, 404)
    t.same((await carrier.get('/')).body, (await carrier.get('')).body, 'with a slash at its end too')
    t.match(await carrier.get('/events/urn%3Anone%3A1'), exception('NoSuchResourceException', 404))
    t.match(await carrier.ask('PUT', '/events'), exception('NoSuchResourceException', 404))
  })
}
