import { isObject, type Json, type JsonObject } from './json.js'
import { GS1_VOC } from './vocabulary.js'

export const EPCIS_CONTEXT = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld'

/** The prefix of this programme's extensions. */
export const SUYUAN = { suyuan: 'urn:suyuan:' }

/** Any edition of GS1's context for EPCIS. Contexts that lie elsewhere are not fetched. */
export const isEpcisContext = (entry: Json): boolean =>
  typeof entry === 'string' &&
  /^https?:\/\/(ref\.gs1\.org\/standards\/epcis|gs1\.github\.io\/EPCIS)\/([\w.-]+\/)?epcis-context\.jsonld$/.test(entry)

/**
 * What GS1's context binds. It has `cbvmda` with a colon at the end, which XML has not; hash ids have none, unless a document
 * itself binds it so.
 */
export const STANDARD_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda'],
  ['gs1', GS1_VOC],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/']
])

/** One namespace has one name, however an edition of a context or an XML document writes it. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['https://gs1.org/voc/', GS1_VOC],
  ['https://www.gs1.org/voc/', GS1_VOC],
  ['http://www.w3.org/2001/XMLSchema', 'http://www.w3.org/2001/XMLSchema#']
])

export const namespaceName = (uri: string): string => OTHER_NAMES.get(uri) ?? uri

export interface ExpandedName {
  uri: string
  local: string
}

/** The entries of a context, which may be one or a list. */
export const entriesOf = (context: Json | undefined): Json[] =>
  context === undefined ? [] : Array.isArray(context) ? context : [context]

/** What the prefixes of a document mean, by the contexts that are written out in it. */
export class Namespaces {
  private constructor(
    private readonly bound: ReadonlyMap<string, string>,
    /** Bound in the document itself. */
    readonly own: ReadonlyMap<string, string>
  ) {}

  static readonly standard = new Namespaces(STANDARD_PREFIXES, new Map())
  /** Of events on the ledger, which say by themselves what other prefixes mean. */
  static readonly ledger = Namespaces.standard.with(SUYUAN)

  /** With what another context binds besides, as an event's own does. */
  with(context: Json | undefined): Namespaces {
    const added = entriesOf(context).filter(isObject).flatMap(bindings)
    if (added.length === 0) return this
    return new Namespaces(new Map([...this.bound, ...added]), new Map([...this.own, ...added]))
  }

  uriOf(prefix: string): string | undefined {
    const uri = this.bound.get(prefix)
    return uri === undefined ? undefined : namespaceName(uri)
  }

  /** Namespace and local name of a member; undefined where it has none, or its prefix is not bound. */
  expand(name: string): ExpandedName | undefined {
    const colon = name.indexOf(':')
    if (colon < 0) return undefined
    const uri = this.uriOf(name.slice(0, colon))
    if (uri !== undefined) return { uri, local: name.slice(colon + 1) }
    const whole = /^(https?:\/\/\S*[/#]|urn:\S*:)([^/#:\s]+)$/.exec(name)
    return whole ? { uri: namespaceName(whole[1]!), local: whole[2]! } : undefined
  }
}

function bindings(entry: JsonObject): [string, string][] {
  return Object.entries(entry).flatMap(([prefix, term]): [string, string][] => {
    const uri = isObject(term) ? term['@id'] : term
    return /^@|:/.test(prefix) || typeof uri !== 'string' ? [] : [[prefix, uri]]
  })
}
