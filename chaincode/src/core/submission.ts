import type { Submission } from '@suyuan/model/core/judge'
import { administratorOf } from '@suyuan/model/node/administrator'
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
