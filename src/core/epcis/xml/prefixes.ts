import type { JsonObject } from '@suyuan/model/core/epcis/json'
import { namespaceName, STANDARD_PREFIXES } from '@suyuan/model/core/epcis/namespaces'
import type { XmlElement } from './tree.js'

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance'
export const XSD = 'http://www.w3.org/2001/XMLSchema'
export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'
const XML = 'http://www.w3.org/XML/1998/namespace'

/** Namespaces of EPCIS itself, 1.x and 2.0: elements in them are written without a namespace, or by mistake with it. */
const EPCIS = /^urn:epcglobal:epcis(-query|-masterdata)?:xsd:[12]$/

export const isStandard = (uri: string): boolean => uri === '' || EPCIS.test(uri)

/**
 * The prefixes by which the names of an XML document are written in JSON: those of the document, unless one of them means
 * several namespaces in it.
 */
export class Prefixes {
  private readonly byUri = new Map([...STANDARD_PREFIXES].map(([prefix, uri]) => [namespaceName(uri), prefix]))
  /** What a part of the document binds besides, by namespace. */
  private inner: ReadonlyMap<string, string> = new Map()
  private readonly taken = new Set([...STANDARD_PREFIXES.keys(), 'xsi', 'xml'])
  private readonly bound = new Map<string, string>()

  /** Takes notice of what an element declares, so that the context has what the document has, used or not. */
  declare({ declared }: XmlElement): void {
    for (const [prefix, uri] of declared) {
      if (prefix === '' || !isExtension(uri)) continue
      const standard = STANDARD_PREFIXES.get(prefix)
      if (standard !== undefined && standard !== namespaceName(uri) && !this.bound.has(prefix)) this.release(prefix)
      this.of(uri, prefix)
    }
  }

  /** The same within a part of the document that binds prefixes of its own. */
  within(bound: ReadonlyMap<string, string>): Prefixes {
    const inner: Prefixes = Object.create(this) as Prefixes
    inner.inner = new Map([...bound].map(([prefix, uri]) => [namespaceName(uri), prefix]))
    return inner
  }

  /** Lets a document have a standard prefix for a namespace of its own. */
  private release(prefix: string): void {
    for (const [uri, known] of this.byUri) if (known === prefix) this.byUri.delete(uri)
    this.taken.delete(prefix)
  }

  /** The name of an element or attribute in JSON. */
  nameOf({ uri, local, prefix }: { uri: string; local: string; prefix?: string }): string {
    if (uri === '') return local
    return `${this.inner.get(namespaceName(uri)) ?? this.of(uri, prefix ?? '')}:${local}`
  }

  private of(uri: string, wanted: string): string {
    const name = namespaceName(uri)
    const known = this.byUri.get(name)
    if (known !== undefined) return known
    const prefix = this.free(wanted)
    this.byUri.set(name, prefix)
    this.taken.add(prefix)
    this.bound.set(prefix, uri)
    return prefix
  }

  private free(wanted: string): string {
    if (wanted !== '' && !this.taken.has(wanted)) return wanted
    const base = wanted === '' ? 'ns' : wanted
    for (let number = 1; ; number++) if (!this.taken.has(base + number)) return base + number
  }

  /** What a context must bind besides GS1's: an object for each prefix. */
  context(): JsonObject[] {
    return [...this.bound].map(([prefix, uri]) => ({ [prefix]: uri }))
  }

  get own(): ReadonlyMap<string, string> {
    return this.bound
  }
}

const isExtension = (uri: string): boolean => !isStandard(uri) && ![XSI, XSD, XML, SBDH].includes(uri)
