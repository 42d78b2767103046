import { CHINA } from '@suyuan/model/core/day'
import writeXlsxFile from 'write-excel-file/node'
import { type Cell, contentOf, type Dossier, lineOf, type Moment, type Sheet } from '../sheets.js'

/** What Excel takes as a sheet's name. */
const NAME_LENGTH = 31
const NOT_IN_NAMES = /[[\]:*?/\\]/g
/** What Excel takes in a cell. */
const CELL_LENGTH = 32_000

const text = (value: string) => ({ type: String, value: value.slice(0, CELL_LENGTH) })
const heading = (value: string) => ({ ...text(value), fontWeight: 'bold' as const })
const wrapped = (value: string) => ({ ...text(value), wrap: true })

/** Spreadsheets know no zones: the clock of China, as if it were theirs. */
const momentOf = ({ at, day }: Moment) =>
  day
    ? { type: Date, value: new Date(`${at}T00:00:00Z`), format: 'yyyy-mm-dd' }
    : { type: Date, value: new Date(Date.parse(at) + CHINA), format: 'yyyy-mm-dd hh:mm' }

function cellOf(cell: Cell) {
  if (cell !== null && typeof cell === 'object' && 'at' in cell) return momentOf(cell)
  const value = contentOf(cell)
  if (value === null) return null
  return typeof value === 'number' ? { type: Number, value } : text(value)
}

const widthOf = ({ columns, rows }: Sheet) =>
  columns.map(({ name }, index) => {
    const lengths = rows.slice(0, 100).map(row => String(contentOf(row[index] ?? null) ?? '').length)
    return { width: Math.min(60, Math.max(8, lineOf(name).length, ...lengths) + 2) }
  })

/** A sheet a table, the first of them about the export itself. */
export async function xlsxOf(
  { title, sheets, notes = [] }: Dossier,
  { subject, by, at }: { subject: string; by: string; at: string }
): Promise<Buffer> {
  const about = [
    [heading(lineOf(title))],
    ...[subject, by, at].map(line => [text(line)]),
    ...notes.flatMap(({ zh, en }) => [[null], [wrapped(zh)], [wrapped(en)]])
  ]
  const tables = sheets.map(sheet => ({
    sheet: lineOf(sheet.title).replaceAll(NOT_IN_NAMES, ' ').slice(0, NAME_LENGTH),
    stickyRowsCount: 1,
    columns: widthOf(sheet),
    data: [sheet.columns.map(({ name }) => heading(lineOf(name))), ...sheet.rows.map(row => row.map(cellOf))]
  }))
  return writeXlsxFile([{ sheet: '说明 About', columns: [{ width: 100 }], data: about }, ...tables]).toBuffer()
}
