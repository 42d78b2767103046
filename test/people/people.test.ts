/** Who logs in and stays so, whom an administrator lets in, and what comes of devices and keys: over HTTP, on the real network. */
import t from 'tap'
import { Client, locationOf, PASSWORD, Visitors } from '../support/client.js'
import { logIn } from '../support/people.js'
import { Service } from '../support/service.js'
import { BASE, PARTIES, PLACES, PRODUCTS } from '../support/world.js'

const service = await Service.start({ LOG_LEVEL: 'trace' })
t.teardown(() => service.stop())
t.setTimeout(300_000)
await service.populate()
const { uscc: grower } = PARTIES.grower

const visitors = new Visitors(service)
const packer = await logIn(service, {
  party: grower,
  roles: ['packer'],
  login: '小李',
  name: '李某',
  password: PASSWORD
})

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
  const [here, there] = [await visitors.entered('小李'), await visitors.entered('小李')]
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
    const client = await visitors.entered('小李')
    t.equal((await client.data('/account/me')).status, 200)
    await service.pool.query(`update core_own.session set ${column} = now() - interval '8 days'`)
    t.equal((await client.data('/account/me')).status, 401, column)
    await service.pool.query(`update core_own.session set ${column} = now()`)
  }
})

t.test('each log-in has a token of its own, and the one before is worth nothing', async t => {
  const client = await visitors.entered('小李')
  const before = client.cookie
  await client.logIn('小李', PASSWORD)
  t.not(client.cookie, before)
  t.equal((await new Client(service, { cookie: before }).data('/account/me')).status, 401)
})

t.test('what another site has a browser send is not taken', async t => {
  const client = await visitors.entered('小李')
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
    await service.post('/api/core/parties', {}, regulator.headers),
    { status: 403 },
    'the organisation’s own voice'
  )
  t.equal((await service.get('/api/trace/lots', regulator.headers)).status, 200)
  const both = { ...headers, authorization: 'Bearer nonsense' }
  t.equal((await service.post('/api/trace/harvests', harvest('X'), both)).status, 401, 'an API key goes before')
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

t.test('no password, code, token or key is in any log', async t => {
  const { secrets, letters, logged } = visitors.told()
  t.ok(secrets > 5)
  t.ok(letters > 1000)
  t.equal(logged, 0)
})
