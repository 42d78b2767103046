import { common } from '@hyperledger/fabric-protos'
import type { Fabric } from './fabric.js'

const PATIENCE_MILLISECONDS = 3000

/** Number of the newest block of whichever peer answers first; -1 when none does within three seconds. */
export async function ledgerHeight(fabric: Fabric): Promise<number> {
  const heights = fabric.organisations.map((_, peer) => heightOf(fabric, peer))
  // Which peer failed and how, its own health tells; what counts here is whether any answers.
  return Promise.any(heights).catch(() => -1)
}

/** Number of every peer's newest block; -1 of those that do not answer within three seconds. */
export const ledgerHeights = (fabric: Fabric): Promise<number[]> =>
  Promise.all(fabric.organisations.map((_, peer) => heightOf(fabric, peer).catch(() => -1)))

async function heightOf(fabric: Fabric, peer: number): Promise<number> {
  const [mspId] = fabric.submitters('client')
  const { channel } = fabric.profile
  const contract = fabric.gateway(mspId!, 'client', peer).getNetwork(channel).getContract('qscc')
  const proposal = contract.newProposal('GetChainInfo', { arguments: [channel] })
  const info = await proposal.evaluate({ deadline: Date.now() + PATIENCE_MILLISECONDS })
  return Number(common.BlockchainInfo.deserializeBinary(info).getHeight()) - 1
}
