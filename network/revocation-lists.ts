/**
 * Revocation lists, looked at before they are in the channel's configuration. Fabric takes any there: by one that does not
 * say whose it is, it refuses everybody of the organisation, its administrators included; one of somebody else's revokes nobody.
 */
import { verify, X509Certificate } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  AuthorityKeyIdentifier,
  Certificate,
  CertificateList,
  type Extension,
  id_ce_authorityKeyIdentifier,
  id_ce_subjectKeyIdentifier,
  SubjectKeyIdentifier,
  type TBSCertificate
} from '@peculiar/asn1-x509'

/** Digests of ECDSA signatures (RFC 5758), by which Fabric's CAs sign. */
const DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512'
}
const LIST = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----\n?/g

/**
 * The lists of a PEM file, each in PEM.
 *
 * @param roots certificates of the organisation's CAs, PEM, as the channel has them
 * @throws Error in a sentence where there is none, or one that must not be in the channel
 */
export function revocationLists(pem: string, organisation: string, roots: readonly string[]): string[] {
  const lists = [...pem.matchAll(LIST)]
  if (lists.length === 0) throw new Error('That is no revocation list in PEM (-----BEGIN X509 CRL-----)')
  return lists.map(([list, base64 = '']) => {
    const read = parsed(Buffer.from(base64, 'base64'))
    const authority = authorityOf(read)
    if (!authority)
      throw new Error(
        `The revocation list does not say whose it is (authorityKeyIdentifier): Fabric would refuse everybody of ${organisation}`
      )
    if (!roots.some(root => isSignedBy(read, authority, root)))
      throw new Error(`The revocation list is not signed by a CA of ${organisation}`)
    return list
  })
}

function parsed(der: Buffer): CertificateList {
  try {
    return AsnConvert.parse(der, CertificateList)
  } catch (cause) {
    throw new Error('That revocation list cannot be read', { cause })
  }
}

const extensionOf = (extensions: readonly Extension[] | undefined, id: string): ArrayBuffer | undefined =>
  extensions?.find(({ extnID }) => extnID === id)?.extnValue.buffer

/** By which key a list says that it is signed. */
function authorityOf({ tbsCertList }: CertificateList): Buffer | null {
  const value = extensionOf(tbsCertList.crlExtensions, id_ce_authorityKeyIdentifier)
  const { keyIdentifier } = value ? AsnConvert.parse(value, AuthorityKeyIdentifier) : {}
  return keyIdentifier ? Buffer.from(keyIdentifier.buffer) : null
}

/** How a certificate names its key. */
export const subjectKeyOf = (certificate: X509Certificate): Buffer | null =>
  subjectKeyIn(AsnConvert.parse(certificate.raw, Certificate).tbsCertificate)

function subjectKeyIn({ extensions }: TBSCertificate): Buffer | null {
  const value = extensionOf(extensions, id_ce_subjectKeyIdentifier)
  return value ? Buffer.from(AsnConvert.parse(value, SubjectKeyIdentifier).buffer) : null
}

/** By name, key and signature: Fabric looks for the key's name alone, who verifies a proof for the issuer's. */
function isSignedBy(list: CertificateList, authority: Buffer, root: string): boolean {
  const certificate = new X509Certificate(root)
  const { tbsCertificate } = AsnConvert.parse(certificate.raw, Certificate)
  if (!subjectKeyIn(tbsCertificate)?.equals(authority)) return false
  const [issuer, subject] = [list.tbsCertList.issuer, tbsCertificate.subject].map(name =>
    Buffer.from(AsnConvert.serialize(name))
  )
  const digest = DIGESTS[list.signatureAlgorithm.algorithm]
  const body = Buffer.from(list.tbsCertListRaw!)
  return (
    digest !== undefined &&
    issuer!.equals(subject!) &&
    verify(digest, body, certificate.publicKey, Buffer.from(list.signature))
  )
}
