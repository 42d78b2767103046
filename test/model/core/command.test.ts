import { Command, CommandBody, isLowS, PublicKey, signedText, toLowS } from '@suyuan/model/core/command'
import { crypto } from '@suyuan/model/node/crypto'
import t from 'tap'
import { Author, signingKey } from '../../support/signing.js'
import { BASE, PARTIES } from '../../support/world.js'
import { LEDGER } from '../support.js'

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const author = new Author(PARTIES.grower.uscc, BASE, LEDGER)
const withS = (s: bigint) => Buffer.from(`${'11'.repeat(32)}${s.toString(16).padStart(64, '0')}`, 'hex')

t.test('a signature with a high s is not taken, though it verifies; made low it is', async t => {
  const command = author.command('trace', 'capture', { events: [] })
  const low = Buffer.from(command.signature, 'base64url')
  const high = withS(ORDER - BigInt(`0x${low.subarray(32).toString('hex')}`))
  low.copy(high, 0, 0, 32)
  t.notOk(crypto.verify(author.key.publicKey, signedText(command), high.toString('base64url')))
  t.ok(crypto.verify(author.key.publicKey, signedText(command), Buffer.from(toLowS(high)).toString('base64url')))
})

t.test('a key that is no point of the curve verifies nothing, however many come', async t => {
  const command = author.command('trace', 'capture', { events: [] })
  const bogus = (n: number) =>
    Buffer.concat([Buffer.of(4), Buffer.alloc(60), Buffer.from([n >> 8, n & 255, 0, 1])]).toString('base64url')
  const verified = Array.from({ length: 5001 }, (_, n) =>
    crypto.verify(bogus(n), signedText(command), command.signature)
  )
  t.notOk(verified.includes(true))
  t.ok(crypto.verify(author.key.publicKey, signedText(command), command.signature))
})

t.test('s is low up to half of the order', async t => {
  t.ok(isLowS(withS(ORDER / 2n)))
  t.notOk(isLowS(withS(ORDER / 2n + 1n)))
  t.same(Buffer.from(toLowS(withS(ORDER - 1n))), withS(1n))
  t.same(Buffer.from(toLowS(withS(1n))), withS(1n))
})

t.test('malformed commands are no commands', async t => {
  const command = author.command('trace', 'capture', { events: [] })
  t.ok(Command.safeParse(command).success)
  const wrong = {
    version: 2,
    algorithm: 'RS256',
    ledger: 'A'.repeat(64),
    id: '1',
    module: 'Trace',
    action: 'x',
    payload: [],
    author: 'Base',
    key: 'k',
    sequence: 0,
    signedAt: 'yesterday',
    signature: 'AA',
    more: true
  }
  for (const [member, value] of Object.entries(wrong))
    t.notOk(Command.safeParse({ ...command, [member]: value }).success, member)
  t.notOk(Command.safeParse({ ...command, sequence: 1.5 }).success)
  t.notOk(Command.safeParse({ ...command, sequence: 2 ** 53 }).success)
})

t.test('a payload without canonical form cannot be signed, so it makes no command', async t => {
  const command = author.command('trace', 'capture', { events: [] })
  t.notOk(CommandBody.safeParse({ ...command, payload: { note: '\ud800' } }).success)
  t.notOk(
    CommandBody.safeParse({ ...command, payload: JSON.parse(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`) }).success
  )
})

t.test('bytes have one base64url form only', async t => {
  const { publicKey } = signingKey('one')
  t.ok(PublicKey.safeParse(publicKey).success)
  const last = publicKey.at(-1)!
  const other = `${publicKey.slice(0, -1)}${String.fromCharCode(last.charCodeAt(0) + 1)}`
  t.same(Buffer.from(other, 'base64url'), Buffer.from(publicKey, 'base64url'), 'the same bytes')
  t.notOk(PublicKey.safeParse(other).success)
  t.notOk(PublicKey.safeParse(`BQ${publicKey.slice(2)}`).success, 'the first byte is 4')
})

t.test('the text that is signed leaves out the signature and nothing else', async t => {
  const command = author.command('trace', 'capture', { events: [] })
  const { signature, ...rest } = command
  t.same(JSON.parse(signedText(command)), rest)
  t.equal(signedText(command), signedText(rest))
})
