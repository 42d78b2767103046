import { createHmac, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type pg from 'pg'

/** Networks whose names, and regions whose forms, are remembered; then it is begun anew. */
const REMEMBERED = 20_000
const MOST_CHARACTERS = 30

/** Begins the name of a network, which is nobody's region. */
const NETWORK = '~'

/**
 * Where a reader is, no nearer than the region that the proxy in front says, or else the network of some ten thousand
 * addresses that his is of, under a name that lasts for a day. No address is kept, not even for a moment beyond its request.
 */
export class Regions {
  private day = ''
  private salt: Buffer = randomBytes(32)
  private readonly networks = new Map<string, string>()
  private readonly regions = new Map<string, string>()

  /** @param header that the proxy sets to the reader's region, lower case; '' for none */
  constructor(
    private readonly pool: pg.Pool,
    private readonly header: string
  ) {}

  /** A region as the proxy says it, or a network's name of today. */
  of(request: FastifyRequest): string {
    if (this.header) {
      const said = String(request.headers[this.header] ?? '')
      const region = remembered(this.regions, said, () => regionIn(said))
      if (region) return region
    }
    const network = networkOf(request.ip)
    return remembered(
      this.networks,
      network,
      () => NETWORK + createHmac('sha256', this.salt).update(network).digest('base64url').slice(0, 6)
    )
  }

  /**
   * Takes the salt of the day, the same at all gateways, once it is another day than before in China. The one before is
   * gone from Postgres, which never wrote it to its log, and with it goes what yesterday's names were made of.
   *
   * @returns whether this gateway made the salt, so that it is the one to tidy up after yesterday
   */
  async turn(): Promise<boolean> {
    const { rows } = await this.pool.query<{ day: string; salt: Buffer | null }>(
      `select today::text as day, salt from (select (now() at time zone 'Asia/Shanghai')::date as today) d
         left join core_own.scan_salt s on s.day = d.today`
    )
    const { day, salt } = rows[0]!
    if (day === this.day && salt?.equals(this.salt)) return false
    const made = salt ? 0 : await this.makeSalt(day)
    const { rows: now } = await this.pool.query<{ salt: Buffer }>(
      'select salt from core_own.scan_salt where day = $1',
      [day]
    )
    if (now[0]) Object.assign(this, { day, salt: now[0].salt })
    this.networks.clear()
    return made > 0
  }

  private async makeSalt(day: string): Promise<number> {
    await this.pool.query('delete from core_own.scan_salt where day <> $1', [day])
    const { rowCount } = await this.pool.query(
      'insert into core_own.scan_salt (day, salt) values ($1, $2) on conflict do nothing',
      [day, randomBytes(32)]
    )
    return rowCount ?? 0
  }
}

function remembered(names: Map<string, string>, of: string, make: () => string): string {
  const known = names.get(of)
  if (known !== undefined) return known
  if (names.size >= REMEMBERED) names.clear()
  const name = make()
  names.set(of, name)
  return name
}

/** Whether a region is one, not merely a network. */
export const isRegion = (region: string): boolean => region !== '' && !region.startsWith(NETWORK)

/** Letters, figures and what joins them; proxies write UTF-8, or its escapes. */
function regionIn(header: string): string {
  const text = unescaped(Buffer.from(header, 'latin1').toString())
  return [...text.replace(/[^\p{L}\p{N} ·|-]/gu, '').trim()].slice(0, MOST_CHARACTERS).join('')
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The first two numbers of an IPv4 address, the first two groups of an IPv6 one. */
function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  const mark = plain.includes('.') ? '.' : ':'
  return plain.split(mark, 2).join(mark)
}
