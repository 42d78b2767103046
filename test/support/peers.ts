/** The way to the peers that no gateway of ours is in: commands straight to the chaincode, as anybody may send them. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { Client, credentials } from '@grpc/grpc-js'
import { connect, type Gateway, hash, type Proposal } from '@hyperledger/fabric-gateway'
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos'
import type { Command } from '@suyuan/model/core/command'
import { until } from '../../network/wait.js'
import { signingKeyFrom, signRaw } from '../../src/core/identity/signer.js'
import type { Role } from '../../src/core/ledger/fabric.js'
import { ConnectionProfile } from '../../src/core/ledger/profile.js'
import { der, derOf, ECDSA_SHA256, pemOf, signDer } from './forge.js'
import type { Service } from './service.js'
import { Author } from './signing.js'
import { BASE } from './world.js'

/** Who says that a transaction is his: what a peer checks it by, and the key that signs it. */
export interface Creator {
  mspId: string
  certificate: Buffer
  privateKey: KeyObject
}

export class Peers {
  private readonly profile: ConnectionProfile
  private readonly client: Client
  private readonly gateways: Gateway[] = []

  constructor(private readonly service: Service) {
    const path = join(service.network.topology.home, 'connection.json')
    this.profile = ConnectionProfile.parse(JSON.parse(readFileSync(path, 'utf8')))
    const { peer } = this.profile.organisations[0]!
    this.client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCa)), {
      'grpc.ssl_target_name_override': peer.hostname
    })
  }

  close(): void {
    for (const gateway of this.gateways) gateway.close()
    this.client.close()
  }

  /** An organisation's real one. */
  creator(mspId: string = BASE, role: Role = 'client'): Creator {
    const { certificate, privateKey } = this.profile.organisations.find(each => each.mspId === mspId)![role]!
    return { mspId, certificate: readFileSync(certificate), privateKey: createPrivateKey(readFileSync(privateKey)) }
  }

  /** An organisation's administrator as an author: his certificate's key. Far from the sequences that the gateway gives it. */
  administrator(mspId: string): Author {
    const { privateKey } = this.creator(mspId, 'admin')
    const { id, publicKey } = signingKeyFrom(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const sign = (text: string) => Buffer.from(signRaw(Buffer.from(text), privateKey)).toString('base64url')
    return new FarAuthor(mspId, mspId, this.service.ledger, { id, publicKey, sign })
  }

  /** @param argument a batch, or bytes as they are */
  propose(argument: unknown, creator: Creator = this.creator()): Proposal {
    const bytes = argument instanceof Uint8Array ? argument : deflateRawSync(JSON.stringify(argument))
    const { channel, chaincode } = this.profile
    return this.as(creator)
      .getNetwork(channel)
      .getContract(chaincode)
      .newProposal('apply', { arguments: [bytes] })
  }

  /** The proposal of a client whose clock is wrong by so many milliseconds. */
  proposeAt(off: number, argument: unknown, creator: Creator = this.creator()): Proposal {
    const proposed = messages.ProposedTransaction.deserializeBinary(this.propose(argument, creator).getBytes())
    const proposal = peer.Proposal.deserializeBinary(proposed.getProposal()!.getProposalBytes_asU8())
    const header = common.Header.deserializeBinary(proposal.getHeader_asU8())
    const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8())
    channelHeader.getTimestamp()!.fromDate(new Date(Date.now() + off))
    header.setChannelHeader(channelHeader.serializeBinary())
    proposal.setHeader(header.serializeBinary())
    proposed.getProposal()!.setProposalBytes(proposal.serializeBinary())
    return this.as(creator).newProposal(proposed.serializeBinary())
  }

  /** Submits a batch as it is, and gives back its outcomes from the mirror. @throws unless the transaction is valid */
  async outcomes(commands: readonly Command[], creator: Creator = this.creator()): Promise<string[]> {
    const transaction = await this.propose({ commands }, creator).endorse()
    const { code } = await (await transaction.submit()).getStatus()
    if (code !== 0) throw new Error(`the transaction is void: ${code}`)
    return until('the mirror has it', 30_000, async () => {
      const { rows } = await this.service.pool.query<{ outcome: string }>(
        `select c.status || coalesce(' ' || c.code, '') as outcome from command c
         join transaction t on (t.block, t.index) = (c.block, c.tx_index) where t.tx_id = $1 order by c.position`,
        [transaction.getTransactionId()]
      )
      return rows.length === commands.length ? rows.map(({ outcome }) => outcome) : undefined
    })
  }

  /** A transaction as a peer has it, with its validation code. */
  transaction(txId: string): Promise<Uint8Array> {
    const { channel } = this.profile
    const qscc = this.as(this.creator()).getNetwork(channel).getContract('qscc')
    return qscc.evaluateTransaction('GetTransactionByID', channel, txId)
  }

  /** An organisation's certificate issued again by its own authority, good until `end`. */
  reissued(mspId: string, end: Date): Creator {
    const { crypto } = this.service.network.topology.organisations.find(each => each.mspId === mspId)!
    const key = createPrivateKey(readFileSync(join(crypto, 'ca', 'priv_sk')))
    const creator = this.creator(mspId)
    return { ...creator, certificate: reissued(new X509Certificate(creator.certificate).raw, end, key) }
  }

  private as({ mspId, certificate, privateKey }: Creator): Gateway {
    const gateway = connect({
      client: this.client,
      identity: { mspId, credentials: certificate },
      signer: async message => derOf(Buffer.from(signRaw(message, privateKey))),
      hash: hash.none
    })
    this.gateways.push(gateway)
    return gateway
  }
}

class FarAuthor extends Author {
  protected override sequence = 1_000_000
}

/** The same certificate but for its end, which is the second of the two times in it. */
function reissued(certificate: Buffer, end: Date, authority: KeyObject): Buffer {
  const UTC_TIME = Buffer.from([0x17, 13])
  const body = Buffer.from(firstIn(certificate))
  const notAfter = body.indexOf(UTC_TIME, body.indexOf(UTC_TIME) + 2) + 2
  const [date, time] = end.toISOString().slice(2, 19).split('T')
  body.write(`${date!.replaceAll('-', '')}${time!.replaceAll(':', '')}Z`, notAfter, 'latin1')
  return pemOf(der(0x30, body, der(0x30, ECDSA_SHA256), der(0x03, Buffer.of(0), signDer(body, authority))))
}

/** The first element of a sequence, whole; both longer than 255 bytes. */
function firstIn(sequence: Buffer): Buffer {
  const start = 4
  return sequence.subarray(start, start + 4 + sequence.readUInt16BE(start + 2))
}
