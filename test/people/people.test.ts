/** Who logs in and stays so, whom an administrator lets in, and what comes of devices and keys: over HTTP, on the real network. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Client } from '../support/client.js'
import { gln, uscc } from '../support/codes.js'
import { logIn } from '../support/people.js'
import { Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, RETAIL } from '../support/world.js'

const PASSWORD = '春茶 一芽二叶 2026'
const service = await Service.start({ LOG_LEVEL: 'trace' })
t.teardown(() => service.stop())
t.setTimeout(300_000)
const authors = await service.populate()
const { uscc: grower } = PARTIES.grower

/** What must be in no log. */
const secrets: string[] = [PASSWORD]

const administrator = await logIn(service, { party: BASE, roles: ['administrator'], name: '管理员' })
const admin = new Client(service, administrator)
const retail = new Client(service, await logIn(service, { party: RETAIL, roles: ['administrator'] }))
const packer = await logIn(service, {
  party: grower,
  roles: ['packer'],
  login: '小李',
  name: '李某',
  password: PASSWORD
})

const locationOf = ({ headers }: { headers: Headers }) => headers.get('location')

async function entered(login = '小李', password = PASSWORD): Promise<Client> {
  const client = new Client(service)
  t.equal((await client.logIn(login, password)).status, 303)
  secrets.push(client.cookie.split('=')[1]!)
  return client
}

/** The code that a page shows. */
const codeIn = (html: string): string => {
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(html)![0]
  secrets.push(code, code.replaceAll('-', ''))
  return code
}

t.test('somebody logs in with account and password and goes on where he wanted to', async t => {
  const client = new Client(service)
  const answer = await client.logIn(' 小李 ', PASSWORD, '/account/devices?a=1')
  t.equal(answer.status, 303)
  t.equal(locationOf(answer), '/account/devices?a=1')
  t.match(answer.headers.get('set-cookie'), /^suyuan=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
  t.match((await client.data('/account/me')).body, { party: grower, roles: ['packer'], ledger: service.ledger })
  t.match((await client.page('/account')).body, '李某')
})

t.test('nobody is led to another site', async t => {
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'account', '/a b']) {
    const answer = await new Client(service).logIn('小李', PASSWORD, next)
    t.equal(locationOf(answer), '/desk', next)
  }
})

t.test('a wrong password and an account that is not there are refused alike', async t => {
  const client = new Client(service)
  const [wrong, nobody] = [await client.logIn('小李', 'wrong password'), await client.logIn('nobody', 'wrong password')]
  for (const { status, body } of [wrong, nobody]) t.match({ status, body }, { status: 401, body: '账号或密码不正确' })
  t.equal(wrong.body.replace('小李', 'nobody'), nobody.body)
  t.equal(client.cookie, '')
})

t.test('who guesses is made to wait, also when he guesses right at last', async t => {
  await logIn(service, { party: grower, roles: ['packer'], login: 'guessed', password: PASSWORD })
  const client = new Client(service)
  const guesses = await Promise.all(Array.from({ length: 10 }, () => client.logIn('guessed', 'wrong password')))
  t.ok(guesses.every(({ status }) => status === 401))
  t.match(await client.logIn('Guessed', PASSWORD), { status: 429, body: '尝试次数过多' })
  t.equal((await new Client(service).logIn('小李', PASSWORD)).status, 303, 'others are not')
})

t.test('a stranger is asked to log in, and who lacks the role is told so', async t => {
  const stranger = new Client(service)
  const asked = await stranger.page('/account/people?x=1')
  t.equal(asked.status, 303)
  t.equal(locationOf(asked), `/account/login?next=${encodeURIComponent('/account/people?x=1')}`)
  t.match(await stranger.data('/account/people'), { status: 401, body: { code: 'NOT_AUTHENTICATED' } })
  const client = new Client(service, packer)
  t.match(await client.page('/account/people'), { status: 403, body: '无权进行此操作' })
  t.match(await client.data('/account/people'), { status: 403, body: { code: 'NOT_ALLOWED' } })
})

t.test('a session that is ended elsewhere is over at once', async t => {
  const [here, there] = [await entered(), await entered()]
  const { rows } = await service.pool.query<{ id: string }>(
    'select id from core_own.session where account = $1 and ended_at is null order by started_at desc limit 1',
    [packer.account]
  )
  const other = new Client(service, await logIn(service, { party: grower, roles: ['packer'] }))
  t.equal((await other.form('/account/sessions/end', { id: rows[0]!.id })).status, 404, 'not another’s')
  t.equal((await here.form('/account/sessions/end', { id: rows[0]!.id })).status, 303)
  t.equal((await there.data('/account/me')).status, 401)
  t.equal((await here.data('/account/me')).status, 200)
  await here.form('/account/logout', {})
  t.equal((await here.data('/account/me')).status, 401)
})

t.test('a session ends by itself: after hours without a word, and after days whatever happens', async t => {
  for (const column of ['seen_at', 'started_at']) {
    const client = await entered()
    t.equal((await client.data('/account/me')).status, 200)
    await service.pool.query(`update core_own.session set ${column} = now() - interval '8 days'`)
    t.equal((await client.data('/account/me')).status, 401, column)
    await service.pool.query(`update core_own.session set ${column} = now()`)
  }
})

t.test('each log-in has a token of its own, and the one before is worth nothing', async t => {
  const client = await entered()
  const before = client.cookie
  await client.logIn('小李', PASSWORD)
  t.not(client.cookie, before)
  t.equal((await new Client(service, { cookie: before }).data('/account/me')).status, 401)
})

t.test('what another site has a browser send is not taken', async t => {
  const client = await entered()
  const evil = { origin: 'https://evil.example' }
  const posts: Record<string, string>[] = [
    evil,
    { origin: 'null' },
    { origin: '' },
    { ...evil, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }
  ]
  for (const headers of posts) {
    const answer = await client.form('/account/sessions/end-others', {}, headers)
    t.match(answer, { status: 403, body: '请求来自其他网站' }, JSON.stringify(headers))
  }
  const harvest = (headers: Record<string, string>) =>
    service.post('/api/trace/harvests', {}, { cookie: client.cookie, ...headers })
  t.match(await harvest(evil), { status: 403, body: { code: 'CROSS_SITE' } })
  t.match(await harvest({}), { status: 403, body: { code: 'CROSS_SITE' } }, 'where nobody says from where it comes')
  t.match(await harvest({ origin: service.url }), { status: 400, body: { code: 'REQUEST_INVALID' } })
  const login = new URLSearchParams({ login: '小李', password: PASSWORD })
  const elsewhere = await fetch(`${service.url}/account/login`, { method: 'POST', body: login, headers: evil })
  t.equal(elsewhere.status, 403, 'nor is anybody logged in from there')
})

const harvest = (lot: string) => ({
  place: PLACES.garden.gln,
  plot: PLACES.plot.gln,
  gtin: PRODUCTS.leaf.gtin,
  lot,
  kilograms: 1,
  cultivar: '紫金蝉茶',
  season: 'spring',
  grade: '一芽二叶',
  households: 6
})

t.test('who is logged in writes for his party by the gateway’s key, and for nobody else', async t => {
  const { headers } = packer
  const answer = await service.post('/api/trace/harvests', harvest('BY-HAND'), headers)
  t.equal(answer.status, 201)
  t.match((await service.get(`/api/core/keys/${answer.body.key}`)).body, { party: grower, custody: 'gateway' })
  const regulator = await logIn(service, { party: 'RegulatorMSP', roles: ['regulator'] })
  t.match(
    await service.post('/api/core/statuses', {}, regulator.headers),
    { status: 403 },
    'the organisation’s own voice'
  )
  t.equal((await service.get('/api/trace/lots', regulator.headers)).status, 200)
  const both = { ...headers, authorization: 'Bearer nonsense' }
  t.equal((await service.post('/api/trace/harvests', harvest('X'), both)).status, 401, 'an API key goes before')
})

const member = { name: '王小茶', party: grower, roles: ['operator', 'packer'] }

async function codeFor(fields: Record<string, string | string[]> = member, by = admin): Promise<string> {
  const answer = await by.form('/account/people', fields)
  t.equal(answer.status, 200)
  t.equal(answer.headers.get('cache-control'), 'no-store')
  return codeIn(answer.body)
}

t.test('an administrator lets somebody in by a code, which is good once', async t => {
  const code = await codeFor()
  const newcomer = new Client(service)
  const step = await newcomer.form('/account/enrol', { code: ` ${code.toLowerCase().replaceAll('-', ' ')}` })
  t.match(step, { status: 200, body: /王小茶.*紫金云岫茶业.*基地操作员.*包装员/s })
  const enrol = (fields: object) =>
    newcomer.form('/account/enrol/password', { code, login: 'wang', password: PASSWORD, ...fields })
  t.match(await enrol({ password: 'short' }), { status: 422, body: /aria-invalid="true".*密码至少 10 个字符/s })
  t.match(await enrol({ login: 'a b' }), { status: 422, body: /value="a b".*账号名为/s })
  t.match(await enrol({ login: '小李' }), { status: 409, body: '已有人用' })
  const done = await enrol({})
  t.equal(done.status, 303)
  t.equal(locationOf(done), '/desk')
  t.match((await newcomer.data('/account/me')).body, { name: '王小茶', party: grower, roles: ['operator', 'packer'] })
  t.match(await enrol({ login: 'wang2' }), { status: 422, body: '已经用过' })
  t.equal((await new Client(service).logIn('wang', PASSWORD)).status, 303)
})

t.test('many who use one code at once are one', async t => {
  const code = await codeFor()
  const answers = await Promise.all(
    [1, 2, 3, 4].map(n =>
      new Client(service).form('/account/enrol/password', { code, login: `racer${n}`, password: PASSWORD })
    )
  )
  t.same(answers.map(({ status }) => status).sort(), [303, 422, 422, 422])
})

t.test('a code that has expired, or was withdrawn, lets nobody in', async t => {
  const [old, withdrawn] = [await codeFor(), await codeFor()]
  const { rows } = await service.pool.query<{ id: string }>(
    'select id from core_own.enrolment where used_at is null order by created_at'
  )
  await service.pool.query(`update core_own.enrolment set expires_at = now() where id = $1`, [rows[0]!.id])
  t.equal(
    (await retail.form('/account/people/withdraw', { id: rows[1]!.id })).status,
    404,
    'not by another’s administrator'
  )
  t.equal((await admin.form('/account/people/withdraw', { id: rows[1]!.id })).status, 303)
  for (const code of [old, withdrawn, 'AAAA-AAAA-AAAA', ''])
    t.match(await new Client(service).form('/account/enrol', { code }), {
      status: 422,
      body: '不正确、已经用过，或已过期'
    })
})

t.test('an administrator lets in only whom he may', async t => {
  const attempts: [Record<string, string | string[]>, RegExp][] = [
    [{ ...member, name: ' ' }, /field-name-error/],
    [{ ...member, party: PARTIES.supermarket.uscc }, /field-party-error/],
    [{ ...member, roles: [] }, /至少选一个岗位/],
    [{ ...member, roles: ['king'] }, /至少选一个岗位/],
    [{ ...member, roles: ['administrator'] }, /须属于机构本身/],
    [{ ...member, roles: ['regulator'] }, /只能由监管机构设定/]
  ]
  for (const [fields, why] of attempts) t.match(await admin.form('/account/people', fields), { status: 422, body: why })
  t.match(await retail.page(`/account/people/${packer.account}`), { status: 404 })
  t.notMatch((await retail.page('/account/people')).body, '李某')
})

t.test('roles, and whether somebody may come in at all, change at once', async t => {
  const { account, ...him } = await logIn(service, { party: grower, roles: ['packer'] })
  const client = new Client(service, him)
  const at = `/account/people/${account}`
  t.equal((await admin.form(`${at}/roles`, { roles: ['carrier'] })).status, 303)
  t.same((await client.data('/account/me')).body.roles, ['carrier'])
  t.equal((await retail.form(`${at}/disable`, {})).status, 404)
  t.equal((await admin.form(`${at}/disable`, {})).status, 303)
  t.equal((await client.data('/account/me')).status, 401)
  t.equal((await admin.form(`${at}/enable`, {})).status, 303)
  t.equal((await client.data('/account/me')).status, 401, 'he logs in anew')
  t.equal((await admin.form(`/account/people/${administrator.account}/disable`, {})).status, 403, 'nobody bars himself')
})

t.test('who lost every way to log in gets a new code, and is who he was', async t => {
  const code = codeIn((await admin.form(`/account/people/${packer.account}/code`, {})).body)
  const client = new Client(service)
  t.notMatch((await client.form('/account/enrol', { code })).body, 'name="login"')
  t.equal((await client.form('/account/enrol/password', { code, password: `${PASSWORD}!` })).status, 303)
  t.equal((await client.data('/account/me')).body.account, packer.account)
  t.equal((await new Client(service).logIn('小李', PASSWORD)).status, 401)
  await client.form('/account/password', { password: PASSWORD })
})

t.test('what matters wants a proof of ten minutes at most', async t => {
  const him = await logIn(service, { party: BASE, roles: ['administrator'], login: 'boss', password: PASSWORD })
  const client = new Client(service, him)
  await service.pool.query(`update core_own.session set proven_at = now() - interval '11 minutes' where account = $1`, [
    him.account
  ])
  const asked = await client.page('/account/people/new')
  t.equal(locationOf(asked), `/account/prove?next=${encodeURIComponent('/account/people/new')}`)
  t.match(await service.post('/account/people', {}, him.headers), { status: 403, body: { code: 'PROOF_OF_IDENTITY' } })
  t.match(await client.form('/account/prove', { password: 'wrong password' }), { status: 401, body: '密码不正确' })
  const before = client.cookie
  t.equal(
    locationOf(await client.form('/account/prove', { password: PASSWORD, next: '/account/people/new' })),
    '/account/people/new'
  )
  t.not(client.cookie, before)
  t.equal((await new Client(service, { cookie: before }).data('/account/me')).status, 401)
  t.equal((await client.page('/account/people/new')).status, 200)
})

t.test('a device asks, an administrator has its key on the ledger, and revokes it from an instant', async t => {
  const device = new Author(grower, BASE, service.ledger, signingKey())
  const { key, publicKey, possession } = device.registration
  const client = await entered()
  const ask = (body: object) => client.post('/account/devices', { publicKey, possession, label: '茶园手机', ...body })
  t.match(await ask({ possession: authors.cooperative.registration.possession }), { body: { field: 'possession' } })
  t.match(await ask({}), { status: 201, body: { key, state: 'asked' } })
  t.match(await ask({}), { status: 201, body: { state: 'asked' } }, 'asked again, it is the same')
  const said = () =>
    service.send(
      device.command('core', 'registerPlace', {
        gln: gln(700),
        name: { zh: '仓', en: 'S' },
        kind: 'warehouse',
        region: '440300'
      })
    )
  t.match(await said(), { status: 403, body: { code: 'KEY_UNKNOWN' } })
  t.equal((await client.form('/account/devices/approve', { key })).status, 403)
  t.equal((await retail.form('/account/devices/approve', { key })).status, 404)
  t.match((await admin.page('/account/people')).body, /等待批准的设备.*茶园手机/s)
  t.equal((await admin.form('/account/devices/approve', { key })).status, 303)
  t.match((await service.get(`/api/core/keys/${key}`)).body, { party: grower, custody: 'device', label: '茶园手机' })
  t.match((await client.data(`/account/devices/${key}`)).body, { state: 'approved' })
  t.equal((await said()).status, 201)
  t.match(await admin.form('/account/devices/revoke', { key, since: 'yesterday' }), { status: 400 })
  t.equal((await admin.form('/account/devices/revoke', { key, since: '2026-04-05T08:00' })).status, 303)
  t.match((await service.get(`/api/core/keys/${key}`)).body.revoked, { compromisedSince: '2026-04-05T08:00:00+08:00' })
  t.match((await client.data(`/account/devices/${key}`)).body, { state: 'revoked' })
  t.match(await said(), { status: 403, body: { code: 'KEY_REVOKED' } })
})

t.test('an administrator gives API keys and takes them back', async t => {
  const make = (party: string) => admin.form('/account/keys', { party, label: '仓库系统' })
  t.match(await make(uscc(99)), { status: 422, body: 'field-party-error' })
  const apiKey = /sk_[\w-]{43}/.exec((await make(grower)).body)![0]
  secrets.push(apiKey)
  t.equal((await service.as(apiKey, '/api/trace/harvests', harvest('BY-KEY'))).status, 201)
  const hash = /name="hash" value="(\w+)"/.exec((await admin.page('/account/keys')).body)![1]!
  t.equal((await retail.form('/account/keys/revoke', { hash })).status, 404)
  t.equal((await admin.form('/account/keys/revoke', { hash })).status, 303)
  const { rows } = await service.pool.query(
    `select from core_own.api_key where label = '仓库系统' and revoked_at is null`
  )
  t.equal(rows.length, 0)
})

t.test('no password, code, token or key is in any log', async t => {
  t.ok(secrets.length > 10)
  const log = readFileSync(join(service.network.topology.paths.logs, 'gateway.log'), 'utf8')
  t.ok(log.length > 1000)
  t.same(
    secrets.filter(secret => log.includes(secret)),
    []
  )
})

t.test('an administrator reads what was done, by whom', async t => {
  const { body } = await admin.page('/account/log')
  for (const act of [
    'login',
    'code.make',
    'account.enrol',
    'roles.set',
    'account.disable',
    'device.approve',
    'device.revoke',
    'key.open',
    'key.revoke'
  ])
    t.match(body, act)
  t.match(body, '完整无改动')
})
