import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync } from 'fastify'
import { SUPERVISORS } from '../../../core/identity/person.js'
import { VISITORS } from '../../../core/matters/access.js'
import type { Services } from '../../../core/module.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { namesOf } from '../../../modules/trace/queries/names.js'
import { asked } from '../asked.js'
import { MOST_EVENTS } from '../dossiers.js'
import { sendExport } from '../export/index.js'
import { sendNothing } from '../pages.js'
import { type Dossier, lineOf } from '../sheets.js'
import { bundleOf, queryOf, SUBJECTS, type Subject } from '../subjects.js'
import { type TraceBook, traceBook } from './book.js'
import { type FormSheet, fieldsSheet } from './fields.js'
import { fsmaSheets } from './fsma.js'
import { nationalSheets } from './national.js'
import { upDownSheets } from './up-down.js'

/** A form in which regulators ask for a trace. */
interface TraceForm {
  id: string
  name: Text
  /** Of a lot, all before and after it as well. */
  whole: boolean
  sheets(book: TraceBook): FormSheet[]
  notes: readonly Text[]
}

const FORMS: readonly TraceForm[] = [
  {
    id: 'fsma204',
    name: say('formFsma'),
    whole: true,
    sheets: fsmaSheets,
    notes: [
      say('noteFsmaScope'),
      say('noteFsmaRequest'),
      say('noteFsmaEvents'),
      say('noteFsmaPairs'),
      say('noteFsmaSources')
    ]
  },
  { id: 'updown', name: say('formUpDown'), whole: false, sheets: upDownSheets, notes: [say('noteUpDownSources')] },
  {
    id: 'national',
    name: say('formNational'),
    whole: true,
    sheets: nationalSheets,
    notes: [say('noteNationalSources'), say('noteNationalMissing')]
  }
]

/** Of each subject exports in the forms of regulators, within the permission of its page. */
export const forms =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const subject of SUBJECTS) {
      const onRequest = services.people.required(...(subject.kind === 'lot' ? VISITORS.audit : SUPERVISORS))
      app.get(
        `${subject.path}/forms/:form/export/:format`,
        { schema: { hide: true }, onRequest },
        async (request, reply) => {
          const seen = await asked(services, subject, request, reply)
          if (!seen) return reply
          const form = FORMS.find(({ id }) => id === (request.params as { form: string }).form)
          const { params, period } = seen
          const dossier = form && (await filledIn(services, form, subject, params, period, request.url))
          if (!dossier) return sendNothing(request, reply, 404)
          return sendExport(services, request, reply, dossier, subject.name(params))
        }
      )
    }
  }

type Asked = NonNullable<Awaited<ReturnType<typeof asked>>>

async function filledIn(
  { pool }: Services,
  form: TraceForm,
  subject: Subject,
  params: Asked['params'],
  period: Asked['period'],
  url: string
): Promise<Dossier | null> {
  const title = await titleOf(pool, params)
  const { days: _, ...days } = period
  const isLot = subject.kind === 'lot'
  const book = title && (await traceBook(pool, { ...(isLot ? {} : days), ...subject.scope(params) }, form.whole))
  if (!book) return null
  const sheets = form.sheets(book)
  const { bundle } = bundleOf(subject, params, url.slice(0, url.indexOf('/forms/')), queryOf(period))
  return {
    title: { zh: `${form.name.zh}：${title.zh}`, en: `${form.name.en}: ${title.en}` },
    form: form.id,
    notes: [
      ...(book.isCut ? [say('noteCut', { count: MOST_EVENTS })] : []),
      say('noteBlank'),
      say('noteInForce'),
      ...(isLot ? (form.whole ? [say('noteFamily')] : []) : [say('notePeriod')]),
      ...form.notes,
      ...(bundle ? [say('noteProof', { bundle })] : [])
    ],
    sheets: [fieldsSheet(sheets), ...sheets.map(({ sheet }) => sheet)],
    events: book.events.map(({ signed }) => signed)
  }
}

/** What is asked for, by its name and number; null where the ledger does not know it. */
async function titleOf(pool: Services['pool'], { gtin, lot, uscc, gln }: Asked['params']): Promise<Text | null> {
  if (!gtin && !uscc && !gln) return say('auditPeriodAll')
  const { products, parties, places } = await namesOf(pool, {
    products: gtin ? [gtin] : [],
    parties: uscc ? [uscc] : [],
    places: gln ? [gln] : []
  })
  const record = products.get(gtin ?? '') ?? parties.get(uscc ?? '') ?? places.get(gln ?? '')
  if (!record) return null
  const number = [gtin, lot, uscc, gln].filter(Boolean).join(' ')
  return { zh: `${record.name.zh} ${number}`, en: `${record.name.en} ${number}` }
}

const FORMATS = [
  ['xlsx', 'XLSX'],
  ['csv', 'CSV']
] as const

/** Where a page's subject is had in these forms. @param address of the page, without a query */
export const FormExports = ({ address, query }: { address: string; query: string }) => (
  <section class="card" aria-labelledby="forms-title">
    <h2 id="forms-title">
      <Say text={say('formsTitle')} />
    </h2>
    <p class="note">
      <Say text={say('formsHelp')} />
    </p>
    {FORMS.map(({ id, name }) => (
      <div class="actions">
        <span>
          <Say text={name} />
        </span>
        {FORMATS.map(([format, word]) => (
          <a
            class="button secondary"
            href={`${address}/forms/${id}/export/${format}${query}`}
            aria-label={`${lineOf(name)} ${word}`}
            download
          >
            {word}
          </a>
        ))}
      </div>
    ))}
  </section>
)
