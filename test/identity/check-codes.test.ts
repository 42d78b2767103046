import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import {
  CheckCodes,
  digestsOf,
  readCheckCode,
  readShortCode,
  shortCodeOf
} from '../../src/core/identity/check-codes.js'
import { inGroups, numberOf, readSymbols, symbolsOf } from '../../src/core/identity/symbols.js'
import { VaultKey } from '../../src/core/identity/vault-key.js'

const folder = mkdtempSync(join(tmpdir(), 'suyuan-codes-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
const keyOf = (name: string) => VaultKey.at(join(folder, name))
const codes = new CheckCodes(keyOf('one'))
const gtin = '09520001000102'
const serials = Array.from({ length: 2000 }, (_, i) => `AB12CD${i}`)
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

t.test('a check code is eight characters that nobody takes for one another, and the same each time', async t => {
  for (const serial of serials) t.match(codes.checkCodeOf(gtin, serial), /^[0-9A-HJKMNP-TV-Z]{8}$/)
  t.equal(new CheckCodes(keyOf('one')).checkCodeOf(gtin, 'A'), codes.checkCodeOf(gtin, 'A'))
  t.equal(new Set(serials.map(serial => codes.checkCodeOf(gtin, serial))).size, serials.length)
})

t.test('who has another key makes other codes, and a code is of its own pack only', async t => {
  const others = new CheckCodes(keyOf('other'))
  const code = codes.checkCodeOf(gtin, 'A')
  t.not(others.checkCodeOf(gtin, 'A'), code)
  t.ok(codes.isOf(gtin, 'A', code))
  t.notOk(codes.isOf(gtin, 'B', code))
  t.notOk(others.isOf(gtin, 'A', code))
})

t.test('a code is read however it is typed', async t => {
  const code = codes.checkCodeOf(gtin, 'A')
  for (const typed of [code.toLowerCase(), ` ${inGroups(code, 4)} `, [...code].join(' '), code.replaceAll('0', 'o')])
    t.equal(readCheckCode(typed), code, typed)
  t.equal(readCheckCode(code.replaceAll('1', 'l')), code)
  for (const typed of ['', code.slice(1), `${code}0`, '茶'.repeat(8), '!'.repeat(8)])
    t.equal(readCheckCode(typed), null, typed)
})

t.test('a slip is none: one wrong character, or two neighbours that changed places', async t => {
  for (const code of [shortCodeOf(gtin, 'A'), codes.checkCodeOf(gtin, 'A'), codes.checkCodeOf(gtin, 'B')]) {
    for (let i = 0; i < code.length; i++) {
      for (const other of ALPHABET)
        if (other !== code[i]) t.equal(readSymbols(code.slice(0, i) + other + code.slice(i + 1), code.length), null)
      const [one, two] = [code[i], code[i + 1]]
      if (two === undefined || one === two) continue
      t.equal(readSymbols(code.slice(0, i) + two + one + code.slice(i + 2), code.length), null)
    }
  }
})

t.test('a short code takes no key, and stands for a span of digests that Postgres finds', async t => {
  t.equal(shortCodeOf(gtin, 'A'), codes.shortCodeOf(gtin, 'A'))
  t.equal(readShortCode(inGroups(shortCodeOf(gtin, 'A'), 5)), shortCodeOf(gtin, 'A'))
  const digest = Buffer.from('ffeeddccbbaa9988', 'hex')
  const [first, last] = digestsOf(symbolsOf(digest, 10))
  t.ok(Buffer.compare(first, digest.subarray(0, 6)) <= 0)
  t.ok(Buffer.compare(last, digest.subarray(0, 6)) >= 0)
  t.equal(last.readUIntBE(0, 6) - first.readUIntBE(0, 6), 7)
  t.equal(numberOf('10'), 32)
})
