import { concat, fromBase64url } from '../bytes.js'
import type { ProofCrypto } from '../crypto.js'
import { type AuditCheck, type Findings, must } from '../findings.js'
import type { Audit, WholeBlock } from './bundle.js'
import type { Chain } from './chain.js'
import { CONFIG, readEnvelope } from './envelope.js'

/** A block as the bundle has it, and what the peers say of it. */
interface Told extends WholeBlock {
  attesting: boolean
  /** A validation code for each transaction; 0 is VALID. */
  codes: Uint8Array
}

/** A block that is the chain's. */
export interface Block extends Omit<Told, 'data'> {
  /** Envelopes. */
  data: readonly Uint8Array[]
  /** It holds a configuration, not transactions. */
  configures: boolean
}

/**
 * All blocks in their order, once each is the chain's and the peers say the same of it. Looks into none: what is altered
 * goes no further.
 *
 * @returns undefined when anything is wrong
 */
export async function readBlocks(
  audit: Audit,
  chain: Chain,
  crypto: ProofCrypto,
  findings: Findings<AuditCheck>
): Promise<Block[] | undefined> {
  const told = await findings.note('peers', () => toldBlocks(audit))
  const blocks: Block[] = []
  for (const { number, ...block } of told ?? []) {
    const read = await findings.note('block', async () => {
      const data = block.data.map(fromBase64url)
      must(chain.isOf(number, await crypto.sha256(concat(...data))), `block ${number} is not the chain's`)
      must(block.codes.length === data.length, `the peers speak of another block ${number}`)
      const configures = data.some((bytes, index) => block.codes[index] === 0 && readEnvelope(bytes).type === CONFIG)
      return [{ ...block, number, data, configures }, `block ${number} is the chain's, ${data.length} envelopes`]
    })
    if (!read) return undefined
    blocks.push(read)
  }
  return told && blocks
}

/** All blocks in their order, with what the peers say of each, once they all say the same. */
function toldBlocks({ blocks, attesting, peers }: Audit): [Told[], string] {
  const all = [
    ...blocks.map(block => ({ ...block, attesting: false })),
    ...attesting.map(block => ({ ...block, attesting: true }))
  ]
  must(isRising(blocks) && isRising(attesting), 'blocks are not in their only order')
  all.sort((one, other) => one.number - other.number)
  must(isRising(all) && all[0]!.number === 0, 'block 0 is not here, or a block twice')
  const [first] = peers as [Audit['peers'][number]]
  for (const { mspId, blocks } of peers) {
    must(blocks.length === all.length, `the peer of ${mspId} speaks of ${blocks.length} blocks of ${all.length}`)
    const other = blocks.findIndex(({ commitHash, codes }, i) => {
      const word = first.blocks[i]!
      return word.commitHash !== commitHash || word.codes !== codes
    })
    must(other < 0, `the peer of ${mspId} says otherwise of block ${all[other]?.number} than that of ${first.mspId}`)
  }
  const told = all.map((block, i) => ({ ...block, codes: fromBase64url(first.blocks[i]!.codes) }))
  const names = peers.map(({ mspId }) => mspId).join(', ')
  return [told, `the peers of ${names} say the same of ${all.length} blocks, unsigned`]
}

const isRising = (blocks: readonly { number: number }[]) =>
  blocks.every(({ number }, i) => i === 0 || blocks[i - 1]!.number < number)
