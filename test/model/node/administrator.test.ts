import { createHash, createPublicKey } from 'node:crypto'
import { administratorOf } from '@suyuan/model/node/administrator'
import t from 'tap'
import { Authority } from '../../support/forge.js'

const ca = new Authority('ca')

t.test('a certificate whose unit says administrator gives the key that its organisation speaks by', async t => {
  const { certificate, privateKey } = ca.issue('admin')
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  const expected = { key: createHash('sha256').update(point).digest('hex'), publicKey: point.toString('base64url') }
  t.same(administratorOf(certificate.toString()), expected)
  t.same(administratorOf(certificate.toString()), expected, 'asked again')
})

t.test('any other is no administrator', async t => {
  for (const unit of ['client', 'peer', undefined])
    t.equal(administratorOf(ca.issue(unit).certificate.toString()), undefined)
})
