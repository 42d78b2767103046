/** The verifier against proofs that real code made with other keys, for another ledger, or of what is not there. */

import type {
  Bundle,
  EndorsedCheckpoint,
  OpenCommand,
  ProvenBatch,
  SealedCommand
} from '@suyuan/model/core/proof/bundle'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import type { Statement } from '@suyuan/model/core/statements'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import {
  Authority,
  configurationOf,
  derOf,
  endorsementOf,
  ForgedLedger,
  ledgerOf,
  payloadOf,
  textOf
} from '../../support/forge.js'
import { signed, signingKey } from '../../support/signing.js'

const ledger = new ForgedLedger()
const honest = () => [ledger.proven(ledger.command()), ledger.proven(ledger.command({ sequence: 2 }))]
const whole = ledger.bundle([honest(), honest(), [ledger.proven(ledger.command())]])

const [checkpoint] = whole.checkpoints as [EndorsedCheckpoint]

/** The bundle with the first of its batches changed. */
const withBatch = (change: object) => {
  const [first, ...others] = checkpoint.batches
  return { ...whole, checkpoints: [{ ...checkpoint, batches: [{ ...first, ...change }, ...others] }] }
}

const failures = async (bundle: unknown, genesis = ledger.id) =>
  (await verifyProof(typeof bundle === 'string' ? bundle : textOf(bundle), genesis, proofCrypto))
    .filter(({ ok }) => !ok)
    .map(({ check, detail }) => `${check}: ${detail}`)

/** What fails first, when something must. */
const failure = async (bundle: unknown, genesis?: string) => (await failures(bundle, genesis))[0] ?? 'nothing'

t.test('a whole proof holds', async t => {
  t.same(await failures(whole), [])
  t.same(await failures(ledger.bundle([honest()])), [])
})

t.test('a text that is not the canonical form of a bundle is none', async t => {
  const text = textOf(whole)
  t.match(await failure(` ${text}`), /^format: .*canonical/)
  t.match(await failure(JSON.stringify(whole)), /^format: .*canonical/)
  t.match(await failure('{'), /^format: /)
  t.match(await failure('null'), /^format: it: /)
  t.match(await failure({ ...whole, note: 'trust me' }), /^format: it: Unrecognized/)
  t.match(await failure({ ...whole, format: 'suyuan-proof/1' }), /^format: format: /)
  const [batch] = checkpoint.batches as [ProvenBatch]
  t.match(await failure(withBatch({ ...batch, remark: 'organic' })), /^format: checkpoints.0.batches.0: Unrecognized/)
  const padded = { ...whole, configuration: `${whole.configuration}=` }
  t.match(await failure(padded), /^format: configuration: /)
})

t.test('another ledger, or one with the same organisations under other authorities, is not ours', async t => {
  t.match(await failure(whole, 'ab'.repeat(32)), /^genesis: .*not of abab/)
  const other = new ForgedLedger()
  t.match(await failure(other.bundle([[other.proven(other.command())]])), /^genesis: /)
  const ours = other.bundle([[other.proven(other.command({ ledger: ledger.id }))]], { ledger: ledger.id })
  const passedOff = { ...ours, configuration: whole.configuration }
  t.match(await failure(passedOff), /^endorsement: the certificate is not issued by a root of BaseMSP/)
  t.match((await failures(passedOff)).at(-1), /^command: the checkpoint of .* does not hold/)
})

t.test('a configuration that says nothing of organisations proves nothing', async t => {
  const of = async (configuration: Uint8Array) =>
    failure({ ...whole, configuration: Buffer.from(configuration).toString('base64url') }, ledgerOf(configuration))
  t.match(await of(Buffer.from([0x0d])), /^configuration: .*wire type 5/)
  t.match(await of(configurationOf([])), /^configuration: there is no organisation/)
  t.match(await of(configurationOf([], 'Consortium')), /^configuration: .*no Application/)
  t.match(await of(configurationOf([{ mspId: 'A', roots: [], noMsp: true }])), /^configuration: .*no MSP/)
  t.match(await of(configurationOf([{ mspId: 'A', roots: [], type: 1 }])), /^configuration: .*no X.509/)
  t.match(await of(configurationOf([{ mspId: 'A', roots: [Buffer.from('x')] }])), /^configuration: .*PEM/)
})

t.test('an endorsement is by a peer of each organisation, in their order, over this very payload', async t => {
  const [one, two, three] = checkpoint.endorsements as [never, never, never]
  const by = (...endorsements: object[]) => ({ ...whole, checkpoints: [{ ...checkpoint, endorsements }] })
  t.match(await failure(by(one)), /^checkpoint: 1 endorsements of 3/)
  t.match(await failure(by(one, two)), /^checkpoint: 2 endorsements of 3/)
  t.match(await failure(by(one, one, one)), /^endorsement: BaseMSP endorsed where RegulatorMSP should/)
  t.match(await failure(by(two, one, three)), /^endorsement: RegulatorMSP endorsed where BaseMSP should/)
  t.match(await failure(by(one, two, three, three)), /^checkpoint: 4 endorsements/)

  const payload = Buffer.from(checkpoint.payload, 'base64url')
  const { ca } = ledger.authorities[0]!
  const as = (identity: ReturnType<Authority['issue']>, of: Uint8Array = payload) =>
    failure(by(endorsementOf(of, 'BaseMSP', identity), two, three))
  t.equal(await as(ca.issue('peer')), 'nothing')
  t.match(await as(ca.issue('client')), /^endorsement: .* is not a peer's/)
  t.match(await as(new Authority('BaseMSP').issue('peer')), /not issued by a root/, 'an authority of the same name')
  t.match(await as(ledger.authorities[1]!.ca.issue('peer')), /not issued by a root/)
  t.match(await as(ca.issue('peer'), payloadOf({ other: 1 })), /^endorsement: the signature of BaseMSP does not hold/)
  t.match(await failure(by(highS(one), two, three)), /^endorsement: .*only form/)
})

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The same signature, as valid, with n − s for s. */
function highS({ endorser, signature }: { endorser: string; signature: string }) {
  const der = Buffer.from(signature, 'base64url')
  const at = 4 + der[3]!
  const scalar = (content: Buffer) => Buffer.concat([Buffer.alloc(32), content]).subarray(-32)
  const s = ORDER - BigInt(`0x${der.subarray(at + 2).toString('hex')}`)
  const high = Buffer.from(s.toString(16).padStart(64, '0'), 'hex')
  const raw = Buffer.concat([scalar(der.subarray(4, at)), high])
  return { endorser, signature: derOf(raw).toString('base64url') }
}

t.test('what the organisations endorsed is one checkpoint of this ledger, and nothing else', async t => {
  const record = { ledger: ledger.id, root: 'ab'.repeat(32), count: 3 }
  const key = `checkpoint/${'cc'.repeat(32)}`
  const of = (writes: Record<string, unknown>, namespace?: string) =>
    failure(ledger.endorsed(whole, payloadOf(writes, namespace)))
  t.match(await of({ [key]: record }), /^command: .* is not in the checkpoint/)
  t.match(await of({ [key]: record }, 'other'), /^checkpoint: it does not write one state/)
  t.match(await of({ [key]: record, [`${key}a`]: record }), /^checkpoint: it does not write one state/)
  t.match(await of({ [`batch/${'cc'.repeat(32)}`]: record }), /^checkpoint: it writes batch/)
  t.match(await of({ [key]: { ...record, ledger: 'cd'.repeat(32) } }), /^checkpoint: it is of ledger cdcd/)
  t.match(await of({ [key]: { root: record.root, count: 3 } }), /^checkpoint: /)
  t.match(await of({ [key]: { ...record, count: 0 } }), /^checkpoint: /)
})

t.test('what needed the regulator is proved as such, and by a checkpoint of its own definition alone', async t => {
  const namespace = 'trace-regulated'
  const granted = () => ledger.proven(ledger.command({ module: 'recognition', action: 'grant' }))
  const bundle = ledger.bundle([[granted()]], { namespace })
  t.same(await failures(bundle), [])
  const lines = await verifyProof(textOf(bundle), ledger.id, proofCrypto)
  const [checkpointLine, commandLine] = ['checkpoint', 'command'].map(check => lines.find(line => line.check === check))
  for (const line of [checkpointLine, commandLine])
    t.match(line?.detail, /under the definition that needs the endorsement of RegulatorMSP$/)
  t.notMatch(
    (await verifyProof(textOf(whole), ledger.id, proofCrypto)).map(({ detail }) => detail).join(),
    /that needs the endorsement/
  )
  t.match(await failure(ledger.bundle([[granted()]])), /^command: recognition.grant .* is not of the definition/)
  t.match(
    await failure(ledger.bundle([honest()], { namespace })),
    /^command: trace.capture .* is not of the definition/
  )
  const sealed = ledger.sealed([{ recall: 'R', closed: true }], [0])
  t.same(await failures(ledger.bundle([[sealed]], { namespace })), [])
})

t.test('a command is its author’s, by the key that was registered, with the outcome that it had', async t => {
  const [batch] = checkpoint.batches as [ProvenBatch]
  const [first] = batch.commands as [OpenCommand]
  const altered = async (change: object) => failure(withBatch({ commands: [{ ...first, ...change }] }))
  const { command } = first
  t.match(await altered({ outcome: { status: 'accepted', facts: [{ type: 'plus' }] } }), /not in the checkpoint/)
  t.match(await altered({ outcome: { status: 'refused', code: 'STOCK_SHORT' } }), /not in the checkpoint/)
  t.match(await altered({ outcome: { status: 'rejected', code: 'KEY_REVOKED' } }), /^format: /)
  t.match(await altered({ key: { ...first.key, custody: 'certificate' } }), /not in the checkpoint/)
  t.match(await altered({ key: { ...first.key, party: 'BaseMSP' } }), /is not its author's/)
  t.match(await altered({ key: { ...first.key, publicKey: signingKey().publicKey } }), /names another key/)
  t.match(await altered({ statements: { count: 1, root: 'ab'.repeat(32) } }), /not in the checkpoint/)
  t.match(await altered({ command: { ...command, sequence: 9 } }), /signature of .* does not hold/)
  t.match(await altered({ path: [] }), /no such place in its batch/)
  t.match(await altered({ index: 2 }), /no such place in its batch/)
  t.match(await failure(withBatch({ path: batch.path.slice(1) })), /not in the checkpoint/)
  t.match(await failure(withBatch({ transaction: '9'.repeat(64) })), /not in the checkpoint/)
  const resigned = signed({ ...command, sequence: 9 }, ledger.key)
  t.match(await altered({ command: resigned }), /not in the checkpoint/, 'nor does its author say it anew')
  const elsewhere = ledger.bundle([[ledger.proven(ledger.command({ ledger: 'ef'.repeat(32) }))]])
  t.match(await altered(elsewhere.checkpoints[0]!.batches[0]!.commands[0]!), /signed for another ledger/)
})

t.test('a refusal is proved as a refusal', async t => {
  const refused = ledger.proven(ledger.command(), {
    outcome: { status: 'refused', code: 'STOCK_SHORT', facts: { grams: 1 } }
  })
  const findings = await verifyProof(textOf(ledger.bundle([[refused]])), ledger.id, proofCrypto)
  t.ok(findings.every(({ ok }) => ok))
  t.match(findings.at(-1)!.detail, /refused with STOCK_SHORT/)
})

t.test('there is one order of things, and nothing that is not used', async t => {
  const { checkpoints } = whole
  const [first, second, third] = checkpoint.batches as [ProvenBatch, never, never]
  const of = (...batches: object[]) => failure({ ...whole, checkpoints: [{ ...checkpoint, batches }] })
  t.equal(await of(first, third), 'nothing', 'a proof of fewer commands is one too')
  t.match(await of(second, first, third), /^order: /)
  t.match(await of(first, first), /^order: /)
  t.match(await of({ ...first, commands: [...first.commands, ...first.commands] }), /^order: /)
  t.match(await of(), /^format: /, 'a checkpoint of which nothing is shown')
  t.match(await failure({ ...whole, checkpoints: [...checkpoints, ...checkpoints] }), /^order: /)
  const later = ledger.bundle([honest()], { checkpoint: 'dd'.repeat(32) })
  const both = (one: Bundle, other: Bundle) => ({ ...one, checkpoints: [...one.checkpoints, ...other.checkpoints] })
  t.same(await failures(both(whole, later)), [])
  t.match(await failure(both(later, whole)), /^order: /)
})

const time = '2026-04-05T08:00:00+08:00'
const picked: Statement = {
  event: 'e1',
  kind: 'harvest',
  time,
  place: '95',
  made: [['g/L1', 42]],
  says: { grade: 'A' }
}
const packed: Statement = {
  event: 'e2',
  kind: 'packing',
  time,
  place: '95',
  made: [['g/P1', 2]],
  inputs: [['g/L1', 42]],
  says: {}
}
const names = (event: string, kind: string, id: string): Statement => ({ event, names: { kind, id } })
const about = { kind: 'pack', id: 'g/S1' }
const packing = [packed, names('e2', 'pack', 'g/S1'), names('e2', 'pack', 'g/S2')]
const story = ledger.bundle([[ledger.sealed([picked], [0])], [ledger.sealed(packing, [0, 1])]], { about })

t.test('of a sealed command no more is shown than concerns who asks', async t => {
  t.same(await failures(story), [])
  const lines = (await verifyProof(textOf(story), ledger.id, proofCrypto)).slice(-6).map(({ detail }) => detail)
  t.match(lines, [
    /^the sealed command abababababababab of .*, accepted, in transaction 1+, of which is shown:/,
    'harvest e1 at 95 on 2026-04-05T08:00:00+08:00 made g/L1 × 42',
    /^the sealed command/,
    'packing e2 at 95 on 2026-04-05T08:00:00+08:00 made g/P1 × 2 of g/L1 × 42',
    'e2 names pack g/S1',
    'all of it leads to pack g/S1'
  ])
  t.notMatch(textOf(story), /g\/S2/)
})

t.test('a statement is the command’s own, at its place, with its salt', async t => {
  const [, batch] = story.checkpoints[0]!.batches
  const [sealed] = batch!.commands as [SealedCommand]
  const [first, second] = sealed.shown as [SealedCommand['shown'][number], SealedCommand['shown'][number]]
  const altered = (change: object) => {
    const batches = [story.checkpoints[0]!.batches[0], { ...batch, commands: [{ ...sealed, ...change }] }]
    return failure({ ...story, checkpoints: [{ ...story.checkpoints[0], batches }] })
  }
  const shown = (...shown: object[]) => altered({ shown })
  t.match(await shown(first, { ...second, statement: names('e2', 'pack', 'g/S9') }), /not of one command/)
  t.match(await shown({ ...first, statement: { ...packed, made: [['g/P1', 3]] } }), /not in the checkpoint/)
  t.match(await shown({ ...first, salt: '0'.repeat(64) }), /not in the checkpoint/)
  t.match(await shown({ ...first, path: [] }), /no such place for a statement/)
  t.match(await shown(second, first), /^order: /)
  t.match(await shown(), /^format: /)
  t.match(await altered({ author: '91441621MA4W0A0A0B' }), /not in the checkpoint/)
  t.match(await altered({ seal: 'cd'.repeat(32) }), /not in the checkpoint/)
  t.match(await altered({ count: 4 }), /not in the checkpoint|no such place/)
})

t.test('nothing is shown but what leads to the thing that the proof is about', async t => {
  const of = (about: object) => failure({ ...story, about })
  t.match(await of({ kind: 'pack', id: 'g/S2' }), /^story: e\d has nothing to do with pack g\/S2/)
  t.match(await of({ kind: 'lot', id: 'g/L1' }), /^story: e2 has nothing to do with lot g\/L1/, 'what became of it')
  t.equal(await of({ kind: 'lot', id: 'g/P1' }), 'nothing')
  const sold: Statement = { event: 'e3', kind: 'selling', time, place: '96', says: {} }
  const till = [sold, names('e3', 'pack', 'g/S1')]
  t.same(await failures(ledger.bundle([[ledger.sealed(till, [0, 1])]], { about })), [])
  t.match(await failure({ ...whole, about }), /^story: nothing is shown of pack/)
})
