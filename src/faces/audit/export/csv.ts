import { contentOf, type Dossier, lineOf } from '../sheets.js'

/** Spreadsheets read what begins so as a formula, whoever wrote it: it is kept from that by an apostrophe. */
const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(\.\d+)?$/

function fieldOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const recordOf = (values: readonly (string | number | null)[]) => values.map(fieldOf).join(',')

/** RFC 4180, with the mark by which spreadsheets know UTF-8: each table under its name, with an empty line between. */
export function csvOf(
  { title, sheets }: Dossier,
  { subject, by, at }: { subject: string; by: string; at: string }
): Buffer {
  const blocks = sheets.map(({ title, columns, rows }) => [
    recordOf([lineOf(title), rows.length]),
    recordOf(columns.map(({ name }) => lineOf(name))),
    ...rows.map(row => recordOf(row.map(contentOf)))
  ])
  const head = [recordOf([lineOf(title), subject, by, at])]
  return Buffer.from(`\uFEFF${[head, ...blocks].map(lines => lines.join('\r\n')).join('\r\n\r\n')}\r\n`)
}
