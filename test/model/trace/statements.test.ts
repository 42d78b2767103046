import { hashIdOf } from '@suyuan/model/core/epcis/hash/event-hash'
import { lineOf } from '@suyuan/model/core/proof/leaves'
import { strayEvents } from '@suyuan/model/core/proof/story'
import { type EventStatement, statementsOf, statementTree } from '@suyuan/model/core/statements'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import { readEvent } from '@suyuan/model/trace/law'
import { statementsIn } from '@suyuan/model/trace/statements'
import t from 'tap'
import { sscc } from '../../support/codes.js'
import * as events from '../../support/events.js'
import { Author } from '../../support/signing.js'
import { BASE, PARTIES, PRODUCTS } from '../../support/world.js'
import { LEDGER } from '../support.js'
import { factory, LEAF, outlet, plot, SHIPMENT } from './season.js'

const { gtin } = PRODUCTS.pack
const PACKS = { gtin, lot: 'P1' }
const SSCC = sscc(1)
const pack = (serial: string) => ({ gtin, serial })
const said = (event: object) => statementsIn(readEvent(event))
const things = (event: object) =>
  said(event).flatMap(statement => ('names' in statement ? [`${statement.names.kind} ${statement.names.id}`] : []))
/** What everybody may read of the event itself. */
const told = (event: object) => said(event)[0] as { kind: string; place?: string; made?: unknown; says: object }

const lotName = ({ gtin, lot }: { gtin: string; lot: string }) => `${gtin}/${lot}`
const place = { place: factory }
const another = events.eventId('00000000-0000-4000-8000-000000000001')
const leaf = events.grams(LEAF, 42_000)

t.test('a harvest tells its lot, its place and its kind, and no count that points at a household', async t => {
  const harvest = events.harvest({ base: factory, plot, goods: leaf })
  t.match(told(harvest), {
    kind: 'harvest',
    place: factory,
    made: [[lotName(LEAF), 42_000]],
    says: { plot, households: 12 }
  })
  t.same(things(harvest), [], 'its lot is said already')
  const two = told({ ...harvest, eventID: another, ilmd: { ...harvest.ilmd, 'suyuan:households': 2 } })
  t.match(two.says, { householdsBelow: 5 })
  t.notMatch(JSON.stringify(two), /"households"/)
})

t.test('making things names what they are made of', async t => {
  const crude = { gtin: PRODUCTS.crude.gtin, lot: 'C1' }
  const made = events.processing({ ...place, template: 'green', inputs: [leaf], outputs: [events.grams(crude, 9000)] })
  t.match(told(made), {
    made: [[lotName(crude), 9000]],
    inputs: [[lotName(LEAF), 42_000]],
    says: { template: 'green' }
  })
  t.match(told({ ...made, eventID: another, ilmd: { 'suyuan:grade': '特级' } }).says, { grade: '特级' })
  const run = { ...place, inputs: [leaf], lot: PACKS }
  const packing = events.packing({ ...run, serials: ['S1', 'S2'] })
  t.match(told(packing), { made: [[`${gtin}/P1`, 2]], says: { expires: '2027-10-05' } })
  t.same(things(packing), [`pack ${gtin}/S1`, `pack ${gtin}/S2`], 'each pack by itself')
  t.notMatch(JSON.stringify(told(packing)), /S1/)
  t.match(told(events.packing({ ...run, pieces: 7 })), { made: [[`${gtin}/P1`, 7]] })
})

t.test('cases, shipments and receipts name what moves', async t => {
  const casing = events.casing({ ...place, sscc: SSCC, packs: [pack('S1')] })
  t.same(things(casing), [`case ${SSCC}`, `pack ${gtin}/S1`])
  t.match(told(casing).says, { pieces: 1 })
  t.match(told(events.casing({ ...place, sscc: SSCC, goods: events.pieces(PACKS, 5) })).says, { pieces: 5 })
  const [pallet, other] = [sscc(70), sscc(2)]
  const palletising = events.palletising({ ...place, sscc: pallet, cases: [SSCC, other] })
  t.same(things(palletising), [`case ${SSCC}`, `case ${other}`, `case ${pallet}`], 'each case by itself')
  t.match(told(palletising), { kind: 'palletising', says: { pallet, cases: 2 } })
  t.same(things(events.unpacking({ ...place, sscc: pallet, cases: [other] })), [`case ${other}`, `case ${pallet}`])
  const id = `${SHIPMENT.gln}:${SHIPMENT.number}`
  const to = { party: PARTIES.supermarket.uscc, place: outlet }
  // An id by chance may have the digits of the amount in it.
  const uuid = '00000000-0000-4000-8000-000000000002'
  const shipping = events.shipping({ id: uuid, from: factory, to, shipment: SHIPMENT, cases: [SSCC], goods: [leaf] })
  t.same(things(shipping), [`lot ${lotName(LEAF)}`, `case ${SSCC}`, `shipment ${id}`])
  t.match(told(shipping), { place: factory, says: { to: outlet, consignee: to.party } })
  t.notMatch(JSON.stringify(told(shipping)), /42/, 'how much went to whom is not for everybody')
  const back = events.shipping({ from: outlet, to, shipment: SHIPMENT, cases: [SSCC], returned: true })
  t.match(told(back).says, { returning: true })
  const receiving = events.receiving({ place: outlet, shipment: SHIPMENT, cases: [SSCC], damage: [leaf] })
  t.match(told(receiving).says, { damage: true })
  const short = events.receiving({ place: outlet, shipment: SHIPMENT, shortage: { cases: [SSCC] } })
  t.match(told(short).says, { shortage: true })
  t.same(things(events.unpacking({ ...place, sscc: SSCC })), [`case ${SSCC}`])
  t.same(things(events.voiding({ from: factory, shipment: SHIPMENT })), [`shipment ${id}`])
})

t.test('sales, tests and judgements name their goods', async t => {
  const sale = events.selling({ place: outlet, packs: [pack('S1')], goods: [events.pieces(PACKS, 2)] })
  t.same(things(sale), [`lot ${gtin}/P1`, `pack ${gtin}/S1`])
  const mixed = events.destroying({ place: outlet, packs: [pack('S1')], cases: [SSCC] })
  t.same(things(mixed), [`case ${SSCC}`, `pack ${gtin}/S1`])
  const lots = { ...place, lots: [LEAF] }
  t.match(told(events.testing({ ...lots, conforms: false })).says, {
    conforms: false,
    report: { number: 'DEMO-2026-001' }
  })
  t.match(told(events.inspecting({ ...lots, conformant: true })).says, { conforms: true })
  t.match(told(events.explaining(lots)).says, { explanation: '雨后采摘，含水量高' })
  t.match(told(events.recalling({ ...lots, number: 'R1' })).says, { recall: { number: 'R1', class: 'II' } })
  t.same(things(events.holding(lots)), [`lot ${lotName(LEAF)}`])
  t.same(told(events.holding(lots)).says, {})
})

t.test('of a recall everybody may know that it is over, and of its other steps nothing', async t => {
  const author = new Author(PARTIES.grower.uscc, BASE, LEDGER)
  const number = 'R1'
  const told = (action: string, payload: object) => statementsOf(author.command('trace', action, payload), laws, sha256)
  const sold = [{ gtin, recovered: 2, destroyed: 1, unrecovered: 3, sold: 3 }]
  t.same(told('closeRecall', { number, goods: sold, words: '完' }), [{ recall: number, closed: true }])
  t.same(told('noticeRecall', { number, parties: [PARTIES.supermarket.uscc] }), [])
  t.same(told('acknowledgeRecall', { number, party: author.id, words: '已下架' }), [])
  t.same(told('drillRecall', { number }), [])
})

t.test('the end of a recall is part of the story of what it recalled, and of no other', async t => {
  const recall = said(events.recalling({ ...place, lots: [PACKS], number: 'R1' }))
  const [mine, other] = ['R1', 'R2'].map(recall => ({ recall, closed: true }) as const)
  const about = { kind: 'lot', id: lotName(PACKS) }
  t.same(strayEvents([...recall, mine!], about), [])
  t.same(strayEvents([...recall, other!], about), ['the end of recall R2'])
  const held = said(events.holding({ ...place, lots: [PACKS] }))[0] as EventStatement
  t.same(strayEvents([...recall, { ...held, says: { recall: 'R2' } }, other!], about).length, 2)
  t.equal(lineOf(mine!), 'recall R1 is closed')
})

t.test('a command’s statements are a tree of its own; what says nothing to everybody has none', async t => {
  const author = new Author(PARTIES.grower.uscc, BASE, LEDGER)
  const harvest = events.harvest({ base: factory, plot, goods: leaf })
  const tree = (command: ReturnType<typeof author.command>) =>
    statementTree({ command, outcome: { status: 'accepted' } }, laws, sha256)
  const [one, other] = [author.capture(harvest), author.capture(harvest)]
  t.match(tree(one), { count: 2, root: /^[0-9a-f]{64}$/ }, 'what it says, and its hash id')
  t.not(tree(one)!.root, tree(other)!.root, 'salted: the same words look otherwise')
  t.equal(tree(author.command('core', 'registerPlace', {})), null)
  const refused = { command: one, outcome: { status: 'refused', code: 'STOCK_SHORT' } } as const
  t.equal(statementTree(refused, laws, sha256), null, 'what was refused says nothing')
  t.same(statementsOf(author.command('nothing', 'here', {}), laws, sha256), [])
})

t.test('of every event its hash id is said, by itself, and whether the event has a nonce', async t => {
  const author = new Author(PARTIES.grower.uscc, BASE, LEDGER)
  const { 'suyuan:nonce': _, ...plain } = events.harvest({ base: factory, plot, goods: leaf })
  const hidden = { ...plain, eventID: another, 'suyuan:nonce': '0123456789abcdef'.repeat(2) }
  const command = author.capture(plain, hidden)
  const ids = statementsOf(command, laws, sha256).filter(said => 'hashId' in said)
  t.match(ids, [
    { event: plain.eventID, nonce: false },
    { event: another, nonce: true }
  ])
  for (const { hashId } of ids) t.match(hashId, /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
  t.equal(ids[0]!.hashId, hashIdOf(structuredClone(plain), sha256))
  t.not(ids[0]!.hashId, ids[1]!.hashId, 'the nonce is hashed')
  t.equal(lineOf(ids[0]!), `${plain.eventID} has the hash id ${ids[0]!.hashId}`)
  const observed = author.command('epcis', 'observe', { events: [{ eventID: 'urn:x:1', eventTime: plain.eventTime }] })
  t.match(statementsOf(observed, laws, sha256), [{ event: 'urn:x:1', nonce: false }])
  t.same(statementsOf(observed, laws, sha256, 1), [], 'an earlier law said none')
  t.equal(statementsOf(command, laws, sha256, 1).length, 2)
  t.same(statementsOf(author.command('epcis', 'describe', {}), laws, sha256), [], 'master data are no event')
})

t.test('a hash id is part of the story of its event, and leads nowhere', async t => {
  const about = { kind: 'lot', id: lotName(LEAF) }
  const harvest = events.harvest({ base: factory, plot, goods: leaf })
  const id = (event: string) => ({ event, hashId: hashIdOf(harvest, sha256), nonce: true })
  t.same(strayEvents([...said(harvest), id(harvest.eventID)], about), [])
  t.same(strayEvents([...said(harvest), id(another)], about), [another])
})
