/** Reads tables as people have them: from CSV files, workbooks and pages. */
import { inflateRawSync } from 'node:zlib'
import type { Page } from 'playwright-core'

/** A table: its title with how many rows, and cells as text. */
export interface Table {
  title: string
  columns: string[]
  rows: string[][]
}

/** RFC 4180. */
export function recordsOf(csv: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let field = ''
  let quoted = false
  const text = csv.replace(/^\uFEFF/, '')
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (quoted) {
      if (character !== '"') field += character
      else if (text[at + 1] === '"') field += text[++at]
      else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',' || character === '\r') {
      record.push(field)
      field = ''
    } else if (character === '\n') {
      records.push(record)
      record = []
    } else field += character
  }
  return records
}

/** The tables of an export: each begins with its title and count, and ends with an empty line. */
export function tablesIn(csv: string): Table[] {
  const blocks: string[][][] = [[]]
  for (const record of recordsOf(csv)) {
    if (record.length === 1 && record[0] === '') blocks.push([])
    else blocks.at(-1)!.push(record)
  }
  return blocks.slice(1).map(([title, columns, ...rows]) => ({ title: title![0]!, columns: columns!, rows }))
}

/** The tables that a page shows. */
export const tablesOn = (page: Page): Promise<Table[]> =>
  page.locator('section:has(> .scroll table)').evaluateAll(sections =>
    sections.map(section => {
      const text = (element: Element | null) => (element?.textContent ?? '').trim().replaceAll(/\s+/g, ' ')
      const cells = (row: Element) => Array.from(row.children).map(cell => text(cell))
      return {
        title: text(section.querySelector('h2')).replace(/ \d+$/, ''),
        columns: cells(section.querySelector('thead tr')!),
        rows: Array.from(section.querySelectorAll('tbody tr')).map(row =>
          cells(row).map(cell => (cell === '–' ? '' : cell))
        )
      }
    })
  )

/** The files of a zip archive, by its central directory. */
export function unzipped(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'))
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)]
    const lengths = [28, 30, 32].map(offset => archive.readUInt16LE(at + offset)) as [number, number, number]
    const name = archive.toString('utf8', at + 46, at + 46 + lengths[0])
    const local = archive.readUInt32LE(at + 42)
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const bytes = archive.subarray(from, from + size)
    files.set(name, method === 8 ? inflateRawSync(bytes) : Buffer.from(bytes))
    at += 46 + lengths[0] + lengths[1] + lengths[2]
  }
  return files
}
