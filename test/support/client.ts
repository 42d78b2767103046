/** A browser's doings without a browser: it keeps its cookie and sends forms. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, Service } from './service.js'

/** Everybody's in the tests. */
export const PASSWORD = '春茶 一芽二叶 2026'

export class Client {
  cookie = ''

  constructor(
    private readonly service: Service,
    { cookie = '' }: { cookie?: string } = {}
  ) {
    this.cookie = cookie
  }

  /** A page, as somebody asks for it. */
  page(path: string): Promise<Answer> {
    return this.service.get(path, { accept: 'text/html', cookie: this.cookie })
  }

  /** Data, as a script asks for it. */
  data(path: string): Promise<Answer> {
    return this.service.get(path, { accept: 'application/json', cookie: this.cookie })
  }

  /** Sends a form; a new cookie takes the place of the old one. */
  async form(
    path: string,
    fields: Record<string, string | string[]>,
    headers: Record<string, string> = {}
  ): Promise<Answer> {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map(one => [name, one]))
    )
    const response = await fetch(this.service.url + path, {
      method: 'POST',
      redirect: 'manual',
      body,
      headers: { accept: 'text/html', origin: this.service.url, cookie: this.cookie, ...headers }
    })
    const set = response.headers.getSetCookie().find(cookie => cookie.startsWith('suyuan='))
    if (set) this.cookie = set.split(';')[0]!
    return { status: response.status, body: await response.text(), headers: response.headers }
  }

  /** Sends JSON, as a script of the page does. */
  post(path: string, body: unknown): Promise<Answer> {
    return this.service.post(path, body, { origin: this.service.url, cookie: this.cookie })
  }

  logIn(login: string, password: string, next = ''): Promise<Answer> {
    return this.form('/account/login', { login, password, next })
  }
}

/** Where an answer leads. */
export const locationOf = ({ headers }: Pick<Answer, 'headers'>): string | null => headers.get('location')

/** Those who log in to a service, and what they were told in secret: that must be in no log. */
export class Visitors {
  private readonly secrets: string[] = [PASSWORD]

  constructor(private readonly service: Service) {}

  /** Logs somebody in. @throws Error when he is not let in */
  async entered(login: string, password = PASSWORD): Promise<Client> {
    const client = new Client(this.service)
    const { status } = await client.logIn(login, password)
    if (status !== 303) throw new Error(`${login} is not let in: ${status}`)
    this.secret(client.cookie.split('=')[1]!)
    return client
  }

  /** The enrolment code that a page shows. */
  codeIn(html: string): string {
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(html)![0]
    this.secret(code.replaceAll('-', ''))
    return this.secret(code)
  }

  /** Notes a secret. */
  secret(text: string): string {
    this.secrets.push(text)
    return text
  }

  /** What the gateway has logged. */
  log(): string {
    return readFileSync(join(this.service.network.topology.paths.logs, 'gateway.log'), 'utf8')
  }

  /** Of how many secrets, how many are in the gateway's log, which has that many letters. */
  told(): { secrets: number; letters: number; logged: number } {
    const log = this.log()
    const logged = this.secrets.filter(secret => log.includes(secret)).length
    return { secrets: this.secrets.length, letters: log.length, logged }
  }
}
