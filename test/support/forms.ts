/** Forms as browsers send them, by readers who have an address and a region. */

export const HTML = { accept: 'text/html' }

/** What a proxy says of a reader, in UTF-8. */
export const reader = (address: string, region = '') => ({
  ...HTML,
  'x-forwarded-for': address,
  'x-region': Buffer.from(region).toString('latin1')
})

/** Sends a form, and reads what comes of it without following where it leads. */
export async function fill(url: string, fields: Record<string, string>, headers: Record<string, string> = HTML) {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })
  return { status: answer.status, body: await answer.text(), headers: answer.headers }
}
