/** Master data: what documents say of places, parties, goods and words, beside their events. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import type { Namespaces } from '@suyuan/model/core/epcis/namespaces'
import { MOST_ELEMENTS } from '@suyuan/model/epcis/law'
import { type EpcisDocument, masterDataOf, namespacesOf } from '../../core/epcis/documents.js'
import { expanded, namespacesIn, selfContained } from './context.js'
import { indexed } from './epc.js'
import { EpcisException } from './exceptions.js'
import { literal, objectsIn, textsIn } from './indexing.js'
import { term } from './terms.js'

type Json = Record<string, unknown>

/** One thing as a document describes it, its prefixes with it. */
export interface Claim {
  vocabulary: string
  element: Json
}

/** What `epcis/describe` records: all that a document describes, and which document that is. */
export interface MasterData {
  document: string
  elements: Claim[]
}

/** The master data of a document; null where it has none. @throws EpcisException CaptureLimitExceededException */
export function masterDataIn(document: EpcisDocument): MasterData | null {
  const namespaces = namespacesOf(document)
  const elements = masterDataOf(document.content).map(({ vocabulary, element }) => ({
    vocabulary,
    element: selfContained(element, namespaces)
  }))
  if (elements.length === 0) return null
  if (elements.length > MOST_ELEMENTS)
    throw new EpcisException('CaptureLimitExceededException', {
      zh: `一次至多采集 ${MOST_ELEMENTS} 项主数据`,
      en: `at most ${MOST_ELEMENTS} elements of master data are captured at once`
    })
  return { document: createHash('sha256').update(canonicalJson(document.content)).digest('hex'), elements }
}

/** Vocabularies of EPCIS whose elements stand in a field of events. */
export const VOCABULARIES_OF = {
  readPoint: ['urn:epcglobal:epcis:vtype:ReadPoint', 'urn:epcglobal:epcis:vtype:Location'],
  bizLocation: ['urn:epcglobal:epcis:vtype:BusinessLocation', 'urn:epcglobal:epcis:vtype:Location']
} as const

const CBV_ATTRIBUTES = 'urn:epcglobal:cbv:mda:'

/** The one name of an attribute, however it is written; the CBV of 1.x has a `#` in it. */
function fullName(name: string, namespaces: Namespaces): string {
  const [, ofCbv] = /^(?:cbvmda:|urn:epcglobal:cbv:mda[:#])(.+)$/.exec(name) ?? []
  return ofCbv === undefined ? (expanded(name, namespaces) ?? name) : CBV_ATTRIBUTES + ofCbv
}

const localName = (name: string): string => name.slice(Math.max(...[...':/#'].map(mark => name.lastIndexOf(mark))) + 1)

/** Terms by which elements are found that have an attribute, with one of these values where such are given. */
export function attributeTerms(
  names: readonly string[],
  values: readonly string[] | null,
  namespaces: Namespaces
): string[] {
  const full = names.map(name => (name.includes(':') ? fullName(name, namespaces) : name))
  return full.flatMap(name => (values ? values.map(value => term(`is/${name}`, value)) : [term('has', name)]))
}

export const isAttribute = (name: string, asked: readonly string[], namespaces: Namespaces): boolean => {
  const full = fullName(name, namespaces)
  return asked.some(one => (one.includes(':') ? fullName(one, namespaces) === full : localName(full) === one))
}

export interface IndexedClaim {
  id: string
  terms: string[]
  children: string[]
}

/** What is indexed of a claim, whatever is in it: on the ledger there may be any JSON. */
export function indexOfClaim(element: Json): IndexedClaim {
  const namespaces = namespacesIn(element['@context'])
  const terms = objectsIn(element.attributes).flatMap(({ id, attribute }) => {
    if (typeof id !== 'string') return []
    const full = fullName(id, namespaces)
    const value = literal(attribute)
    return [full, localName(full)].flatMap(name => [
      term('has', name),
      ...(['string', 'number'].includes(typeof value) ? [term(`is/${name}`, String(value))] : [])
    ])
  })
  return {
    id: indexed(String(element.id)),
    terms: [...new Set(terms)],
    children: textsIn(element.children).map(indexed)
  }
}
