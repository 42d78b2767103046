import { Gtin } from '@suyuan/model/core/gs1'
import type { FastifyPluginAsync } from 'fastify'
import { SUPERVISORS } from '../../../core/identity/person.js'
import type { Services } from '../../../core/module.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { type ScanFlag, scanFlags } from '../../../modules/trace/queries/scans.js'
import { personOf, recordLook, regulates } from '../access.js'
import { sendAuditPage } from '../pages.js'
import { lineOf } from '../sheets.js'
import { SheetView } from '../sheets-view.js'
import { FLAG_NAMES, flagsSheet } from '../tables-scans.js'
import { ConcernTabs } from './tabs.js'

const MOST = 1000

const isKind = (text: unknown): text is ScanFlag['kind'] => typeof text === 'string' && Object.hasOwn(FLAG_NAMES, text)

/** /audit/flags: codes that are scanned too often, too far apart, or guessed at; of one product or all. */
export const flags =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const options = { schema: { hide: true }, onRequest: services.people.required(...SUPERVISORS) }
    app.get('/audit/flags', options, async (request, reply) => {
      const asked = request.query as Record<string, unknown>
      const gtin = Gtin.safeParse(asked.gtin).data
      const kind = isKind(asked.kind) ? asked.kind : undefined
      const sheet = flagsSheet(await scanFlags(services.pool, { gtin, kind, limit: MOST }))
      await recordLook(services, personOf(request), `scan flags${gtin ? ` ${gtin}` : ''}`)
      const children = (
        <>
          <h1>
            <Say text={say('auditScans')} /> {gtin && <span class="mono">{gtin}</span>}
          </h1>
          {regulates(personOf(request)) && <ConcernTabs at="flags" gtin={gtin} />}
          <nav class="tabs" aria-label={lineOf(say('auditMarks'))}>
            <a href={addressOf({ gtin })} aria-current={kind ? undefined : 'page'}>
              <Say text={say('auditAll')} />
            </a>
            {Object.entries(FLAG_NAMES).map(([name, text]) => (
              <a href={addressOf({ kind: name, gtin })} aria-current={name === kind ? 'page' : undefined}>
                <Say text={text} />
              </a>
            ))}
          </nav>
          <SheetView sheet={sheet} />
        </>
      )
      return sendAuditPage(request, reply, { title: say('auditScans'), section: 'flags', children })
    })
  }

const addressOf = ({ kind, gtin }: { kind?: string; gtin: string | undefined }) =>
  `/audit/flags?${new URLSearchParams({ ...(kind && { kind }), ...(gtin && { gtin }) })}`
