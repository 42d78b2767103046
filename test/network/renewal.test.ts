/** Certificates that are good for minutes are renewed by themselves while their organisation works. */
import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findBinaries } from '../../network/binaries.js'
import { authorityFolder } from '../../network/ca/server.js'
import { AUTHORITIES, certificatesOf, HOLDERS } from '../../network/certificates.js'
import { readConfig, valueIn } from '../../network/channel-config.js'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { tools } from '../../network/tools.js'
import { until } from '../../network/wait.js'
import { uscc } from '../support/codes.js'
import { Service } from '../support/service.js'
import { BASE, REGULATOR, RETAIL } from '../support/world.js'
import { asClient } from './drill.js'
import { COUNTY, certificateOf, NEWCOMER, Newcomer } from './newcomer.js'

/**
 * A Fabric CA dates a certificate five minutes back, to the minute, and its end from now; so a third of its life is left
 * after 10 to 70 seconds.
 */
const LIFE_MINUTES = 3.5
const WRITERS = 4
const DAY = 86_400_000

t.setTimeout(400_000)
const lines: string[] = []
const service = await Service.start(
  { SUYUAN_CHECKPOINT_SECONDS: '0' },
  { certificateHours: LIFE_MINUTES / 60, log: line => void lines.push(line) }
)
let newcomer: Newcomer | undefined
t.teardown(async () => {
  await newcomer?.gateway.end('SIGTERM')
  await service.stop()
})
const { network } = service
await network.join('county', true)
const county = network.topology.organisations.find(({ name }) => name === 'county')!
newcomer = await Newcomer.start(service)

const certificates = () =>
  certificatesOf(county).map(({ certificate }) => new X509Certificate(readFileSync(certificate)))
const keyOf = ({ publicKey }: X509Certificate) => publicKey.export({ format: 'jwk' })
const daysLeft = ({ validTo }: X509Certificate) => (Date.parse(validTo) - Date.now()) / DAY

interface Word {
  status: number
  began: number
  ended: number
}

/** Writers of the newcomer's and one of another organisation's speak, each one word after another, until `done`. */
function everybodySpeaks(done: AbortSignal) {
  let place = 1000
  let party = 2000
  const speak = async (words: Word[], word: () => Promise<{ status: number }>): Promise<void> => {
    while (!done.aborted) {
      const began = Date.now()
      words.push({ status: (await word()).status, began, ended: Date.now() })
    }
  }
  const words = { county: [] as Word[], base: [] as Word[] }
  const all = [
    ...Array.from({ length: WRITERS }, () => speak(words.county, () => newcomer!.speak(place++))),
    speak(words.base, () => service.administer(BASE, 'parties', { ...NEWCOMER, uscc: uscc(party++) }))
  ]
  return { words, spoken: Promise.all(all) }
}

const done = new AbortController()
t.teardown(() => done.abort())
const { words, spoken } = everybodySpeaks(done.signal)

/** The longest time for which an answer took that was awaited since then, in milliseconds. */
const longestSince = (since: number, of: readonly Word[]) =>
  Math.max(0, ...of.filter(({ ended }) => ended >= since).map(({ began, ended }) => ended - began))

t.test('the certificates of every user and node are renewed under the same keys', async t => {
  const before = certificates()
  for (const holder of HOLDERS) {
    const began = Date.now()
    await network.renew('county', holder)
    const [county, base] = [longestSince(began, words.county), longestSince(began, words.base)]
    t.comment(`${holder}: ${Date.now() - began} ms; longest answer at county ${county} ms, at base ${base} ms`)
  }
  const now = certificates()
  for (const [n, { serialNumber, subject }] of now.entries()) t.not(serialNumber, before[n]!.serialNumber, subject)
  t.same(now.map(keyOf), before.map(keyOf))
})

t.test('they are renewed by themselves before they end', async t => {
  // What the CA issues from its next start on is good for a year again.
  for (const authority of AUTHORITIES) {
    const file = join(authorityFolder(county.ca!, authority), 'fabric-ca-server-config.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(`"${LIFE_MINUTES * 60}s"`, '"8760h"'))
  }
  await network.renew('county', 'ca')
  await until('every certificate is one of those', 180_000, async () => {
    return certificates().every(certificate => daysLeft(certificate) > 364) || undefined
  })
  // In its turn, so after the last of them is done.
  await network.renew('county', 'gateway')
  t.same(
    lines.filter(line => line.includes('not renewed')),
    []
  )
})

t.test('writers heard of none of it: every word was answered, and is on the ledger', async t => {
  done.abort()
  await spoken
  for (const [who, all] of Object.entries(words)) {
    t.comment(`${who}: ${all.length} commands, longest answer ${longestSince(0, all)} ms`)
    t.same(new Set(all.map(({ status }) => status)), new Set([201]))
    t.ok(longestSince(0, all) < 20_000)
  }
  const { rows } = await service.pool.query<{ n: number }>(
    `select count(*)::int as n from command where key = $1 and status = 'accepted'`,
    [newcomer!.author.key.id]
  )
  t.equal(rows[0]!.n, words.county.length)
})

t.test('the network is whole, and says until when its certificates are good', async t => {
  const now = await status({ home: network.topology.home })
  t.equal(now.healthy, true)
  t.match(now.certificates, [
    { organisation: 'base', issuer: 'cryptogen' },
    { organisation: 'retail', issuer: 'cryptogen' },
    { organisation: 'regulator', issuer: 'cryptogen' },
    { organisation: 'county', issuer: 'Fabric CA' }
  ])
  const days = now.certificates.map(({ until }) => (Date.parse(until) - Date.now()) / DAY)
  t.ok(days[0]! > 3640 && days[0]! < 3660, 'ten years')
  t.ok(days[3]! > 364 && days[3]! < 366, 'a year')
})

t.test('the peer endorses by its new certificate, and others reach it', async t => {
  const { contract, close } = asClient(network.profile, 'base')
  t.teardown(close)
  const everybody = [BASE, RETAIL, REGULATOR, COUNTY]
  const endorsed = await contract.newProposal('about', { endorsingOrganizations: everybody }).endorse()
  const peer = certificatesOf(county).find(({ holder, authority }) => holder === 'peer' && authority === 'members')!
  t.ok(Buffer.from(endorsed.getBytes()).includes(readFileSync(peer.certificate)))
})

t.test('the configuration names the orderer by its new certificate', async t => {
  const binaries = await findBinaries({ ready: settingsFrom().fabricBin, log: () => {} })
  const config = await readConfig(tools(network.topology, binaries), network.topology.organisations[0]!)
  const { metadata } = valueIn<{ metadata: { consenters: Array<{ port: number }> } }>(
    config,
    'ConsensusType',
    'Orderer'
  )
  const { port } = county.orderer
  const tls = certificatesOf(county).find(({ holder, authority }) => holder === 'orderer' && authority === 'tls')!
  const certificate = readFileSync(tls.certificate).toString('base64')
  t.same(
    metadata.consenters.find(consenter => consenter.port === port),
    { host: '127.0.0.1', port, client_tls_cert: certificate, server_tls_cert: certificate }
  )
})

t.test('a gateway tells when the certificates end by which it speaks', async t => {
  const text = await (await fetch(`${newcomer!.gateway.url}/metrics`)).text()
  for (const role of ['client', 'admin'] as const) {
    const [, seconds] = new RegExp(
      `^suyuan_certificate_expiry_timestamp_seconds\\{organisation="${COUNTY}",role="${role}"\\} (\\d+)$`,
      'm'
    ).exec(text)!
    const { validTo } = new X509Certificate(certificateOf(network, COUNTY, role))
    t.equal(Number(seconds) * 1000, Date.parse(validTo))
  }
})

t.test('only a Fabric CA renews', async t => {
  await t.rejects(network.renew('base', 'peer'), /base has no Fabric CA/)
})
