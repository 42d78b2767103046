/** The verifier against auditors' bundles that real code made with other keys, of other chains, or of what never counted. */
import type { Audit, WholeBlock } from '@suyuan/model/core/proof/audit/bundle'
import { verifyAudit } from '@suyuan/model/core/proof/audit/verify'
import { laws } from '@suyuan/model/laws'
import { unpackBatch } from '@suyuan/model/node/batch-bytes'
import { sha256 } from '@suyuan/model/node/crypto'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { Authority, textOf } from '../../support/forge.js'
import { ForgedChain, type Sent, type Word } from '../../support/forge-chain.js'
import type { TransactionOptions } from '../../support/forge-transaction.js'
import { signed, signingKey } from '../../support/signing.js'

const tools = { crypto: proofCrypto, hash: sha256, unpack: unpackBatch, laws }
const verified = (audit: unknown, genesis: string) =>
  verifyAudit(typeof audit === 'string' ? audit : textOf(audit), genesis, tools)
const failures = async (audit: unknown, genesis: string) =>
  (await verified(audit, genesis)).filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`)
/** What fails first, when something must. */
const failure = async (audit: unknown, genesis: string) => (await failures(audit, genesis))[0] ?? 'nothing'

// A bundle is verified as often as it has bytes.
t.setTimeout(600_000)

const product = { kind: 'product', id: '09520001000065' } as const
const period = { kind: 'period' } as const
const grower = '91441621DEM000001D'

const chain = new ForgedChain()
const sent = chain.batch([{ command: chain.command() }])
const block = chain.add(sent)
const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
const whole: Audit = chain.audit(product, [block], [attesting])
const fails = (audit: unknown) => failure(audit, chain.id)

/** What fails of a chain with this transaction in it, which a checkpoint attests. */
async function withTransaction(make: (chain: ForgedChain) => Sent, change: (audit: Audit) => object = audit => audit) {
  const chain = new ForgedChain()
  const sent = make(chain)
  const block = chain.add(sent)
  const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
  return failure(change(chain.audit(product, [block], [attesting])), chain.id)
}
const withOptions = (make: (chain: ForgedChain) => TransactionOptions) =>
  withTransaction(chain => chain.batch([{ command: chain.command() }], make(chain)))
const withWord = (make: (chain: ForgedChain) => Word, change?: (audit: Audit) => object) =>
  withTransaction(chain => chain.batch([make(chain)]), change)

t.test('a whole bundle holds, and says what it is and is not', async t => {
  t.same(await failures(whole, chain.id), [])
  const lines = (await verified(whole, chain.id)).map(({ check, detail }) => `${check} ${detail}`)
  t.match(lines, [
    /^format suyuan-audit\/1, canonical/,
    /^genesis blocks 0 to 2 are one chain/,
    /^peers the peers of BaseMSP, RegulatorMSP, RetailMSP say the same of 3 blocks, unsigned/,
    /^block block 0/,
    /^block block 1/,
    /^block block 2/,
    /^configuration block 0: organisations BaseMSP, RegulatorMSP, RetailMSP$/,
    /^orderer an orderer of BaseOrdererMSP signed block 2, the newest/,
    /^orderer/,
    /^orderer/,
    /^orderer every ordering organisation signed/,
    /^peers each member's peer was asked/,
    /^order everything/,
    /^command core.registerPlace .* of 91441621DEM000001D, accepted, in transaction/,
    /^transaction .*: 1 commands, sent by BaseMSP, endorsed by BaseMSP, RegulatorMSP, RetailMSP$/,
    /^transaction .*: checkpoint of 1 batches/,
    /^attestation .* counts, as BaseMSP, RegulatorMSP, RetailMSP attest/,
    /^attestation every batch/,
    /^subject product 09520001000065: 1 commands in 1 blocks; that none is left out is not shown/
  ])
})

t.test('one bit changed, in whichever byte of it, and it does not hold', async t => {
  const bytes = Buffer.from(textOf(whole))
  const unnoticed: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    bytes[at]! ^= 1
    if ((await failures(bytes.toString(), chain.id)).length === 0) unnoticed.push(at)
    bytes[at]! ^= 1
  }
  t.same(unnoticed, [])
  t.ok(bytes.length > 10_000, `${bytes.length} bytes`)
})

t.test('a text that is not the canonical form of a bundle is none', async t => {
  t.match(await fails(` ${textOf(whole)}`), /^format: .*canonical/)
  t.match(await fails(JSON.stringify(whole)), /^format: .*canonical/)
  t.match(await fails({ ...whole, note: 'trust me' }), /^format: it: Unrecognized/)
  t.match(await fails({ ...whole, about: { kind: 'product', id: '09520001000064' } }), /^format: about.id/)
  t.match(await fails({ ...whole, headers: `${whole.headers}AAAA` }), /^genesis: the headers are not of whole blocks/)
})

t.test('another chain of the same name, by the same organisations’ names, is none', async t => {
  const other = new ForgedChain()
  t.match(await failure(whole, other.id), /^genesis: the chain is of ledger [0-9a-f]+, not of/)
  const sent = other.batch([{ command: other.command() }])
  const audit = other.audit(product, [other.add(sent)])
  const first = Buffer.from(whole.headers, 'base64url').subarray(0, 32)
  const headers = Buffer.concat([first, Buffer.from(audit.headers, 'base64url').subarray(32)]).toString('base64url')
  const [genesis] = whole.blocks as [WholeBlock]
  const grafted = { ...audit, headers, blocks: [genesis, ...audit.blocks.slice(1)] }
  t.match(await fails(grafted), /^orderer: a certificate is not issued by a root of BaseOrdererMSP/)
})

t.test('blocks stand in their order, each once, as the chain has them', async t => {
  const { blocks, peers } = whole
  const [genesis, second] = blocks as [WholeBlock, WholeBlock]
  t.match(await fails({ ...whole, blocks: [second, genesis] }), /^peers: blocks are not in their only order/)
  t.match(await fails({ ...whole, blocks: [genesis, second, second] }), /^peers: blocks are not in/)
  t.match(await fails({ ...whole, attesting: [second] }), /^peers: block 0 is not here, or a block twice/)
  t.match(await fails({ ...whole, blocks: [second] }), /^peers: block 0 is not here/)
  t.match(await fails({ ...whole, blocks: [genesis] }), /^peers: the peer of BaseMSP speaks of 3 blocks of 2/)
  const renumbered = [genesis, { ...second, number: 9 }]
  t.match(
    await fails({ ...whole, blocks: renumbered, attesting: [{ ...second, number: 10 }] }),
    /^block: block 9 is not/
  )
  const twice = [genesis, { ...second, data: [...second.data, ...second.data] }]
  t.match(await fails({ ...whole, blocks: twice }), /^block: block 1 is not the chain's/)
  const fewer = peers.map(({ mspId, blocks }) => ({
    ...{ mspId, blocks: blocks.map(word => ({ ...word, codes: 'AAAA' })) }
  }))
  t.match(await fails({ ...whole, peers: fewer }), /^block: the peers speak of another block 0/)
})

t.test('every member’s peer says the same', async t => {
  const [one, two, three] = whole.peers as [Audit['peers'][number], Audit['peers'][number], Audit['peers'][number]]
  const [genesis, second, third] = three.blocks as [never, (typeof three.blocks)[number], never]
  const saying = (word: object) => ({
    ...whole,
    peers: [one, two, { ...three, blocks: [genesis, { ...second, ...word }, third] }]
  })
  const otherwise = /^peers: the peer of RetailMSP says otherwise of block 1 than that of BaseMSP/
  t.match(await fails(saying({ commitHash: 'AAAA' })), otherwise)
  t.match(await fails(saying({ codes: 'Cw' })), otherwise)
  t.match(await fails({ ...whole, peers: [one, two] }), /^peers: the members are .*, others speak here/)
  t.match(await fails({ ...whole, peers: [two, one, three] }), /^peers: the members are/)
})

t.test('each orderer signs the chain with its own key, and says where the last configuration is', async t => {
  const { nodes } = chain
  const copies = (...orderers: object[]) => fails({ ...whole, orderers })
  const [one, two, three] = nodes.map(node => chain.copy(node)) as [object, object, object]
  t.match(await copies(one, two), /^orderer: copies of BaseOrdererMSP, RegulatorOrdererMSP, not of .*RetailOrdererMSP/)
  t.match(await copies(two, one, three), /^orderer: copies of RegulatorOrdererMSP, BaseOrdererMSP/)
  t.match(await copies(one, two, three, three), /^orderer: copies of/)
  const older = nodes.map(node => chain.copy(node, { block: 1 })) as [object, object, object]
  t.equal(await copies(older[0], two, older[2]), 'nothing', 'who caught up has signed an older one')
  t.match(await copies(...older), /^orderer: nobody signed block 2/)
  t.equal(await copies(chain.copy(nodes[0]!, { block: 0 }), two, three), 'nothing')
  t.match(await copies({ ...one, block: 1 }, two, three), /^orderer: a signature of BaseOrdererMSP does not hold/)
  t.match(await copies({ ...one, block: 3 }, two, three), /^orderer: there is no block 3/)
  t.match(
    await copies(chain.copy(nodes[0]!, { last: 2 }), two, three),
    /^orderer: the last configuration of block 2 is in block 2, here it is in 0/
  )
  const peer = chain.copy(chain.speaker('BaseOrdererMSP', 'peer'))
  t.match(await copies(peer, two, three), /^orderer: BaseOrdererMSP may not sign blocks/)
})

t.test('what was void is nowhere shown as valid, and what counts not as void', async t => {
  const chain = new ForgedChain()
  const good = chain.batch([{ command: chain.command() }])
  const late = chain.batch([{ command: chain.command() }])
  const block = chain.add(good, late)
  const attesting = chain.add(chain.checkpoint([{ id: good.id, block, index: 0 }]))
  const truly = chain.audit(product, [block], [attesting])
  t.match(await failure(truly, chain.id), /^attestation: nobody attests/, 'all peers lie about the second')
  chain.blocks[block]!.codes = [0, 11]
  const honest = chain.audit(product, [block], [attesting])
  t.same(await failures(honest, chain.id), [])
  t.ok(
    (await verified(honest, chain.id)).some(({ detail }) =>
      /1 of block 1 is void by code 11, as the peers/.test(detail)
    )
  )
  chain.blocks[block]!.codes = [11, 11]
  t.match(
    await failure(chain.audit(product, [block], [attesting]), chain.id),
    /^attestation: .* counts by .*, and here it does not/
  )
})

t.test('an attestation is of this place, of this ledger, and of use', async t => {
  const chain = new ForgedChain()
  const sent = chain.batch([{ command: chain.command() }])
  const [once, again] = [chain.add(sent), chain.add(sent)]
  const checkpoint = chain.add(
    chain.checkpoint([
      { id: sent.id, block: once, index: 0 },
      { id: sent.id, block: once, index: 0 }
    ])
  )
  t.match(
    await failure(chain.audit(product, [again], [checkpoint]), chain.id),
    /^attestation: nobody attests/,
    'a replay'
  )
  t.match(
    await failure(chain.audit(product, [once, again], [checkpoint]), chain.id),
    /^attestation: .* and here it does not/
  )
  const idle = chain.add(chain.checkpoint([]))
  const elsewhere = chain.add(chain.checkpoint([{ id: sent.id, block: once, index: 1 }]))
  const foreign = chain.add(chain.checkpoint([], { writes: {} }))
  const other = chain.add(
    chain.transaction(id => ({
      name: 'checkpoint',
      writes: { [`checkpoint/${id}`]: { ledger: 'cd'.repeat(32), root: 'cd'.repeat(32), count: 1 } }
    }))
  )
  const of = (...attesting: number[]) => failure(chain.audit(product, [once], attesting), chain.id)
  t.equal(await of(checkpoint), 'nothing')
  t.match(await of(checkpoint, idle), /^attestation: block 4 attests nothing/)
  t.match(await of(elsewhere), /^attestation: .* and here it does not/)
  t.match(await of(checkpoint, foreign), /^transaction: /)
  t.match(await of(checkpoint, other), /^transaction: it is a checkpoint of ledger cdcd/)
  const more = chain.batch([{ command: chain.command() }])
  const both = chain.add(more, chain.checkpoint([{ id: sent.id, block: once, index: 0 }]))
  t.equal(await of(both), 'nothing', 'strangers’ batches beside a checkpoint need no attestation')
})

t.test('a transaction is its creator’s, endorsed by enough organisations, of this channel', async t => {
  t.equal(await withOptions(() => ({})), 'nothing')
  t.equal(await withOptions(({ peers }) => ({ peers: peers.slice(1) })), 'nothing', 'two of three suffice')
  t.match(await withOptions(({ peers }) => ({ peers: peers.slice(2) })), /^transaction: too few organisations/)
  t.match(await withOptions(({ peers: [one] }) => ({ peers: [one!, one!] })), /^transaction: too few organisations/)
  const others = (chain: ForgedChain) => ({ peers: [chain.peers[0]!, chain.speaker('BaseMSP', 'peer')] })
  t.match(await withOptions(others), /^transaction: too few/, 'two peers of one organisation')
  const clients = (chain: ForgedChain) => ({ peers: [chain.peers[0]!, chain.speaker('RetailMSP', 'client')] })
  t.match(await withOptions(clients), /^transaction: too few/)
  t.match(await withOptions(chain => ({ creator: chain.peers[0]! })), /^transaction: BaseMSP sent it by who may not/)
  const stranger = { mspId: 'BaseMSP', identity: new Authority('BaseMSP').issue('client') }
  t.match(await withOptions(() => ({ creator: stranger })), /^transaction: a certificate is not issued by a root/)
  t.match(
    await withOptions(() => ({ creator: { ...stranger, mspId: 'OtherMSP' } })),
    /^transaction: OtherMSP is not in/
  )
  t.match(await withOptions(() => ({ channel: 'other' })), /^transaction: it is of channel other/)
  t.match(await withOptions(() => ({ txId: 'ab'.repeat(32) })), /^transaction: its id is not that of its nonce/)
  t.match(await withOptions(() => ({ type: 7 })), /^transaction: a transaction is of type 7/)
  t.match(await withOptions(() => ({ actions: 2 })), /^transaction: it is not one action/)
  t.match(await withOptions(() => ({ actionHeader: Buffer.of() })), /^transaction: its action has another header/)
  t.match(await withOptions(() => ({ proposalHash: sha256('x') })), /^transaction: what was endorsed is the answer to/)
  t.match(await withOptions(() => ({ answeredBy: 'other' })), /^transaction: another chaincode answered/)
  t.match(await withOptions(() => ({ name: 'steal' })), /^transaction: it asks for steal/)
  t.match(
    await withOptions(() => ({ event: { name: 'batch', payload: {}, txId: 'x' } })),
    /^transaction: its event is of/
  )
})

t.test('other chaincodes’ transactions are told, and prove nothing', async t => {
  const chain = new ForgedChain()
  const sent = chain.batch([{ command: chain.command() }])
  const options = {
    chaincode: '_lifecycle',
    name: 'ApproveChaincodeDefinitionForMyOrg',
    peers: chain.peers.slice(0, 1)
  }
  const block = chain.add(
    sent,
    chain.transaction(() => options)
  )
  const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
  const audit = chain.audit(product, [block], [attesting])
  t.same(await failures(audit, chain.id), [])
  t.ok(
    (await verified(audit, chain.id)).some(({ detail }) => /_lifecycle .*endorsed by BaseMSP, not by Reg/.test(detail))
  )
})

t.test('certificates count while they are valid', async t => {
  const early = new Date('2026-04-04T00:00:00Z')
  const until = (end: Date) => (chain: ForgedChain) => ({ creator: chain.speaker('BaseMSP', 'client', { until: end }) })
  t.match(await withOptions(until(early)), /^transaction: a certificate of BaseMSP was not valid when it signed/)
  for (const end of ['2026-04-06T00:00:00Z', '2060-01-01T00:00:00Z'])
    t.equal(await withOptions(until(new Date(end))), 'nothing', end)
  const late = (chain: ForgedChain) => ({
    peers: [chain.peers[0]!, chain.speaker('RetailMSP', 'peer', { from: new Date('2026-05-01Z') })]
  })
  t.match(await withOptions(late), /^transaction: a certificate of RetailMSP was not valid/)
  const old = (chain: ForgedChain) => ({
    creator: chain.speaker('BaseMSP', 'client', { from: new Date('1999-01-01Z') })
  })
  t.equal(await withOptions(old), 'nothing')
})

t.test('what is said is its author’s, by the key that was registered, with the outcome that was endorsed', async t => {
  const other = signingKey()
  const strange = { party: grower, publicKey: other.publicKey, custody: 'device' as const }
  const keys = [strange]
  t.match(
    await withWord(chain => ({ command: chain.command({ ledger: 'ef'.repeat(32) }) })),
    /was signed for another ledger/
  )
  t.match(
    await withWord(chain => ({ command: { ...chain.command(), sequence: 2 } })),
    /the signature of .* does not hold/
  )
  t.match(
    await withWord(chain => ({ command: chain.command({ author: 'BaseMSP' }) })),
    /the key of .* is not its author's/
  )
  t.match(await withWord(chain => ({ command: chain.command({ key: other.id }) })), /the key of .* is not here/)
  const forged = (chain: ForgedChain) => ({ command: { ...chain.command(), key: other.id }, key: strange })
  t.match(await withWord(forged, audit => ({ ...audit, keys })), /the signature of .* does not hold/)
  const certified = (audit: Audit) => ({ ...audit, keys: audit.keys.map(key => ({ ...key, custody: 'certificate' })) })
  t.match(
    await withWord(chain => ({ command: chain.command() }), certified),
    /its commands are not those that were endorsed/
  )
  const named = (name: string, payload: unknown) => () => ({ event: { name, payload } })
  t.match(await withOptions(named('other', {})), /^transaction: it has an event named other/)
  const none = { version: 1, root: 'ab'.repeat(32), outcomes: [] }
  t.match(await withOptions(named('batch', none)), /^transaction: it has 0 outcomes of 1 commands/)
  t.match(await withOptions(() => ({ writes: {} })), /^transaction: it does not write its root/)
})

t.test('what was refused, repeated or rejected is told as such', async t => {
  const chain = new ForgedChain()
  const unknown = signingKey()
  const nobody = signed({ ...chain.command(), key: unknown.id }, unknown)
  const words: Word[] = [
    { command: chain.command(), outcome: { status: 'refused', code: 'STOCK_SHORT' } },
    { command: chain.command(), outcome: { status: 'repeated', first: 'accepted' } },
    { command: { ...chain.command(), sequence: 7 }, outcome: { status: 'rejected', code: 'SIGNATURE_INVALID' } },
    { command: nobody, outcome: { status: 'rejected', code: 'KEY_UNKNOWN' }, key: null }
  ]
  const sent = chain.batch(words)
  const block = chain.add(sent)
  const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
  const unregistered = [{ transaction: sent.id, position: 3 }]
  const audit = { ...chain.audit(product, [block], [attesting]), unregistered }
  t.same(await failures(audit, chain.id), [])
  const lines = (await verified(audit, chain.id)).filter(({ check }) => check === 'command').map(({ detail }) => detail)
  t.match(lines, [
    /refused with STOCK_SHORT/,
    /, repeated,/,
    /rejected with SIGNATURE_INVALID/,
    /rejected with KEY_UNKNOWN/
  ])
  const of = (...unregistered: object[]) => failure({ ...audit, unregistered }, chain.id)
  t.match(await of(), /^transaction: the key of .* is not here/)
  t.match(await of(...unregistered, { transaction: sent.id, position: 4 }), /^subject: there is no command .*\/4/)
  t.match(await of({ transaction: sent.id, position: 4 }, ...unregistered), /^order: commands without key/)
  t.match(
    await of({ transaction: sent.id, position: 0 }, ...unregistered),
    /^transaction: the key of .* is not its author's/
  )
  const keys = [chain.registered, { ...chain.registered, publicKey: unknown.publicKey }]
  const rising = keys.sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
  t.match(await failure({ ...audit, keys: rising }, chain.id), /^subject: nobody speaks with key/)
  t.match(await failure({ ...audit, keys: [...rising].reverse() }, chain.id), /^order: keys are not in/)
})

const idOf = ({ publicKey }: { publicKey: string }) => sha256(Buffer.from(publicKey, 'base64url')).toString('hex')

t.test('a revoked key says nothing more', async t => {
  const of = async (...words: ((chain: ForgedChain) => Word)[]) =>
    withTransaction(chain => chain.batch(words.map(word => word(chain))))
  const revocation = (chain: ForgedChain) => ({
    command: chain.command({ action: 'revokeKey', payload: { key: chain.key.id, of: product.id } })
  })
  const word = (chain: ForgedChain) => ({ command: chain.command() })
  t.equal(await of(word, revocation), 'nothing')
  t.match(await of(revocation, word), /^transaction: core.registerPlace .* was said with a key that had been revoked/)
  const refused = (chain: ForgedChain) => ({
    ...revocation(chain),
    outcome: { status: 'refused' as const, code: 'KEY_UNKNOWN' as const }
  })
  t.equal(await of(refused, word), 'nothing')
})

t.test('a bundle has what it is about; a period all of it', async t => {
  const about = (about: object) => fails({ ...whole, about })
  t.match(await about({ kind: 'product', id: '09520001000072' }), /^subject: nothing is here of what it is about/)
  t.equal(await about({ kind: 'party', id: grower }), 'nothing')
  t.match(await about({ kind: 'party', id: 'RetailMSP' }), /^subject: nothing is here/)
  const chain = new ForgedChain()
  const batches = [1, 2, 3].map(() => chain.batch([{ command: chain.command() }]))
  const [one, two, three] = batches.map(batch => chain.add(batch)) as [number, number, number]
  const attesting = chain.add(chain.checkpoint(batches.map(({ id }, i) => ({ id, block: i + 1, index: 0 }))))
  const of = (...blocks: number[]) => failure(chain.audit(period, blocks, [attesting]), chain.id)
  t.equal(await of(one, two, three), 'nothing')
  t.equal(await of(two, three), 'nothing')
  t.match(await of(one, three), /^subject: blocks are left out between 1 and 3/)
  t.match(await failure(chain.audit(period, []), chain.id), /^subject: nothing is here/)
})
