/** What is captured, what is refused, and what becomes of either. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { garden, grams, lotOf, outlet, plot } from '../http/season.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { PARTIES } from '../support/world.js'
import { eventsIn, exception, recordsIn } from './client.js'
import { alone, documentOf, EXAMPLE, FOREIGN, packUrn, seen } from './foreign.js'
import type { EpcisStage } from './stage.js'

const AS_IT_IS = { 'gs1-epc-format': 'Never_Translates' }
const declared = (more: object = {}) => ({
  errorDeclaration: { declarationTime: '2026-04-06T08:00:00.000Z', reason: 'incorrect_data', ...more }
})

export async function capturing({ carrier, grower, supermarket, stranger }: EpcisStage): Promise<void> {
  t.test('what is no document is refused at once, with the place', async t => {
    const good = documentOf([seen()])
    const list = '$.epcisBody.eventList'
    const refused: [unknown, string][] = [
      [{ ...good, type: 'Order' }, '$.type'],
      [{ ...good, '@context': undefined }, '$.@context'],
      [{ ...good, epcisBody: {} }, list],
      [documentOf([]), '$.epcisBody'],
      [documentOf([seen(), 1 as unknown as object]), `${list}[1]`],
      [documentOf([seen({ eventTime: '2026-04-05 08:00' })]), `${list}[0].eventTime`],
      [documentOf([seen({ eventTimeZoneOffset: '+8' })]), `${list}[0].eventTimeZoneOffset`],
      [documentOf([seen({ action: 'LOOK' })]), `${list}[0].action`],
      [documentOf([seen({ bizStep: 'dancing' })]), `${list}[0].bizStep`],
      [documentOf([seen({ 'other:field': 1 })]), `${list}[0]['other:field']`],
      [documentOf([seen({ epcList: ['https://id.gs1.org/01/09520001000035/21/A'] })]), `${list}[0].epcList[0]`]
    ]
    for (const [document, field] of refused) {
      const answer = await carrier.post('/capture', document)
      t.match(answer, exception('ValidationException', 400), field)
      t.match(
        answer.body.errors.find((error: { field: string }) => error.field === field),
        { layer: /./, zh: /./, en: /./ },
        `${field} in ${JSON.stringify(answer.body.errors)}`
      )
    }
    t.match(await carrier.post('/capture', '{"no":'), exception('ValidationException', 400))
    t.match(
      await carrier.post('/capture', 'hello', { 'content-type': 'text/plain' }),
      exception('UnsupportedMediaTypeException', 415)
    )
    const many = documentOf(Array.from({ length: 1001 }, () => ({ ...seen() })))
    t.match(await carrier.post('/capture', many), exception('CaptureLimitExceededException', 413))
    const long = documentOf([seen({ 'example:text': 'x'.repeat(5_000_000) })])
    t.match(await carrier.post('/capture', long), exception('CaptureLimitExceededException', 413))
    t.match(
      await carrier.post('/capture', good, { 'gs1-capture-error-behaviour': 'all' }),
      exception('ValidationException', 400)
    )
  })

  t.test('a document is captured, found, and given back as it was', async t => {
    const some = [
      seen({ 'example:grade': { 'example:text': '一级 <&> "x"', 'example:list': [1, 2.5, true, null] } }),
      seen({
        type: 'AggregationEvent',
        epcList: undefined,
        parentID: 'https://example.com/pallet/1',
        childEPCs: [packUrn('C1')]
      })
    ]
    const job = await carrier.capture(documentOf(some))
    t.match(job, { running: false, success: true, captureErrorBehaviour: 'rollback', errors: [], finishedAt: /Z$/ })
    for (const event of some) {
      const { status, body } = await carrier.get(`/events/${encodeURIComponent(event.eventID)}`, AS_IT_IS)
      t.equal(status, 200)
      const { recordTime, ...given } = eventsIn(body)[0]
      t.match(recordTime, /Z$/)
      t.same(given, JSON.parse(JSON.stringify(event)))
      t.match(body['@context'], [/epcis-context/, { suyuan: 'urn:suyuan:' }])
      t.match(recordsIn(body), [{ eventID: event.eventID, custody: 'observed', signed: /^\/api\/core\/commands\// }])
      t.equal((await carrier.service.get(recordsIn(body)[0].signed)).status, 200)
    }
    t.match((await carrier.get(`/events/${some[0]!.eventID}`)).body['@context'][1], EXAMPLE)
  })

  t.test('a prefix that one event binds is not bound for another that has it in a text', async t => {
    const at = { eventTime: '2031-04-05T08:00:00.000Z' }
    const bound = seen({ ...at, 'example:grade': 'A' })
    const text = seen({ ...at, sourceList: [{ type: 'example:picker', source: 'https://example.com/7' }] })
    await carrier.capture(documentOf([bound]))
    await carrier.capture(documentOf([text], {}))
    const { body } = await carrier.get(
      '/events?GE_eventTime=2031-04-05T08:00:00Z&LT_eventTime=2031-04-05T08:00:01Z',
      AS_IT_IS
    )
    t.notOk('example' in body['@context'][1])
    t.match(eventsIn(body), [
      { '@context': EXAMPLE, 'example:grade': 'A' },
      { sourceList: [{ type: 'example:picker' }] }
    ])
    t.notOk('@context' in eventsIn(body)[1])
  })

  t.test('results of a query are captured like any document', async t => {
    const { epcisBody, ...rest } = documentOf([seen()])
    const document = {
      ...rest,
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'q', resultsBody: epcisBody } }
    }
    t.match(await carrier.capture(document), { success: true })
  })

  t.test('with rollback all events are captured or none, and the errors say where and why', async t => {
    const [first, second] = [seen(), seen()]
    await carrier.capture(documentOf([first]))
    const job = await carrier.capture(documentOf([second, { ...first, bizStep: 'loading' }]))
    t.match(job, {
      success: false,
      errors: [
        {
          type: 'epcisException:ResourceAlreadyExistsException',
          code: 'EVENT_ID_REUSED',
          field: '$.epcisBody.eventList[1]',
          eventID: first.eventID
        }
      ]
    })
    t.match(await carrier.get(`/events/${second.eventID}`), exception('NoSuchResourceException', 404))
  })

  t.test('with proceed all that can be is captured', async t => {
    const [first, second, third] = [seen(), seen(), seen()]
    await carrier.capture(documentOf([first]))
    const proceed = { 'gs1-capture-error-behaviour': 'proceed' }
    const job = await carrier.capture(documentOf([second, { ...first, bizStep: 'loading' }, third]), proceed)
    t.match(job, { success: false, captureErrorBehaviour: 'proceed', errors: [{ field: '$.epcisBody.eventList[1]' }] })
    t.equal(job.errors.length, 1)
    for (const { eventID } of [second, third]) t.equal((await carrier.get(`/events/${eventID}`)).status, 200)
  })

  t.test('the same document again changes nothing', async t => {
    const document = documentOf([seen(), seen()])
    t.match(await carrier.capture(document), { success: true })
    t.match(await carrier.capture(document), { success: true, errors: [] })
    const { eventID } = document.epcisBody.eventList[0] as { eventID: string }
    t.equal(eventsIn((await carrier.get(`/events/${eventID}`)).body).length, 1)
  })

  t.test('an error is declared under the id of its event', async t => {
    const event = seen()
    await carrier.capture(documentOf([event]))
    t.match(await carrier.capture(documentOf([{ ...event, ...declared() }])), { success: true })
    const both = eventsIn((await carrier.get(`/events/${event.eventID}`)).body)
    t.match(both, [{ errorDeclaration: undefined }, { errorDeclaration: { reason: 'incorrect_data' } }])
  })

  t.test('one event is captured while one waits', async t => {
    const event = seen()
    const { status, headers, body } = await carrier.post('/events', alone(event))
    t.match({ status, body }, { status: 201, body: { eventID: event.eventID } })
    t.equal(
      (await carrier.service.get(headers.get('location')!, { authorization: `Bearer ${carrier.apiKey}` })).status,
      200
    )
    t.equal((await carrier.post('/events', alone(event))).status, 201, 'again')
    t.match(
      await carrier.post('/events', alone({ ...event, bizStep: 'loading' })),
      exception('ResourceAlreadyExistsException', 409)
    )
    t.equal((await carrier.post('/events', alone({ ...event, ...declared() }))).status, 201, 'an error of it')
    t.match(await carrier.post('/events', alone({ ...event, eventTime: 'now' })), {
      ...exception('ValidationException', 400),
      body: { field: '$.eventTime' }
    })
    t.match(await carrier.post('/events', { eventTime: 1 }), exception('ValidationException', 400))
  })

  t.test('an event without an id has one by what it says', async t => {
    const event = seen({ eventID: undefined, 'example:run': randomUUID() })
    const first = (await carrier.post('/events', alone(event))).body.eventID
    t.match(first, /^urn:uuid:/)
    t.equal((await carrier.post('/events', alone(event))).body.eventID, first)
  })

  t.test('goods of the programme are under its law, in whatever form they are named', async t => {
    const { gtin } = lotOf('leaf', '')
    const urn = (lot: string) => `urn:epc:class:lgtin:${gtin.slice(1, 8)}.${gtin[0]}${gtin.slice(8, 13)}.${lot}`
    const picked = events.harvest({ base: garden, plot, goods: { ...grams('leaf', 'E1', 1000), epcClass: urn('E1') } })
    t.match(await grower.post('/events', alone(picked)), { status: 201 })
    t.equal((await grower.service.get(`/api/trace/lots/${gtin}/E1`)).status, 200)
    const found = await grower.get(`/events/${picked.eventID}`)
    t.match(recordsIn(found.body), [{ custody: 'ruled' }])
    t.equal((await grower.post('/events', alone(picked))).status, 201, 'the same again is the same')
    t.match(await grower.post('/events', alone({ ...picked, 'suyuan:note': 'x' })), {
      ...exception('ResourceAlreadyExistsException', 409),
      body: { code: 'EVENT_ID_REUSED' }
    })
    const other = events.harvest({ base: garden, plot, goods: grams('leaf', 'E2', 1000) })
    t.match(await carrier.post('/events', alone(other)), {
      ...exception('ValidationException', 400),
      body: { code: 'ROLE_REQUIRED', eventID: other.eventID }
    })
    const odd = await grower.post('/events', alone({ ...other, bizStep: 'dispensing' }))
    t.match(odd, { status: 400, body: { code: 'EVENT_NOT_UNDERSTOOD' } })
  })

  t.test('cases and pallets of the programme are, too, and what is brought forth within a document', async t => {
    const [box, beside, pallet] = [sscc(801), sscc(802), sscc(803)]
    const urn = (number: string) => `urn:epc:id:sscc:${number.slice(1, 8)}.${number[0]}${number.slice(8, 17)}`
    const elsewhere = (number: string) => `https://grower.example/00/${number}`
    const { gtin, lot } = lotOf('pack', 'P1')
    const cased = (sscc: string) => events.casing({ place: garden, sscc, goods: events.pieces({ gtin, lot }, 1) })
    const [one, other] = [cased(box), cased(beside)]
    const stacked = {
      ...events.palletising({ place: garden, sscc: pallet, cases: [] }),
      parentID: urn(pallet),
      childEPCs: [elsewhere(box), urn(beside)]
    }
    const to = { party: PARTIES.supermarket.uscc, place: outlet }
    const shipment = { gln: garden, number: 'PALLET' }
    const sent = events.shipping({ from: garden, to, shipment, cases: [], time: events.at(20) })
    t.match(await grower.capture(documentOf([one, other, stacked, { ...sent, epcList: [urn(pallet)] }])), {
      success: true,
      errors: []
    })
    const stored = { ...events.storing({ place: garden, cases: [pallet] }), epcList: [elsewhere(pallet)] }
    t.match(await grower.post('/events', alone(stored)), { status: 400, body: { code: 'IN_TRANSIT' } })
    t.match(await carrier.post('/events', alone(events.storing({ place: garden, cases: [pallet] }))), {
      status: 400,
      body: { code: 'NOT_HOLDER' }
    })

    const found = async (query: string) =>
      eventsIn((await grower.get(`/events?${query}`)).body).map(({ eventID }: { eventID: string }) => eventID)
    const name = (number: string) => encodeURIComponent(urn(number))
    t.same(await found(`MATCH_parentID=${name(pallet)}`), [stacked.eventID])
    t.same(await found(`MATCH_anyEPC=${name(box)}`), [one.eventID, stacked.eventID])
    t.same(await found(`MATCH_anyEPC=${name(pallet)}`), [stacked.eventID, sent.eventID])
    for (const { eventID } of [stacked, sent]) {
      const { body } = await grower.get(`/events/${eventID}`)
      t.match(recordsIn(body), [{ custody: 'ruled' }])
    }

    const came = {
      ...events.receiving({ place: outlet, shipment, time: events.at(30) }),
      epcList: [urn(pallet)],
      'suyuan:shortage': { epcList: [elsewhere(box)] }
    }
    t.match(await supermarket.post('/events', alone(came)), { status: 201 })
    const path = `/api/trace/pallets/${pallet}`
    const { body } = await grower.service.get(path, { authorization: `Bearer ${grower.apiKey}` })
    t.match(body, { status: 'closed', place: outlet, cases: [{ sscc: beside }] })
  })

  t.test('a document of both is captured whole, or not at all', async t => {
    const picked = (lot: string) => events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) })
    const foreign = seen()
    t.match(await grower.capture(documentOf([picked('E3'), foreign])), { success: true })
    const job = await grower.capture(documentOf([picked('E4'), { ...foreign, bizStep: 'loading' }]))
    t.match(job, { success: false, errors: [{ field: '$.epcisBody.eventList[1]', code: 'EVENT_ID_REUSED' }] })
    t.equal((await grower.service.get(`/api/trace/lots/${lotOf('leaf', '').gtin}/E4`)).status, 404)
    const refused = await grower.capture(documentOf([seen(), picked('E3')]))
    t.match(refused, { success: false, errors: [{ field: '$.epcisBody.eventList[1]', code: 'LOT_EXISTS' }] })
  })

  t.test('jobs are shown to whose they are, page by page', async t => {
    const { headers } = await carrier.post(
      '/capture',
      documentOf([seen({ epcList: [`https://id.gs1.org/01/${FOREIGN}/21/J`] })])
    )
    const path = headers.get('location')!.replace('/epcis', '')
    t.match(await carrier.get(path), { status: 200, body: { captureID: path.split('/').at(-1) } })
    t.match(await stranger.get(path), exception('NoSuchResourceException', 404))
    t.match(await carrier.get(`/capture/${randomUUID()}`), exception('NoSuchResourceException', 404))
    t.match(await carrier.get('/capture/1'), exception('NoSuchResourceException', 404))
    const xml = async (at: string) => String((await carrier.get(at, { accept: 'application/xml' })).body)
    t.match(
      await xml(path),
      new RegExp(`<epcis:EPCISCaptureJob .* success="true" captureID="${path.split('/').at(-1)}">`)
    )
    const event = seen()
    await carrier.capture(documentOf([event]))
    const { captureID } = await carrier.capture(documentOf([{ ...event, bizStep: 'loading' }]))
    t.match(
      await xml(`/capture/${captureID}`),
      /running="false" success="false"[\s\S]*<errors>\s*<error>\s*<type>epcisException:/
    )
    const first = await carrier.get('/capture?perPage=2')
    t.equal(first.body.length, 2)
    t.match(first.headers.get('link'), /rel="next"/)
    t.same((await stranger.get('/capture')).body, [])
  })
}
