import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply } from 'fastify'
import { LRUCache } from 'lru-cache'
import type pg from 'pg'
import { coalesce } from '../coalesce.js'
import type { Alarm } from '../mirror/alarm.js'

/** An answer made ready to be sent any number of times. */
export interface Copy {
  type: string
  etag: string
  body: Buffer
  /** The same for readers who take gzip, with a tag of its own: other bytes. */
  zipped?: Pick<Copy, 'etag' | 'body'>
}

/** What an entry takes beside its body: name, tag, places in the lists. */
const ENTRY_BYTES = 500
/** What somebody alters in the mirror by hand, and mends before it is found, is on no page for longer. */
const MOST_MILLISECONDS = 60_000

/** @param type of the content, as its header says it */
export function copyOf(type: string, text: string): Copy {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  return { type, etag, body: Buffer.from(text) }
}

/** Between questions of a crowd to Postgres, which took more of the processor than all else of an answer. */
const APART_MILLISECONDS = 2

const zip = promisify(gzip)

/** The copy with what readers who take gzip get: a pack's story is a third so long. */
export async function withZipped(copy: Copy): Promise<Copy> {
  const { etag, body } = copy
  return { ...copy, zipped: { etag: `${etag.slice(0, -1)}.gz"`, body: await zip(body) } }
}

/**
 * Answers with a copy, or with 304 where the reader has this very one. It is asked for anew each time: what it tells may
 * have changed with the next block.
 */
export function sendCopy(reply: FastifyReply, copy: Copy, status = 200): FastifyReply {
  const { 'accept-encoding': taken = '', 'if-none-match': held = '' } = reply.request.headers
  const zipped = /\bgzip\b(?!\s*;\s*q=0(?![.]0*[1-9]))/.test(String(taken)) ? copy.zipped : undefined
  const { etag, body } = zipped ?? copy
  reply.headers({ vary: 'accept, accept-encoding', 'cache-control': 'no-cache', etag })
  if (status === 200 && held.includes(etag)) return reply.code(304).send()
  if (zipped) reply.header('content-encoding', 'gzip')
  return reply.code(status).type(copy.type).send(body)
}

/**
 * Answers that were made from the mirror, kept until the mirror is another. None is sent that is older than the mirror when
 * it was asked for: Postgres is asked for the newest block each time, once for all who ask meanwhile. An announcement would
 * come a moment after the block, and from a connection that is dead without saying so not at all.
 */
export class PageCache {
  /** Answers sent from a copy, and answers made. */
  readonly counts = { kept: 0, made: 0 }
  private readonly copies: LRUCache<string, Copy>
  /** Those that are being made now, so that a crowd at one page asks for it once. */
  private readonly making = new Map<string, Promise<Copy | null>>()
  /** Of which state of the mirror all of these are. */
  private edition = ''
  private readonly current: (asked: null) => Promise<string>

  /** @param bytes that are kept at most; who was not asked for longest goes first */
  constructor(pool: pg.Pool, alarms: readonly Alarm[], bytes: number) {
    this.copies = new LRUCache<string, Copy>({
      maxSize: bytes,
      ttl: MOST_MILLISECONDS,
      sizeCalculation: ({ body, zipped }, name) =>
        body.byteLength + (zipped?.body.byteLength ?? 0) + 2 * name.length + ENTRY_BYTES
    })
    this.current = coalesce(
      async asked => {
        const edition = await editionOf(pool, alarms)
        if (edition !== this.edition) {
          this.edition = edition
          this.copies.clear()
          this.making.clear()
        }
        return asked.map(() => edition)
      },
      { apartMilliseconds: APART_MILLISECONDS }
    )
  }

  /**
   * The copy of that name. Where there is none, `make` makes it from the mirror, and null, where there is nothing to show,
   * is not kept.
   */
  async get(name: string, make: () => Promise<Copy | null>): Promise<Copy | null> {
    const edition = await this.current(null)
    const kept = this.copies.get(name)
    if (kept) this.counts.kept++
    return kept ?? this.making.get(name) ?? this.make(name, edition, make)
  }

  private make(name: string, edition: string, make: () => Promise<Copy | null>): Promise<Copy | null> {
    this.counts.made++
    const made = make()
      .then(copy => copy && withZipped(copy))
      .then(copy => {
        // What was asked before a block, and came after it, tells of neither for sure.
        if (copy && edition === this.edition) this.copies.set(name, copy)
        return copy
      })
      .finally(() => {
        if (this.making.get(name) === made) this.making.delete(name)
      })
    this.making.set(name, made)
    return made
  }
}

/**
 * Names the state of everything of which pages are made: the newest block, the very tables (a rebuild puts others in their
 * place), the day in China by which goods expire, and what is known to be wrong.
 */
async function editionOf(pool: pg.Pool, alarms: readonly Alarm[]): Promise<string> {
  const { rows } = await pool.query<{ edition: string }>({
    name: 'core.edition',
    text: `select concat_ws(' ', block, tableoid, (now() at time zone 'Asia/Shanghai')::date) as edition from core.cursor`
  })
  return [rows[0]!.edition, ...alarms.map(({ version }) => version)].join(' ')
}
