import { partyKey, placeKey, productKey } from '@suyuan/model/core/records'
import { lotKey } from '@suyuan/model/trace/states'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { SUPERVISORS } from '../../core/identity/person.js'
import { VISITORS } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { sendBundle } from '../../core/proof/answer.js'
import { Say } from '../../core/web/page.js'
import { graphScript } from '../../core/web/script.js'
import { say } from '../../core/web/texts.js'
import { personOf, recordLook, regulates } from './access.js'
import { asked, nothing } from './asked.js'
import type { Examined, ExaminedLot } from './dossiers.js'
import { sendExport } from './export/index.js'
import { FormExports } from './forms/index.js'
import { type Graph, graphOf } from './graph.js'
import { GraphView } from './graph-svg.js'
import { Across, Exports, sendAuditPage, sendNothing, Tables } from './pages.js'
import { bundleOf, paramsOf, periodOf, queryOf, SUBJECTS, type Subject } from './subjects.js'

/** Of each subject a page, exports of what it shows, and the auditors' bundle. */
export const examination =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const subject of SUBJECTS) {
      const who = subject.kind === 'lot' ? VISITORS.audit : SUPERVISORS
      const options = { schema: { hide: true }, onRequest: services.people.required(...who) }
      app.get(subject.path, options, async (request, reply) => {
        const seen = await examined(services, subject, request, reply)
        if (!seen) return reply
        const { params, period, dossier } = seen
        const note = await recordLook(services, personOf(request), subject.name(params), dossier.regions)
        const address = request.url.split('?', 1)[0]!
        return sendAuditPage(request, reply, {
          title: dossier.title,
          section: subject.kind === 'period' || subject.kind === 'party' ? 'balance' : 'search',
          children: (
            <>
              <Across note={note} />
              <Cautions services={services} subject={subject} params={params} />
              <h1>
                <Say text={dossier.title} />
              </h1>
              <Actions subject={subject} params={params} regulator={regulates(personOf(request))} />
              {subject.kind !== 'lot' && <PeriodForm address={address} days={period.days} />}
              {'family' in dossier && <LotGraph dossier={dossier as ExaminedLot} />}
              <Exports
                address={address}
                query={queryOf(period)}
                {...bundleOf(subject, params, address, queryOf(period))}
              />
              <FormExports address={address} query={queryOf(period)} />
              <Tables dossier={dossier} />
            </>
          )
        })
      })
      app.get(`${subject.path}/export/:format`, options, async (request, reply) => {
        const seen = await examined(services, subject, request, reply)
        return seen ? sendExport(services, request, reply, seen.dossier, subject.name(seen.params)) : reply
      })
      if (subject.bundle) bundles(app, services, { ...subject, bundle: subject.bundle }, options)
    }
  }

/** What is asked for, or an answer that says why not: then null. */
async function examined(services: Services, subject: Subject, request: FastifyRequest, reply: FastifyReply) {
  const seen = await asked(services, subject, request, reply)
  if (!seen) return null
  const dossier = await subject.examine(services, seen.params, seen.period)
  return dossier ? { ...seen, dossier } : nothing(request, reply, 404)
}

function bundles(
  app: Parameters<FastifyPluginAsync>[0],
  services: Services,
  subject: Subject & { bundle: NonNullable<Subject['bundle']> },
  options: object
): void {
  app.get(`${subject.path}/bundle`, options, async (request, reply) => {
    const params = paramsOf(subject, request)
    if (!params) return sendNothing(request, reply, 404)
    const period = periodOf(request)
    const { about, blocks } = await subject.bundle(services, params, period)
    await services.people.audited(personOf(request), 'audit.export', subject.name(params), {
      format: 'bundle',
      ...period.days,
      blocks: blocks.length
    })
    reply.header('content-disposition', `attachment; filename="audit-${about.kind}.json"`)
    return sendBundle(reply, await services.audits.about(about, blocks))
  })
}

/** States whose rows in Postgres this page shows. */
function statesOf({ kind }: Subject, { gtin, lot, uscc, gln }: Record<string, string>): string[] {
  if (kind === 'lot') return [lotKey(gtin!, lot!), productKey(gtin!)]
  if (kind === 'product') return [productKey(gtin!)]
  if (kind === 'party') return [partyKey(uscc!)]
  return kind === 'place' ? [placeKey(gln!)] : []
}

/** What is known to be wrong with what the page shows. */
export const Cautions = ({
  services: { doubts, objections },
  subject,
  params
}: {
  services: Services
  subject: Subject
  params: Record<string, string>
}) => {
  const states = statesOf(subject, params)
  const unlawful = objections.concern(states)
  // A period shows everything, so whatever is wrong is wrong with it.
  const altered = subject.kind === 'period' ? doubts.count > 0 : doubts.concern(states)
  return (
    <>
      {unlawful && <Caution title="unlawfulTitle" help="unlawfulHelp" />}
      {altered && <Caution title="doubtTitle" help="doubtHelp" />}
    </>
  )
}

const Caution = ({ title, help }: { title: 'unlawfulTitle' | 'doubtTitle'; help: 'unlawfulHelp' | 'doubtHelp' }) => (
  <section class="banner" role="alert">
    <h2>
      <Say text={say(title)} />
    </h2>
    <p>
      <Say text={say(help)} />
    </p>
    <p>
      <a href="/audit/ledger/findings">
        <Say text={say('auditFindings')} />
      </a>
    </p>
  </section>
)

/** What can be done from here. */
const Actions = ({
  subject: { kind },
  params: { gtin, lot, gln },
  regulator
}: {
  subject: Subject
  params: Record<string, string>
  regulator: boolean
}) => {
  if (kind === 'lot')
    return (
      <div class="actions">
        <a class="button danger" href={`/audit/recalls/new?${new URLSearchParams({ gtin: gtin!, lot: lot! })}`}>
          <Say text={say('auditRecallFrom')} />
        </a>
        {regulator && (
          <a
            class="button secondary"
            href={`/audit/inspections/new?${new URLSearchParams({ gtin: gtin!, lot: lot! })}`}
          >
            <Say text={say('auditInspect')} />
          </a>
        )}
        <a class="button secondary" href={`/01/${gtin}/10/${encodeURIComponent(lot!)}`}>
          <Say text={say('auditPublicPage')} />
        </a>
      </div>
    )
  if (kind === 'product')
    return (
      <div class="actions">
        {regulator && (
          <a class="button secondary" href={`/audit/complaints?gtin=${gtin}`}>
            <Say text={say('auditComplaints')} />
          </a>
        )}
        <a class="button secondary" href={`/audit/flags?gtin=${gtin}`}>
          <Say text={say('auditScans')} />
        </a>
      </div>
    )
  if (kind !== 'place') return null
  return (
    <div class="actions">
      <a class="button danger" href={`/audit/recalls/new?${new URLSearchParams({ plot: gln! })}`}>
        <Say text={say('auditRecallFromPlot')} />
      </a>
    </div>
  )
}

export const PeriodForm = ({
  address,
  days: { from, to }
}: {
  address: string
  days: { from: string; to: string }
}) => (
  <form method="get" action={address} class="grid">
    <div class="field">
      <label for="from">
        <Say text={say('auditFromDay')} />
      </label>
      <input id="from" name="from" type="date" value={from} />
    </div>
    <div class="field">
      <label for="to">
        <Say text={say('auditToDay')} />
      </label>
      <input id="to" name="to" type="date" value={to} />
    </div>
    <div class="actions">
      <button type="submit" class="button secondary">
        <Say text={say('auditNarrow')} />
      </button>
    </div>
  </form>
)

/** What it was made of and into, as a picture. */
const LotGraph = ({ dossier: { family, levels } }: { dossier: Examined & ExaminedLot }) => {
  const graph: Graph = graphOf(family, levels)
  const root = `${family.root.gtin}/${family.root.lot}`
  return (
    <section class="card">
      <h2>
        <Say text={say('auditGraph')} />
      </h2>
      <p class="note">
        <Say
          text={say(graph.vertices.length < family.lots.length ? 'auditGraphMerged' : 'auditGraphWhole', {
            lots: family.lots.length,
            edges: family.edges.length,
            vertices: graph.vertices.length
          })}
        />
      </p>
      <GraphView graph={graph} root={root} />
      <p class="note">
        <Say text={say('auditGraphKeys')} />
      </p>
      <script type="module" src={graphScript.path} integrity={graphScript.integrity} />
    </section>
  )
}
