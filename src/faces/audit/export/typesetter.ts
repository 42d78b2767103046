import type PDFDocument from 'pdfkit'
import { fontFileOf } from './fonts.js'

type Document = InstanceType<typeof PDFDocument>

/** Sets text in a font that is in many files, each for some characters: a line changes files as it goes. */
export class Typesetter {
  private readonly names = new Map<string, string>()
  /** Widths at size 1. */
  private readonly widths = new Map<string, number>()

  constructor(private readonly doc: Document) {}

  /** Lines that are no wider than that: Chinese is broken anywhere, and so are codes, which have no spaces. */
  wrap(text: string, width: number, size: number): string[] {
    const lines: string[] = []
    let line = ''
    let used = 0
    for (const character of text.replaceAll(/\s+/g, ' ')) {
      const own = this.widthOf(character) * size
      if (used + own > width && line !== '') {
        lines.push(line)
        line = ''
        used = 0
      }
      line += character
      used += own
    }
    return [...lines, line]
  }

  /** Draws one line. */
  draw(line: string, x: number, y: number, size: number): void {
    let at = x
    for (const { font, text, width } of this.runs(line)) {
      this.doc.font(font).fontSize(size).text(text, at, y, { lineBreak: false })
      at += width * size
    }
  }

  private runs(line: string): { font: string; text: string; width: number }[] {
    const runs: { font: string; text: string; width: number }[] = []
    for (const character of line) {
      const font = this.fontOf(character)
      const width = this.widthOf(character)
      const last = runs.at(-1)
      if (last?.font === font) {
        last.text += character
        last.width += width
      } else runs.push({ font, text: character, width })
    }
    return runs
  }

  private widthOf(character: string): number {
    const known = this.widths.get(character)
    if (known !== undefined) return known
    const width = this.doc.font(this.fontOf(character)).fontSize(1).widthOfString(character)
    this.widths.set(character, width)
    return width
  }

  /** The name under which the document has the file with that character. */
  private fontOf(character: string): string {
    const file = fontFileOf(character)
    const known = this.names.get(file)
    if (known) return known
    const name = `sans-${this.names.size}`
    this.doc.registerFont(name, file)
    this.names.set(file, name)
    return name
  }
}
