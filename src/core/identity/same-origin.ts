import type { FastifyRequest } from 'fastify'

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)

/**
 * Whether another site may have made the browser send this. Browsers say where a request comes from in Sec-Fetch-Site, older
 * ones in Origin; of who says neither nothing is known.
 *
 * @param origin of the service, where it is set: a proxy may ask by another name
 */
export function comesFrom({ headers, host }: FastifyRequest, origin: string): 'here' | 'elsewhere' | 'unknown' {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'here' : 'elsewhere'
  if (headers.origin === undefined) return 'unknown'
  const from = hostOf(headers.origin)
  return from !== null && (from === host || from === hostOf(origin)) ? 'here' : 'elsewhere'
}
