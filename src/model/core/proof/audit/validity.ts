import { fromBase64url, hexOf, textOf } from '../bytes.js'
import type { Certificate } from '../certificate.js'
import { type Der, derValue, derValues, INTEGER, SEQUENCE, tagged } from '../der.js'
import { must } from '../findings.js'

const UTC_TIME = 0x17
const LIST = /^-----BEGIN X509 CRL-----\n([A-Za-z0-9+/\n]+)=*\n-----END X509 CRL-----\n*$/

/** Version, serial number, algorithm, issuer, validity and so on: a certificate's body. */
const bodyOf = ({ signed }: Certificate): Der[] => derValues(derValue(signed, SEQUENCE).content)

/** By which revocation lists name a certificate: its issuer and number. */
export const serialOf = (certificate: Certificate): string =>
  `${hexOf(certificate.issuer)}/${hexOf(tagged(bodyOf(certificate)[1], INTEGER).content)}`

/** From when until when a certificate is good, both included, in milliseconds of Unix. */
export function validityOf(certificate: Certificate): { from: number; until: number } {
  const [from, until] = derValues(tagged(bodyOf(certificate)[4], SEQUENCE).content).map(timeOf)
  return { from: from!, until: until! }
}

/** UTCTime YYMMDDhhmmssZ is of 1950 to 2049, GeneralizedTime YYYYMMDDhhmmssZ of any year (RFC 5280 §4.1.2.5). */
function timeOf({ tag, content }: Der): number {
  const text = textOf(content)
  const full = tag !== UTC_TIME ? text : text < '50' ? `20${text}` : `19${text}`
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full)
  must(parts !== null, 'a certificate has a time that is none')
  const [, year, month, day, hours, minutes, seconds] = parts
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
}

/**
 * The certificates that a revocation list in PEM names, as `serialOf` does. Who signed it is not asked: it is in force
 * because it is in the configuration.
 *
 * @throws Error for what is no such list
 */
export function revokedIn(pem: Uint8Array): string[] {
  const [, base64] = LIST.exec(textOf(pem)) ?? []
  must(base64 !== undefined, 'a revocation list is not in PEM')
  const bytes = fromBase64url(base64.replaceAll('\n', '').replaceAll('+', '-').replaceAll('/', '_'))
  const [body] = derValues(derValue(bytes, SEQUENCE).content)
  // TBSCertList: version and times are no sequences; algorithm, issuer and, when any are, the revoked certificates are.
  const [, issuer, list] = derValues(tagged(body, SEQUENCE).content).filter(({ tag }) => tag === SEQUENCE)
  const revoked = list ? derValues(list.content) : []
  return revoked.map(entry => {
    const [serial] = derValues(tagged(entry, SEQUENCE).content)
    return `${hexOf(tagged(issuer, SEQUENCE).whole)}/${hexOf(tagged(serial, INTEGER).content)}`
  })
}
