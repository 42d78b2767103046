import { Batch, batchKey, batchRoot, Envelope, leafText, registeredKey, sealText } from '@suyuan/model/core/batch'
import { signedText } from '@suyuan/model/core/command'
import { merkleRoot } from '@suyuan/model/core/merkle'
import { keyKey } from '@suyuan/model/core/records'
import { Overlay } from '@suyuan/model/core/state'
import { laws } from '@suyuan/model/laws'
import { sha256 } from '@suyuan/model/node/crypto'
import t from 'tap'
import { Author } from '../../support/signing.js'
import { BASE, PARTIES } from '../../support/world.js'
import { LEDGER } from '../support.js'

const author = new Author(PARTIES.grower.uscc, BASE, LEDGER)
const command = author.command('trace', 'capture', { events: [] })

t.test('a batch of nothing, or of what is no command, is no batch', async t => {
  t.notOk(Batch.safeParse({ commands: [] }).success)
  t.notOk(Batch.safeParse({ commands: [{ ...command, signature: '' }] }).success)
  t.notOk(Batch.safeParse({ commands: Array(1001).fill(command) }).success)
  t.ok(Batch.safeParse({ commands: [command] }).success)
  t.equal(batchKey('tx'), 'batch/tx')
})

t.test('an envelope of another version is not read', async t => {
  const envelope = { version: 1, root: 'a'.repeat(64), outcomes: [{ status: 'accepted' }] }
  t.ok(Envelope.safeParse(envelope).success)
  t.notOk(Envelope.safeParse({ ...envelope, version: 2 }).success)
  for (const outcome of [null, 'accepted', {}])
    t.notOk(Envelope.safeParse({ ...envelope, outcomes: [outcome] }).success)
})

t.test('a leaf says who spoke, and seals the rest: the command, its outcome, its key as it was registered', async t => {
  const overlay = new Overlay()
  t.equal(registeredKey(command, overlay), null)
  const key = { party: author.id, publicKey: author.key.publicKey, custody: 'device' as const }
  overlay.load(keyKey(author.key.id), { ...key, label: 'phone' })
  t.same(registeredKey(command, overlay), key)
  const digest = 'a'.repeat(64)
  const sealed = sealText({ command, digest, outcome: { status: 'accepted' }, key })
  t.same(JSON.parse(sealed), { digest, signature: command.signature, outcome: { status: 'accepted' }, key })
  const leaf = leafText(command, digest, { count: 1, root: digest })
  t.same(JSON.parse(leaf), {
    author: author.id,
    key: author.key.id,
    seal: digest,
    statements: { count: 1, root: digest }
  })
})

t.test('the root of a batch is over its leaves, in the order of the commands', async t => {
  const overlay = new Overlay()
  const other = author.command('trace', 'capture', { events: [] })
  const outcome = { status: 'rejected', code: 'KEY_UNKNOWN' } as const
  const leaf = (each: typeof command) => {
    const digest = sha256(signedText(each)).toString('hex')
    const seal = sha256(sealText({ command: each, digest, outcome, key: null })).toString('hex')
    return Buffer.from(leafText(each, seal, null))
  }
  const root = batchRoot([command, other], [outcome, outcome], overlay, laws, sha256)
  t.equal(root, Buffer.from(merkleRoot([leaf(command), leaf(other)], sha256)).toString('hex'))
  t.not(root, batchRoot([other, command], [outcome, outcome], overlay, laws, sha256))
})
