import { CO_ENDORSERS, type Definition, REGULATOR } from '../../definitions.js'
import { protobufBytes } from '../../protobuf.js'
import { concat, equal, hexOf, textOf } from '../bytes.js'
import { definitionNamed } from '../checkpoint.js'
import type { ProofCrypto } from '../crypto.js'
import { must } from '../findings.js'
import type { Tree } from './configuration.js'
import { creatorOf, distinct, type Envelope, signerOf } from './envelope.js'
import type { Signer } from './identities.js'
import { numberOf, partAt, partOf } from './message.js'
import { isSatisfied } from './policies.js'
import type { Configuration } from './update.js'

/** What a chaincode was asked, and what peers endorsed that it did. */
export interface Transaction {
  id: string
  creator: Signer
  endorsers: readonly Signer[]
  chaincode: string
  name: string
  argument: Uint8Array
  /** Name and payload of its event. */
  event: { name: string; payload: Uint8Array }
  /** States that it read which are there, with the transaction that wrote them; states that it wrote. Of its own namespace. */
  reads: readonly { key: string; block: number; index: number }[]
  writes: ReadonlyMap<string, string>
}

const APPLICATION = ['Channel', 'Application']

/**
 * A transaction that its creator sent, and as many peers endorsed as the channel's policy asks for. Nothing in it shows
 * whether it was valid: that depends on what others wrote meanwhile.
 *
 * @throws Error in a sentence
 */
export async function readTransaction(
  envelope: Envelope,
  { tree, channel, identities }: Configuration,
  crypto: ProofCrypto
): Promise<Transaction> {
  const { txId: id, creator: identity, nonce } = envelope
  must(envelope.channel === channel, `it is of channel ${envelope.channel}`)
  const creator = await creatorOf(envelope, identities, crypto)
  must(isSatisfied(tree, APPLICATION, 'Writers', [creator]), `${creator.mspId} sent it by who may not`)
  must(id === hexOf(await crypto.sha256(concat(nonce, identity))), 'its id is not that of its nonce and creator')
  const action = actionOf(envelope)
  must(equal(partOf(action, 1), envelope.signatureHeader), 'its action has another header')
  // ChaincodeActionPayload { 1 proposal, 2 { 1 response, 2 endorsements } }
  const proposal = partAt(action, 2, 1)
  const endorsed = partAt(action, 2, 2)
  const response = partOf(endorsed, 1)
  const hash = await crypto.sha256(concat(envelope.channelHeader, envelope.signatureHeader, proposal))
  must(equal(partOf(response, 1), hash), 'what was endorsed is the answer to another proposal')
  const call = callOf(proposal, partOf(response, 2), id)
  const endorsers: Signer[] = []
  for (const endorsement of protobufBytes(endorsed, 2)) {
    const endorser = partOf(endorsement, 1)
    const signed = {
      identity: endorser,
      content: [response, endorser],
      signature: partOf(endorsement, 2),
      time: envelope.time
    }
    endorsers.push(await signerOf(signed, identities, crypto))
  }
  const definition = definitionNamed(call.chaincode)
  if (definition) mustBeEndorsed(definition, distinct(endorsers), tree)
  return { id, creator, endorsers: distinct(endorsers), ...call }
}

/**
 * By the channel's policy, or by the second definition's own: the regulator, and one of two others. That stands in the law,
 * since policies of chaincodes are not in the channel's configuration; so those of other chaincodes nobody here knows.
 */
function mustBeEndorsed(definition: Definition, endorsers: readonly Signer[], tree: Tree): void {
  if (definition === 'open') {
    must(isSatisfied(tree, APPLICATION, 'Endorsement', endorsers), 'too few organisations endorsed it')
    return
  }
  const peers = endorsers.filter(({ roles }) => roles.includes('peer')).map(({ mspId }) => mspId)
  must(peers.includes(REGULATOR), `it needs the endorsement of ${REGULATOR}, which it has not`)
  must(
    CO_ENDORSERS.some(mspId => peers.includes(mspId)),
    `only ${REGULATOR} endorsed it`
  )
}

/** The one TransactionAction of a Transaction. */
function actionOf({ data }: Envelope): Uint8Array {
  const [action, ...more] = protobufBytes(data, 1)
  must(action !== undefined && more.length === 0, 'it is not one action')
  return action
}

/**
 * @param proposal ChaincodeProposalPayload.input.chaincode_spec { 2 id { 2 name }, 3 input { 1 arguments } }
 * @param action ChaincodeAction { 1 results, 2 event, 4 id { 2 name } }
 */
function callOf(proposal: Uint8Array, action: Uint8Array, id: string) {
  const spec = partAt(proposal, 1, 1)
  const chaincode = textOf(partAt(spec, 2, 2))
  must(textOf(partAt(action, 4, 2)) === chaincode, 'another chaincode answered than was asked')
  const [name = new Uint8Array(), argument = new Uint8Array()] = protobufBytes(partOf(spec, 3), 1)
  const event = partOf(action, 2)
  must(event.length === 0 || textOf(partOf(event, 2)) === id, 'its event is of another transaction')
  const sets = protobufBytes(partOf(action, 1), 2).filter(set => textOf(partOf(set, 1)) === chaincode)
  const states = sets.map(set => partOf(set, 2))
  return {
    ...{ chaincode, argument, name: textOf(name) },
    event: { name: textOf(partOf(event, 3)), payload: partOf(event, 4) },
    reads: states.flatMap(readsIn),
    writes: new Map(states.flatMap(writesIn))
  }
}

/** KVRWSet.reads { 1 key, 2 version { 1 block, 2 transaction } }: a state that is not there has no version. */
const readsIn = (states: Uint8Array) =>
  protobufBytes(states, 1).flatMap(read =>
    protobufBytes(read, 2).map(version => ({
      key: textOf(partOf(read, 1)),
      block: Number(numberOf(version, 1)),
      index: Number(numberOf(version, 2))
    }))
  )

/** KVRWSet.writes { 1 key, 3 value } */
const writesIn = (states: Uint8Array) =>
  protobufBytes(states, 3).map(write => [textOf(partOf(write, 1)), textOf(partOf(write, 3))] as const)
