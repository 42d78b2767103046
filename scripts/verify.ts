/** `suyuan verify`: checks a proof with nothing but the ledger's first block, or its hash. No network, no database. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { blockHeaderBytes, readBlockHeader } from '@suyuan/model/core/block'
import type { Finding } from '@suyuan/model/core/proof/findings'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'

/** The hash of block 0, from itself or from the file that holds the block. @throws Error for what is neither */
export function genesisHash(genesis: string): string {
  if (!existsSync(genesis) && /^[0-9a-f]{64}$/.test(genesis)) return genesis
  return createHash('sha256')
    .update(blockHeaderBytes(readBlockHeader(readFileSync(genesis))))
    .digest('hex')
}

/** What was checked and found. It is proved when all is ok, and there is something. */
export const verify = (path: string, genesis: string): Promise<Finding[]> =>
  verifyProof(readFileSync(path, 'utf8'), genesisHash(genesis), proofCrypto)

export const lineOf = ({ check, ok, detail }: Finding): string =>
  `${ok ? 'ok  ' : 'FAIL'} ${check.padEnd(13)} ${detail}`
