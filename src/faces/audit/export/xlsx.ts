import writeXlsxFile from 'write-excel-file/node'
import { type Cell, contentOf, type Dossier, lineOf, type Sheet } from '../sheets.js'

/** What Excel takes as a sheet's name. */
const NAME_LENGTH = 31
/** What Excel takes in a cell. */
const CELL_LENGTH = 32_000

const text = (value: string) => ({ type: String, value: value.slice(0, CELL_LENGTH) })
const heading = (value: string) => ({ ...text(value), fontWeight: 'bold' as const })

function cellOf(cell: Cell) {
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
  { title, sheets }: Dossier,
  { subject, by, at }: { subject: string; by: string; at: string }
): Promise<Buffer> {
  const about = [[heading(lineOf(title))], [text(subject)], [text(by)], [text(at)]]
  const tables = sheets.map(sheet => ({
    sheet: sheet.title.zh.slice(0, NAME_LENGTH),
    columns: widthOf(sheet),
    data: [sheet.columns.map(({ name }) => heading(lineOf(name))), ...sheet.rows.map(row => row.map(cellOf))]
  }))
  return writeXlsxFile([{ sheet: '说明 About', columns: [{ width: 60 }], data: about }, ...tables]).toBuffer()
}
