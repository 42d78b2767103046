/** A browser's doings without a browser: it keeps its cookie and sends forms. */
import type { Answer, Service } from './service.js'

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
