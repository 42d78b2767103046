/** Whom an administrator lets in and bars, and what comes of devices and keys: over HTTP, on the real network. */
import t from 'tap'
import { Client, locationOf, PASSWORD, Visitors } from '../support/client.js'
import { gln, uscc } from '../support/codes.js'
import { logIn } from '../support/people.js'
import { Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS, REGULATOR, RETAIL } from '../support/world.js'

const service = await Service.start({ LOG_LEVEL: 'trace' })
t.teardown(() => service.stop())
t.setTimeout(300_000)
const authors = await service.populate()
const { uscc: grower } = PARTIES.grower

const visitors = new Visitors(service)
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

const member = { name: '王小茶', party: grower, roles: ['operator', 'packer'] }

async function codeFor(fields: Record<string, string | string[]> = member, by = admin): Promise<string> {
  const answer = await by.form('/account/people', fields)
  t.equal(answer.status, 200)
  t.equal(answer.headers.get('cache-control'), 'no-store')
  return visitors.codeIn(answer.body)
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
  const code = visitors.codeIn((await admin.form(`/account/people/${packer.account}/code`, {})).body)
  const client = new Client(service)
  t.notMatch((await client.form('/account/enrol', { code })).body, 'name="login"')
  t.equal((await client.form('/account/enrol/password', { code, password: `${PASSWORD}!` })).status, 303)
  t.equal((await client.data('/account/me')).body.account, packer.account)
  t.equal((await new Client(service).logIn('小李', PASSWORD)).status, 401)
  await client.form('/account/password', { password: PASSWORD })
})

t.test('a device asks, an administrator has its key on the ledger, and revokes it from an instant', async t => {
  const device = new Author(grower, BASE, service.ledger, signingKey())
  const { key, publicKey, possession } = device.registration
  const client = await visitors.entered('小李')
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
  t.match((await service.get(`/api/core/keys/${key}`)).body, { party: grower, custody: 'device', label: undefined })
  t.match((await client.data(`/account/devices/${key}`)).body, { state: 'approved' })
  t.equal((await said()).status, 201)
  t.match(await admin.form('/account/devices/revoke', { key, since: 'yesterday' }), { status: 400 })
  t.equal((await admin.form('/account/devices/revoke', { key, since: '2026-04-05T08:00' })).status, 303)
  t.match((await service.get(`/api/core/keys/${key}`)).body.revoked, { compromisedSince: '2026-04-05T08:00:00+08:00' })
  t.match((await client.data(`/account/devices/${key}`)).body, { state: 'revoked' })
  t.match(await said(), { status: 403, body: { code: 'KEY_REVOKED' } })
})

t.test('somebody reads what is kept about him, and takes it away', async t => {
  const client = await visitors.entered('小李')
  t.match((await client.page('/account')).body, 'href="/account/data"')
  t.match(await client.page('/account/data'), { status: 200, body: /李某.*小李.*密码（只存校验值）.*设备 1 台/s })
  const { status, body, headers } = await client.data('/account/data/export')
  t.equal(status, 200)
  t.match(headers.get('content-disposition'), /^attachment/)
  t.match(body, {
    account: { name: '李某', login: '小李', hasPassword: true },
    devices: [{ label: '茶园手机', state: 'revoked' }],
    entries: [{ entries: Number }],
    codes: [{ name: '李某' }]
  })
  t.ok(body.sessions.length > 0)
  const acts = body.acts as { account: string; subject: string; act: string }[]
  t.ok(acts.some(({ act }) => act === 'account.enrol') && acts.some(({ act }) => act === 'data.export'))
  t.ok(acts.every(({ account, subject }) => [account, subject].includes(packer.account)))
  t.notMatch(JSON.stringify(body), /王小茶|scrypt/)
})

/** Where in Postgres, the mirror included, a text stands. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await service.pool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`
  )
  const found = rows.map(async ({ name }) => {
    const query = `select from ${name} t where strpos(to_jsonb(t)::text, $1) > 0`
    return (await service.pool.query(query, [text])).rowCount! > 0 ? [name] : []
  })
  return (await Promise.all(found)).flat()
}

t.test('who is erased is a number from then on; what others rely on stays, and can be checked', async t => {
  const { account } = await logIn(service, {
    party: grower,
    roles: ['packer'],
    login: 'zhao',
    name: '赵某某',
    password: PASSWORD
  })
  const client = await visitors.entered('zhao')
  const device = new Author(grower, BASE, service.ledger, signingKey())
  const { key, publicKey, possession } = device.registration
  await client.post('/account/devices', { publicKey, possession, label: '赵某某的手机' })
  await admin.form('/account/devices/approve', { key })
  const place = { gln: gln(701), name: { zh: '仓', en: 'S' }, kind: 'warehouse', region: '440300' }
  t.equal((await service.send(device.command('core', 'registerPlace', place))).status, 201)
  await admin.form(`/account/people/${account}/code`, {})
  const regulator = new Client(
    service,
    await logIn(service, { party: REGULATOR, roles: ['regulator', 'administrator'], name: '监管员' })
  )
  t.equal((await regulator.page(`/audit?q=${encodeURIComponent('赵某某')}`)).status, 200)
  t.same(
    (await tablesWith('赵某某')).sort(),
    ['core_own.account', 'core_own.audit_entry', 'core_own.device', 'core_own.enrolment'],
    'none of it on the ledger'
  )
  t.equal((await client.form('/account/data/erasure', {})).status, 303)
  t.match((await client.page('/account/data')).body, '您已于')
  t.equal((await client.form('/account/data/erasure/withdraw', {})).status, 303)
  t.notMatch((await client.page('/account/data')).body, '您已于')
  await client.form('/account/data/erasure', {})
  t.match((await admin.page('/account/people')).body, /赵某某.*申请删除个人信息/s)

  const erase = (by: Client, confirm: string, whom = account) => by.form(`/account/people/${whom}/erase`, { confirm })
  t.equal((await erase(client, 'zhao')).status, 403)
  t.equal((await erase(retail, 'zhao')).status, 404)
  t.match(await erase(admin, 'other'), { status: 422, body: /value="other".*与账号名不符/s })
  t.match(await erase(admin, administrator.login, administrator.account), { status: 422, body: '请另一位管理员办理' })
  t.equal((await client.data('/account/me')).status, 200, 'nothing was erased yet')
  t.equal((await erase(admin, 'Zhao ')).status, 303)

  t.same(await tablesWith('赵某某'), [])
  t.same(await tablesWith('zhao'), [])
  t.equal((await client.data('/account/me')).status, 401)
  t.equal((await new Client(service).logIn('zhao', PASSWORD)).status, 401)
  t.match((await service.get(`/api/core/keys/${key}`)).body, { party: grower, revoked: { at: String } })
  t.match((await service.get(`/api/core/places/${place.gln}`)).status, 200)
  t.equal((await admin.page(`/account/people/${account}`)).status, 404)
  t.match((await admin.page('/account/log')).body, new RegExp(`完整无改动.*account.erase.*${account}`, 's'))
  t.match((await regulator.page('/account/log')).body, /完整无改动.*log.redact.*应本人要求已删除/s)
  t.notMatch(visitors.log(), '赵某某')
})

t.test('an administrator gives API keys and takes them back', async t => {
  const make = (party: string) => admin.form('/account/keys', { party, label: '仓库系统' })
  t.match(await make(uscc(99)), { status: 422, body: 'field-party-error' })
  const apiKey = /sk_[\w-]{43}/.exec((await make(grower)).body)![0]
  visitors.secret(apiKey)
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
  const { secrets, letters, logged } = visitors.told()
  t.ok(secrets > 5)
  t.ok(letters > 1000)
  t.equal(logged, 0)
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
