import { defused, recordOf, UTF8_MARK } from '../../../core/web/csv.js'
import { contentOf, type Dossier, lineOf } from '../sheets.js'

const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** A figure that is written as a text stays one that can be reckoned with. */
const safe = (text: string) => (NUMBER.test(text) ? text : defused(text))

/** RFC 4180, with the mark by which spreadsheets know UTF-8: each table under its name, with an empty line between. */
export function csvOf(
  { title, sheets, notes = [] }: Dossier,
  { subject, by, at }: { subject: string; by: string; at: string }
): Buffer {
  const blocks = sheets.map(({ title, columns, rows }) => [
    recordOf([lineOf(title), rows.length], safe),
    recordOf(
      columns.map(({ name }) => lineOf(name)),
      safe
    ),
    ...rows.map(row => recordOf(row.map(contentOf), safe))
  ])
  const head = [
    recordOf([lineOf(title), subject, by, at], safe),
    ...notes.map(({ zh, en }) => recordOf([zh, en], safe))
  ]
  return Buffer.from(`${UTF8_MARK}${[head, ...blocks].map(lines => lines.join('\r\n')).join('\r\n\r\n')}\r\n`)
}
