/** A certificate and its key that are replaced while a gateway uses them. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Credentials } from '../../src/core/identity/credentials.js'
import { Authority, type Identity } from '../support/forge.js'

const authority = new Authority('ca')
const [one, other] = [authority.issue('client'), authority.issue('client')]
const folder = t.testdir()
const files = { certificate: join(folder, 'cert.pem'), privateKey: join(folder, 'key.pem') }
const writeCertificate = ({ certificate }: Identity) => writeFileSync(files.certificate, certificate)
const writeKey = ({ privateKey }: Identity) =>
  writeFileSync(files.privateKey, privateKey.export({ type: 'pkcs8', format: 'pem' }))

t.test('a certificate without its key is none', async t => {
  writeCertificate(one)
  t.throws(() => new Credentials(files).current(), { code: 'ENOENT' })
  writeKey(other)
  t.throws(() => new Credentials(files).current(), /is not the key of/)
})

t.test('it is the same for as long as its files are, and the new one once both are new', async t => {
  writeKey(one)
  const credentials = new Credentials(files)
  const before = credentials.current()
  t.same(before.certificate, one.certificate)
  t.equal(credentials.current(), before)
  writeCertificate(other)
  t.equal(credentials.current(), before, 'the certificate is there, its key not yet')
  writeKey(other)
  const after = credentials.current()
  t.same(after.certificate, other.certificate)
  t.ok(after.privateKey.equals(other.privateKey))
  t.equal(credentials.current(), after)
})

t.test('files that go away are told', async t => {
  const credentials = new Credentials(files)
  credentials.current()
  rmSync(files.certificate)
  t.throws(() => credentials.current(), { code: 'ENOENT' })
})
