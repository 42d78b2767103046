import { EndorseError, GatewayError } from '@hyperledger/fabric-gateway'

/** What a failed endorsement means for the batch. Nothing was submitted in any of these cases. */
export type EndorseFailure =
  /** The law failed on the command at this place in the batch. */
  | { kind: 'law-fault'; index: number; reason: string }
  /** Peers are not there, not ready, or saw different states: the same batch may pass later. Of whom, where that is told. */
  | { kind: 'transient'; reason: string; organisations: readonly string[] }
  /** The chaincode threw, and not by the law: somewhere in the batch is something that it cannot take. */
  | { kind: 'unexplained'; reason: string }

const LAW_FAULT = /LAW_FAULT (\d+) (.*)/

export function endorseFailure(error: unknown): EndorseFailure {
  if (!(error instanceof EndorseError)) return transient(error)
  const reason = reasonOf(error)
  const fault = LAW_FAULT.exec(reason)
  if (fault) return { kind: 'law-fault', index: Number(fault[1]), reason: fault[2]! }
  // Fabric says "chaincode response 500" when the chaincode itself answered with an error, other words for the rest.
  const answered = error.details.some(({ message }) => message.startsWith('chaincode response 500'))
  // What a chaincode says when it withholds an answer by no fault of the batch.
  const passing = reason.includes('proposal time is off') || reason.includes('OTHER_SILENT')
  return answered && !passing ? { kind: 'unexplained', reason } : transient(error)
}

/** Fabric's words for organisations none of whose peers is there. */
const NO_PEERS = /endorsing peers for org\(s\): ([\w, ]+)/

function transient(error: unknown): EndorseFailure {
  const reason = reasonOf(error)
  const failed = error instanceof GatewayError ? error.details.map(({ mspId }) => mspId) : []
  const absent = NO_PEERS.exec(reason)?.[1]?.split(/, */) ?? []
  return { kind: 'transient', reason, organisations: [...failed, ...absent].filter(mspId => mspId !== '') }
}

/** The error's own words with those of the peers behind it. */
export function reasonOf(error: unknown): string {
  if (error instanceof GatewayError && error.details.length > 0) {
    return error.details.map(({ address, message }) => `${address}: ${message}`).join('; ')
  }
  return error instanceof Error ? error.message : String(error)
}
