/** Supervision over the network: a case to the register and back, a draw that anybody can make again, orders, purchases. */
import { createHash } from 'node:crypto'
import { commitmentText, draw, seedText } from '@suyuan/model/supervision/draw'
import t from 'tap'
import { until } from '../../network/wait.js'
import { today } from '../../src/core/web/clock.js'
import { CASES, Season, shipmentOf, toOutlet } from '../http/season.js'
import { uscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { HTML } from '../support/forms.js'
import { logIn } from '../support/people.js'
import type { Answer } from '../support/service.js'
import { PARTIES, type PartyName, PLACES, PRODUCTS, REGULATOR } from '../support/world.js'

t.setTimeout(300_000)
const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
t.teardown(() => service.stop())
await season.live()

const TRADER = PARTIES.trader.uscc
const OFFICE = uscc(20, '11440300')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

await service.administer(REGULATOR, 'parties', {
  uscc: OFFICE,
  name: { zh: '演示·帮扶办', en: 'Demo office' },
  roles: ['office']
})
const organisationOf = (party: string) =>
  Object.values(PARTIES).find(({ uscc }) => uscc === party)?.organisation ?? REGULATOR

/** An API key; once the key by which the gateway signs for the party is on the ledger. */
async function keyOf(party: string): Promise<string> {
  const administrator = service.administrators.get(organisationOf(party))!
  return until('a key of the party', 20_000, async () => {
    const { status, body } = await service.as(administrator, '/api/core/clients', { party, label: 'test' })
    return status === 201 ? String(body.apiKey) : undefined
  })
}

const keys = new Map<string, string>()
for (const party of [...Object.values(PARTIES).map(({ uscc }) => uscc), OFFICE]) keys.set(party, await keyOf(party))

/** An act of a party's, signed by the key that the gateway keeps for it. */
const acts = (party: string, action: string, body: object): Promise<Answer> =>
  service.as(keys.get(party)!, `/api/supervision/${action}`, body, { prefer: 'handling=strict' })
const by = (name: PartyName, action: string, body: object) => acts(PARTIES[name].uscc, action, body)
const taken = async (answer: Promise<Answer>) => {
  const { status, body } = await answer
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
}
const board = async (path: string): Promise<string> => String((await service.get(path, HTML)).body)

const departure = (number: string) =>
  events.shipping({
    from: PLACES.stall.gln,
    to: toOutlet,
    shipment: { gln: PLACES.stall.gln, number },
    cases: [CASES.home]
  })
const decided = { case: 'AJ-1', authority: '演示·市场监管局', decision: '演示〔2026〕1号', from: '2026-04-01' }

t.test('a case goes from a complaint to its finding, and only a finding that stands is public', async t => {
  const opening = { id: 'AJ-1', party: TRADER, kind: 'falsehood', origin: 'complaint', reference: 'TS-1f0c' }
  t.match(await by('trader', 'openCase', opening), { status: 422, body: { code: 'ROLE_REQUIRED' } })
  await taken(by('inspector', 'openCase', opening))
  await taken(by('inspector', 'triageCase', { id: 'AJ-1' }))
  await taken(by('inspector', 'investigateCase', { id: 'AJ-1' }))
  t.match(await service.get('/api/supervision/cases/AJ-1'), { status: 404 }, 'not for everybody yet')
  t.match(await by('inspector', 'disqualify', { id: 'CF-1', ...decided }), { body: { code: 'STEP_NOT_OPEN' } })
  await taken(by('inspector', 'upholdCase', { id: 'AJ-1', words: '出茶率 2.5∶1' }))
  t.match(await service.get('/api/supervision/cases/AJ-1'), { status: 200, body: { state: 'upheld', party: TRADER } })
  t.match(await board(`/board/supervision?text=${TRADER}`), /弄虚作假/)
})

t.test('disqualification keeps a party from shipping, and its repair lets it again', async t => {
  await taken(by('inspector', 'disqualify', { id: 'CF-1', ...decided, until: '2099-12-31' }))
  t.match(await season.does('trader', departure('D1')), { body: { code: 'PARTY_DISQUALIFIED' } })
  const page = await board(`/board/supervision?text=${encodeURIComponent(PARTIES.trader.name.zh)}`)
  for (const said of ['项目供货资格取消', '演示〔2026〕1号', '2099-12-31', TRADER]) t.match(page, said)
  t.match(await board('/board/supervision?text=nobody'), /没有查到记录/)
  await taken(by('trader', 'askRepair', { id: 'CF-1', words: '已整改' }))
  await taken(acts(OFFICE, 'grantRepair', { id: 'CF-1', decision: '演示·修复〔2026〕1号' }))
  t.match(await season.does('trader', departure('D2')), { status: 422 })
  t.notMatch((await season.does('trader', departure('D2'))).body, { code: 'PARTY_DISQUALIFIED' })
  t.match(await board(`/board/supervision?text=${TRADER}`), /已信用修复/)
})

t.test('an appeal is decided by another, and what rested on the finding falls with it', async t => {
  await taken(by('inspector', 'suspend', { id: 'CF-2', ...decided }))
  await taken(by('trader', 'appealCase', { id: 'AJ-1', words: '认定有误' }))
  t.match(await by('inspector', 'overturnCase', { id: 'AJ-1', words: '撤销' }), {
    body: { code: 'APPEAL_OWN_FINDING' }
  })
  await taken(acts(OFFICE, 'overturnCase', { id: 'AJ-1', words: '证据不足' }))
  const asInspector = { authorization: `Bearer ${keys.get(PARTIES.inspector.uscc)}` }
  t.match(await service.get('/api/supervision/sanctions/CF-2', asInspector), { body: { state: 'annulled' } })
  t.match(await service.get('/api/supervision/sanctions/CF-2'), { status: 404 }, 'no more for everybody')
  t.match(await service.get('/api/supervision/cases/AJ-1'), { status: 404 })
})

t.test('who is drawn follows from what was settled before, and anybody can compute it again', async t => {
  const secret = sha256('secret')
  const witnesses = ['grower', 'supermarket'] as const
  const plan = {
    ...{ id: 'CC-1', title: '春茶抽查', count: 2 },
    candidates: [TRADER, PARTIES.grower.uscc, PARTIES.school.uscc].map((party, i) => ({ party, weight: i + 1 })),
    witnesses: witnesses.map(name => PARTIES[name].uscc),
    commitment: sha256(commitmentText('CC-1', secret))
  }
  const close = { ...plan, witnesses: [PARTIES.grower.uscc, PARTIES.cooperative.uscc] }
  t.match(await by('inspector', 'planInspection', close), { body: { code: 'WITNESSES_TOO_CLOSE' } })
  await taken(by('inspector', 'planInspection', plan))
  t.match(await by('inspector', 'drawInspection', { id: 'CC-1', secret }), { body: { code: 'WITNESS_MISSING' } })
  t.match(await by('trader', 'witnessDraw', { id: 'CC-1', party: TRADER, value: secret }), {
    body: { code: 'NOT_WITNESS' }
  })
  for (const name of witnesses)
    await taken(by(name, 'witnessDraw', { id: 'CC-1', party: PARTIES[name].uscc, value: sha256(name) }))
  t.match(await by('inspector', 'drawInspection', { id: 'CC-1', secret: sha256('other') }), {
    body: { code: 'COMMITMENT_MISMATCH' }
  })
  await taken(by('inspector', 'drawInspection', { id: 'CC-1', secret }))
  const { status, body } = await service.get('/api/supervision/draw/CC-1')
  t.equal(status, 200)
  const told = body as { candidates: { party: string; weight: number }[]; count: number; drawn: string[]; seed: string }
  t.equal(told.seed, sha256(seedText('CC-1', secret, witnesses.map(sha256))))
  t.same(
    draw(told.candidates, told.count, told.seed, sha256).map(({ party }) => party),
    told.drawn
  )
  const page = await board('/board/supervision/draws/CC-1')
  for (const said of [secret, told.seed, 'sha256sum', '怎样重算']) t.match(page, said)
  t.match(await service.get('/api/supervision/draw/CC-9'), { status: 404 })

  const [first = ''] = told.drawn
  await taken(by('inspector', 'recordProblem', { id: 'JC-1', party: first, plan: 'CC-1', words: '台账不全' }))
  t.match(await by('inspector', 'recordProblem', { id: 'JC-2', party: first, plan: 'CC-1' }), {
    body: { code: 'NOT_DRAWN' }
  })
  t.match(await service.get('/api/supervision/draw/CC-1'), { body: { inspections: { [first]: 'JC-1' } } })
})

t.test('an order that was not carried out in time is overdue, and done at last', async t => {
  const order = { id: 'ZG-1', party: PARTIES.supermarket.uscc, given: '2026-04-01', words: '补齐进货查验' }
  await taken(by('inspector', 'orderRectification', { ...order, due: '2026-04-02' }))
  await taken(by('inspector', 'orderRectification', { ...order, id: 'ZG-2', due: '2099-12-31' }))
  t.match(await by('inspector', 'declareOverdue', { id: 'ZG-2' }), { body: { code: 'TOO_EARLY' } })
  await taken(by('inspector', 'declareOverdue', { id: 'ZG-1' }))
  const asSupermarket = { authorization: `Bearer ${keys.get(PARTIES.supermarket.uscc)}` }
  t.match(await service.get('/api/supervision/rectifications?state=overdue', asSupermarket), {
    body: { entries: [{ id: 'ZG-1', due: '2026-04-02' }] }
  })
  await taken(by('supermarket', 'reportRectified', { id: 'ZG-1', words: '已补齐' }))
  await taken(by('inspector', 'confirmRectified', { id: 'ZG-1' }))
  t.match(await service.get('/api/supervision/rectifications/ZG-1', asSupermarket), { body: { state: 'confirmed' } })
})

t.test('a receipt keeps the papers that the buyer has seen', async t => {
  const { place, shipment, cases } = { place: PLACES.outlet.gln, shipment: shipmentOf('S9'), cases: [CASES.home] }
  await season.does('grower', events.shipping({ from: PLACES.garden.gln, to: toOutlet, shipment, cases }))
  const receipt = {
    place,
    shipment: `${shipment.gln}:${shipment.number}`,
    cases,
    purchaseCheck: { licence: 'SC11444162190011' }
  }
  const wrong = await service.as(keys.get(PARTIES.supermarket.uscc)!, '/api/trace/receipts', {
    ...receipt,
    purchaseCheck: {}
  })
  t.equal(wrong.status, 400)
  const { status } = await service.as(keys.get(PARTIES.supermarket.uscc)!, '/api/trace/receipts', receipt)
  t.equal(status, 201)
  const { rows } = await service.pool.query(
    `select event -> 'suyuan:purchaseCheck' as checked from trace.event where kind = 'receiving' order by block desc limit 1`
  )
  t.same(rows, [{ checked: { licence: 'SC11444162190011' } }])
})

/** A case against a party that was found to be so, for a sanction to rest on. */
async function found(id: string, party: string): Promise<void> {
  await taken(by('inspector', 'openCase', { id, party, kind: 'falsehood', origin: 'ledger' }))
  for (const step of ['triageCase', 'investigateCase', 'upholdCase'])
    await taken(by('inspector', step, { id, words: '属实' }))
}

const packPage = (serial: string) => board(`/01/${PRODUCTS.pack.gtin}/21/${serial}`)
/** What a page says of how somebody stood, by the sanction to which that leads. */
const saidOf = (sanction: string, page: string) =>
  [...page.matchAll(new RegExp(`href="/board/supervision/sanctions/${sanction}"[^>]*>(.*?)</a>`, 'g'))].map(
    ([, said]) => said!.replace(/<[^>]*>/g, ' ')
  )

t.test('each step of a pack’s way says how who took it stood then, and stands now', async t => {
  const [sold, travelling] = ['SOLD000000', 'TRAVEL0000']
  t.notMatch(await packPage(sold), '/board/supervision/sanctions/')
  await found('AJ-3', PARTIES.supermarket.uscc)
  const from = today()
  const decision = '演示〔2026〕3号'
  await taken(by('inspector', 'disqualify', { ...decided, id: 'CF-3', case: 'AJ-3', decision, from }))
  const receipt = { place: PLACES.outlet.gln, shipment: shipmentOf('S2'), cases: [CASES.travelling] }
  await taken(season.does('supermarket', events.receiving({ ...receipt, time: new Date().toISOString() })))

  const since = `项目供货资格取消（自 ${from} 起，${decision}）`
  const before = saidOf('CF-3', await packPage(sold))
  t.equal(before.length, 2, 'its receipt and its sale, and nobody else’s steps')
  for (const said of before) {
    t.match(said, `当时：供货资格正常；现在：${since}`)
    t.match(said, 'then: in good standing; now: disqualification')
  }
  t.match(await packPage(sold), '核验凭证不包含这些')
  t.match(saidOf('CF-3', await packPage(travelling)), [`当时和现在：${since}`])
  const { body: story } = await service.get(`/api/trace/provenance/${PRODUCTS.pack.gtin}/${sold}`)
  t.match(story.parties[PARTIES.supermarket.uscc].sanctions, [
    { id: 'CF-3', sanction: 'disqualified', decision, from, until: null, ended: null }
  ])

  await taken(by('supermarket', 'askRepair', { id: 'CF-3', words: '已整改' }))
  await taken(acts(OFFICE, 'grantRepair', { id: 'CF-3', decision: '演示·修复〔2026〕3号' }))
  t.notMatch(await packPage(sold), '/board/supervision/sanctions/', 'neither then nor now')
  t.match(saidOf('CF-3', await packPage(travelling)), [`当时：${since}；现在：供货资格正常`])
})

t.test('a lot’s page and its history say so too', async t => {
  await found('AJ-4', PARTIES.grower.uscc)
  await taken(by('inspector', 'warn', { ...decided, id: 'CF-4', case: 'AJ-4', until: '2099-12-31' }))
  const said = `当时和现在：警告（2026-04-01 至 2099-12-31，${decided.decision}）`
  t.match(await board(`/01/${PRODUCTS.pack.gtin}/10/P1`), said)
  const { headers } = await logIn(service, { party: PARTIES.inspector.uscc, roles: ['regulator'] })
  const history = await service.get(`/audit/lots/${PRODUCTS.pack.gtin}/P1`, { ...HTML, ...headers })
  t.equal(history.status, 200)
  t.match(history.body, said)
})
