import { checkDigit } from '../core/gs1.js'

const DIGITAL_LINK = /^https?:\/\/[^?#]*\/01\/(\d{8}|\d{12,14})(?=[/?#]|$)/i
const URN = /^urn:epc:(?:id:sgtin|idpat:sgtin|class:lgtin):(\d{6,12})\.(\d{1,7})\./
/** GS1 company prefix and item reference, indicator included. */
const URN_DIGITS = 13

/** The GTIN-14 that a name of goods has in it, as Digital Link of any domain or as EPC URN; null for other names. */
export function gtinIn(name: string): string | null {
  const link = DIGITAL_LINK.exec(name)?.[1]
  if (link) return link.padStart(14, '0')
  const [, company = '', item = ''] = URN.exec(name) ?? []
  if (company.length + item.length !== URN_DIGITS) return null
  const digits = `${item[0]}${company}${item.slice(1)}`
  return digits + checkDigit(digits)
}

const LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const
const QUANTITIES = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'] as const

const listIn = (event: Record<string, unknown>, member: string): unknown[] => {
  const list = event[member]
  return Array.isArray(list) ? list : []
}

/** All names of goods in an EPCIS event, whatever else is in it: its form is not the law's affair. */
export function goodsNamedIn(event: Record<string, unknown>): string[] {
  const classes = QUANTITIES.flatMap(member => listIn(event, member)).map(
    element => (Object(element) as { epcClass?: unknown }).epcClass
  )
  // A QuantityEvent, which EPCIS 1.x still has, names its goods by itself.
  return [event.parentID, event.epcClass, ...LISTS.flatMap(member => listIn(event, member)), ...classes].filter(
    name => typeof name === 'string'
  )
}
