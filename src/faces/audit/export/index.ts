import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '../../../core/module.js'
import { minuteOf } from '../../../core/web/clock.js'
import { personOf } from '../access.js'
import { sendNothing } from '../pages.js'
import type { Dossier } from '../sheets.js'
import { csvOf } from './csv.js'
import { jsonldOf } from './jsonld.js'
import { pdfOf } from './pdf.js'
import { xlsxOf } from './xlsx.js'

interface Format {
  type: string
  make(dossier: Dossier, about: { subject: string; by: string; at: string }): Promise<Buffer> | Buffer
}

const FORMATS: Readonly<Record<string, Format>> = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: xlsxOf },
  csv: { type: 'text/csv; charset=utf-8', make: csvOf },
  jsonld: { type: 'application/ld+json; charset=utf-8', make: jsonldOf },
  pdf: { type: 'application/pdf', make: pdfOf }
}

/** Answers with a dossier as a file, once it is on record who took it away, with what digest. */
export async function sendExport(
  { people }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  dossier: Dossier,
  subject: string
): Promise<FastifyReply> {
  const { format } = request.params as { format: string }
  const made = Object.hasOwn(FORMATS, format) ? FORMATS[format]! : null
  if (!made) return sendNothing(request, reply, 404)
  const person = personOf(request)
  const body = await made.make(dossier, { subject, by: `${person.name} ${person.party}`, at: minuteOf(new Date()) })
  await people.audited(person, 'audit.export', subject, {
    format,
    ...(dossier.form && { form: dossier.form }),
    query: request.url.split('?')[1] ?? '',
    rows: dossier.sheets.reduce((all, { rows }) => all + rows.length, 0),
    sha256: createHash('sha256').update(body).digest('hex')
  })
  const name = `${[subject, dossier.form]
    .filter(Boolean)
    .join('-')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')}.${format}`
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .type(made.type)
    .send(body)
}
