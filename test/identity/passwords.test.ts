import { scryptSync } from 'node:crypto'
import t from 'tap'
import { hashPassword, isDated, isPassword } from '../../src/core/identity/passwords.js'
import { nextOf } from '../../src/core/identity/people.js'
import { browserOf } from '../../src/core/identity/sessions.js'

t.test('a password is known again, and no other is taken for it', async t => {
  const kept = await hashPassword('春茶 一芽二叶')
  t.ok(await isPassword('春茶 一芽二叶', kept))
  for (const other of ['春茶 一芽一叶', '春茶一芽二叶', '', kept]) t.notOk(await isPassword(other, kept), other)
})

t.test('it is the same password however a keyboard writes its letters', async t => {
  t.ok(await isPassword('é１２３abcdefg', await hashPassword('e\u0301123abcdefg')))
})

t.test('two who chose the same have nothing in common, and what is kept says how it was made', async t => {
  const [one, other] = [await hashPassword('the same words'), await hashPassword('the same words')]
  t.not(one, other)
  t.match(one, /^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/)
  t.notOk(isDated(one))
})

t.test('what was kept with other costs is still good, and is known to be dated', async t => {
  // scrypt of 'an old password' with N = 1024, r = 8, p = 1
  const salt = Buffer.alloc(16, 7)
  const key = scryptSync('an old password', salt, 32, { N: 1024, r: 8, p: 1 })
  const kept = `scrypt$1024$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`
  t.ok(await isPassword('an old password', kept))
  t.ok(isDated(kept))
})

t.test('who has no password has none that could be guessed', async t => {
  for (const guess of ['', 'null', '\0']) t.notOk(await isPassword(guess, null))
})

t.test('more at once than may be worked out wait, and all come to an end', async t => {
  const kept = await hashPassword('one of many')
  const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => isPassword(i % 2 ? 'one of many' : 'x', kept)))
  t.same(answers, [false, true, false, true, false, true, false, true])
})

t.test('a browser is known by as much as its owner needs to know it again', async t => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 13; X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36'
  t.equal(browserOf(chrome), 'Chrome · Android')
  t.equal(browserOf(`${chrome} MicroMessenger/8.0`), '微信 · Android')
  t.equal(browserOf('<script>'), '—')
})

t.test('only a page of ours is gone on to', async t => {
  for (const good of ['/desk', '/account/people?x=1#y']) t.equal(nextOf(good), good)
  for (const bad of [
    '//x',
    '/\\x',
    'https://x',
    'x',
    '',
    ' /x',
    '/x y',
    '/x\n',
    ['/x'],
    undefined,
    `/${'x'.repeat(600)}`
  ])
    t.equal(nextOf(bad), '', String(bad))
})
