import { isExact } from '@suyuan/model/core/epcis/decimal'
import { isObject, type JsonObject } from '@suyuan/model/core/epcis/json'
import type { EpcisDocument } from './document.js'
import { InvalidDocument, type Reason } from './issue.js'
import { at, ROOT } from './paths.js'

const MOST_NESTED = 32
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const BLANK = /[ \t\n\r]*/y

/**
 * Reads an EPCIS document, or an event, in JSON. A number with more digits than JSON readers hold is refused. A name that an
 * object has twice, as one of GS1's examples does, counts as it is given last.
 *
 * @throws InvalidDocument of the layer `syntax`, with line and column
 */
export function readJson(text: string): EpcisDocument {
  new Scanner(text.startsWith('\uFEFF') ? text.slice(1) : text).document()
  return documentOf(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown)
}

/** The same of what a JSON reader has read already. @throws InvalidDocument of the layer `syntax` */
export function documentOf(content: unknown): EpcisDocument {
  if (!isObject(content))
    throw new InvalidDocument([{ layer: 'syntax', path: ROOT, zh: '须为一个对象', en: 'it must be an object' }])
  return { content: content as JsonObject, lines: new Map() }
}

/** Goes once over a JSON text and tells where it is not what it should be. */
class Scanner {
  private place = 0

  constructor(private readonly text: string) {}

  document(): void {
    this.value(ROOT, 0)
    this.blank()
    if (this.place < this.text.length) this.refuse(ROOT, UNEXPECTED)
  }

  private value(path: string, depth: number): void {
    if (depth > MOST_NESTED) this.refuse(path, TOO_DEEP)
    this.blank()
    const character = this.text[this.place]
    if (character === '{') this.object(path, depth)
    else if (character === '[') this.array(path, depth)
    else if (character === '"') this.string(path)
    else if (this.match(WORD) === undefined) this.number(path)
  }

  private object(path: string, depth: number): void {
    this.place += 1
    if (this.take('}')) return
    do {
      this.blank()
      if (this.text[this.place] !== '"') this.refuse(path, NO_NAME)
      const name = this.string(path)
      if (!this.take(':')) this.refuse(path, UNEXPECTED)
      this.value(at(path, name), depth + 1)
    } while (this.take(','))
    if (!this.take('}')) this.refuse(path, UNEXPECTED)
  }

  private array(path: string, depth: number): void {
    this.place += 1
    if (this.take(']')) return
    let index = 0
    do this.value(at(path, index++), depth + 1)
    while (this.take(','))
    if (!this.take(']')) this.refuse(path, UNEXPECTED)
  }

  private string(path: string): string {
    const start = this.place
    let end = start
    do {
      end = this.text.indexOf('"', end + 1)
      if (end < 0) this.refuse(path, NO_END)
    } while (isEscaped(this.text, end))
    this.place = end + 1
    try {
      return JSON.parse(this.text.slice(start, this.place)) as string
    } catch {
      return this.refuse(path, NO_STRING, start)
    }
  }

  private number(path: string): void {
    const start = this.place
    const number = this.match(NUMBER)
    if (number === undefined) this.refuse(path, this.place < this.text.length ? UNEXPECTED : NO_END)
    if (!isExact(number)) this.refuse(path, INEXACT, start)
  }

  private take(character: string): boolean {
    this.blank()
    if (this.text[this.place] !== character) return false
    this.place += 1
    return true
  }

  private blank(): void {
    this.match(BLANK)
  }

  private match(shape: RegExp): string | undefined {
    shape.lastIndex = this.place
    const found = shape.exec(this.text)?.[0]
    if (found !== undefined) this.place += found.length
    return found
  }

  private refuse(path: string, reason: Reason, place = this.place): never {
    const before = this.text.slice(0, place).split('\n')
    const column = before.at(-1)!.length + 1
    throw new InvalidDocument([{ layer: 'syntax', path, line: before.length, column, ...reason }])
  }
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

const UNEXPECTED: Reason = { zh: '此处不符合 JSON 格式', en: 'this is not JSON here' }
const NO_NAME: Reason = { zh: '此处应为加引号的名称', en: 'a name in quotes is wanted here' }
const NO_END: Reason = { zh: 'JSON 不完整', en: 'the JSON ends too early' }
const NO_STRING: Reason = {
  zh: '文字中有不允许的字符或转义',
  en: 'the string has a character or an escape that JSON does not allow'
}
const INEXACT: Reason = {
  zh: '数字位数过多，无法精确保存',
  en: 'the number has more digits than can be kept exactly; give it as text, or with fewer'
}
const TOO_DEEP: Reason = { zh: `嵌套不得超过 ${MOST_NESTED} 层`, en: `nested more than ${MOST_NESTED} deep` }
