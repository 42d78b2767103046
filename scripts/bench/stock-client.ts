/** The other side's client: the Fabric gateway's library as its documentation shows it, with the library's own signer. */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Client, credentials } from '@grpc/grpc-js'
import { type Contract, connect, type Gateway, hash, type Network, signers } from '@hyperledger/fabric-gateway'
import { peer } from '@hyperledger/fabric-protos'
import type { ConnectionProfile } from '../../network/profile.js'

export class StockClient {
  private readonly network: Network
  private readonly contract: Contract

  private constructor(
    readonly channel: string,
    private readonly client: Client,
    private readonly gateway: Gateway,
    chaincode: string
  ) {
    this.network = gateway.getNetwork(channel)
    this.contract = this.network.getContract(chaincode)
  }

  static connect({ channel, chaincode, organisations }: ConnectionProfile): StockClient {
    const [{ mspId, peer, client: identity }] = organisations as [ConnectionProfile['organisations'][number]]
    const client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCa)), {
      'grpc.ssl_target_name_override': peer.hostname
    })
    const gateway = connect({
      client,
      identity: { mspId, credentials: readFileSync(identity.certificate) },
      signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(identity.privateKey))),
      hash: hash.sha256
    })
    return new StockClient(channel, client, gateway, chaincode)
  }

  /** One event in a transaction of its own; returns when it is committed. */
  async record(event: string): Promise<void> {
    await this.contract.submitTransaction('record', event)
  }

  /** Number of the next block. */
  async height(): Promise<bigint> {
    const system = this.network.getContract('qscc')
    const bytes = await system.evaluateTransaction('GetChainInfo', this.channel)
    // Field 1 of BlockchainInfo is the height, a varint.
    return varint(bytes.subarray(1))
  }

  /** How many transactions the chain holds as VALID from a block on. */
  async validSince(block: bigint): Promise<number> {
    const end = await this.height()
    if (end === block) return 0
    const blocks = await this.network.getFilteredBlockEvents({ startBlock: block })
    let valid = 0
    try {
      for await (const filtered of blocks) {
        const codes = filtered.getFilteredTransactionsList().map(transaction => transaction.getTxValidationCode())
        valid += codes.filter(code => code === peer.TxValidationCode.VALID).length
        if (BigInt(filtered.getNumber()) === end - 1n) break
      }
    } finally {
      blocks.close()
    }
    return valid
  }

  close(): void {
    this.gateway.close()
    this.client.close()
  }
}

function varint(bytes: Uint8Array): bigint {
  let value = 0n
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index)
    if (byte < 0x80) break
  }
  return value
}
