/** An organisation's own log-in, by a real provider of OpenID Connect, in a real browser. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import type { Page } from 'playwright-core'
import t from 'tap'
import { freePort } from '../../network/ports.js'
import { openBrowser } from '../support/chromium.js'
import { Client } from '../support/client.js'
import { logIn } from '../support/people.js'
import { Service } from '../support/service.js'
import { BASE, PARTIES, RETAIL } from '../support/world.js'

const folder = mkdtempSync(join(tmpdir(), 'suyuan-oidc-'))
const port = await freePort()
const issuer = `http://localhost:${port}`
const file = join(folder, 'oidc.json')
const secret = 'a secret between the two of them'
writeFileSync(
  file,
  JSON.stringify([
    {
      organisation: BASE,
      name: { zh: '基地账号', en: 'base account' },
      issuer,
      clientId: 'suyuan',
      clientSecret: secret
    }
  ])
)
const service = await Service.start({ SUYUAN_OIDC: file })
t.teardown(() => service.stop())
t.setTimeout(300_000)
await service.populate()

const provider = new Provider(issuer, {
  clients: [{ client_id: 'suyuan', client_secret: secret, redirect_uris: [`${service.url}/account/oidc/callback`] }],
  cookies: { keys: ['a key of the provider'] },
  findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) })
})
const server = provider.listen(port)
await once(server, 'listening')
const browser = await openBrowser()
t.teardown(async () => {
  await browser.close()
  server.close()
  rmSync(folder, { recursive: true })
})

async function opened(path: string): Promise<Page> {
  const context = await browser.newContext()
  t.teardown(() => context.close())
  const page = await context.newPage()
  await page.goto(service.url + path)
  return page
}

/** Says to the provider who he is. */
async function identifyAs(page: Page, subject: string): Promise<void> {
  await page.locator('input[name=login]').fill(subject)
  await page.locator('input[name=password]').fill('whatever')
  await page.locator('button[type=submit]').click()
}

const consent = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()
const me = async (page: Page) => (await page.request.get(`${service.url}/account/me`)).json()

async function codeFrom(organisation: string, party: string): Promise<string> {
  const admin = new Client(service, await logIn(service, { party: organisation, roles: ['administrator'] }))
  const { body } = await admin.form('/account/people', { name: '吴采', party, roles: ['packer'] })
  return /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)![0]
}

t.test('somebody comes in by a code and his organisation’s log-in, logs in by it, and proves by it', async t => {
  const page = await opened('/account/enrol')
  await page.getByLabel('开户码').fill(await codeFrom(BASE, PARTIES.grower.uscc))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('账号名').fill('wu')
  await page.getByRole('button', { name: '基地账号' }).click()
  await page.getByRole('link', { name: '前往基地账号' }).click()
  await identifyAs(page, 'employee-7')
  await consent(page)
  await page.waitForURL(`${service.url}/desk`)
  const { account } = await me(page)
  t.match(await me(page), { name: '吴采', party: PARTIES.grower.uscc })

  await page.context().clearCookies({ name: 'suyuan' })
  await page.goto(`${service.url}/account/login?next=/account`)
  await page.getByRole('link', { name: '用基地账号登录' }).click()
  await page.waitForURL(`${service.url}/account`)
  t.equal((await me(page)).account, account)

  await service.pool.query(`update core_own.session set proven_at = now() - interval '1 hour'`)
  await page.goto(`${service.url}/account/prove?next=/account`)
  await page.getByRole('link', { name: '用基地账号验证' }).click()
  await identifyAs(page, 'employee-7')
  await page.waitForURL(`${service.url}/account`)
  t.ok(Date.now() - Date.parse((await me(page)).provenAt) < 60_000)
})

t.test('who has no account here is told to enrol, and is not logged in', async t => {
  const page = await opened('/account/login')
  await page.getByRole('link', { name: '用基地账号登录' }).click()
  await identifyAs(page, 'employee-8')
  await consent(page)
  await page.getByText('还没有与这里的账号关联').waitFor()
  t.match(await me(page), { code: 'NOT_AUTHENTICATED' })
})

t.test('an answer that another browser asked for, or a second time, is not taken', async t => {
  const page = await opened('/account/login')
  const context = page.context()
  await page.getByRole('link', { name: '用基地账号登录' }).click()
  await identifyAs(page, 'employee-7')
  const kept = (await context.cookies()).filter(({ name }) => name === 'suyuan-oidc')
  t.equal(kept.length, 1)
  await context.clearCookies({ name: 'suyuan-oidc' })
  await consent(page)
  await page.getByText('单位登录没有完成').waitFor()
  t.match(await me(page), { code: 'NOT_AUTHENTICATED' })
  const answer = page.url()
  t.match(answer, '/account/oidc/callback?')

  await context.addCookies(kept)
  await page.goto(answer)
  await page.waitForURL(`${service.url}/desk`)
  await context.addCookies(kept)
  const again = await page.request.get(answer, { maxRedirects: 0, headers: { accept: 'application/json' } })
  t.match(await again.json(), { code: 'OIDC_REFUSED' })
})

t.test('an organisation without one is not offered another’s', async t => {
  const page = await opened('/account/enrol')
  await page.getByLabel('开户码').fill(await codeFrom(RETAIL, PARTIES.supermarket.uscc))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('账号名').waitFor()
  t.equal(await page.getByRole('button', { name: '基地账号' }).count(), 0)
})
