import type { FastifyReply } from 'fastify'
import type pg from 'pg'
import { readShortCode } from '../../../core/identity/check-codes.js'
import { inGroups } from '../../../core/identity/symbols.js'
import { htmlOf, Say, sendPage } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { packPath } from '../pages-format.js'
import { unknownPage } from '../pages-things.js'
import { type FoundPack, packsOfShortCode } from '../queries/short-codes.js'

/** Leads from a short code to its pack's page, or lets its reader choose; null for what is no short code. */
export async function sendByShortCode(pool: pg.Pool, reply: FastifyReply, text: string): Promise<FastifyReply | null> {
  const code = readShortCode(text)
  if (code === null) return null
  const packs = await packsOfShortCode(pool, code)
  const [first] = packs
  if (!first) return sendPage(reply, unknownPage(inGroups(code, 5), say('unknownTitle'), []), 404)
  if (packs.length === 1) return reply.redirect(packPath(first.gtin, first.lot, first.serial), 303)
  return sendPage(reply, whichPage(packs), 300)
}

/** Where packs share a code their reader chooses. */
export const whichPage = (packs: readonly FoundPack[]) =>
  htmlOf(
    `${say('scanWhichTitle').zh} · ${say('site').zh}`,
    <section class="card">
      <h1>
        <Say text={say('scanWhichTitle')} />
      </h1>
      <p>
        <Say text={say('scanWhichHelp')} />
      </p>
      <ul class="rows">
        {packs.map(({ gtin, lot, serial, product }) => (
          <li>
            <a href={packPath(gtin, lot, serial)}>
              <strong>
                <Say text={product} />
              </strong>
              <span class="note">
                <Say text={say('serial')} /> {serial}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
