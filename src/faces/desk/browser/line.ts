/** Nothing is waited for longer than this: a line that neither gives nor breaks is none. */
const PATIENCE_MILLISECONDS = 20_000

export interface Heard {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows what it asked for
  body: any
  /** Seconds after which the service wants to be asked again. */
  retryAfter: number
  /** Seconds by which the phone's clock is ahead of the service's; undefined where it did not say. */
  skew: number | undefined
}

/** Asks the service, or sends it something. @throws TypeError, DOMException without a signal */
export async function ask(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Heard> {
  const patience = new AbortController()
  const impatient = setTimeout(() => patience.abort(), PATIENCE_MILLISECONDS)
  const before = Date.now()
  try {
    const response = await fetch(path, {
      signal: patience.signal,
      cache: 'no-store',
      redirect: 'manual',
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': typeOf(body) }), ...headers },
      ...(body !== undefined && { method: 'POST', body: body instanceof Blob ? body : JSON.stringify(body) })
    })
    const skew = skewOf(response.headers.get('date'), before, Date.now())
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return {
      // A log-in page that one is sent on to is no answer.
      status: response.type === 'opaqueredirect' ? 401 : response.status,
      body: json && text ? JSON.parse(text) : text,
      retryAfter: Number(response.headers.get('retry-after')) || 0,
      skew
    }
  } finally {
    clearTimeout(impatient)
  }
}

const typeOf = (body: unknown) => (body instanceof Blob ? body.type : 'application/json')

/** The header has whole seconds, and was written somewhere between asking and hearing. */
function skewOf(date: string | null, before: number, after: number): number | undefined {
  const theirs = Date.parse(date ?? '')
  return Number.isNaN(theirs) ? undefined : Math.round(((before + after) / 2 - theirs - 500) / 1000)
}
