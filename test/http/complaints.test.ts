/** Complaints: filed without log-in, followed by their numbers, handled by the regulator, and forgotten in time. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { inGroups } from '../../src/core/identity/symbols.js'
import { fill, HTML, reader } from '../support/forms.js'
import { startGateway } from '../support/gateway.js'
import { type Answer, Service } from '../support/service.js'
import { PRODUCTS, REGULATOR } from '../support/world.js'

t.setTimeout(300_000)
const SETTINGS = { SUYUAN_CHECKPOINT_SECONDS: '0', SUYUAN_PROXIES: '127.0.0.1' }
const service = await Service.start(SETTINGS)
t.teardown(() => service.stop())
const { gtin } = PRODUCTS.pack

const asRegulator = (path: string): Promise<Answer> =>
  service.get(path, { authorization: `Bearer ${service.administrators.get(REGULATOR)}` })

const COMPLAINT = {
  kind: 'quality',
  words: '打开后有异味，泡出来发酸。',
  contact: '13800000000',
  code: `${gtin} SOLD000000`
}
const file = (fields: Partial<typeof COMPLAINT>, headers = reader('192.0.2.50')) =>
  fill(`${service.url}/complaints`, { ...COMPLAINT, ...fields }, headers)

t.test('a complaint gets a number by which anybody who has it follows it; what was written is sealed', async t => {
  t.match((await service.get(`/complaints/new?code=${gtin}%20SOLD000000`, HTML)).body, `value="${gtin} SOLD000000"`)
  const { status, headers } = await file({})
  t.equal(status, 303)
  const path = headers.get('location')!
  t.match(path, /^\/complaints\/TS[0-9A-Z]{10}$/)
  const page = await service.get(path, HTML)
  t.match(page.body, '已收到')
  t.match(page.body, `/01/${gtin}/21/SOLD000000`)
  t.notMatch(page.body, '异味')
  t.notMatch(page.body, '13800000000')
  const { rows } = await service.pool.query('select * from core_own.complaint')
  t.notMatch(JSON.stringify(rows), /异味|13800000000/)
  const number = path.split('/').at(-1)!
  t.match(await service.get(`/complaints?number=${number.slice(2)}`, HTML), { status: 303 })
  t.match(await service.get(`/go?code=${number.slice(0, 2)}-${inGroups(number.slice(2), 5)}`, HTML), { status: 303 })
  t.match(await service.get('/complaints/TS0000000001', HTML), { status: 404, body: /没有这个编号/ })
})

t.test('what cannot be taken is said by its field, with all that was typed still there', async t => {
  const { status, body } = await file({ kind: '', words: '酸' })
  t.equal(status, 422)
  t.match(body, '请选一项')
  t.match(body, 'id="words-error"')
  t.match(body, '>酸</textarea>')
  t.match(body, 'value="13800000000"')
  t.match(await file({ words: '茶'.repeat(1001) }), { status: 422 })
  t.match(await file({ contact: '1'.repeat(101) }), { status: 422 })
  t.match((await file({ words: '<script>alert(1)</script>', kind: 'x' })).body, '&lt;script>')
  t.equal((await fill(`${service.url}/complaints`, { ...COMPLAINT, words: 'x'.repeat(40_000) })).status, 413)
})

t.test('the regulator takes it up, answers and closes it; each step is kept, the look at the contact too', async t => {
  const path = (await file({ kind: 'copy' })).headers.get('location')!
  const number = path.split('/').at(-1)!
  const apiKey = service.administrators.get(REGULATOR)!
  const step = (state: string, said?: string) =>
    service.as(apiKey, '/api/trace/complaint-changes', { number, state, ...(said && { said }) })
  t.match((await asRegulator('/api/trace/complaints?state=received&limit=1')).body, {
    items: [{ number, kind: 'copy', words: COMPLAINT.words, hasContact: true, serial: 'SOLD000000' }],
    next: String
  })
  t.match(await asRegulator(`/api/trace/complaints/${number}/contact`), { body: { contact: '13800000000' } })
  t.match(await step('taken'), { status: 201, body: { state: 'taken' } })
  t.match(await step('taken'), { status: 409, body: { code: 'COMPLAINT_STATE' } })
  t.match(await step('answered'), { status: 400, body: { field: 'said' } })
  t.match(await step('answered', '已到门店核查，将在三日内答复。'), { status: 201 })
  t.match(await step('closed', '标签为原装。'), { status: 201, body: { state: 'closed', closedAt: String } })
  t.match(await step('answered', '再说'), { status: 409 })
  const { body } = await service.get(path, HTML)
  const order = ['已收到', '办理人员查看了您的联系方式', '已受理', '已答复', '已到门店核查', '已办结', '标签为原装。']
  t.same(
    order.filter(text => body.lastIndexOf(text) < 0),
    []
  )
  const changes = (await asRegulator(`/api/trace/complaints/${number}`)).body.changes as { state: string; by: string }[]
  t.same(
    changes.map(({ state }) => state),
    ['received', 'contactRead', 'taken', 'answered', 'closed']
  )
  t.same(new Set(changes.map(({ by }) => by)), new Set(['', REGULATOR]))
})

t.test('who complained erases the contact at will, and time does after closing', async t => {
  const paths = await Promise.all([file({}), file({})]).then(all => all.map(({ headers }) => headers.get('location')!))
  t.match(await fill(`${service.url}${paths[0]}/erasure`, {}), { status: 303 })
  t.match((await service.get(paths[0]!, HTML)).body, /联系方式已删除.*没有保存联系方式/s)
  const number = paths[1]!.split('/').at(-1)!
  await service.pool.query(
    `update core_own.complaint set state = 'closed', closed_at = now() - interval '91 days' where number = $1`,
    [number]
  )
  const third = await startGateway(service, SETTINGS)
  await third.end('SIGTERM')
  t.match(await asRegulator(`/api/trace/complaints/${number}/contact`), { status: 200, body: { contact: '' } })
  const noted = readFileSync(join(service.network.topology.home, 'erased.jsonl'), 'utf8')
  for (const path of paths) t.match(noted, `{"kind":"complaint contact","id":"${path.split('/').at(-1)}"}`)
  await fill(`${service.url}/complaints/TS0000000000/erasure`, {})
  t.notMatch(readFileSync(join(service.network.topology.home, 'erased.jsonl'), 'utf8'), 'TS0000000000')
})

t.test('a photograph is sealed, is the regulator’s to look at, and goes when the contact goes', async t => {
  const jpeg = Buffer.concat([Buffer.from('ffd8ffe000044a46ffda', 'hex'), Buffer.alloc(400_000, 7)])
  const send = async (photo: Buffer) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...COMPLAINT, kind: 'apportionment', contact: '' }))
      form.set(name, value)
    form.set('photo', new Blob([Uint8Array.from(photo)], { type: 'image/jpeg' }), 'photo.jpg')
    const headers = reader('192.0.2.77')
    return fetch(`${service.url}/complaints`, { method: 'POST', body: form, headers, redirect: 'manual' })
  }
  t.equal((await send(Buffer.from('%PDF-1.4'))).status, 422)
  const answer = await send(jpeg)
  t.equal(answer.status, 303)
  const path = answer.headers.get('location')!
  const number = path.split('/').at(-1)!
  t.match(await asRegulator(`/api/trace/complaints/${number}`), {
    body: { kind: 'apportionment', hasPhoto: true, hasContact: false, reference: /^TS-[0-9a-f]{24}$/ }
  })
  const { rows } = await service.pool.query<{ photo: Buffer }>(
    'select photo from core_own.complaint where number = $1',
    [number]
  )
  t.notOk(rows[0]!.photo.includes(jpeg.subarray(0, 10)))
  t.match(await fill(`${service.url}${path}/erasure`, {}), { status: 303 })
  t.match(await asRegulator(`/api/trace/complaints/${number}`), { body: { hasPhoto: false } })
})

t.test('one network files so many an hour', async t => {
  const statuses = []
  for (let i = 0; i < 21; i++) statuses.push((await file({}, reader('192.0.2.99'))).status)
  t.same(statuses.slice(0, 20), Array(20).fill(303))
  t.equal(statuses[20], 429)
})

t.test('the privacy notice says in both languages what is kept', async t => {
  const { status, body } = await service.get('/privacy', HTML)
  t.equal(status, 200)
  t.match(body, '个人信息保护法')
  t.match(body, 'Personal Information Protection Law')
})
