import { equal, fromPem, hexOf, textOf } from './bytes.js'
import type { ProofCrypto } from './crypto.js'
import { BIT_STRING, type Der, derValue, derValues, INTEGER, rawSignature, SEQUENCE, SET, tagged } from './der.js'

/** What a proof needs of an X.509 certificate with a P-256 key, signed with ECDSA and SHA-256. */
export interface Certificate {
  /** What the issuer signed. */
  signed: Uint8Array
  /** Raw r‖s. */
  signature: Uint8Array
  /** Names as DER. */
  issuer: Uint8Array
  subject: Uint8Array
  /** Values of the subject's organisational units: Fabric's roles are there. */
  units: string[]
  /** Uncompressed point of 65 bytes. */
  publicKey: Uint8Array
}

const ECDSA_SHA256 = '06082a8648ce3d040302'
const P256_KEY = '06072a8648ce3d020106082a8648ce3d030107'
const ORGANISATIONAL_UNIT = '060355040b'
const VERSION = 0xa0

/** @throws Error for what is no such certificate */
export function readCertificate(pem: Uint8Array): Certificate {
  const parts = derValues(derValue(fromPem(pem), SEQUENCE).content)
  if (parts.length !== 3) throw new Error('this is no certificate')
  const body = tagged(parts[0], SEQUENCE)
  const algorithm = tagged(parts[1], SEQUENCE)
  const [version, serial, signedWith, issuer, validity, subject, key] = derValues(body.content)
  tagged(version, VERSION)
  tagged(serial, INTEGER)
  tagged(validity, SEQUENCE)
  for (const named of [algorithm, tagged(signedWith, SEQUENCE)])
    if (hexOf(named.content) !== ECDSA_SHA256) throw new Error('this certificate is not signed with ECDSA and SHA-256')
  const name = tagged(subject, SEQUENCE)
  return {
    signed: body.whole,
    signature: rawSignature(bits(parts[2])),
    issuer: tagged(issuer, SEQUENCE).whole,
    subject: name.whole,
    units: unitsOf(name),
    publicKey: publicKeyOf(tagged(key, SEQUENCE))
  }
}

function bits(value: Der | undefined): Uint8Array {
  const { content } = tagged(value, BIT_STRING)
  if (content[0] !== 0) throw new Error('this is no certificate')
  return content.subarray(1)
}

function publicKeyOf(key: Der): Uint8Array {
  const [algorithm, point] = derValues(key.content)
  const publicKey = bits(point)
  if (hexOf(tagged(algorithm, SEQUENCE).content) !== P256_KEY || publicKey.length !== 65)
    throw new Error('this certificate has no P-256 key')
  return publicKey
}

/** A name is a SEQUENCE of SETs of SEQUENCE { type, value }. */
function unitsOf(name: Der): string[] {
  return derValues(name.content)
    .flatMap(set => derValues(tagged(set, SET).content))
    .map(attribute => tagged(attribute, SEQUENCE).content)
    .filter(attribute => hexOf(attribute).startsWith(ORGANISATIONAL_UNIT))
    .map(attribute => textOf(derValues(attribute).at(-1)!.content))
}

/** Whether the root issued the certificate: it bears the root's name as issuer, and the root's signature. */
export const isIssuedBy = async (certificate: Certificate, root: Certificate, crypto: ProofCrypto): Promise<boolean> =>
  equal(certificate.issuer, root.subject) &&
  (await crypto.verify(root.publicKey, certificate.signed, certificate.signature))
