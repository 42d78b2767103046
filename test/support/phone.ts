/** A phone: a real browser with a folder of its own, which can lose its signal, be killed, and be opened again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium as driver, type Page } from 'playwright-core'

const SCREEN = { width: 360, height: 740 }

export class Phone {
  /** What pages said on their console as errors, and what failed in their scripts. */
  readonly complaints: string[] = []
  private process!: ChildProcess
  private browser!: Browser
  private context!: BrowserContext

  private constructor(
    private readonly url: string,
    private readonly folder: string,
    private readonly flags: readonly string[]
  ) {}

  /** @param flags further ones for the browser, such as a film for its camera */
  static async open(url: string, ...flags: string[]): Promise<Phone> {
    const phone = new Phone(url, mkdtempSync(join(tmpdir(), 'suyuan-phone-')), flags)
    await phone.start()
    return phone
  }

  /** Opens the browser, again if it was killed: what it had stored, it has. */
  async start(): Promise<void> {
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0']
    const folder = `--user-data-dir=${this.folder}`
    this.process = spawn(await chromium.executablePath(), [...args, ...this.flags, folder, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own: its helpers end with it, or they would go on writing to its folder.
      detached: true
    })
    this.browser = await driver.connectOverCDP(await addressOf(this.process))
    this.context = this.browser.contexts()[0]!
  }

  /** As when its battery is taken out. */
  async kill(): Promise<void> {
    const ended = once(this.process, 'exit')
    process.kill(-this.process.pid!, 'SIGKILL')
    await ended
    await this.browser.close().catch(() => undefined)
  }

  async close(): Promise<void> {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 })
  }

  /** Is logged in from now on. @param cookie as `name=value` */
  async logIn(cookie: string): Promise<void> {
    const [name, value] = cookie.split(/=(.*)/s) as [string, string]
    await this.context.addCookies([{ name, value, url: this.url }])
  }

  async signal(is: boolean): Promise<void> {
    await this.context.setOffline(!is)
  }

  /** A tab at a path. */
  async tab(path: string): Promise<Page> {
    const page = await this.context.newPage()
    await page.setViewportSize(SCREEN)
    page.on('console', message => void (message.type() === 'error' && this.complaints.push(message.text())))
    page.on('pageerror', error => void this.complaints.push(error.message))
    await page.goto(this.url + path)
    return page
  }
}

/** Where the browser wants to be spoken to, which it says when it is ready. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stderr! })) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? []
    if (address) {
      stderr!.resume()
      return address
    }
  }
  throw new Error('the browser did not start')
}
