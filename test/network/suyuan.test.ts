import { execFile } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { NetworkStatus } from '../../network/status.js'
import { copyOfCheckout } from '../support/checkout.js'
import { freshHome } from './drill.js'

// The network comes up four times in here.
t.setTimeout(400_000)

interface Ended {
  code: number
  out: string
  err: string
}

t.test('the network in the background, from the command line', async t => {
  const { home, basePort, remove } = await freshHome()
  const checkout = copyOfCheckout(join(home, 'checkout'))
  const env = { ...process.env, SUYUAN_HOME: join(home, 'ledger'), SUYUAN_FABRIC_PORT: String(basePort) }
  const suyuan = (...args: string[]): Promise<Ended> =>
    new Promise(fulfil => {
      const command = [join(checkout, 'dist/scripts/suyuan.js'), ...args]
      execFile(process.execPath, command, { env }, (error, out, err) => {
        fulfil({ code: error ? Number(error.code) : 0, out, err })
      })
    })
  const status = async (): Promise<NetworkStatus> => JSON.parse((await suyuan('status', '--json')).out)
  t.teardown(async () => {
    await suyuan('down')
    remove()
  })

  await t.test('before the first start nothing is there to stop, and status says so', async t => {
    t.match(await suyuan('down'), { code: 0, out: /not running/ })
    t.match(await suyuan('status'), { code: 1, out: /^down/ })
  })

  await t.test('a GS1 identifier is told in each of its forms, or what is wrong with it', async t => {
    const told = await suyuan('link', '(01)09520123456788(21)12345', '--company-prefix', '9520123')
    t.equal(told.code, 0)
    t.same(JSON.parse(told.out), {
      elementString: '(01)09520123456788(21)12345',
      uri: 'https://id.gs1.org/01/09520123456788/21/12345',
      urn: 'urn:epc:id:sgtin:9520123.045678.12345',
      ais: { '01': '09520123456788', '21': '12345' }
    })
    const wrong = await suyuan('link', 'https://x.cn/01/09520123456789')
    t.match(wrong, { code: 1, out: '', err: /\(01\) 的校验位不对\nthe check digit of \(01\) is wrong/ })
  })

  await t.test('up tells its progress and ends when the network is up', async t => {
    const ended = await suyuan('up')
    t.match(ended, { code: 0, out: /The network is up/ }, ended.err)
    t.match(await suyuan('status'), { code: 0, out: /base-peer +running/ })
    t.match(await suyuan('up'), { code: 0, out: /up already/ })
  })

  await t.test('after its supervisor was killed, up ends the orphans and starts them anew', async t => {
    const { supervisor, nodes } = await status()
    // Never pid 0: that is ourselves and all that were started with us.
    if (!supervisor) throw new Error('no supervisor runs')
    process.kill(supervisor, 'SIGKILL')
    t.equal((await status()).phase, 'down')
    const ended = await suyuan('up')
    t.match(ended, { code: 0, out: /base-peer \(pid \d+\) was left running/ }, ended.err)
    const now = await status()
    t.equal(now.healthy, true)
    const pids = now.nodes.map(({ pid }) => pid)
    for (const { name, pid } of nodes) t.notOk(pids.includes(pid), `${name} is another process`)
    t.equal(now.definition?.sequence, 1)
  })

  await t.test('up after another build brings its law into force without a restart', async t => {
    const before = await status()
    appendFileSync(join(checkout, 'chaincode/dist/main.js'), '\n// another law\n')
    const ended = await suyuan('up')
    t.match(ended, { code: 0, out: /The law of this checkout is in force/ }, ended.err)
    const now = await status()
    t.equal(now.supervisor, before.supervisor)
    t.equal(now.definition?.sequence, 2)
    t.equal(now.healthy, true)
  })

  await t.test('another organisation joins with a Fabric CA, is there after a restart, and leaves', async t => {
    t.match(await suyuan('org', 'remove', 'county'), { code: 1, err: /county is not in the channel/ })
    const ended = await suyuan('org', 'add', 'county', '--ca')
    t.match(ended, { code: 0, out: /county is in the channel/ }, ended.err)
    t.equal((await suyuan('down')).code, 0)
    t.match(await suyuan('org', 'remove', 'county'), { code: 1, err: /not running/ })
    t.equal((await suyuan('up')).code, 0)
    t.match(await suyuan('status'), {
      code: 0,
      out: /county-peer +running[\s\S]*county-ca +running[\s\S]*county +Fabric CA/
    })
    t.same(await suyuan('ca', 'renew', 'county', 'gateway'), { code: 0, out: '', err: '' })
    t.same(await suyuan('ca', 'revoke', 'county', 'gateway'), { code: 0, out: '', err: '' })
    t.match(await suyuan('ca', 'renew', 'county', 'gateway'), { code: 1, err: /reenroll/ })
    t.match(await suyuan('org', 'revoke', 'base', join(checkout, 'package.json')), {
      code: 1,
      err: /no revocation list/
    })
    t.match(await suyuan('org', 'remove', 'county'), { code: 0, out: /county has left/ })
    t.notMatch(await suyuan('status'), { out: /county/ })
    t.equal((await status()).healthy, true)
  })

  await t.test('reset without --yes deletes nothing; with it, everything', async t => {
    t.match(await suyuan('reset'), { code: 1, err: /--yes/ })
    t.equal((await status()).healthy, true)
    t.match(await suyuan('reset', '--yes'), { code: 0 })
    t.equal((await status()).phase, 'down')
    t.throws(() => readFileSync(join(home, 'ledger', 'genesis.block')), { code: 'ENOENT' })
  })
})
