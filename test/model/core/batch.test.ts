import { Batch, batchKey, Envelope, leafOf } from '@suyuan/model/core/batch'
import { keyKey } from '@suyuan/model/core/records'
import { Overlay } from '@suyuan/model/core/state'
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

t.test('a leaf shows the command, its outcome, and the key as it was registered', async t => {
  const overlay = new Overlay()
  const digest = 'a'.repeat(64)
  const leaf = () => JSON.parse(leafOf(command, digest, { status: 'accepted' }, overlay))
  t.same(leaf(), { digest, signature: command.signature, outcome: { status: 'accepted' }, key: null })
  const key = { party: author.id, publicKey: author.key.publicKey, custody: 'device' }
  overlay.load(keyKey(author.key.id), { ...key, label: 'phone' })
  t.same(leaf().key, key)
})
