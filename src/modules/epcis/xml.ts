/** Answers in XML that are no documents: as GS1's description and its examples have them, elements without a namespace. */

import { SUYUAN } from '@suyuan/model/core/epcis/namespaces'
import { XmlBuilder } from '../../core/epcis/xml/builder.js'

const EPCIS = ['xmlns:epcis', 'urn:epcglobal:epcis:xsd:2'] as const
const OURS = Object.entries(SUYUAN).map(([prefix, uri]) => [`xmlns:${prefix}`, uri] as const)

/** Characters that no XML may hold; what somebody sent may be cited in what is wrong with it. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

type Members = Readonly<Record<string, unknown>>

/** RFC 7807's own; all others are this service's. */
const OF_PROBLEMS = ['type', 'title', 'status', 'detail', 'instance']

function write(xml: XmlBuilder, name: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) for (const item of value) write(xml, name, item)
  else if (typeof value === 'object')
    xml.element(name, '', [], () => {
      for (const [member, inner] of Object.entries(value)) write(xml, ours(member), inner)
    })
  else xml.text(name, String(value).replace(FORBIDDEN, '\uFFFD'), '')
}

/** The name of a member of this service's; facts may have any, also such as XML has not. */
const ours = (name: string) => `suyuan:${name.replace(/[^\w.-]/g, '_').replace(/^[^A-Za-z_]/, '_$&')}`

function writeProblem(xml: XmlBuilder, problem: Members): void {
  for (const name of OF_PROBLEMS) write(xml, name, problem[name])
  for (const [name, value] of Object.entries(problem)) if (!OF_PROBLEMS.includes(name)) write(xml, ours(name), value)
}

/** What went wrong: `EPCISException`, as the description names RFC 7807's body in XML. */
export function problemXml(problem: Members): string {
  const xml = new XmlBuilder()
  xml.element('epcis:EPCISException', '', [EPCIS, ...OURS], () => writeProblem(xml, problem))
  return xml.toString()
}

/** A capture job. */
export function jobXml(job: Members & { errors: readonly Members[] }): string {
  const { captureID, running, success, captureErrorBehaviour, createdAt, finishedAt, errors } = job
  const states = Object.entries({ running, success, captureID }).map(([name, value]) => [name, String(value)] as const)
  const xml = new XmlBuilder()
  xml.element('epcis:EPCISCaptureJob', '', [EPCIS, ...(errors.length > 0 ? OURS : []), ...states], () => {
    for (const [name, value] of Object.entries({ captureErrorBehaviour, createdAt, finishedAt }))
      write(xml, name, value)
    if (errors.length === 0) return
    xml.element('errors', '', [], () => {
      for (const error of errors) xml.element('error', '', [], () => writeProblem(xml, error))
    })
  })
  return xml.toString()
}

/** A list of resources. The description has none in XML but names their members. */
export function collectionXml(members: readonly string[]): string {
  const xml = new XmlBuilder()
  xml.element('epcis:Collection', '', [EPCIS], () => write(xml, 'member', members))
  return xml.toString()
}
