/** Those who supervise, at their desks and on site: what the tests of /audit share on one network. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import t from 'tap'
import type { Season } from '../http/season.js'
import { uscc } from '../support/codes.js'
import { type LoggedIn, logIn } from '../support/people.js'
import { type Answer, all } from '../support/service.js'
import { PARTIES, REGULATOR } from '../support/world.js'

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 900 }

const bureau = (n: number, region: string, zh: string, en: string) => ({
  uscc: uscc(n, region),
  name: { zh: `演示·${zh}`, en: `Demo ${en}` },
  roles: ['inspector']
})
/** Authorities of further regions; the one of the programme is Shenzhen's (4403). */
const HEYUAN = bureau(21, '11441600', '河源市监局', 'Heyuan Bureau')
const GUANGZHOU = bureau(22, '11440100', '广州市监局', 'Guangzhou Bureau')
export const BUREAUS = { heyuan: HEYUAN.uscc, guangzhou: GUANGZHOU.uscc } as const

export interface Opened {
  page: Page
  context: BrowserContext
  /** What the page's policy forbade, what its scripts threw, and what it asked of others. */
  breaches: string[]
}

export class Inspectorate {
  private constructor(
    readonly season: Season,
    readonly browser: Browser,
    /** Of the party `inspector`, in Shenzhen. */
    readonly regulator: LoggedIn,
    readonly heyuan: LoggedIn,
    readonly guangzhou: LoggedIn
  ) {}

  static async of(season: Season, browser: Browser): Promise<Inspectorate> {
    const { service } = season
    await all([HEYUAN, GUANGZHOU].map(party => service.administer(REGULATOR, 'parties', party)))
    const officer = (party: string, name: string) => logIn(service, { party, roles: ['regulator'], name })
    return new Inspectorate(
      season,
      browser,
      await officer(PARTIES.inspector.uscc, '甲'),
      await officer(HEYUAN.uscc, '河'),
      await officer(GUANGZHOU.uscc, '广')
    )
  }

  get service() {
    return this.season.service
  }

  get(path: string, who = this.regulator): Promise<Answer> {
    return this.service.get(path, { ...who.headers, accept: 'text/html' })
  }

  /** A form as a browser sends it; where it leads is looked at, not followed. */
  async send(path: string, fields: Record<string, string | Blob>, who = this.regulator) {
    const parts = Object.entries(fields)
    const isLong = parts.some(([, value]) => typeof value !== 'string') || path === '/audit/inspections'
    const body = isLong ? new FormData() : new URLSearchParams()
    for (const [name, value] of parts) body.append(name, value as string)
    const headers = { ...who.headers, accept: 'text/html' }
    const response = await fetch(this.service.url + path, { method: 'POST', headers, body, redirect: 'manual' })
    return { status: response.status, body: await response.text(), location: response.headers.get('location') ?? '' }
  }

  /** A page as somebody's browser shows it. */
  async opened(path: string, viewport = DESK, who = this.regulator): Promise<Opened> {
    const { url } = this.service
    const context = await this.browser.newContext({ viewport })
    t.teardown(() => context.close())
    const [name, value] = who.cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url }])
    const page = await context.newPage()
    const breaches: string[] = []
    page.on('console', message => void (message.type() === 'error' && breaches.push(message.text())))
    page.on('pageerror', error => void breaches.push(error.message))
    page.on('request', request => void (isFrom(request.url(), url) || breaches.push(request.url())))
    await page.goto(url + path)
    return { page, context, breaches }
  }
}

const isFrom = (asked: string, url: string) => asked.startsWith(`${url}/`) || /^(data|blob):/.test(asked)
