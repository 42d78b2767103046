import { deflateRawSync } from 'node:zlib'
import { packBatch, unpackBatch } from '@suyuan/model/node/batch-bytes'
import t from 'tap'

t.test('a batch unpacks to its commands in their order, Chinese and all', async t => {
  const commands = [{ id: 1, name: '紫金蝉茶' }, { id: 2 }].map(command => JSON.stringify(command))
  t.equal(unpackBatch(await packBatch(commands)), `{"commands":[${commands.join(',')}]}`)
})

t.test('a batch of like commands takes a fraction of its text', async t => {
  const commands = Array.from({ length: 100 }, (_, id) =>
    JSON.stringify({ id, party: '91441621MA4W1B2C3D', kind: 'plot' })
  )
  t.ok((await packBatch(commands)).length < commands.join().length / 5)
})

t.test('what is not packed, or would fill the memory, is refused', async t => {
  t.throws(() => unpackBatch(Buffer.from('{"commands":[]}')))
  t.throws(() => unpackBatch(deflateRawSync(Buffer.alloc(17 * 1024 * 1024))), { code: 'ERR_BUFFER_TOO_LARGE' })
})
