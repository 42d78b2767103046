import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { common } from '@hyperledger/fabric-protos'
import { blockHeaderBytes, readBlockHeader } from '@suyuan/model/core/block'
import { membersOf } from '@suyuan/model/core/proof/configuration'
import { z } from 'zod'

const Credentials = z.object({ certificate: z.string(), privateKey: z.string() })

/** What a gateway needs to join a network: paths are absolute, files PEM. `network/` writes one for the embedded network. */
export const ConnectionProfile = z.object({
  channel: z.string(),
  chaincode: z.string(),
  genesisBlock: z.string(),
  organisations: z
    .array(
      z.object({
        name: z.string(),
        mspId: z.string(),
        peer: z.object({ address: z.string(), hostname: z.string(), tlsCa: z.string(), operations: z.string() }),
        client: Credentials.optional(),
        admin: Credentials.optional()
      })
    )
    .min(1),
  /** Asked for their signed copies of blocks only, so a profile may do without; then there are no bundles for auditors. */
  orderers: z
    .array(z.object({ mspId: z.string(), address: z.string(), hostname: z.string(), tlsCa: z.string() }))
    .default([])
})
export type ConnectionProfile = z.infer<typeof ConnectionProfile>

/** The envelope in block 0, which holds the channel's first configuration. */
export function configurationOf({ genesisBlock }: ConnectionProfile): Uint8Array {
  return common.Block.deserializeBinary(readFileSync(genesisBlock)).getData()!.getDataList_asU8()[0]!
}

/** MSP ids of the organisations of block 0, on whose endorsements every proof rests, in order. */
export const foundersOf = (profile: ConnectionProfile): string[] =>
  membersOf(configurationOf(profile)).map(({ mspId }) => mspId)

/** The ledger's name: the hash of its genesis block's header, hexadecimal. Signatures are good on this ledger only. */
export function ledgerOf(profile: ConnectionProfile): string {
  const header = readBlockHeader(readFileSync(profile.genesisBlock))
  return createHash('sha256').update(blockHeaderBytes(header)).digest('hex')
}
