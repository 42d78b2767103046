/** An operator at a phone: what he taps, and what he is told. */
import type { Page } from 'playwright-core'
import { until } from '../../network/wait.js'
import { iconOf } from '../../src/faces/desk/app/icon.js'
import { logIn } from '../support/people.js'
import { Phone } from '../support/phone.js'
import type { Service } from '../support/service.js'
import { PARTIES, type PartyName } from '../support/world.js'

const ROLES = { grower: ['operator', 'packer'], supermarket: ['outlet'] } as const
type Operator = keyof typeof ROLES

const SECONDS = 1000
/** What the usual case of a form may cost, from the first screen to 保存. */
export const MOST_TAPS = 6

/** A phone of a party whose key the ledger has, its owner logged in. */
export async function enrolledPhone(service: Service, party: Operator, ...flags: string[]): Promise<Phone> {
  const phone = await Phone.open(service.url, ...flags)
  await phone.logIn((await logIn(service, { party: PARTIES[party].uscc, roles: ROLES[party] })).cookie)
  const page = await phone.tab('/desk')
  await enrol(page)
  await approve(service, party, await keyOn(page))
  await page.goto(`${service.url}/desk#/`)
  await page.locator('nav.tiles a').first().waitFor()
  await page.close()
  return phone
}

/** Asks for the phone's enrolment; it may log from then on. */
export async function enrol(page: Page): Promise<void> {
  await page.getByLabel('给手机起个名字').fill('一号手机')
  await page.getByRole('button', { name: '登记' }).click()
  await page.getByText('等待管理员批准').waitFor()
}

/** The phone's key, as its own page shows it. */
export async function keyOn(page: Page): Promise<string> {
  await page.evaluate(() => (location.hash = '#/device'))
  return (await page.locator('dd.mono').first().innerText()).replaceAll(' ', '')
}

export async function keyOf(phone: Phone): Promise<string> {
  const page = await phone.tab('/desk')
  const key = await keyOn(page)
  await page.close()
  return key
}

/** The organisation's administrator lets the phone speak for the party. */
export async function approve(service: Service, party: PartyName, key: string): Promise<void> {
  const { headers } = await logIn(service, { party: PARTIES[party].organisation, roles: ['administrator'] })
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
  const { status, body } = await service.post('/account/devices/approve', `key=${key}`, form)
  if (status >= 400) throw new Error(`${status} ${body}`)
  await until('the key is on the ledger', 30 * SECONDS, async () => {
    const { status } = await service.get(`/api/core/keys/${key}`)
    return status === 200 || undefined
  })
}

/** What is typed and tapped of a form, by the field's name; `true` ticks it. */
export type Typed = Record<string, string | readonly string[]>

/** Opens a form from the first screen, fills it in and saves it. @returns how many taps that took */
export async function log(page: Page, form: string, typed: Typed, photos = 0): Promise<number> {
  await page.goto(`${new URL(page.url()).origin}/desk#/`)
  await page.locator(`nav.tiles a[href="#/log/${form}"]`).click()
  let taps = 1
  for (const [name, value] of Object.entries(typed)) taps += await enter(page, name, value)
  for (let i = 0; i < photos; i++) {
    await page.locator('#field-photo').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: iconOf(48 + i) })
    await page.getByText(`${i + 1} 张照片`).waitFor()
  }
  await page.getByRole('button', { name: '保存' }).click()
  await page.waitForURL(/#\/entry\//)
  return taps + 1
}

async function enter(page: Page, name: string, value: Typed[string]): Promise<number> {
  const field = page.locator(`form [name="${name}"]`).first()
  await field.waitFor({ state: 'attached' })
  const folded = page.locator('details:not([open])').filter({ has: page.locator(`[name="${name}"]`) })
  if ((await folded.count()) > 0) await folded.locator('summary').click()
  const kind = await field.evaluate(element => `${element.tagName} ${(element as HTMLInputElement).type}`)
  if (/radio|checkbox/.test(kind)) {
    const values = [value].flat()
    for (const one of values) await page.locator(`form [name="${name}"][value="${one}"]`).check()
    return values.length
  }
  if (kind.startsWith('SELECT')) await field.selectOption(String(value))
  else await field.fill(String(value))
  return 1
}

/** Values that a form offers for a field. */
export async function choices(page: Page, form: string, field: string): Promise<string[]> {
  const { origin } = new URL(page.url())
  await page.goto(`${origin}/desk#/`)
  await page.goto(`${origin}/desk#/log/${form}`)
  await page.locator('form.card').waitFor()
  return page
    .locator(`form input[name="${field}"], form [name="${field}"] option`)
    .evaluateAll(all => all.map(one => (one as HTMLInputElement).value).filter(Boolean))
}

/** Waits until a form offers a value for a field. */
export const offered = (page: Page, form: string, field: string, value: string) =>
  until(
    `${form} offers ${value}`,
    90 * SECONDS,
    async () => (await choices(page, form, field)).includes(value) || undefined
  )

/** Waits until the entry on the screen is where it is said to be. */
export const stateOf = (page: Page, state: string, seconds = 60) =>
  page
    .locator(`[data-state=${state}]`)
    .first()
    .waitFor({ timeout: seconds * SECONDS })

/** How many entries of the list are in which state. */
export async function statesOf(page: Page): Promise<Record<string, number>> {
  await page.goto(`${new URL(page.url()).origin}/desk#/entries`)
  await page.getByRole('heading', { name: '我的记录' }).waitFor()
  const states = await page
    .locator('[data-state]')
    .evaluateAll(marks => marks.map(mark => (mark as HTMLElement).dataset.state!))
  const counts: Record<string, number> = {}
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

/** Waits until as many entries are in that state, and says how it stands with all. */
export const settled = (page: Page, state: string, count: number) =>
  until(`${count} entries are ${state}`, 90 * SECONDS, async () => {
    const states = await statesOf(page)
    return states[state] === count ? states : undefined
  })

/** Harvests on the ledger by a key: accepted ones, each once. */
export async function harvestsBy({ pool }: Service, key: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from trace.event where key = $1 and kind = 'harvest'`,
    [key]
  )
  return rows[0]!.count
}

/** How many photos of entries the service has. */
export const photosOn = async ({ pool }: Service): Promise<number> =>
  (await pool.query('select count(*)::int as count from core_own.desk_photo')).rows[0].count

/** Clerks whom entries name, in the order of what they logged. */
export const loggedBy = async ({ pool }: Service): Promise<string[]> => {
  const { rows } = await pool.query('select clerk from core_own.desk_note where clerk is not null order by logged_at')
  return rows.map(({ clerk }) => clerk)
}
