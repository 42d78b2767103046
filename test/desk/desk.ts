/** Desk pages as somebody uses them who has no script: forms sent, redirects followed, what the page says read. */
import { logIn } from '../support/people.js'
import type { Service } from '../support/service.js'

type People = Parameters<typeof logIn>[1]

export interface Page {
  status: number
  /** Where it was in the end. */
  path: string
  html: string
  /** What is to be read of it. */
  text: string
  bytes: Buffer
}

const textOf = (html: string) =>
  html
    .replace(/<(script|style)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')

/** Somebody who is logged in. */
export class Clerk {
  private constructor(
    private readonly service: Service,
    readonly cookie: string
  ) {}

  static async of(service: Service, who: People): Promise<Clerk> {
    return new Clerk(service, (await logIn(service, who)).cookie)
  }

  get(path: string): Promise<Page> {
    return this.read(path, {})
  }

  /** Sends a form. A field may have several values. */
  send(path: string, fields: Record<string, string | readonly string[]> = {}): Promise<Page> {
    const body = new URLSearchParams()
    for (const [name, values] of Object.entries(fields))
      for (const value of [values].flat()) body.append(name, value as string)
    return this.read(path, { method: 'POST', body })
  }

  upload(path: string, name: string, file: Uint8Array | string, fields: Record<string, string> = {}): Promise<Page> {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('file', new Blob([file as BlobPart]), name)
    return this.read(path, { method: 'POST', body })
  }

  private async read(path: string, options: RequestInit): Promise<Page> {
    const headers = { cookie: this.cookie, accept: 'text/html', origin: this.service.url }
    const response = await fetch(this.service.url + path, { ...options, headers, redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status === 303 && location) return this.get(location)
    const bytes = Buffer.from(await response.arrayBuffer())
    const html = bytes.toString()
    return { status: response.status, path, html, text: textOf(html), bytes }
  }
}
