/** What the verifier finds of transactions in an auditor's bundle, and of what is said in them. */
import type { Audit } from '@suyuan/model/core/proof/audit/bundle'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { Authority } from '../../support/forge.js'
import { failure, failures, product, verified, withTransaction } from '../../support/forge-audit.js'
import { ForgedChain, type Word } from '../../support/forge-chain.js'
import type { TransactionOptions } from '../../support/forge-transaction.js'
import { signed, signingKey } from '../../support/signing.js'

const grower = '91441621DEM000001D'

const withOptions = (make: (chain: ForgedChain) => TransactionOptions) =>
  withTransaction(chain => chain.batch([{ command: chain.command() }], make(chain)))
const withWord = (make: (chain: ForgedChain) => Word, change?: (audit: Audit) => object) =>
  withTransaction(chain => chain.batch([make(chain)]), change)

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

t.test(
  'what needs the regulator is endorsed by it and another, is of its modules, and is attested by its own checkpoint',
  async t => {
    const chaincode = 'trace-regulated'
    const granted = (chain: ForgedChain) => ({ command: chain.command({ module: 'recognition', action: 'grant' }) })
    const with_ = (
      peers: (chain: ForgedChain) => TransactionOptions['peers'],
      word = granted,
      of: TransactionOptions = { chaincode },
      attested: TransactionOptions = { chaincode }
    ) => {
      const chain = new ForgedChain()
      const sent = chain.batch([word(chain)], { ...of, peers: peers(chain)! })
      const block = chain.add(sent)
      const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }], attested))
      return { audit: chain.audit(product, [block], [attesting]), id: chain.id }
    }
    const fails = async (...args: Parameters<typeof with_>) => {
      const { audit, id } = with_(...args)
      return failure(audit, id)
    }
    const all = ({ peers }: ForgedChain) => peers
    const base = ({ peers: [base] }: ForgedChain) => [base!]
    t.equal(await fails(all), 'nothing')
    t.equal(await fails(({ peers }) => peers.slice(0, 2)), 'nothing', 'the regulator and one other suffice')
    t.match(
      await fails(({ peers: [base, , retail] }) => [base!, retail!]),
      /^transaction: it needs the endorsement of Reg/
    )
    t.match(await fails(base), /^transaction: it needs the endorsement of RegulatorMSP/)
    t.match(await fails(({ peers }) => peers.slice(1, 2)), /^transaction: only RegulatorMSP endorsed it/)
    const clerk = (chain: ForgedChain) => [chain.peers[0]!, chain.speaker('RegulatorMSP', 'client')]
    t.match(await fails(clerk), /^transaction: it needs the endorsement of RegulatorMSP/, 'a client is no peer')
    const captured = (chain: ForgedChain) => ({ command: chain.command() })
    t.match(await fails(all, captured), /^transaction: a command of core is not judged by trace-regulated/)
    t.match(await fails(all, granted, {}), /^transaction: a command of recognition is not judged by trace/)
    t.match(await fails(all, granted, { chaincode }, {}), /^attestation: .* counts by .*, and here it does not/)
    t.match(await fails(all, captured, {}, { chaincode }), /^attestation: .* counts by .*, and here it does not/)
    const { audit, id } = with_(all)
    const lines = (await verified(audit, id)).filter(({ detail }) =>
      /that needs the endorsement of RegulatorMSP/.test(detail)
    )
    t.equal(lines.length, 2, 'of the batch and of its checkpoint')
  }
)

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

const idOf = ({ publicKey }: { publicKey: string }) => sha256(Buffer.from(publicKey, 'base64url')).toString('hex')
