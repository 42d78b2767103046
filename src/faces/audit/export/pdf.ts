import PDFDocument from 'pdfkit'
import { say } from '../../../core/web/texts.js'
import { contentOf, type Dossier, lineOf, type Sheet } from '../sheets.js'
import { Typesetter } from './typesetter.js'

/** Rows of a table that are printed; more is for a spreadsheet, and the last line says how much more there is. */
const ROWS_PRINTED = 1000

const MARGIN = 36
const SIZE = 7.5
const LINE = 10
const GAP = 4
/** Of a line in a cell, at most so many: a fact may be long. */
const LINES_MOST = 6

/** A4 across, a table after the other, in Chinese and English. */
export async function pdfOf(
  { title, sheets, notes = [] }: Dossier,
  { subject, by, at }: { subject: string; by: string; at: string }
): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin: MARGIN, bufferPages: false })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise(resolve => doc.once('end', resolve))
  const print = new Printer(doc)
  print.line(lineOf(title), 14)
  print.line(`${subject}; ${by}; ${at}`, SIZE)
  for (const note of notes) print.line(lineOf(note), SIZE)
  for (const sheet of sheets) print.sheet(sheet)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

class Printer {
  private y = MARGIN
  private readonly type: Typesetter
  private readonly width: number
  private readonly bottom: number

  constructor(private readonly doc: InstanceType<typeof PDFDocument>) {
    this.type = new Typesetter(doc)
    this.width = doc.page.width - 2 * MARGIN
    this.bottom = doc.page.height - MARGIN
  }

  line(text: string, size: number): void {
    for (const line of this.type.wrap(text, this.width, size)) {
      this.room(size + GAP)
      this.type.draw(line, MARGIN, this.y, size)
      this.y += size + GAP
    }
  }

  sheet(sheet: Sheet): void {
    const { title, columns, rows } = sheet
    this.y += 2 * GAP
    this.line(`${lineOf(title)} (${rows.length})`, 10)
    if (rows.length === 0) return
    const texts = rows.slice(0, ROWS_PRINTED).map(row => row.map(cell => String(contentOf(cell) ?? '')))
    const heads = columns.map(({ name }) => lineOf(name))
    const widths = this.widthsOf([heads, ...texts.slice(0, 100)])
    this.row(heads, widths)
    for (const row of texts) this.row(row, widths)
    if (rows.length > texts.length)
      this.line(lineOf(say('auditMorePrinted', { count: rows.length - texts.length })), SIZE)
  }

  private row(cells: readonly string[], widths: readonly number[]): void {
    const wrapped = cells.map((cell, index) => this.type.wrap(cell, widths[index]! - GAP, SIZE).slice(0, LINES_MOST))
    const height = Math.max(...wrapped.map(lines => lines.length)) * LINE + GAP
    this.room(height)
    let x = MARGIN
    for (const [index, lines] of wrapped.entries()) {
      for (const [number, line] of lines.entries()) this.type.draw(line, x, this.y + number * LINE, SIZE)
      x += widths[index]!
    }
    this.y += height
    const ruled = this.y - GAP / 2
    this.doc
      .moveTo(MARGIN, ruled)
      .lineTo(MARGIN + this.width, ruled)
      .lineWidth(0.3)
      .strokeColor('#c5cfc8')
      .stroke()
  }

  /** Columns share the page by what they hold, none of them narrower than a short number. */
  private widthsOf(rows: readonly (readonly string[])[]): number[] {
    const wants = rows[0]!.map((_, index) => {
      const lengths = rows.map(row => Math.min(40, [...(row[index] ?? '')].length))
      return Math.max(5, ...lengths)
    })
    const all = wants.reduce((sum, want) => sum + want, 0)
    return wants.map(want => (want / all) * this.width)
  }

  private room(height: number): void {
    if (this.y + height <= this.bottom) return
    this.doc.addPage()
    this.y = MARGIN
  }
}
