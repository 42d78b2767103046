import { lawHash } from '@suyuan/model/node/law-hash'
import t from 'tap'

t.test('a process names the law that it holds, the same whenever it is asked', async t => {
  t.match(lawHash(), /^[0-9a-f]{64}$/)
  t.equal(lawHash(), lawHash())
})
