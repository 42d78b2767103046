import { InvalidDocument } from '../issue.js'
import { NOTE } from './tree.js'

// XML 1.0, 2.2: what a document may hold at all, and 2.11: a carriage return survives as a reference only.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u
const NAME = /^[A-Za-z_\u00C0-\u{EFFFF}][\w.\-\u00B7-\u{EFFFF}]*(:[A-Za-z_\u00C0-\u{EFFFF}][\w.\-\u00B7-\u{EFFFF}]*)?$/u

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;'
}

const cannot = (path: string, zh: string, en: string): InvalidDocument =>
  new InvalidDocument([{ layer: 'syntax', path, zh, en }])

export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, character => ESCAPES[character]!)
const escapeAttribute = (text: string): string => text.replace(/[&<>"\t\n\r]/g, character => ESCAPES[character]!)

export type Attributes = readonly (readonly [name: string, value: string])[]

/** Writes XML element by element, indented; text is written as it is, so nothing is added to what it says. */
export class XmlBuilder {
  private readonly parts: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n']
  private depth = 0

  /** @throws InvalidDocument where a name or a text cannot be in XML */
  text(name: string, value: string, path: string, attributes: Attributes = [], note?: string): void {
    this.check(name, value, path)
    const start = this.start(name, attributes, path)
    const kept = note === undefined ? '' : `<?${NOTE} ${note}?>`
    const content = kept + escapeText(value)
    this.parts.push(this.indent(), content === '' ? `<${start}/>\n` : `<${start}>${content}</${name}>\n`)
  }

  /** An element with what `content` writes into it. */
  element(name: string, path: string, attributes: Attributes, content: () => void, note?: string): void {
    const start = this.start(name, attributes, path)
    this.parts.push(this.indent(), `<${start}>\n`)
    this.depth += 1
    if (note !== undefined) this.note(note)
    content()
    this.depth -= 1
    this.parts.push(this.indent(), `</${name}>\n`)
  }

  note(body: string): void {
    this.parts.push(this.indent(), `<?${NOTE} ${body}?>\n`)
  }

  toString(): string {
    return this.parts.join('')
  }

  private start(name: string, attributes: Attributes, path: string): string {
    this.check(name, '', path)
    const written = attributes.map(([attribute, value]) => {
      this.check(attribute, value, path)
      return ` ${attribute}="${escapeAttribute(value)}"`
    })
    return name + written.join('')
  }

  private check(name: string, value: string, path: string): void {
    if (!NAME.test(name)) throw cannot(path, `“${name}”不能作为 XML 名称`, `"${name}" cannot be a name in XML`)
    if (FORBIDDEN.test(value)) throw cannot(path, '含有 XML 不能表示的字符', 'it holds a character that XML cannot')
  }

  private indent(): string {
    return '  '.repeat(this.depth)
  }
}

/** A note's body: JSON in which nothing ends the instruction. */
export const noteOf = (value: unknown): string => JSON.stringify(value).replace(/\?>/g, '?\\u003e')
