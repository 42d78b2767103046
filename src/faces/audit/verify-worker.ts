/** Verifies a bundle apart from the gateway: a long one takes minutes of a processor. */
import { parentPort, workerData } from 'node:worker_threads'
import { AUDIT_FORMAT } from '@suyuan/model/core/proof/audit/bundle'
import { verifyAudit } from '@suyuan/model/core/proof/audit/verify'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { laws } from '@suyuan/model/laws'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { sha256 } from '@suyuan/model/node/crypto'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'

const { text, genesis } = workerData as { text: string; genesis: string }

function formatOf(): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format
  } catch {
    return undefined // what is no JSON, the verifier of proofs says so
  }
}

const format = formatOf()
const findings =
  format === AUDIT_FORMAT
    ? await verifyAudit(text, genesis, { crypto: proofCrypto, hash: sha256, unpack: unpackBatch, laws })
    : await verifyProof(text, genesis, proofCrypto)
parentPort!.postMessage({ format: typeof format === 'string' ? format.slice(0, 60) : null, findings })
