import { createHash, X509Certificate } from 'node:crypto'
import type { Submission } from '@suyuan/model/core/judge'
import type { ChaincodeStub } from 'fabric-shim'

const CLOCK_MILLISECONDS = 5 * 60 * 1000

/** The proposal's time is too far from this peer's clock. Withholds the endorsement; never alters a result. */
export class ClockSkew extends Error {
  override readonly name = 'ClockSkew'
}

/** Who submits this transaction and when, as the peer has checked its creator's certificate and signature. */
export function submissionOf(stub: ChaincodeStub, ledger: string): Submission {
  const time = stub.getDateTimestamp()
  const skew = time.getTime() - Date.now()
  if (Math.abs(skew) > CLOCK_MILLISECONDS) throw new ClockSkew(`proposal time is off by ${Math.round(skew / 1000)} s`)
  const { mspid, idBytes } = stub.getCreator()
  const administrator = administratorOf(Buffer.from(idBytes).toString())
  return { ledger, organisation: mspid, recordedAt: time.toISOString(), ...(administrator && { administrator }) }
}

type Administrator = NonNullable<Submission['administrator']>
const known = new Map<string, Administrator | undefined>()

/** The key of a certificate whose node OU says administrator; the peer has verified the chain. */
function administratorOf(pem: string): Administrator | undefined {
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
