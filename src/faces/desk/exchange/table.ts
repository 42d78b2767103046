import type { FastifyReply } from 'fastify'
import writeXlsxFile from 'write-excel-file/node'
import { recordOf, UTF8_MARK } from '../../../core/web/csv.js'

export type Cell = string | number | null

/** What is exported: the same rows as XLSX and as CSV. */
export interface Table {
  name: string
  /** A line above the columns, for those who print it; not for what is to be imported again. */
  heading?: string
  columns: readonly { title: string; width: number }[]
  rows: readonly (readonly Cell[])[]
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export const csvOf = ({ columns, rows }: Table): string =>
  `${UTF8_MARK}${[columns.map(({ title }) => title), ...rows].map(row => `${recordOf(row)}\r\n`).join('')}`

/** Texts are cells of type text, so that none is worked out, and no code loses its leading zeros. */
export async function xlsxOf({ name, heading, columns, rows }: Table): Promise<Buffer> {
  const text = (value: string, bold = false) => ({ value, type: String, ...(bold && { fontWeight: 'bold' as const }) })
  const data = [
    ...(heading ? [[text(heading, true)]] : []),
    columns.map(({ title }) => text(title, true)),
    ...rows.map(row =>
      row.map(cell => {
        if (cell === null || cell === '') return null
        return typeof cell === 'number' ? { value: cell, type: Number } : text(cell)
      })
    )
  ]
  return writeXlsxFile(data, { sheet: name, columns: columns.map(({ width }) => ({ width })) }).toBuffer()
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const attachment = (reply: FastifyReply, name: string) =>
  reply.headers({
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
  })

export const sendXlsx = async (reply: FastifyReply, table: Table, name: string): Promise<FastifyReply> =>
  attachment(reply, `${name}.xlsx`)
    .type(XLSX)
    .send(await xlsxOf(table))

export const sendCsv = (reply: FastifyReply, table: Table, name: string): FastifyReply =>
  attachment(reply, `${name}.csv`).type('text/csv; charset=utf-8').send(csvOf(table))
