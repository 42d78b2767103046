/** Auditors' bundles on the real network: what the service hands out holds, and nothing that differs from it does. */
import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Audit } from '@suyuan/model/core/proof/audit/bundle'
import { verifyAudit } from '@suyuan/model/core/proof/audit/verify'
import t from 'tap'
import { auditTools, verify } from '../../scripts/verify.js'
import { garden, grams, plot, Season } from '../http/season.js'
import { unnoticedBits } from '../support/bits.js'
import { gtin, uscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { Authority, textOf } from '../support/forge.js'
import { revocationList } from '../support/forge-config.js'
import { all } from '../support/service.js'
import { suyuanOn } from '../support/suyuan.js'
import { BASE, PARTIES, PRODUCTS, REGULATOR } from '../support/world.js'

const season = await Season.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
const { service } = season
t.teardown(() => service.stop())
t.setTimeout(600_000)
await season.live()
const { apiKey } = (
  await service.administer(REGULATOR, 'clients', { party: PARTIES.inspector.uscc, label: 'inspector' })
).body

const ask = (path: string) => service.get(path, { authorization: `Bearer ${apiKey}` })
async function audited(path: string): Promise<string> {
  const response = await fetch(service.url + path, { headers: { authorization: `Bearer ${apiKey}` } })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${path} ${response.status} ${text}`)
  return text
}
const verified = (audit: unknown) =>
  verifyAudit(typeof audit === 'string' ? audit : textOf(audit), service.ledger, auditTools)
const failures = async (audit: unknown) =>
  (await verified(audit)).filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`)
const product = `/api/trace/products/${PRODUCTS.pack.gtin}/audit`
const party = (id: string) => `/api/core/parties/${id}/audit`

const small = await audited(party(PARTIES.carrier.uscc))

t.test(
  'a product, a party and a period are audited from block 0, with every orderer’s and every peer’s word',
  async t => {
    for (const path of [product, party(PARTIES.supermarket.uscc), '/api/core/audit']) {
      const text = await audited(path)
      t.same(await failures(text), [], path)
      const lines = (await verified(text)).map(({ check, detail }) => `${check} ${detail}`).join('\n')
      t.match(
        lines,
        /^orderer every ordering organisation signed: BaseOrdererMSP, RegulatorOrdererMSP, RetailOrdererMSP$/m
      )
      t.match(
        lines,
        /^transaction .* endorsed by BaseMSP, RetailMSP, not by RegulatorMSP$/m,
        'who never judged it is named'
      )
      t.match(lines, /^attestation .* counts, as BaseMSP, RegulatorMSP, RetailMSP attest in/m)
    }
    const whole = await verified(await audited(product))
    t.ok(whole.some(({ detail }) => detail.includes('trace.capture') && detail.includes(PARTIES.grower.uscc)))
    const { rows } = await service.pool.query<{ number: number }>('select max(number) as number from block')
    t.match(
      (await verified(await audited('/api/core/audit'))).at(-1)!.detail,
      `to ${rows[0]!.number - 1}, none left out`
    )
  }
)

t.test('what several checkpoints attest stands in their order', async t => {
  for (const lot of ['ATTESTED-1', 'ATTESTED-2', 'ATTESTED-3']) {
    const picked = events.harvest({ base: garden, plot, goods: grams('leaf', lot, 1000) })
    await all([service.send(season.authors.grower.capture(picked))])
    await audited(party(PARTIES.grower.uscc)) // has a checkpoint made
  }
  const text = await audited(party(PARTIES.grower.uscc))
  t.ok((JSON.parse(text) as Audit).attesting.length >= 4)
  t.same(await failures(text), [])
})

t.test('a period may be narrowed; what is nowhere has no audit, what is no address is told so', async t => {
  const later = encodeURIComponent(new Date(Date.now() + 3_600_000).toISOString())
  t.match(await ask(`/api/core/audit?from=${later}`), { status: 404, body: { code: 'NOT_FOUND' } })
  t.equal((await audited(`${product}?to=${later}`)).length > 10_000, true)
  t.match(await ask(party(uscc(999))), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await ask(`/api/trace/products/${gtin(999)}/audit`), { status: 404, body: { code: 'NOT_FOUND' } })
  t.match(await ask('/api/core/audit?from=yesterday'), { status: 400, body: { field: 'from' } })
})

t.test('configurations are followed by who signed them', async t => {
  const { crypto } = service.network.topology.organisations.find(({ mspId }) => mspId === BASE)!
  const folder = join(crypto, 'ca')
  const certificate = readdirSync(folder).find(name => name.endsWith('.pem'))!
  const ca = new Authority({
    certificate: readFileSync(join(folder, certificate)),
    key: createPrivateKey(readFileSync(join(folder, 'priv_sk')))
  })
  await service.network.setRevocationList('base', revocationList(ca, [5]).toString())
  const audit = await audited(party(BASE))
  const lines = (await verified(audit)).filter(({ check }) => check === 'configuration').map(({ detail }) => detail)
  t.match(lines, [/^block 0: organisations BaseMSP/, /^block \d+: .*; its change is signed by BaseMSP$/])
  t.same(await failures(audit), [])
  const { blocks, ...rest } = JSON.parse(audit) as Audit
  const last = Number(/^block (\d+)/.exec(lines[1]!)![1])
  const without = blocks.filter(({ number }) => number !== last)
  const peers = rest.peers.map(({ mspId, blocks: words }) => ({
    ...{
      mspId,
      blocks: words.filter(
        (_, i) => [...blocks, ...rest.attesting].map(({ number }) => number).sort((a, b) => a - b)[i] !== last
      )
    }
  }))
  t.match((await failures({ ...rest, blocks: without, peers }))[0], /the last configuration of block \d+ is in block/)
})

t.test('`suyuan verify` takes it by its format', async t => {
  const file = join(t.testdir(), 'audit.json')
  writeFileSync(file, small)
  const genesis = join(service.network.topology.home, 'genesis.block')
  t.ok((await verify(file, genesis)).every(({ ok }) => ok))
  const { code, out } = await suyuanOn(service)('verify', file, '--genesis', genesis)
  t.equal(code, 0, out)
  t.match(out, /^ok {3}subject +party .* that none is left out is not shown$/m)
  t.match((await verify(file, '0'.repeat(64)))[1], { check: 'genesis', ok: false })
})

t.test('what was void is not shown as valid, nor anything in another order or form', async t => {
  const audit = JSON.parse(await audited('/api/core/audit')) as Audit
  const { rows } = await service.pool.query<{ block: number; index: number }>(
    'select block, index from transaction where code <> 0 order by block limit 1'
  )
  t.ok(rows[0], 'something was in conflict while everybody registered')
  const numbers = [...audit.blocks, ...audit.attesting].map(({ number }) => number).sort((one, other) => one - other)
  const at = numbers.indexOf(rows[0]!.block)
  const peers = structuredClone(audit.peers)
  for (const { blocks } of peers) {
    const codes = Buffer.from(blocks[at]!.codes, 'base64url')
    codes[rows[0]!.index] = 0
    blocks[at]!.codes = codes.toString('base64url')
  }
  t.match((await failures({ ...audit, peers }))[0], /^attestation: nobody attests/)
  t.match((await failures({ ...audit, blocks: [...audit.blocks].reverse() }))[0], /not in their only order/)
  t.match((await failures({ ...audit, orderers: [...audit.orderers].reverse() }))[0], /^orderer: copies of Retail/)
  t.match((await failures(JSON.stringify(audit, null, 1)))[0], /^format: .*canonical/)
  const holed = audit.blocks.filter(({ number }) => number === 0 || number !== numbers[at])
  t.match((await failures({ ...audit, blocks: holed }))[0], /^peers: /)
})

t.test('one bit changed anywhere, and it does not hold', async t => {
  const bytes = Buffer.from(small)
  const places: number[] = []
  // Of the envelopes one byte in 499, which their block's hash covers alike; of all else one in five. A forged bundle has
  // every byte of it changed in test/model/core/audit.test.ts.
  let inside = false
  for (let at = 0; at < bytes.length; at++) {
    if (bytes.subarray(at, at + 8).equals(Buffer.from('"data":['))) inside = true
    else if (bytes[at] === ']'.charCodeAt(0)) inside = false
    if (at % (inside ? 499 : 5) === 0) places.push(at)
  }
  t.same(await unnoticedBits({ text: small, ledger: service.ledger, places }), [])
  t.ok(places.length > 1000, `${places.length} of ${bytes.length} bytes`)
})
