import { REFUSALS } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { SUPERVISORS } from '../../core/identity/person.js'
import type { Services } from '../../core/module.js'
import { Field } from '../../core/web/fields.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { refused as refusedIn } from '../../modules/trace/queries/history.js'
import { personOf, recordLook } from './access.js'
import { sendExport } from './export/index.js'
import { Exports, sendAuditPage } from './pages.js'
import { SheetView } from './sheets-view.js'
import { periodOf } from './subjects.js'
import { refusedSheet } from './tables-events.js'

const MOST = 5000

/** Refused commands: what was tried, by whom, and why the law said no. */
export const refused =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const options = { schema: { hide: true }, onRequest: services.people.required(...SUPERVISORS) }
    const asked = async (request: FastifyRequest) => {
      const { days, ...period } = periodOf(request)
      const { code = '', party = '' } = request.query as Record<string, unknown>
      const scope = {
        ...period,
        code: typeof code === 'string' && code in REFUSALS ? code : undefined,
        party: typeof party === 'string' && party !== '' ? party.slice(0, 40) : undefined
      }
      return { days, scope, sheet: refusedSheet(await refusedIn(services.pool, scope, MOST)) }
    }

    app.get('/audit/refused', options, async (request, reply) => {
      const { days, scope, sheet } = await asked(request)
      await recordLook(services, personOf(request), 'refused commands')
      const query = request.url.includes('?') ? `?${request.url.split('?')[1]}` : ''
      return sendAuditPage(request, reply, {
        title: say('auditRefused'),
        section: 'refused',
        children: (
          <>
            <h1>
              <Say text={say('auditRefused')} />
            </h1>
            <FilterForm code={scope.code} party={scope.party} days={days} />
            <Exports address="/audit/refused" query={query} />
            <SheetView sheet={sheet} />
          </>
        )
      })
    })

    app.get('/audit/refused/export/:format', options, async (request, reply) => {
      const { sheet } = await asked(request)
      const dossier = { title: say('auditRefused'), sheets: [sheet], events: [] }
      return sendExport(services, request, reply, dossier, 'refused commands')
    })
  }

interface Filter {
  code: string | undefined
  party: string | undefined
  days: { from: string; to: string }
}

const FilterForm = ({ code, party = '', days }: Filter) => (
  <form method="get" action="/audit/refused" class="grid">
    <Field name="code" label={say('auditCode')}>
      {tied => (
        <select {...tied}>
          <option value="">{say('auditAll').zh}</option>
          {Object.entries(REFUSALS).map(([each, text]) => (
            <option value={each} selected={each === code}>
              {text.zh} {each}
            </option>
          ))}
        </select>
      )}
    </Field>
    <Field name="party" label={say('auditPartyCode')}>
      {tied => <input {...tied} value={party} maxLength={40} />}
    </Field>
    <Field name="from" label={say('auditFromDay')}>
      {tied => <input {...tied} type="date" value={days.from} />}
    </Field>
    <Field name="to" label={say('auditToDay')}>
      {tied => <input {...tied} type="date" value={days.to} />}
    </Field>
    <div class="actions">
      <button type="submit" class="button">
        <Say text={say('auditNarrow')} />
      </button>
    </div>
  </form>
)
