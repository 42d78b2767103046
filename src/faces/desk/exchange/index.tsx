import multipart from '@fastify/multipart'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Form } from '../../../core/web/form.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { carryOut } from './carry-out.js'
import { KIND_NAMES, KINDS, type KindName } from './kinds.js'
import { allOf } from './known.js'
import { ImportPage, PreviewPage } from './pages.js'
import { ExportPage, ResultPage } from './pages-result.js'
import { digestOf, HeaderRefused, layoutOf, planOf } from './plan.js'
import { FileRefused, MOST_ROWS, readTable } from './read.js'
import { sendCsv, sendXlsx, type Table } from './table.js'
import { Uploads } from './uploads.js'

const MOST_BYTES = 2 * 1024 * 1024

const UNREADABLE = {
  notXlsx: say('importNotXlsx'),
  notCsv: say('importNotCsv'),
  tooLarge: say('importTooLarge', { megabytes: MOST_BYTES / 1024 / 1024 }),
  tooManyRows: say('importTooManyRows', { rows: MOST_ROWS }),
  empty: say('importEmpty')
} as const

const Named = z.object({ id: z.uuid() })
const Download = z.object({ kind: z.enum(KIND_NAMES), format: z.enum(['csv', 'xlsx']) })
type Download = z.infer<typeof Download>

/** /desk/import and /desk/export: places, products and harvests by the file, previewed before anything is written. */
export const exchange =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool } = services
    const uploads = new Uploads(pool)
    const onRequest = people.required('operator', 'packer')
    const page = { onRequest, schema: { hide: true } }
    const named = { onRequest, schema: { hide: true, params: Named } }
    const download = { onRequest, schema: { hide: true, params: Download } }
    await app.register(multipart, { limits: { fileSize: MOST_BYTES, files: 1, fields: 5, parts: 6 } })

    app.get('/desk/import', page, (request, reply) => show(request, reply, 'import', <ImportPage />))
    app.post('/desk/import', { ...page, bodyLimit: MOST_BYTES + 10_000 }, async (request, reply) => {
      const { party, account } = request.person!
      const { name, rows } = await uploaded(request)
      if (!Array.isArray(rows)) return show(request, reply, 'import', <ImportPage problem={rows} />, 422)
      const kind = layoutOf(rows[0]!).kind
      return reply.redirect(`/desk/import/${await uploads.keep(party, account, { name, rows, kind })}`, 303)
    })

    app.get('/desk/import/:id', named, async (request, reply) => {
      const upload = await uploadOf(uploads, request)
      if (upload.confirmed) return show(request, reply, 'import', <ResultPage upload={upload} />)
      const plan = await planOf(pool, request.person!.party, upload.rows)
      const changed = (request.query as { changed?: string }).changed !== undefined
      return show(request, reply, 'import', <PreviewPage {...{ upload, plan, changed }} />)
    })
    app.post('/desk/import/:id/confirm', named, async (request, reply) => {
      const person = request.person!
      const upload = await uploadOf(uploads, request)
      const plan = await planOf(pool, person.party, upload.rows)
      const page = `/desk/import/${upload.id}`
      if (!upload.confirmed && Form.of(request.body).raw('plan') !== digestOf(plan))
        return reply.redirect(`${page}?changed`, 303)
      if (await uploads.confirm(person.party, upload.id)) {
        const results = await carryOut(request, upload.id, plan)
        await uploads.finish(person.party, upload.id, results)
        await people.audited(person, 'upload.confirmed', upload.id, { kind: plan.kind, entries: results.length })
      }
      return reply.redirect(page, 303)
    })

    app.get('/desk/import/templates/:kind/:format', download, (request, reply) => {
      const { kind, format } = request.params as Download
      return send(reply, format, tableOf(kind, []), `${KINDS[kind].title.zh}-${say('importTemplate').zh}`)
    })
    app.get('/desk/export', page, (request, reply) => show(request, reply, 'export', <ExportPage />))
    app.get('/desk/export/:kind/:format', download, async (request, reply) => {
      const { kind, format } = request.params as Download
      const person = request.person!
      const rows = await allOf(pool, person.party, kind)
      await people.audited(person, 'exported', kind, { format, rows: rows.length })
      return send(reply, format, tableOf(kind, rows), KINDS[kind].title.zh)
    })
  }

function show(request: FastifyRequest, reply: FastifyReply, section: string, children: VNode, status = 200) {
  const title = say(section === 'import' ? 'importTitle' : 'exportTitle').zh
  return sendAppPage(reply, { title, area: 'desk', section, person: request.person, children }, status)
}

/** @throws HttpProblem NOT_FOUND, also for another party's */
async function uploadOf(uploads: Uploads, request: FastifyRequest) {
  const upload = await uploads.get(request.person!.party, (request.params as { id: string }).id)
  if (!upload) throw new HttpProblem('NOT_FOUND')
  return upload
}

/** The rows of the file that came, or what is wrong with it. */
async function uploaded(
  request: FastifyRequest
): Promise<{ name: string; rows: Awaited<ReturnType<typeof readTable>> | Text }> {
  let name = ''
  try {
    const part = await request.file()
    if (!part) return { name, rows: UNREADABLE.empty }
    name = part.filename.slice(0, 120)
    const file = await part.toBuffer()
    // The plugin may come to its bound after the last piece was taken, and then says so only here.
    if (part.file.truncated) throw new FileRefused('tooLarge')
    const rows = await readTable(file)
    layoutOf(rows[0]!)
    return { name, rows }
  } catch (error) {
    if (error instanceof FileRefused) return { name, rows: UNREADABLE[error.reason] }
    if (error instanceof HeaderRefused) {
      const missing = error.missing.map(({ zh }) => zh).join('、')
      return { name, rows: say('importHeader', { kind: KINDS[error.kind].title, missing }) }
    }
    if ((error as { statusCode?: number }).statusCode === 413) return { name, rows: UNREADABLE.tooLarge }
    throw error
  }
}

const tableOf = (kind: KindName, rows: Awaited<ReturnType<typeof allOf>>): Table => ({
  name: KINDS[kind].title.zh,
  columns: KINDS[kind].columns.map(({ title, width }) => ({ title: title.zh, width })),
  rows: rows.map(values => KINDS[kind].columns.map(({ key, write }) => write(values[key])))
})

const send = (reply: FastifyReply, format: Download['format'], table: Table, name: string) =>
  format === 'xlsx' ? sendXlsx(reply, table, name) : sendCsv(reply, table, name)
