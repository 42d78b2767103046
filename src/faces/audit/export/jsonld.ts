import { EPCIS_CONTEXT, SUYUAN } from '@suyuan/model/core/epcis/namespaces'
import { contentOf, type Dossier, lineOf } from '../sheets.js'

const CONTEXT = [EPCIS_CONTEXT, SUYUAN]

/** An EPCIS 2.0 document: the events as they were signed, beside them the tables that the page shows. */
export function jsonldOf(
  { title, sheets, events, notes = [] }: Dossier,
  { subject, by, at }: { subject: string; by: string; at: string }
): Buffer {
  const tables = sheets.map(({ id, title, columns, rows }) => ({
    id,
    title: lineOf(title),
    columns: columns.map(({ name }) => lineOf(name)),
    rows: rows.map(row => row.map(contentOf))
  }))
  const document = {
    '@context': CONTEXT,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList: events },
    'suyuan:title': lineOf(title),
    'suyuan:subject': subject,
    'suyuan:exportedBy': by,
    'suyuan:exportedAt': at,
    ...(notes.length > 0 && { 'suyuan:notes': notes.map(lineOf) }),
    'suyuan:tables': tables
  }
  return Buffer.from(JSON.stringify(document))
}
