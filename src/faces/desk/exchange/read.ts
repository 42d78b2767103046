import { Worker } from 'node:worker_threads'
import { parse } from 'csv-parse/sync'
import { restored } from '../../../core/web/csv.js'
import type { WorkbookRefused } from './unzip-bound.js'

/** Rows that one upload may have; more is sent in parts. */
export const MOST_ROWS = 1000
const MOST_COLUMNS = 40
const MOST_CHARACTERS = 2000
/** For a workbook to be read. */
const MILLISECONDS = 10_000
const MEGABYTES = 192

/** Why a file cannot be read. */
export type Unreadable = 'notXlsx' | 'notCsv' | 'tooLarge' | 'tooManyRows' | 'empty'

/** A file that was uploaded is not what it should be. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'

  constructor(readonly reason: Unreadable) {
    super(reason)
  }
}

/** A row of a file: the number that it has in the spreadsheet, and its cells as text. */
export interface FileRow {
  number: number
  cells: string[]
}

/** The rows of a CSV or of an XLSX's first sheet, without empty ones. @throws FileRefused */
export async function readTable(file: Buffer): Promise<FileRow[]> {
  const raw = file.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) ? await workbook(file) : csv(file)
  const rows = raw
    .map((cells, index) => ({ number: index + 1, cells: cells.slice(0, MOST_COLUMNS).map(textOf) }))
    .filter(({ cells }) => cells.some(cell => cell !== ''))
  if (rows.length < 2) throw new FileRefused('empty')
  if (rows.length > MOST_ROWS + 1) throw new FileRefused('tooManyRows')
  return rows
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
  // Fifteen digits are what a spreadsheet shows of a number: 0.1 + 0.2 is 0.3 there.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  return restored(String(cell)).trim().slice(0, MOST_CHARACTERS)
}

function csv(file: Buffer): unknown[][] {
  const text = decoded(file)
  // A spreadsheet's other formats, and whatever else is no text.
  if (text.includes('\0')) throw new FileRefused('notCsv')
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      delimiter: /^[^\n,]*[;\t]/.test(text) ? [';', '\t'] : ',',
      max_record_size: 100_000,
      to: MOST_ROWS + 2
    })
  } catch {
    throw new FileRefused('notCsv')
  }
}

/** Spreadsheets in China save CSV in GB 18030 unless they are told otherwise. */
function decoded(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return new TextDecoder('gb18030').decode(file)
  }
}

interface WorkerAnswer {
  rows?: unknown[][]
  refused?: WorkbookRefused['reason']
}

async function workbook(file: Buffer): Promise<unknown[][]> {
  const worker = new Worker(new URL('./workbook-worker.js', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 32 }
  })
  const patience = setTimeout(() => void worker.terminate(), MILLISECONDS)
  try {
    const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
      worker.once('message', resolve)
      // Out of memory, or stopped for the time it took.
      worker.once('error', () => resolve({ refused: 'tooLarge' }))
      worker.once('exit', () => resolve({ refused: 'tooLarge' }))
      worker.once('messageerror', reject)
    })
    if (answer.refused) throw new FileRefused(answer.refused)
    return answer.rows!
  } finally {
    clearTimeout(patience)
    await worker.terminate()
  }
}
