import { createHash, X509Certificate } from 'node:crypto'
import type { Submission } from '../core/judge.js'

export type Administrator = NonNullable<Submission['administrator']>
const known = new Map<string, Administrator | undefined>()

/** The key of a certificate whose node OU says administrator; whoever asks has its chain verified by a peer. */
export function administratorOf(pem: string): Administrator | undefined {
  if (!known.has(pem)) known.set(pem, readCertificate(pem))
  return known.get(pem)
}

function readCertificate(pem: string): Administrator | undefined {
  const certificate = new X509Certificate(pem)
  // One unit or several: Fabric CA writes a member's affiliation beside its role.
  const { OU = [] } = certificate.toLegacyObject().subject as { OU?: string | string[] }
  if (![OU].flat().includes('admin')) return undefined
  const { x, y } = certificate.publicKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  return { key: createHash('sha256').update(point).digest('hex'), publicKey: point.toString('base64url') }
}
