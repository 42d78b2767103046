import { isLowS } from '../../command.js'
import { concat, textOf } from '../bytes.js'
import type { ProofCrypto } from '../crypto.js'
import { rawSignature } from '../der.js'
import { must } from '../findings.js'
import type { Identities, Signer } from './identities.js'
import { numberOf, partAt, partOf } from './message.js'

/** What stands in a block, and who sent it. */
export interface Envelope {
  payload: Uint8Array
  signature: Uint8Array
  channelHeader: Uint8Array
  signatureHeader: Uint8Array
  /** HeaderType of fabric-protos. */
  type: bigint
  channel: string
  txId: string
  /** As its creator says, in milliseconds of Unix. */
  time: number
  creator: Uint8Array
  nonce: Uint8Array
  data: Uint8Array
}

export const CONFIG = 1n
export const ENDORSER_TRANSACTION = 3n

/** Envelope { 1 Payload { 1 Header { 1 ChannelHeader, 2 SignatureHeader }, 2 data }, 2 signature } of fabric-protos `common`. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const payload = partOf(bytes, 1)
  const channelHeader = partAt(payload, 1, 1)
  const signatureHeader = partAt(payload, 1, 2)
  const timestamp = partOf(channelHeader, 3)
  return {
    ...{ payload, channelHeader, signatureHeader },
    signature: partOf(bytes, 2),
    type: numberOf(channelHeader, 1),
    channel: textOf(partOf(channelHeader, 4)),
    txId: textOf(partOf(channelHeader, 5)),
    time: Number(numberOf(timestamp, 1)) * 1000 + Math.floor(Number(numberOf(timestamp, 2)) / 1_000_000),
    creator: partOf(signatureHeader, 1),
    nonce: partOf(signatureHeader, 2),
    data: partOf(payload, 2)
  }
}

/** What somebody says that he signed. */
export interface Signed {
  identity: Uint8Array
  /** Parts of it, in a row. */
  content: readonly Uint8Array[]
  /** DER. */
  signature: Uint8Array
  /** When it was, in milliseconds of Unix; null when nothing says so. */
  time: number | null
}

/** Who signed it. @throws Error in a sentence, for a stranger and when the signature does not hold */
export async function signerOf(signed: Signed, identities: Identities, crypto: ProofCrypto): Promise<Signer> {
  const signer = await identities.signerOf(signed.identity, signed.time)
  const raw = rawSignature(signed.signature)
  must(isLowS(raw), `a signature of ${signer.mspId} is not in its only form`)
  const holds = await crypto.verify(signer.publicKey, concat(...signed.content), raw)
  must(holds, `a signature of ${signer.mspId} does not hold`)
  return signer
}

/** Who sent an envelope. @throws Error in a sentence */
export const creatorOf = (
  { creator: identity, payload, signature, time }: Envelope,
  identities: Identities,
  crypto: ProofCrypto
): Promise<Signer> => signerOf({ identity, content: [payload], signature, time }, identities, crypto)

/** Each signer once, however often he signed. */
export const distinct = (signers: readonly Signer[]): Signer[] => [
  ...new Map(signers.map(signer => [signer.identity, signer])).values()
]

export const mspIdsOf = (signers: readonly Signer[]): string[] => [...new Set(signers.map(({ mspId }) => mspId))].sort()
