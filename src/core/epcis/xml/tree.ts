import { SaxesParser, type SaxesTagNS } from 'saxes'
import { InvalidDocument, type Reason } from '../issue.js'
import { ROOT } from '../paths.js'

export interface XmlAttribute {
  name: string
  local: string
  uri: string
  value: string
}

export interface XmlElement {
  local: string
  prefix: string
  uri: string
  /** Without the declarations of namespaces. */
  attributes: XmlAttribute[]
  /** Prefixes that are declared here. */
  declared: ReadonlyMap<string, string>
  children: XmlElement[]
  /** All text directly in it. */
  text: string
  /** Bodies of its processing instructions `epcis-json`, in which the writer keeps what XML has no place for. */
  notes: string[]
  line: number
}

/** Deeper and more than any honest document has; a thousand events with all their fields have a quarter of it. */
const MOST_NESTED = 48
const MOST_NODES = 400_000
/** Processing instructions of this name are read, all others passed over. */
export const NOTE = 'epcis-json'

/**
 * Reads a well-formed XML text with its namespaces. Document types that declare anything, or refer to anything, are refused:
 * so there are no entities to be expanded and nothing to be fetched.
 *
 * @throws InvalidDocument of the layer `syntax`, with line and column
 */
export function readTree(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const refuse = (reason: Reason): never => {
    throw new InvalidDocument([
      { layer: 'syntax', path: ROOT, line: parser.line, column: parser.columnIndex + 1, ...reason }
    ])
  }
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let nodes = 0
  parser.on('error', error => refuse({ zh: 'XML 格式不正确', en: `not well-formed XML: ${plainMessage(error)}` }))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) refuse(NOT_UTF8)
  })
  parser.on('doctype', declaration => {
    if (!/^\s*[\w:.-]+\s*$/.test(declaration)) refuse(DOCTYPE)
  })
  parser.on('opentag', tag => {
    const element = elementOf(tag, parser.line)
    nodes += 1 + element.attributes.length
    if (open.length >= MOST_NESTED || nodes > MOST_NODES) refuse(TOO_MUCH)
    if (open.length === 0) root = element
    else open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  const onText = (part: string): void => {
    if (open.length > 0) open.at(-1)!.text += part
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('processinginstruction', ({ target, body }) => {
    if (target === NOTE && open.length > 0) open.at(-1)!.notes.push(body)
  })
  parser.write(text.replace(/^\uFEFF/, '')).close()
  return root ?? refuse({ zh: '没有任何元素', en: 'there is no element in it' })
}

const NOT_UTF8: Reason = { zh: '编码须为 UTF-8', en: 'the encoding must be UTF-8' }
const DOCTYPE: Reason = {
  zh: '不接受带声明或外部引用的 DOCTYPE',
  en: 'a DOCTYPE with declarations or references is not taken'
}
const TOO_MUCH: Reason = {
  zh: `嵌套超过 ${MOST_NESTED} 层，或元素和属性超过 ${MOST_NODES} 个`,
  en: `nested more than ${MOST_NESTED} deep, or more than ${MOST_NODES} elements and attributes`
}

/** The parser puts the place before its message; the place is said apart. */
const plainMessage = ({ message }: Error): string => message.replace(/^\d+:\d+:\s*/, '')

const XMLNS = 'http://www.w3.org/2000/xmlns/'

function elementOf(tag: SaxesTagNS, line: number): XmlElement {
  const attributes = Object.values(tag.attributes)
  return {
    local: tag.local,
    prefix: tag.prefix,
    uri: tag.uri,
    attributes: attributes
      .filter(({ uri }) => uri !== XMLNS)
      .map(({ name, local, uri, value }) => ({ name, local, uri, value })),
    declared: new Map(Object.entries(tag.ns)),
    children: [],
    text: '',
    notes: [],
    line
  }
}
