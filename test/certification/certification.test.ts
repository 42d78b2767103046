/** 圳品 evaluation and recognition over the real network: from the application to the pack, the sale, and the public. */
import type { RefusalCode } from '@suyuan/model/core/refusal'
import t from 'tap'
import { until } from '../../network/wait.js'
import { garden, grams, lotOf, outlet, packOf, Season } from '../http/season.js'
import * as events from '../support/events.js'
import { logIn } from '../support/people.js'
import { type Answer, all, Service } from '../support/service.js'
import { BASE, PRODUCTS } from '../support/world.js'
import { agreed, LIMITS, measured, officialsOf, RESIDUE, sayings } from './officials.js'

t.setTimeout(300_000)
const service = await Service.start()
t.teardown(() => service.stop())
const season = new Season(service, await service.populate())
await season.live()
const { certifier, retester, office } = await officialsOf(service)
const { grower, laboratory, supermarket, school } = season.authors
await agreed(service, 'certification.limits.GB2763', LIMITS)
await agreed(service, 'certification.noticeDays', 0)
await agreed(service, 'recognition.noticeDays', 0)

const GTIN = PRODUCTS.pack.gtin
const NUMBER = 'SZZP-1'
const refused = async (code: RefusalCode, answer: Promise<Answer>) => t.match((await answer).body, { code })
const page = async (path: string): Promise<string> => (await service.get(path)).body

const evaluates = sayings(service, 'certification', 'ZP-1')
const recognises = sayings(service, 'recognition', 'RD-1')

/** A packing run at the garden whose packs carry a certificate. */
const run = (lot: string, serials: string[], certificate: string) => {
  const inputs = [grams('leaf', 'L3', 100 * serials.length)]
  const event = events.packing({ place: garden, inputs, lot: lotOf('pack', lot), serials })
  return { ...event, ilmd: { ...event.ilmd, 'suyuan:certificate': certificate } }
}

t.test('a product is evaluated by an API client, its laboratory and the certifier', async t => {
  const { body } = await service.administer(BASE, 'clients', { party: grower.id, label: 'test' })
  const apply = (key = 'one') =>
    service.as(
      body.apiKey,
      '/api/certification/apply',
      { id: 'ZP-1', gtin: GTIN, region: '441621' },
      {
        'idempotency-key': key
      }
    )
  await all([apply()])
  t.equal((await apply()).status, 201, 'said again, it is the same')
  t.match((await apply('two')).body, { code: 'MATTER_EXISTS' })
  await all([evaluates(certifier, 'accept', { batch: 1, laboratory: laboratory.id })])
  await refused('ROLE_REQUIRED', evaluates(certifier, 'fail', measured('0.06')))
  await all([evaluates(laboratory, 'fail', measured('0.06'))])
  await all([evaluates(grower, 'retest', { laboratory: retester.id, words: '申请复检' })])
  await all([evaluates(retester, 'conform', measured('0.05'))])
  t.equal((await service.get('/board/certification/applications/ZP-1')).status, 404, 'not before its public notice')
  for (const step of ['review', 'notice']) await all([evaluates(certifier, step)])
  await refused('ROLE_REQUIRED', evaluates(office, 'grant', { number: NUMBER }))
  await all([evaluates(certifier, 'grant', { number: NUMBER, from: '2026-04-01' })])
  const { body: kept } = await service.get('/api/certification/applications/ZP-1')
  t.match(kept, { state: 'granted', batch: { region: '441621', number: 1 }, tests: 2, certificate: NUMBER })
})

t.test(
  'everybody finds the certificate by number, product or holder, with both results and proofs of each step',
  async t => {
    for (const text of [NUMBER, GTIN, '紫金云岫', 'Yunxiu'])
      t.match(await page(`/board/certification?text=${encodeURIComponent(text)}`), NUMBER, text)
    t.notMatch(await page('/board/certification?text=nothing'), NUMBER)
    const certificate = await page(`/board/certification/certificates/${NUMBER}`)
    t.match(certificate, /data-standing="inForce"/)
    for (const said of [RESIDUE.analyte, '0.06', '0.05', 'GB 2763-2026', '不合格']) t.match(certificate, said)
    t.equal((await service.get('/board/certification/certificates/NONE')).status, 404)
    const course = await page('/board/certification/applications/ZP-1')
    const [, proof] = /href="(\/api\/core\/commands\/[^"]+\/proof)"/.exec(course)!
    const { checkpoints } = (await until('the proof', 20_000, async () => {
      const { status, body } = await service.get(proof!)
      return status === 200 ? body : undefined
    })) as { checkpoints: { batches: { commands: { command: object; outcome: object }[] }[] }[] }
    t.match(checkpoints[0]!.batches[0]!.commands[0], {
      command: { action: 'grant', payload: { number: NUMBER } },
      outcome: { facts: [{ type: 'certificate', number: NUMBER, gtin: GTIN, from: '2026-04-01' }] }
    })
  }
)

t.test('a pack shows its certificate as it was at packing and as it is today', async t => {
  await refused('CERTIFICATE_NOT_IN_FORCE', season.does('grower', run('P8', ['ZPA0000001'], 'NONE')))
  await all([season.does('grower', run('P8', ['ZPA0000001', 'ZPA0000002'], NUMBER))])
  const path = `/01/${GTIN}/10/P8/21/ZPA0000001`
  const before = await page(path)
  t.match(before, `/board/certification/certificates/${NUMBER}`)
  t.match(before, /data-standing="inForce"/)
  await all([evaluates(certifier, 'suspend', { words: '监督抽检不合格' })])
  await refused('CERTIFICATE_NOT_IN_FORCE', season.does('grower', run('P8', ['ZPA0000003'], NUMBER)))
  const after = await page(path)
  t.match(after, /包装时.*?有效/s, 'what it was stays')
  t.match(after, /data-standing="suspended"/)
  const { body: story } = await service.get(`/api/trace/provenance/${GTIN}/ZPA0000001`)
  t.match(story.certificates, { [NUMBER]: { state: 'suspended', from: '2026-04-01' } })
})

t.test('each sale keeps the product’s standing as it was', async t => {
  const sells = (serial: string) =>
    season.does(
      'supermarket',
      events.selling({ place: outlet, packs: [packOf(serial)], time: new Date().toISOString() })
    )
  await all([recognises(grower, 'apply', { gtin: GTIN, register: 'provincial' })])
  for (const step of ['examine', 'review', 'decide', 'notice']) await all([recognises(office, step)])
  await all([recognises(school, 'object', { words: '带动户数不实' })])
  await refused('STEP_NOT_OPEN', recognises(office, 'file', { number: 'GD-1' }))
  await all([recognises(office, 'dismiss', { words: '经核查属实' })])
  await refused('ROLE_REQUIRED', recognises(supermarket, 'file', { number: 'GD-1' }))
  await all([recognises(office, 'file', { number: 'GD-1', from: '2026-04-01' })])
  await all([sells('STOCK00000')])
  await all([recognises(office, 'withdraw')])
  await all([sells('STOCK00001')])
  const { rows } = await service.pool.query<{ fact: { registers: string[]; eligible832: boolean } }>(
    `select fact from core.command, jsonb_path_query(facts, '$[*]') as fact
     where module = 'trace' and status = 'accepted' and fact ->> 'type' = 'recognition' order by block, tx_index, position`
  )
  t.same(
    rows.map(({ fact }) => fact),
    [
      ...[['provincial'], []].map(registers => ({
        ...{ type: 'recognition', gtin: GTIN, registers, eligible832: false }
      }))
    ].map((fact, i) => ({ ...fact, event: (rows[i]!.fact as { event?: string }).event }))
  )
})

t.test('the office holds what is listed against the registers, and scores it, on its page', async t => {
  await agreed(service, 'recognition.counties832', [
    { validFrom: '2020-01-01', document: '测试名单', counties: ['451022'] }
  ])
  const who = await logIn(service, { party: office.id, roles: ['office'] })
  const sends = (path: string, form: Record<string, string>) =>
    fetch(`${service.url}/audit/recognition/products/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...who.headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form)
    })
  t.equal((await sends('screen', {})).status, 303)
  const criteria = { quality: '90', price: '80', character: '95', benefit: '85' }
  t.equal((await sends('score', { gtin: GTIN, ...criteria, words: '评分表' })).status, 303)
  t.equal((await sends('score', { gtin: GTIN, ...criteria, quality: '101', words: '评分表' })).status, 422)
  const board = await page('/board/recognition')
  const mine = board.slice(board.indexOf(`data-gtin="${GTIN}"`)).split('</li>')[0]!
  t.match(mine, /data-lapsed="provincial"/, 'what is recognised no longer is flagged')
  t.match(mine, /data-eligible832="false"/, 'no county of Guangdong is on the list')
  t.match(mine, /87\.5/)
  t.match(mine, /核对/)
  const inside = await service.get('/audit/recognition/products', who.headers)
  t.equal(inside.status, 200)
})
