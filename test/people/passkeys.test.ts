/** Passkeys, in a real browser with a virtual authenticator, against the real network. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import t from 'tap'
import { routesOf } from '../safety/routes.js'
import { graveFindings, overflowOf, smallTargets } from '../support/accessibility.js'
import { withAuthenticator } from '../support/authenticator.js'
import { openBrowser } from '../support/chromium.js'
import { Client } from '../support/client.js'
import { logIn } from '../support/people.js'
import { Service } from '../support/service.js'
import { Author, signingKey } from '../support/signing.js'
import { BASE, PARTIES } from '../support/world.js'

const PASSWORD = 'a long password'
const service = await Service.start({ HOST: 'localhost' })
t.teardown(() => service.stop())
t.setTimeout(400_000)
await service.populate()
const { url } = service
const browser = await openBrowser()
t.teardown(() => browser.close())
const admin = new Client(service, await logIn(service, { party: BASE, roles: ['administrator'] }))

interface Phone {
  context: BrowserContext
  page: Page
  cdp: CDPSession
  authenticator: string
  errors: string[]
}

/** A phone whose owner is there, and whom it knows. */
async function phone(): Promise<Phone> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
  page.on('pageerror', error => void errors.push(error.message))
  const { cdp, id } = await withAuthenticator(page)
  return { context, page, cdp, authenticator: id, errors }
}

async function codeFor(name: string): Promise<string> {
  const { body } = await admin.form('/account/people', { name, party: PARTIES.grower.uscc, roles: ['packer'] })
  return /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)![0]
}

/** Comes in by a code, with a passkey. */
async function enrolled(name: string, login: string): Promise<Phone> {
  const his = await phone()
  const { page } = his
  await page.goto(`${url}/account/enrol#${await codeFor(name)}`)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('账号名').fill(login)
  await page.getByRole('button', { name: '创建通行密钥' }).click()
  await page.waitForURL(`${url}/desk`)
  return his
}

const me = async ({ page }: Phone) => (await page.request.get(`${url}/account/me`)).json()
const logOut = ({ context }: Phone) => context.clearCookies()
const tryPasskey = async ({ page }: Phone, path = '/account/login') => {
  await page.goto(url + path)
  await page.getByRole('button', { name: /通行密钥/ }).click()
}

t.test('somebody comes in by a code with a passkey, and logs in by it without a name', async t => {
  const his = await enrolled('张采', 'zhang')
  t.match(await me(his), { name: '张采', party: PARTIES.grower.uscc })
  await logOut(his)
  await tryPasskey(his, '/account/login?next=/account')
  await his.page.waitForURL(`${url}/account`)
  t.match(await me(his), { name: '张采' })
  t.match(await his.page.locator('main').innerText(), '通行密钥')
  t.same(
    his.errors.filter(text => !text.includes('404')),
    [],
    'nothing against the policy'
  )
})

t.test('a passkey whose owner is not verified is refused', async t => {
  const his = await enrolled('李采', 'li')
  await logOut(his)
  await his.cdp.send('WebAuthn.setUserVerified', { authenticatorId: his.authenticator, isUserVerified: false })
  await tryPasskey(his)
  await his.page.getByText('没有完成').waitFor()
  t.match(await me(his), { code: 'NOT_AUTHENTICATED' })
})

t.test('a browser that says that it need not verify him is not believed', async t => {
  const his = await enrolled('赵采', 'zhao')
  await logOut(his)
  await his.cdp.send('WebAuthn.setUserVerified', { authenticatorId: his.authenticator, isUserVerified: false })
  await his.page.route('**/account/login/options', async route => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), userVerification: 'discouraged' } })
  })
  await tryPasskey(his)
  await his.page.getByText('通行密钥未通过验证').waitFor()
  t.match(await me(his), { code: 'NOT_AUTHENTICATED' })
})

t.test('a revoked passkey is refused, and an answer is good once', async t => {
  const his = await enrolled('钱采', 'qian')
  await logOut(his)
  let sent = ''
  await his.page.route('**/account/login/passkey', async route => {
    sent = route.request().postData()!
    await route.continue()
  })
  await tryPasskey(his)
  await his.page.waitForURL(`${url}/desk`)
  const headers = { origin: url, 'content-type': 'application/json' }
  const again = await his.page.request.post(`${url}/account/login/passkey`, { data: sent, headers })
  t.match(await again.json(), { status: 401, code: 'PASSKEY_REFUSED' })
  await his.page.goto(`${url}/account`)
  await his.page.locator('form[action="/account/passkeys/revoke"] button').click()
  await his.page.getByText('还没有通行密钥').waitFor()
  await logOut(his)
  await tryPasskey(his)
  await his.page.getByText('通行密钥未通过验证').waitFor()
  t.match(await me(his), { code: 'NOT_AUTHENTICATED' })
})

t.test('who proved who he is long ago does it once more, by his own passkey', async t => {
  const [his, others] = [await enrolled('孙采', 'sun'), await enrolled('周采', 'zhou')]
  const { account } = await me(his)
  await service.pool.query(`update core_own.session set proven_at = now() - interval '1 hour' where account = $1`, [
    account
  ])
  await his.page.goto(`${url}/account`)
  await his.page.getByRole('button', { name: '添加通行密钥' }).click()
  await his.page.waitForURL(/\/account\/prove\?next=/)
  const { credentials } = await others.cdp.send('WebAuthn.getCredentials', { authenticatorId: others.authenticator })
  t.equal(credentials.length, 1)
  await his.page.getByRole('button', { name: '用通行密钥验证' }).click()
  await his.page.waitForURL(`${url}/account`)
  const { rows } = await service.pool.query<{ recent: boolean }>(
    `select max(proven_at) > now() - interval '1 minute' as recent from core_own.session where account = $1`,
    [account]
  )
  t.same(rows, [{ recent: true }])
})

t.test('without passkeys, or without a script, a password does it', async t => {
  await logIn(service, { party: PARTIES.grower.uscc, roles: ['packer'], login: 'wu', password: PASSWORD })
  const withPassword = async (page: Page) => {
    await page.getByLabel('账号名').fill('wu')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: false }).last().click()
    await page.waitForURL(/\/desk$/)
  }
  const webview = await phone()
  await webview.page.addInitScript(() => {
    Reflect.deleteProperty(window, 'PublicKeyCredential')
  })
  await webview.page.goto(`${url}/account/login`)
  t.ok(await webview.page.getByText('不支持通行密钥').isVisible())
  t.notOk(await webview.page.getByRole('button', { name: '用通行密钥登录' }).isVisible())
  await withPassword(webview.page)
  const scriptless = await browser.newContext({ javaScriptEnabled: false })
  t.teardown(() => scriptless.close())
  const page = await scriptless.newPage()
  await page.goto(`${url}/account/enrol`)
  await page.getByLabel('开户码').fill(await codeFor('郑采'))
  await page.getByRole('button', { name: '下一步' }).click()
  t.notOk(await page.getByRole('button', { name: '创建通行密钥' }).isVisible())
  await page.getByLabel('账号名').fill('zheng')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '用密码开户' }).click()
  await page.waitForURL(/\/desk$/)
})

/** Every address of /account that a browser shows, and by whom it is looked at. */
const PAGES = {
  '/account/login': 'nobody',
  '/account/enrol': 'nobody',
  '/account': 'packer',
  '/account/data': 'packer',
  '/account/prove': 'packer',
  '/account/devices': 'administrator',
  '/account/people': 'administrator',
  '/account/people/new': 'administrator',
  '/account/people/:account': 'administrator',
  '/account/keys': 'administrator',
  '/account/log': 'administrator'
} as const
/** Those that answer with data, or lead elsewhere. */
const OTHERS = [
  '/account/me',
  '/account/data/export',
  '/account/devices/:key',
  '/account/oidc/:organisation',
  '/account/oidc/callback'
]

/** Somebody with something of everything: a device that waits, one that speaks, a wish to be erased. */
async function somebody() {
  const { uscc } = PARTIES.grower
  const packer = await logIn(service, { party: uscc, roles: ['packer'], name: '吴采', login: 'wucai' })
  const client = new Client(service, packer)
  for (const label of ['一号手机', '二号手机']) {
    const { key, publicKey, possession } = new Author(uscc, BASE, service.ledger, signingKey()).registration
    t.equal((await client.post('/account/devices', { publicKey, possession, label })).status, 201)
    if (label === '一号手机') await admin.form('/account/devices/approve', { key })
  }
  await client.form('/account/data/erasure', {})
  await admin.form('/account/keys', { party: uscc, label: '仓库系统' })
  await codeFor('冯采')
  return packer
}

t.test('every page of /account is for everybody who reads and touches it', async t => {
  const gets = (await routesOf(service)).filter(({ method, url }) => method === 'GET' && url.startsWith('/account'))
  t.same(gets.map(each => each.url).sort(), [...Object.keys(PAGES), ...OTHERS].sort(), 'none is left out here')
  const packer = await somebody()
  const cookies = { nobody: '', packer: packer.cookie, administrator: admin.cookie }
  for (const [path, who] of Object.entries(PAGES)) {
    const context = await browser.newContext()
    const [name = '', value = ''] = cookies[who].split('=')
    if (name) await context.addCookies([{ name, value, url }])
    const page = await context.newPage()
    const errors: string[] = []
    page.on('console', message => void (message.type() === 'error' && errors.push(message.text())))
    page.on('pageerror', error => void errors.push(error.message))
    const answer = await page.goto(url + path.replace(':account', packer.account))
    t.equal(answer!.status(), 200, path)
    for (const width of [360, 1280])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        const at = `${path} at ${width}, ${colorScheme}`
        t.same(await graveFindings(page), [], at)
        t.same(await smallTargets(page), [], at)
        t.equal(await overflowOf(page), 0, at)
      }
    t.same(errors, [], path)
    await context.close()
  }
})
