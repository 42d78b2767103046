/** The load generator's HTTP: undici on kept connections, which costs half of what Node's own client does. */
import { Pool } from 'undici'

export class HttpClient {
  private readonly pool: Pool

  constructor(url: string) {
    this.pool = new Pool(url, { connections: 2000, pipelining: 1 })
  }

  /** @throws Error unless the answer has the status that is expected */
  async post(path: string, body: string): Promise<void> {
    // A command whose goods are not there is judged at once: none is here.
    await this.send('POST', path, 201, { 'content-type': 'application/json', prefer: 'handling=strict' }, body)
  }

  /** Posts what is answered 202, and tells where the answer says that it goes on. */
  async location(path: string, body: string, headers: Record<string, string>): Promise<string> {
    const { headers: said } = await this.answer('POST', path, 202, headers, body)
    return String(said.location)
  }

  /** @returns the length of the body in bytes */
  async get(path: string, headers: Record<string, string> = { accept: 'application/json' }, expected = 200) {
    return (await this.send('GET', path, expected, headers)).byteLength
  }

  /** The body of an answer that must be 200. */
  async text(path: string, headers: Record<string, string>): Promise<string> {
    return Buffer.from(await this.send('GET', path, 200, headers)).toString()
  }

  close(): void {
    void this.pool.destroy()
  }

  private async send(...request: Parameters<HttpClient['answer']>): Promise<ArrayBuffer> {
    return (await this.answer(...request)).whole
  }

  private async answer(
    method: 'GET' | 'POST',
    path: string,
    expected: number,
    headers: Record<string, string>,
    body?: string
  ) {
    const answer = await this.pool.request({ method, path, headers, ...(body !== undefined && { body }) })
    const whole = await answer.body.arrayBuffer()
    if (answer.statusCode === expected) return { whole, headers: answer.headers }
    throw new Error(`${method} ${path}: ${answer.statusCode} ${Buffer.from(whole).toString().slice(0, 300)}`)
  }
}
