import { z } from 'zod'

/** GS1 mod-10 check digit over the digits before it (GS1 General Specifications, 7.9). */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return String((10 - (sum % 10)) % 10)
}

const hasCheckDigit = (digits: string) => digits.at(-1) === checkDigit(digits.slice(0, -1))

/** GTIN-14: shorter GTINs are written with leading zeros. */
export const Gtin = z
  .string()
  .regex(/^\d{14}$/)
  .refine(hasCheckDigit, 'GS1_CHECK_DIGIT')
export type Gtin = z.infer<typeof Gtin>

/** GLN, 13 digits: a place. */
export const Gln = z
  .string()
  .regex(/^\d{13}$/)
  .refine(hasCheckDigit, 'GS1_CHECK_DIGIT')
export type Gln = z.infer<typeof Gln>

/** SSCC, 18 digits: a case or another logistic unit. */
export const Sscc = z
  .string()
  .regex(/^\d{18}$/)
  .refine(hasCheckDigit, 'GS1_CHECK_DIGIT')
export type Sscc = z.infer<typeof Sscc>

// GS1 character set 82 less '/' and '%', which would have to be percent-encoded in a Digital Link.
const component = /^[!"&'()*+,\-.0-9:;<=>?A-Z_a-z]{1,20}$/

/** Lot (AI 10) and serial (AI 21): up to 20 characters. */
export const LotNumber = z.string().regex(component)
export const Serial = z.string().regex(component)

const ORIGIN = 'https://id.gs1.org'

/** A class of goods made together: GTIN and lot, LGTIN in EPCIS terms. */
export interface LotRef {
  gtin: Gtin
  lot: string
}

/** One serialised item, SGTIN. */
export interface PackRef {
  gtin: Gtin
  serial: string
}

export const lotUri = ({ gtin, lot }: LotRef) => `${ORIGIN}/01/${gtin}/10/${encodeURIComponent(lot)}`
export const packUri = ({ gtin, serial }: PackRef) => `${ORIGIN}/01/${gtin}/21/${encodeURIComponent(serial)}`
export const caseUri = (sscc: Sscc) => `${ORIGIN}/00/${sscc}`
export const placeUri = (gln: Gln) => `${ORIGIN}/414/${gln}`
/** A party as source or destination: AI 417 is the GLN of a party. Parties here go by USCC, so an URN of our own. */
export const partyUri = (uscc: string) => `urn:suyuan:party:${uscc}`
/** CBV 8.5: a business transaction, named by the GLN of who issued it and its number there. */
export const transactionUri = (gln: Gln, number: string) => `urn:epcglobal:cbv:bt:${gln}:${number}`

const decoded = (part: string) => {
  try {
    return decodeURIComponent(part)
  } catch {
    return '' // a stray '%': no valid component, so the schema behind refuses it
  }
}

/** A schema for URIs of one shape; its output is what the URI names. */
function uri<T>(shape: RegExp, schema: z.ZodType<T>, parts: (match: RegExpExecArray) => unknown) {
  return z.string().transform((text, context): T => {
    const match = shape.exec(text)
    const result = match ? schema.safeParse(parts(match)) : undefined
    if (result?.success) return result.data
    const checkDigitWrong = result?.error?.issues.some(issue => issue.message === 'GS1_CHECK_DIGIT')
    context.addIssue({ code: 'custom', message: checkDigitWrong ? 'GS1_CHECK_DIGIT' : 'GS1_URI' })
    return z.NEVER
  })
}

const lotShape = /^https:\/\/id\.gs1\.org\/01\/(\d{14})\/10\/([^/?#]+)$/
const packShape = /^https:\/\/id\.gs1\.org\/01\/(\d{14})\/21\/([^/?#]+)$/
const lot = z.object({ gtin: Gtin, lot: LotNumber })
const pack = z.object({ gtin: Gtin, serial: Serial })

export const LotUri = uri(lotShape, lot, match => ({ gtin: match[1], lot: decoded(match[2]!) }))
export const PackUri = uri(packShape, pack, match => ({ gtin: match[1], serial: decoded(match[2]!) }))
export const CaseUri = uri(/^https:\/\/id\.gs1\.org\/00\/(\d{18})$/, Sscc, match => match[1])
export const PlaceUri = uri(/^https:\/\/id\.gs1\.org\/414\/(\d{13})$/, Gln, match => match[1])
