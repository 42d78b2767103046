/**
 * `suyuan verify`: checks a proof or an auditor's bundle with nothing but the ledger's first block, or its hash. No network,
 * no database.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { blockHeaderBytes, readBlockHeader } from '@suyuan/model/core/block'
import { AUDIT_FORMAT } from '@suyuan/model/core/proof/audit/bundle'
import type { AuditTools } from '@suyuan/model/core/proof/audit/speech'
import { verifyAudit } from '@suyuan/model/core/proof/audit/verify'
import type { Finding } from '@suyuan/model/core/proof/findings'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { laws } from '@suyuan/model/laws'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { sha256 } from '@suyuan/model/node/crypto'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'

/** The hash of block 0, from itself or from the file that holds the block. @throws Error for what is neither */
export function genesisHash(genesis: string): string {
  if (!existsSync(genesis) && /^[0-9a-f]{64}$/.test(genesis)) return genesis
  return createHash('sha256')
    .update(blockHeaderBytes(readBlockHeader(readFileSync(genesis))))
    .digest('hex')
}

export const auditTools: AuditTools = { crypto: proofCrypto, hash: sha256, unpack: unpackBatch, laws }

/** What was checked and found. It is proved when all is ok, and there is something. */
export const verify = (path: string, genesis: string): Promise<Finding[]> =>
  verifyText(readFileSync(path, 'utf8'), genesisHash(genesis))

/** The same of a bundle's text. @param ledger hash of block 0, hexadecimal */
export const verifyText = (text: string, ledger: string): Promise<Finding[]> =>
  formatOf(text) === AUDIT_FORMAT ? verifyAudit(text, ledger, auditTools) : verifyProof(text, ledger, proofCrypto)

function formatOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format
  } catch {
    return undefined // what is no JSON, the verifier of proofs says so
  }
}

export const lineOf = ({ check, ok, detail }: Finding): string =>
  `${ok ? 'ok  ' : 'FAIL'} ${check.padEnd(13)} ${detail}`
