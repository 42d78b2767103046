/** Proofs of packs and lots on the real network: they hold, and say nothing of anybody else's goods. */
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Bundle, SealedCommand } from '@suyuan/model/core/proof/bundle'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import type { EventStatement } from '@suyuan/model/core/statements'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { CASES, garden, grams, lotOf, plot, Season, serialsOf } from '../http/season.js'
import { unnoticedBits } from '../support/bits.js'
import { sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { all } from '../support/service.js'

const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(600_000)
await season.live()

const { gtin } = lotOf('pack', 'P1')
const SOLD = 'SOLD000000'
const address = (rest: string) => `/api/trace/provenance/${gtin}/${rest}/proof`

async function textOf(path: string): Promise<string> {
  const response = await fetch(service.url + path)
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${path} ${response.status} ${text}`)
  return text
}

const failures = async (text: string) =>
  (await verifyProof(text, service.ledger, proofCrypto)).filter(({ ok }) => !ok).map(({ detail }) => detail)

const commandsIn = (text: string) =>
  (JSON.parse(text) as Bundle).checkpoints.flatMap(({ batches }) => batches.flatMap(({ commands }) => commands))
const shownIn = (text: string) => commandsIn(text).flatMap(command => (command as SealedCommand).shown)
const kindsIn = (text: string) =>
  shownIn(text).flatMap(({ statement }) => ('kind' in statement ? [(statement as EventStatement).kind] : []))

const ofPack = await textOf(address(SOLD))
const picked = await textOf(`/api/trace/provenance/${lotOf('leaf', 'L3').gtin}/lots/L3/proof`)

t.test('a pack is proved from the plot to the till', async t => {
  t.same(await failures(ofPack), [])
  const way = ['casing', 'harvest', 'packing', 'process', 'receiving', 'selling', 'shipping']
  t.same([...new Set(kindsIn(ofPack))].sort(), way)
  t.match((await verifyProof(ofPack, service.ledger, proofCrypto)).at(-1), {
    check: 'story',
    detail: `all of it leads to pack ${gtin}/${SOLD}`
  })
})

t.test('it names no other pack, no other case, no other buyer’s amount, and nothing word for word', async t => {
  const others = ['SOLD00', 'STOCK0', 'TRAVEL', 'HOME00'].flatMap(sheet => serialsOf(sheet, 5))
  for (const serial of others.filter(serial => serial !== SOLD)) t.notOk(ofPack.includes(serial), serial)
  for (const [name, sscc] of Object.entries(CASES)) t.equal(ofPack.includes(sscc), name === 'sold', name)
  t.ok(commandsIn(ofPack).every(command => 'shown' in command))
  t.notMatch(ofPack, /"signature":"[A-Za-z0-9_-]{86}"/, 'the signature is the salt of what is not shown')
})

t.test('it stands for this pack alone', async t => {
  const passed = (serial: string) => ofPack.replaceAll(SOLD, serial)
  t.match((await failures(passed('SOLD000001')))[0], /not of one command|not in the checkpoint/)
  const bundle = JSON.parse(ofPack) as Bundle
  const elsewhere = canonicalJson({ ...bundle, about: { kind: 'pack', id: `${gtin}/SOLD000001` } })
  t.match((await failures(elsewhere))[0], /has nothing to do with/)
})

t.test('a lot is proved, made and ingredients, without its packs', async t => {
  const ofLot = await textOf(address('lots/P1'))
  t.same(await failures(ofLot), [])
  t.ok(kindsIn(ofLot).includes('harvest'))
  t.notMatch(ofLot, /SOLD0|STOCK0|TRAVEL/)
  t.same(await failures(picked), [])
  t.same(kindsIn(picked), ['harvest'])
})

t.test('a pack is proved by what was said of its pallet alone, and of nothing else on that', async t => {
  const [pallet, other] = [sscc(70), sscc(71)]
  await all([
    season.does(
      'grower',
      events.casing({ place: garden, sscc: other, goods: events.pieces({ gtin, lot: 'P1' }, 1) }),
      events.palletising({ place: garden, sscc: pallet, cases: [CASES.home, other] }),
      events.storing({ place: garden, cases: [pallet], time: events.at(20) })
    )
  ])
  const text = await textOf(address('HOME000000'))
  t.same(await failures(text), [])
  const way = ['casing', 'harvest', 'packing', 'palletising', 'process', 'storing']
  t.same([...new Set(kindsIn(text))].sort(), way)
  t.ok(text.includes(pallet))
  t.notOk(text.includes(other))
})

t.test('it has the hash ids of the events that have a nonce, and of no others', async t => {
  const proven = (text: string) =>
    shownIn(text).flatMap(({ statement: said }) => ('hashId' in said ? [`${said.event} ${said.hashId}`] : []))
  const told = async (rest: string): Promise<string[]> => {
    const { body } = await service.get(`/api/trace/provenance/${rest}`)
    return body.steps.map(({ event, hashId }: { event: string; hashId: string | null }) => `${event} ${hashId}`)
  }
  t.same(proven(ofPack).sort(), (await told(`${gtin}/${SOLD}`)).sort())
  // Whoever knows the rest of such an event could try out of how few households it speaks.
  const { 'suyuan:nonce': _, ...plain } = events.harvest({ base: garden, plot, goods: grams('leaf', 'PLAIN', 1000) })
  await all([season.does('grower', plain)])
  const lot = `${lotOf('leaf', 'PLAIN').gtin}/lots/PLAIN`
  t.same(await told(lot), [`${plain.eventID} null`])
  const proof = await textOf(`/api/trace/provenance/${lot}/proof`)
  t.same(await failures(proof), [])
  t.same(kindsIn(proof), ['harvest'])
  t.same(proven(proof), [])
})

t.test('a code that was never packed has no proof; a mistyped one is told so', async t => {
  t.match(await service.get(address('NOBODY0001')), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await service.get(address('lots/NONE')), { status: 404, body: { code: 'NOT_FOUND' } })
  const wrong = `/api/trace/provenance/${gtin.slice(0, -1)}0/${SOLD}/proof`
  t.match(await service.get(wrong), { status: 400, body: { code: 'REQUEST_INVALID' } })
})

t.test('one bit changed, in whichever byte of it, and it does not hold', async t => {
  // From the first byte to the end of what is shown; the rest is as in a command's proof, where each is changed too.
  const end = Buffer.from(picked).indexOf('"endorsements"')
  const places = Array.from({ length: end }, (_, at) => at)
  t.same(await unnoticedBits({ text: picked, ledger: service.ledger, places }), [])
  t.ok(end > 1000, `${end} bytes`)
})
