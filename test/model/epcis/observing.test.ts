import { randomUUID } from 'node:crypto'
import { gtinIn } from '@suyuan/model/epcis/goods'
import { observedKey } from '@suyuan/model/epcis/law'
import t from 'tap'
import { gtin } from '../../support/codes.js'
import { PRODUCTS } from '../../support/world.js'
import { codeOf, facts, smallWorld, type Voice } from '../support.js'

const FOREIGN = gtin(900)
const link = (number: string) => `https://id.gs1.org/01/${number}/21/A1`

const seen = (more: object = {}) => ({
  eventID: `urn:uuid:${randomUUID()}`,
  type: 'ObjectEvent',
  eventTime: '2026-04-05T08:00:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'storing',
  epcList: [link(FOREIGN)],
  ...more
})
const observes = (voice: Voice, ...events: object[]) => voice.submit(voice.command('epcis', 'observe', { events }))
const declared = (reason: string) => ({ errorDeclaration: { declarationTime: '2026-04-06T08:00:00Z', reason } })

t.test('an observation has the form of an event', async t => {
  const { carrier } = smallWorld()
  const field = (event: object) =>
    (observes(carrier, seen(), event) as { facts?: { field?: string } }).facts?.field ??
    codeOf(observes(carrier, event))
  t.equal(field(seen({ eventID: 'no URI' })), 'events.1.eventID')
  t.equal(field(seen({ eventID: `urn:x:${'y'.repeat(250)}` })), 'events.1.eventID')
  t.equal(field(seen({ type: '' })), 'events.1.type')
  t.equal(field(seen({ eventTime: '0000-01-01T00:00:00Z' })), 'events.1.eventTime', 'a year that no calendar has')
  t.equal(field(seen({ eventTime: '2026-04-05T08:00:00+23:59' })), 'events.1.eventTime', 'an offset of no place')
  t.equal(field(seen({ eventTime: '2026-04-05T08:00:00+14:00' })), 'accepted')
  t.equal(field(seen({ 'example:text': 'x'.repeat(66_000) })), 'events.1')
  t.match(observes(carrier), { code: 'PAYLOAD_INVALID', facts: { field: 'events' } })
  t.equal(codeOf(observes(carrier, ...Array.from({ length: 1001 }, () => seen()))), 'PAYLOAD_INVALID')
})

t.test('goods of the programme cannot be observed past their rules, however they are named', async t => {
  const { carrier } = smallWorld()
  const { gtin: own } = PRODUCTS.pack
  const [company, item] = [own.slice(1, 8), own[0] + own.slice(8, 13)]
  const names = [link(own), `https://other.example/x/01/${own}`, `urn:epc:id:sgtin:${company}.${item}.1`]
  for (const name of names)
    t.match(
      observes(carrier, seen(), seen({ epcList: [link(FOREIGN), name] })),
      { code: 'PROGRAMME_GOODS', facts: { field: 'events.1' } },
      name
    )
  const lists = {
    parentID: link(own),
    childEPCs: [link(own)],
    epcClass: link(own),
    inputEPCList: [link(own)],
    outputEPCList: [link(own)],
    ...Object.fromEntries(
      ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'].map(list => [
        list,
        [{ epcClass: `urn:epc:class:lgtin:${company}.${item}.L1`, quantity: 1 }]
      ])
    )
  }
  for (const [member, value] of Object.entries(lists))
    t.equal(codeOf(observes(carrier, seen({ [member]: value }))), 'PROGRAMME_GOODS', member)
})

t.test('what is no list of names names nothing', async t => {
  const { carrier } = smallWorld()
  for (const odd of [
    { epcList: 'x' },
    { epcList: ['urn:epc:id:sscc:0614141.1234567890'] },
    { epcList: [1, null] },
    { quantityList: [null, 1, {}, { epcClass: 2 }] }
  ])
    t.equal(codeOf(observes(carrier, seen(odd))), 'accepted', JSON.stringify(odd))
})

t.test('a GTIN is found in every form of name', async t => {
  t.equal(gtinIn('https://id.gs1.org/01/09521987654329/10/A'), '09521987654329')
  t.equal(gtinIn('https://shop.example/path/01/9521987654329?11=260405'), '09521987654329')
  t.equal(gtinIn('urn:epc:id:sgtin:0614141.107346.2017'), '10614141073464')
  t.equal(gtinIn('urn:epc:id:sgtin:0614141.10734.2017'), null, 'of too few digits')
  t.equal(gtinIn('urn:epc:id:sscc:0614141.1234567890'), null)
})

t.test('the same event again is the same, whoever repeats it; another content under its id is refused', async t => {
  const world = smallWorld()
  const event = seen()
  t.same(facts(observes(world.carrier, event)), [])
  t.match(world.read(observedKey(event.eventID)), { by: world.carrier.id, declared: undefined })
  const again = { ...event, recordTime: '2026-05-01T00:00:00Z' }
  t.same(facts(observes(world.carrier, again)), [{ type: 'known', event: event.eventID, index: 0 }])
  t.match(facts(observes(world.trader, seen(), event)), [{ type: 'known', index: 1 }])
  t.match(observes(world.carrier, { ...event, bizStep: 'loading' }), {
    code: 'EVENT_ID_REUSED',
    facts: { event: event.eventID }
  })
})

t.test('an error is declared under the id of its event, once, by whose event it is', async t => {
  const { carrier, trader } = smallWorld()
  const event = seen()
  const wrong = { ...event, ...declared('did_not_occur') }
  t.same(facts(observes(carrier, event, wrong)), [])
  t.match(facts(observes(carrier, wrong)), [{ type: 'known' }])
  t.equal(codeOf(observes(carrier, { ...event, ...declared('incorrect_data') })), 'EVENT_ID_REUSED')
  const others = seen()
  t.same(facts(observes(carrier, others)), [])
  t.equal(codeOf(observes(trader, { ...others, ...declared('did_not_occur') })), 'EVENT_ID_REUSED')
  t.equal(codeOf(observes(carrier, { ...others, bizStep: 'loading', ...declared('x') })), 'EVENT_ID_REUSED')
})

t.test('a declaration may be all that is heard of an event', async t => {
  const { carrier } = smallWorld()
  const event = seen()
  t.same(facts(observes(carrier, { ...event, ...declared('did_not_occur') })), [])
  t.match(facts(observes(carrier, event)), [{ type: 'known' }])
})
