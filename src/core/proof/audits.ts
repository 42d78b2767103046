import { canonicalJson } from '@suyuan/model/core/canonical'
import { AUDIT_FORMAT, type Audit, type AuditSubject } from '@suyuan/model/core/proof/audit/bundle'
import type pg from 'pg'
import { blockOf, type PeersBlock } from '../ledger/blocks.js'
import type { Fabric } from '../ledger/fabric.js'
import { reasonOf } from '../ledger/failures.js'
import { signedBy } from '../ledger/orderers.js'
import { HttpProblem } from '../web/problem.js'
import { attestingBlocks, configurationBlocks, headersOf, revocationsFor, speakersIn } from './audit-blocks.js'
import type { Checkpointer } from './checkpointer.js'

/** Whole blocks of an audit at most, and bytes of them: a gateway holds it all until it is sent. */
const MOST_BLOCKS = 1000
const MOST_BYTES = 64 * 1024 * 1024
/** Blocks asked of a peer at a time. */
const AT_ONCE = 8

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/**
 * Makes auditors' bundles. The mirror says which blocks; they come from every organisation's peer, and the signatures from
 * every orderer.
 */
export class Audits {
  constructor(
    private readonly pool: pg.Pool,
    private readonly checkpointer: Checkpointer,
    private readonly fabric: Fabric
  ) {}

  /**
   * The bundle about a subject, as canonical JSON. Has a checkpoint made where one is wanting.
   *
   * @param subjects blocks with what it is about
   * @throws HttpProblem NOT_FOUND, AUDIT_TOO_LARGE, PROOF_PENDING, or AUDIT_PENDING, which names whose node does not do its part
   */
  async about(about: AuditSubject, subjects: readonly number[]): Promise<string> {
    if (subjects.length === 0) throw new HttpProblem('NOT_FOUND')
    const related = about.kind === 'period' ? [] : await revocationsFor(this.pool, subjects)
    const own = union(subjects, related)
    refuseLarge(own.length)
    const attesting = await this.attesting(own)
    const { newest, headers } = await headersOf(this.pool)
    const blocks = union(own, await configurationBlocks(this.pool, newest))
    const others = attesting.filter(number => !blocks.includes(number))
    const all = union(blocks, others)
    refuseLarge(all.length)
    const [told, orderers] = await Promise.all([this.told(all), this.signed(newest)])
    const data = new Map(all.map((number, i) => [number, told[0]!.blocks[i]!.data.map(base64url)]))
    const whole = (numbers: readonly number[]) => numbers.map(number => ({ number, data: data.get(number)! }))
    return canonicalJson({
      ...{ format: AUDIT_FORMAT, about, headers: base64url(headers) },
      ...{ blocks: whole(blocks), attesting: whole(others), orderers },
      peers: told.map(({ mspId, blocks }) => ({ mspId, blocks: blocks.map(wordOf) })),
      ...(await speakersIn(this.pool, all))
    } satisfies Audit)
  }

  /** Blocks with checkpoints by which every organisation of block 0 attests the batches of these. */
  private async attesting(blocks: readonly number[]): Promise<number[]> {
    const ask = () => attestingBlocks(this.pool, blocks, this.fabric.attestors.length)
    const known = await ask()
    if (known.pending === 0) return known.attesting
    await this.checkpointer.run()
    const now = await ask()
    if (now.pending > 0) throw new HttpProblem('PROOF_PENDING')
    return now.attesting
  }

  /** The blocks as each organisation's peer has them. */
  private async told(numbers: readonly number[]): Promise<{ mspId: string; blocks: PeersBlock[] }[]> {
    const mspIds = this.fabric.organisations.map(({ mspId }) => mspId).sort()
    return Promise.all(mspIds.map(async mspId => ({ mspId, blocks: await this.toldBy(mspId, numbers) })))
  }

  private async toldBy(mspId: string, numbers: readonly number[]): Promise<PeersBlock[]> {
    const blocks: PeersBlock[] = []
    let bytes = 0
    for (let at = 0; at < numbers.length; at += AT_ONCE) {
      const asked = numbers.slice(at, at + AT_ONCE).map(number => blockOf(this.fabric, mspId, number))
      const got = await Promise.all(asked).catch(error => Promise.reject(pending(mspId, error)))
      blocks.push(...got)
      for (const { data } of got) for (const envelope of data) bytes += envelope.length
      if (bytes > MOST_BYTES) throw new HttpProblem('AUDIT_TOO_LARGE', { bytes, most: MOST_BYTES })
    }
    return blocks
  }

  private signed(newest: number): Promise<Audit['orderers']> {
    const nodes = [...this.fabric.profile.orderers].sort((one, other) => (one.mspId < other.mspId ? -1 : 1))
    return Promise.all(
      nodes.map(async node => {
        const signed = await signedBy(this.fabric, node, newest).catch(error =>
          Promise.reject(pending(node.mspId, error))
        )
        const { block, metadata, signatureHeader, signature } = signed
        return {
          block,
          metadata: base64url(metadata),
          signatureHeader: base64url(signatureHeader),
          signature: base64url(signature)
        }
      })
    )
  }
}

function refuseLarge(blocks: number): void {
  if (blocks > MOST_BLOCKS) throw new HttpProblem('AUDIT_TOO_LARGE', { blocks, most: MOST_BLOCKS })
}

const pending = (mspId: string, error: unknown) =>
  new HttpProblem('AUDIT_PENDING', { of: mspId, reason: reasonOf(error) })

const union = (...lists: readonly (readonly number[])[]): number[] =>
  [...new Set(lists.flat())].sort((one, other) => one - other)

const wordOf = ({ commitHash, codes }: PeersBlock) => ({ commitHash: base64url(commitHash), codes: base64url(codes) })
