import { checkElements } from './check.js'
import { type Element, elementString, elementsOf, FNC1, SYMBOLOGY } from './elements.js'
import { Gs1Error } from './error.js'
import { checkLink, linkFrom, linkOf, uriOf } from './link.js'
import { elementsOfUrn, epcUrn, type PrefixLength } from './urn.js'

/** What a text says that is a Digital Link URI, an element string or an EPC URN: checked, and in each of these forms. */
export interface Gs1Forms {
  /** As people read it, with brackets. */
  elementString: string
  /** The canonical Digital Link, or one under another stem. */
  uri: string
  /** Where what it names has one, and the company prefix's length is known. */
  urn?: string
  ais: Record<string, string>
}

export interface FormOptions {
  prefixLength?: PrefixLength
  /** Where links point, without a slash at its end. */
  stem?: string
}

/** The elements of any of the forms, checked. @throws Gs1Error */
export function readGs1(text: string): { elements: Element[]; prefix?: number } {
  const read = readForm(text.trim().replace(SYMBOLOGY, ''))
  checkElements(read.elements)
  return read
}

function readForm(text: string): { elements: Element[]; prefix?: number } {
  if (/^urn:/i.test(text)) return elementsOfUrn(text)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const link = linkOf(text)
    checkLink(link)
    return { elements: [...link.path, ...link.attributes] }
  }
  if (!/^[(\d^]/.test(text) && !text.startsWith(FNC1)) throw new Gs1Error('FORM_UNKNOWN')
  return { elements: elementsOf(text) }
}

/** @throws Gs1Error that says what is wrong with the text, and with which identifier */
export function gs1Forms(text: string, { prefixLength = () => undefined, stem }: FormOptions = {}): Gs1Forms {
  const { elements, prefix } = readGs1(text)
  const link = linkFrom(elements, stem)
  const urn = epcUrn([...link.path, ...link.attributes], prefix === undefined ? prefixLength : () => prefix)
  return {
    elementString: elementString(elements),
    uri: uriOf(link),
    ...(urn !== undefined && { urn }),
    ais: Object.fromEntries(elements.map(({ ai, value }) => [ai, value]))
  }
}
