import { randomBytes } from 'node:crypto'
import { common, msp, orderer } from '@hyperledger/fabric-protos'
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js'
import { type Fabric, lineTo } from './fabric.js'
import type { ConnectionProfile } from './profile.js'

const PATIENCE_MILLISECONDS = 10_000
/** How far back a block is looked for that the orderer signed itself. */
const MOST_BACK = 20

type Orderer = ConnectionProfile['orderers'][number]

/** The signature that an orderer put under a block. */
export interface SignedBlock {
  block: number
  metadata: Uint8Array
  signatureHeader: Uint8Array
  signature: Uint8Array
}

/**
 * The newest block up to `number` that an orderer signed itself. It signs what it takes part in ordering; what it missed
 * it has from another, under that one's signature.
 *
 * @throws Error when it does not answer, or has signed none of the last twenty
 */
export async function signedBy(fabric: Fabric, node: Orderer, number: number): Promise<SignedBlock> {
  const client = new orderer.AtomicBroadcastClient(...lineTo(node))
  try {
    for (let block = number; block >= Math.max(0, number - MOST_BACK); block--) {
      const { mspId, ...signed } = signatureUnder(await deliver(client, requestFor(fabric, block)))
      if (mspId === node.mspId) return { block, ...signed }
    }
  } finally {
    client.close()
  }
  throw new Error(`the orderer of ${node.mspId} signed none of the last ${MOST_BACK} blocks itself`)
}

/** One block of an orderer's Deliver service. */
function deliver(client: orderer.AtomicBroadcastClient, request: common.Envelope): Promise<common.Block> {
  return new Promise((resolve, reject) => {
    const stream = client.deliver({ deadline: Date.now() + PATIENCE_MILLISECONDS })
    stream.on('data', (response: orderer.DeliverResponse) => {
      const block = response.getBlock()
      if (block) resolve(block)
      else reject(new Error(`the orderer answers with status ${response.getStatus()}`))
      stream.end()
    })
    stream.on('error', reject)
    stream.on('end', () => reject(new Error('the orderer ends without an answer')))
    stream.write(request)
  })
}

/** SeekInfo for one block, signed by a reader of the channel. */
function requestFor(fabric: Fabric, block: number): common.Envelope {
  const specified = new orderer.SeekSpecified()
  specified.setNumber(block)
  const position = new orderer.SeekPosition()
  position.setSpecified(specified)
  const seek = new orderer.SeekInfo()
  seek.setStart(position)
  seek.setStop(position)
  seek.setBehavior(orderer.SeekInfo.SeekBehavior.BLOCK_UNTIL_READY)

  const [speaker] = fabric.submitters('client')
  const { identity, sign } = fabric.signer(speaker!, 'client')
  const channelHeader = new common.ChannelHeader()
  channelHeader.setType(common.HeaderType.DELIVER_SEEK_INFO)
  channelHeader.setChannelId(fabric.profile.channel)
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()))
  const signatureHeader = new common.SignatureHeader()
  signatureHeader.setCreator(identity)
  signatureHeader.setNonce(randomBytes(24))
  const header = new common.Header()
  header.setChannelHeader(channelHeader.serializeBinary())
  header.setSignatureHeader(signatureHeader.serializeBinary())
  const payload = new common.Payload()
  payload.setHeader(header)
  payload.setData(seek.serializeBinary())
  const envelope = new common.Envelope()
  envelope.setPayload(payload.serializeBinary())
  envelope.setSignature(sign(payload.serializeBinary()))
  return envelope
}

/** The signature under a block, and of which MSP it is. */
function signatureUnder(block: common.Block): Omit<SignedBlock, 'block'> & { mspId: string } {
  const [bytes = new Uint8Array()] = block.getMetadata()!.getMetadataList_asU8()
  const metadata = common.Metadata.deserializeBinary(bytes)
  const [signature = new common.MetadataSignature()] = metadata.getSignaturesList()
  const signatureHeader = signature.getSignatureHeader_asU8()
  const creator = common.SignatureHeader.deserializeBinary(signatureHeader).getCreator_asU8()
  return {
    mspId: msp.SerializedIdentity.deserializeBinary(creator).getMspid(),
    ...{ metadata: metadata.getValue_asU8(), signatureHeader, signature: signature.getSignature_asU8() }
  }
}
