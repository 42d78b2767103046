/** Documents that go to other repositories and come from them: whole, and equal. */
import { randomUUID } from 'node:crypto'
import { hashIdOf } from '@suyuan/model/core/epcis/hash/event-hash'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { documentOf as documentIn, eventsOf, readDocument } from '../../src/core/epcis/documents.js'
import { selfContained } from '../../src/modules/epcis/context.js'
import { eventsIn, exception, type Json, recordsIn } from './client.js'
import { alone, documentOf, lotUrn, packUrn, seen } from './foreign.js'
import { fasTnT, older, oliot, openEpcis } from './peers.js'
import type { EpcisStage } from './stage.js'

const XML = { accept: 'application/xml' }
const OF_1_2 = { ...XML, 'gs1-epcis-version': '1.2' }
const SENT_XML = { 'content-type': 'application/xml' }
const AS_IT_IS = { 'gs1-epc-format': 'Never_Translates' }

/** What events of a document say, each with what its prefixes mean; when they were recorded is the repository's affair. */
const saidIn = (document: Json | string): Json[] => {
  const read = typeof document === 'string' ? readDocument(document) : documentIn(document)
  return eventsOf(read).map(({ event: { recordTime: _, ...event }, namespaces }) => selfContained(event, namespaces))
}
const hashesIn = (document: Json | string): string[] => saidIn(document).map(event => hashIdOf(event, sha256))

export async function exchanging({ carrier, grower }: EpcisStage): Promise<void> {
  t.test('the history of goods goes out in every form and comes back without loss', async t => {
    const query = '/events?perPage=500&HASATTR_bizLocation=region'
    const { body: whole } = await grower.get(query)
    t.ok(recordsIn(whole).every(({ custody }) => custody === 'ruled'))
    const steps = new Set(eventsIn(whole).map(({ bizStep }) => bizStep))
    for (const step of ['commissioning', 'packing', 'receiving', 'retail_selling']) t.ok(steps.has(step), step)
    for (const [form, headers] of Object.entries({
      'JSON with Digital Links': {},
      'JSON with URNs': { 'gs1-epc-format': 'Always_EPC_URN' },
      'XML 2.0': XML,
      'XML 2.0 with web URIs': { ...XML, 'gs1-cbv-xml-format': 'Always_Web_URI' },
      'XML 1.2': OF_1_2
    })) {
      const { status, body } = await grower.get(query, headers)
      t.equal(status, 200, form)
      t.same(hashesIn(body), hashesIn(whole), `${form}: the same hash ids`)
      // The same event again is the same; one that had lost anything would be another content under its id.
      const again = await grower.capture(body, typeof body === 'string' ? SENT_XML : {})
      t.same(again.errors, [], form)
    }
    t.same(eventsIn((await grower.get(query)).body).length, eventsIn(whole).length, 'and nothing is recorded twice')
  })

  for (const [peer, document] of Object.entries({
    OpenEPCIS: openEpcis(),
    FasTnT: fasTnT(),
    Oliot: oliot(),
    'a system of 1.x': older()
  }))
    t.test(`a document of ${peer} is captured and given back equal`, async t => {
      t.match(await carrier.capture(document, typeof document === 'string' ? SENT_XML : {}), {
        success: true,
        errors: []
      })
      for (const said of saidIn(document)) {
        const path = `/events/${encodeURIComponent(said.eventID)}`
        for (const headers of [AS_IT_IS, { ...AS_IT_IS, ...XML }, { ...AS_IT_IS, ...OF_1_2 }] as Record<
          string,
          string
        >[]) {
          const { body } = await carrier.get(path, headers)
          t.same(
            saidIn(body),
            [said],
            `${said.type} in ${headers.accept ?? 'JSON'} ${headers['gs1-epcis-version'] ?? ''}`
          )
          t.same(hashesIn(body), [hashIdOf(said, sha256)])
        }
      }
    })

  t.test('a client of EPCIS 1.2 is answered in 1.2, with URNs, where it takes XML', async t => {
    const event = seen({ type: 'TransformationEvent', action: undefined, epcList: undefined })
    const goods = { inputQuantityList: [{ epcClass: lotUrn('V1') }], outputEPCList: [packUrn('V1')] }
    await carrier.capture(documentOf([{ ...event, ...goods }]), { 'gs1-epcis-version': '2.0' })
    const path = `/events/${event.eventID}`
    for (const headers of [OF_1_2, { 'gs1-epcis-version': '1.2' }, { ...XML, 'gs1-epcis-max': '1.2' }]) {
      const { status, body, headers: said } = await carrier.get(path, headers)
      t.equal(status, 200)
      t.match(
        body,
        /<epcisq:EPCISQueryDocument xmlns:epcisq="urn:epcglobal:epcis-query:xsd:1" [^>]*schemaVersion="1.2"/
      )
      t.match(body, /<extension>\s*<TransformationEvent>.*<baseExtension>\s*<eventID>/s)
      t.match(body, packUrn('V1'))
      t.equal(said.get('gs1-epcis-version'), '1.2.0')
    }
    t.match(
      await carrier.get(path, { ...OF_1_2, accept: 'application/json' }),
      exception('NotAcceptableException', 406)
    )
    t.match(await carrier.get('/bizSteps', { 'gs1-epcis-version': '1.2' }), exception('NotAcceptableException', 406))
    t.match(await carrier.capture(older(), { ...SENT_XML, 'gs1-epcis-version': '1.2' }), { success: true })
  })

  t.test('a QuantityEvent of 1.x is found like any quantity', async t => {
    const lot = `QE-${randomUUID().slice(0, 8)}`
    const event = seen({
      type: 'QuantityEvent',
      action: undefined,
      epcList: undefined,
      epcClass: lotUrn(lot),
      quantity: 271
    })
    t.match(await carrier.post('/events', alone(event)), { status: 201 })
    t.same(await carrier.find({ MATCH_epcClass: lotUrn(lot), EQ_quantity: '271', eventType: 'QuantityEvent' }), [
      event.eventID
    ])
    t.match(await carrier.post('/events', alone({ ...event, quantity: 'many' })), {
      ...exception('ValidationException', 400),
      body: { field: '$.quantity' }
    })
  })

  t.test('what of GS1’s own examples is no document, or two things at once, is refused for its cause', async t => {
    // AssociationEvent-h: an event that has an id, and another one.
    const twice = JSON.stringify(documentOf([seen()])).replace('"eventID":', '"eventID":"urn:uuid:1","eventID":')
    t.match(await carrier.post('/capture', twice), {
      ...exception('ValidationException', 400),
      body: { field: 'eventID', facts: { problem: /given twice/ } }
    })
    // The four of CaptureJob: answers of a repository.
    const job = '<epcis:CaptureJob xmlns:epcis="urn:epcglobal:epcis:xsd:2"><running>true</running></epcis:CaptureJob>'
    t.match(await carrier.post('/capture', job, SENT_XML), {
      ...exception('ValidationException', 400),
      body: { errors: [{ field: '$', layer: 'syntax', en: /root must be/ }] }
    })
  })
}
