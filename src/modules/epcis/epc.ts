import { isCanonicalUri } from '@suyuan/model/core/epcis/identifiers'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import { CANONICAL_STEM, linkFrom, linkOf, uriOf } from '@suyuan/model/core/gs1/link'
import { elementsOfUrn, epcUrn, type PrefixLength } from '@suyuan/model/core/gs1/urn'

/** In which form names of goods and places are given (`GS1-EPC-Format`). */
export const EPC_FORMATS = ['No_Preference', 'Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates'] as const
export type EpcFormat = (typeof EPC_FORMATS)[number]

/** What `make` makes of a name, or the name itself where it is no GS1 key: EPCIS takes any URI. */
function orItself(uri: string, make: () => string | undefined): string {
  try {
    return make() ?? uri
  } catch (error) {
    if (error instanceof Gs1Error) return uri
    throw error
  }
}

const isUrn = (uri: string) => /^urn:epc:(id|class|idpat):/i.test(uri)

/** The Digital Link of an EPC URN; other names as they are. */
const digitalLinkOf = (uri: string): string =>
  isUrn(uri) ? orItself(uri, () => uriOf(linkFrom(elementsOfUrn(uri).elements))) : uri

/** The EPC URN of a Digital Link whose company prefix is known; other names as they are. */
function urnOf(uri: string, lengthOf: PrefixLength): string {
  if (!/^https?:/i.test(uri)) return uri
  return orItself(uri, () => {
    const { path, attributes } = linkOf(uri)
    // A URN has no place for attributes.
    return attributes.length === 0 ? epcUrn(path, lengthOf) : undefined
  })
}

/** A name as the client wants it; what has no such form stays as it is. */
export function inFormat(uri: string, format: EpcFormat, lengthOf: PrefixLength): string {
  if (format === 'Always_GS1_Digital_Link') return digitalLinkOf(uri)
  return format === 'Always_EPC_URN' ? urnOf(uri, lengthOf) : uri
}

/** The one form by which a name is looked up: the canonical Digital Link of a GS1 key, in whatever form it came. */
export function indexed(uri: string): string {
  if (isCanonicalUri(uri)) return uri
  if (isUrn(uri)) return digitalLinkOf(uri)
  if (!/^https?:/i.test(uri)) return uri
  return orItself(uri, () => uriOf({ stem: CANONICAL_STEM, path: linkOf(uri).path, attributes: [] }))
}
