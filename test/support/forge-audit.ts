/** Auditors' bundles of forged chains, and what the verifier finds wrong with them. */
import type { Audit } from '@suyuan/model/core/proof/audit/bundle'
import { verifyAudit } from '@suyuan/model/core/proof/audit/verify'
import { laws } from '@suyuan/model/laws'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { sha256 } from '@suyuan/model/node/crypto'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import { textOf } from './forge.js'
import { ForgedChain, type Sent } from './forge-chain.js'

export const product = { kind: 'product', id: '09520001000065' } as const

const tools = { crypto: proofCrypto, hash: sha256, unpack: unpackBatch, laws }

export const verified = (audit: unknown, genesis: string) =>
  verifyAudit(typeof audit === 'string' ? audit : textOf(audit), genesis, tools)

export const failures = async (audit: unknown, genesis: string) =>
  (await verified(audit, genesis)).filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`)

/** What fails first, when something must. */
export const failure = async (audit: unknown, genesis: string) => (await failures(audit, genesis))[0] ?? 'nothing'

/** What fails of a chain with this transaction in it, which a checkpoint attests. */
export async function withTransaction(
  make: (chain: ForgedChain) => Sent,
  change: (audit: Audit) => object = audit => audit,
  chain = new ForgedChain()
): Promise<string> {
  const sent = make(chain)
  const block = chain.add(sent)
  const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
  return failure(change(chain.audit(product, [block], [attesting])), chain.id)
}
