import t from 'tap'
import { codeOf, facts, smallWorld, type Voice } from '../support.js'

const DOCUMENT = 'a'.repeat(64)
const BUSINESS_LOCATION = 'urn:epcglobal:epcis:vtype:BusinessLocation'
const place = (more: object = {}) => ({
  id: 'urn:epc:id:sgln:9521234.00001.0',
  attributes: [{ id: 'urn:epcglobal:cbv:mda:sst', attribute: '201' }],
  ...more
})
const claim = (element: object, vocabulary = BUSINESS_LOCATION) => ({ vocabulary, element })
const describes = (voice: Voice, elements: object[], document = DOCUMENT) =>
  voice.submit(voice.command('epcis', 'describe', { document, elements }))

t.test('master data are on record as whose claim they are, and change no state', async t => {
  const { carrier, trader } = smallWorld()
  t.same(facts(describes(carrier, [claim(place()), claim(place(), 'urn:epcglobal:epcis:vtype:ReadPoint')])), [])
  t.same(facts(describes(trader, [claim(place({ attributes: [] }))])), [], 'another says otherwise')
  t.same(facts(describes(carrier, [claim(place())])), [], 'the same again')
})

t.test('master data have a form, and an end', async t => {
  const { carrier } = smallWorld()
  const field = (elements: object[], document?: string) => {
    const outcome = describes(carrier, elements, document) as { facts?: { field?: string } }
    return outcome.facts?.field ?? codeOf(describes(carrier, elements, document))
  }
  t.equal(field([]), 'elements')
  t.equal(field([claim(place())], 'the document'), 'document')
  t.equal(field([claim(place()), claim({})]), 'elements.1.element.id')
  t.equal(field([claim(place({ id: '' }))]), 'elements.0.element.id')
  t.equal(field([claim(place(), 'x'.repeat(501))]), 'elements.0.vocabulary')
  t.equal(field([claim(place({ children: ['x'.repeat(66_000)] }))]), 'elements.0.element')
  t.equal(field(Array.from({ length: 1001 }, () => claim(place()))), 'elements')
  t.equal(field(Array.from({ length: 1000 }, () => claim(place()))), 'accepted')
})
