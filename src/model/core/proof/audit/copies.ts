import { fromBase64url } from '../bytes.js'
import type { ProofCrypto } from '../crypto.js'
import { type AuditCheck, type Findings, must } from '../findings.js'
import type { Audit, SignedCopy } from './bundle.js'
import type { Chain } from './chain.js'
import { signerOf } from './envelope.js'
import { numberOf, partAt, partOf } from './message.js'
import { isSatisfied } from './policies.js'
import { type Configuration, inForce } from './update.js'

const ORDERER = ['Channel', 'Orderer']

/**
 * Whether the chain is the orderers': each ordering organisation has signed a block of it, and by that all before; somebody
 * the newest. What they sign says where the last configuration is, so that none of the chain's can be left out at its end.
 *
 * @param configurations all that the audit has, in order
 * @returns whether it is
 */
export async function checkCopies(
  { orderers }: Audit,
  chain: Chain,
  configurations: readonly Configuration[],
  crypto: ProofCrypto,
  findings: Findings<AuditCheck>
): Promise<boolean> {
  const organisations: string[] = []
  for (const copy of orderers)
    await findings.note('orderer', async () => {
      const mspId = await checkCopy(copy, chain, configurations, crypto)
      organisations.push(mspId)
      const newest = copy.block === chain.length - 1 ? 'the newest' : 'not the newest'
      return [true, `an orderer of ${mspId} signed block ${copy.block}, ${newest}`]
    })
  const complete = await findings.note('orderer', () => {
    const newest = chain.length - 1
    must(
      orderers.some(({ block }) => block === newest),
      `nobody signed block ${newest}`
    )
    const expected = inForce(configurations, newest).identities.orderers.join(', ')
    must(organisations.join(', ') === expected, `copies of ${organisations.join(', ')}, not of ${expected}`)
    return [true, `every ordering organisation signed: ${expected}`]
  })
  return complete === true
}

/** @returns whose orderer signed it */
async function checkCopy(
  { block, ...copy }: SignedCopy,
  chain: Chain,
  configurations: readonly Configuration[],
  crypto: ProofCrypto
): Promise<string> {
  must(block < chain.length, `there is no block ${block}`)
  const [metadata, header, signature] = [copy.metadata, copy.signatureHeader, copy.signature].map(fromBase64url) as [
    Uint8Array,
    Uint8Array,
    Uint8Array
  ]
  const { tree, identities } = inForce(configurations, block)
  // A block has no time of its own, so it is not asked whether the orderer's certificate was valid then.
  const content = [metadata, header, chain.header(block)]
  const signer = await signerOf({ identity: partOf(header, 1), content, signature, time: null }, identities, crypto)
  must(isSatisfied(tree, ORDERER, 'BlockValidation', [signer]), `${signer.mspId} may not sign blocks`)
  // OrdererBlockMetadata.last_config.index
  const named = Number(numberOf(partAt(metadata, 1), 1))
  const last = configurations.findLast(each => each.block <= block)!.block
  must(named === last, `the last configuration of block ${block} is in block ${named}, here it is in ${last}`)
  return signer.mspId
}
