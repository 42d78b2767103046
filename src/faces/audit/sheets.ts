import type { Text } from '@suyuan/model/core/refusal'
import { minuteOf } from '../../core/web/clock.js'

/** What stands in a table: the same on the page and in every export of it. */
export interface Link {
  text: string | Text
  href: string
  /** The whole of a text that a page shows in short, for exports. */
  full?: string
}
/** A time as a clock in China has it, or a day: what spreadsheets sort and reckon with. */
export interface Moment {
  /** ISO 8601 */
  at: string
  day?: true
}
export type Cell = string | number | null | Text | Link | Moment

export interface Column {
  name: Text
  /** Numbers stand to the right; codes in type of one width. */
  as?: 'number' | 'code'
}

/** A table with its name. */
export interface Sheet {
  id: string
  title: Text
  /** What it shows and what it does not. */
  help?: Text
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
}

/** What is exported of a subject: its tables, and the events behind them as they were signed. */
export interface Dossier {
  title: Text
  sheets: readonly Sheet[]
  /** EPCIS events, in the order of the ledger. */
  events: readonly Record<string, unknown>[]
  /** Whose form the tables have, where not the page's own. */
  form?: string
  /** What must be known to read the tables. */
  notes?: readonly Text[]
}

/** A text in one line, Chinese first; one that is the same in both languages once. */
export const lineOf = (text: string | Text): string =>
  typeof text === 'string' ? text : text.en && text.en !== text.zh ? `${text.zh} ${text.en}` : text.zh

/** What a cell says, as a number where it is one. */
export function contentOf(cell: Cell): string | number | null {
  if (cell === null || typeof cell !== 'object') return cell
  if ('at' in cell) return cell.day ? cell.at : minuteOf(cell.at)
  return 'href' in cell ? (cell.full ?? lineOf(cell.text)) : lineOf(cell)
}

/** A hash as a page shows it, with all of it for exports. */
export const shortLink = (id: string, href: string): Link => ({ text: `${id.slice(0, 14)}…`, href, full: id })

/** Kilograms, or a count of pieces. */
export const amountOf = (value: number, unit: 'gram' | 'piece'): string =>
  unit === 'gram' ? `${value / 1000} kg` : `${value} 件`

/** How long, in the largest unit of which there is one. */
export function durationOf(seconds: number): string {
  const absolute = Math.abs(seconds)
  const sign = seconds < 0 ? '−' : ''
  if (absolute >= 86_400) return `${sign}${Math.floor(absolute / 86_400)} d`
  if (absolute >= 3600) return `${sign}${Math.floor(absolute / 3600)} h`
  return `${sign}${Math.floor(absolute / 60)} min`
}

export const lotHref = ({ gtin, lot }: { gtin: string; lot: string }) =>
  `/audit/lots/${gtin}/${encodeURIComponent(lot)}`
export const partyHref = (uscc: string) => `/audit/parties/${encodeURIComponent(uscc)}`
export const placeHref = (gln: string) => `/audit/places/${gln}`
export const transactionHref = (id: string) => `/audit/ledger/transactions/${id}`
export const commandHref = (key: string, id: string) => `/audit/ledger/commands/${key}/${id}`
