/** The verifier against auditors' bundles that real code made with other keys, of other chains, or of what never counted. */
import type { Audit, WholeBlock } from '@suyuan/model/core/proof/audit/bundle'
import { EDITIONS } from '@suyuan/model/core/statements'
import t from 'tap'
import * as events from '../../support/events.js'
import { textOf } from '../../support/forge.js'
import { failure, failures, product, verified, withTransaction } from '../../support/forge-audit.js'
import { ForgedChain } from '../../support/forge-chain.js'
import { factory, plot } from '../trace/season.js'

// A bundle is verified as often as it has bytes.
t.setTimeout(600_000)

const period = { kind: 'period' } as const
const grower = '91441621DEM000001D'

const chain = new ForgedChain()
const sent = chain.batch([{ command: chain.command() }])
const block = chain.add(sent)
const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
const whole: Audit = chain.audit(product, [block], [attesting])
const fails = (audit: unknown) => failure(audit, chain.id)

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

t.test('what was judged by an earlier edition of the law holds as well', async t => {
  const picked = events.harvest({ base: factory, plot, goods: events.grams({ gtin: product.id, lot: 'L1' }, 1000) })
  for (const edition of EDITIONS) {
    const made = (chain: ForgedChain) => {
      const command = chain.command({ module: 'trace', action: 'capture', payload: { events: [picked] } })
      return chain.batch([{ command }], {}, edition)
    }
    t.equal(await withTransaction(made), 'nothing', `edition ${edition}`)
  }
})
