import { lawHash } from '@suyuan/model/node/law-hash'
import t from 'tap'
import { lawHash as hashOfCheckout } from '../../../network/law-hash.js'

t.test('a process names the law that it holds as the network does that approves it', async t => {
  t.equal(lawHash(), await hashOfCheckout())
})
