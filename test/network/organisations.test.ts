/** A fourth organisation joins a running service's channel, is served there, and leaves again. */
import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificateList, id_ce_authorityKeyIdentifier } from '@peculiar/asn1-x509'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { findBinaries, findCaBinaries } from '../../network/binaries.js'
import { AuthorityClient } from '../../network/ca/client.js'
import { readConfig } from '../../network/channel-config.js'
import { height } from '../../network/health.js'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { tools } from '../../network/tools.js'
import { until } from '../../network/wait.js'
import { uscc } from '../support/codes.js'
import { all, Service } from '../support/service.js'
import { BASE, REGULATOR, RETAIL } from '../support/world.js'
import { asClient, read } from './drill.js'
import { COUNTY, certificateOf, NEWCOMER, Newcomer } from './newcomer.js'

t.setTimeout(400_000)
const service = await Service.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
let newcomer: Newcomer | undefined
t.teardown(async () => {
  await newcomer?.gateway.end('SIGTERM')
  await service.stop()
})
const { network } = service
const { home } = network.topology
const fabric = { ready: settingsFrom().fabricBin, log: () => {} }
const binaries = await findBinaries(fabric)
const toolbox = tools(network.topology, binaries)
const organisationsInChannel = async () => {
  const { channel_group } = await readConfig(toolbox, network.topology.organisations[0]!)
  return Object.keys(channel_group.groups.Application!.groups).sort()
}

/** The key of the authority that signed it, as X.509's authorityKeyIdentifier has it. */
function authorityKeyOf(pem: Buffer): string {
  const hex = new X509Certificate(pem).raw.toString('hex')
  const extension = hex.slice(hex.indexOf('0603551d23'))
  return extension.slice(extension.indexOf('8014') + 4).slice(0, 40)
}

/** A revocation list that does not say by which key it is signed, and one that another key has signed. */
function spoilt(pem: string, key: KeyObject): { nameless: string; forged: string } {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----/g, ''), 'base64')
  const signed = (change: (list: CertificateList) => void): string => {
    const list = AsnConvert.parse(der, CertificateList)
    change(list)
    const body = AsnConvert.serialize(list.tbsCertList)
    list.signature = new Uint8Array(sign('sha256', Buffer.from(body), key)).buffer
    const base64 = Buffer.from(AsnConvert.serialize(list)).toString('base64').replaceAll(/.{64}/g, '$&\n')
    return `-----BEGIN X509 CRL-----\n${base64}\n-----END X509 CRL-----\n`
  }
  return {
    nameless: signed(({ tbsCertList }) => {
      tbsCertList.crlExtensions = tbsCertList.crlExtensions!.filter(
        ({ extnID }) => extnID !== id_ce_authorityKeyIdentifier
      )
    }),
    forged: signed(() => {})
  }
}

const county = () => network.profile.organisations.find(({ mspId }) => mspId === COUNTY)!
const shown = (user: 'client' | 'admin') => certificateOf(network, COUNTY, user)

/** Names of the organisations whose peers hear who shows the certificate. */
async function heardBy(certificate: Buffer): Promise<string[]> {
  const file = join(home, 'shown.pem')
  writeFileSync(file, certificate)
  const heard = network.profile.organisations.map(async ({ name, peer }) => {
    const organisation = { ...county(), peer, client: { ...county().client, certificate: file } }
    const { contract, close } = asClient({ ...network.profile, organisations: [organisation] }, 'county')
    return read(contract, 'about')
      .then(
        () => [name],
        error => (/access denied|creator|permission/i.test(detailsOf(error)) ? [] : Promise.reject(error))
      )
      .finally(close)
  })
  return (await Promise.all(heard)).flat()
}

const detailsOf = (error: Error & { details?: unknown }) => `${error.message} ${JSON.stringify(error.details)}`

let serial = 960
/** A word of each organisation that the service speaks for. */
const everybodySpeaks = () =>
  all(
    [BASE, RETAIL, REGULATOR].map(organisation =>
      service.administer(organisation, 'parties', { ...NEWCOMER, uscc: uscc(serial++) })
    )
  )

t.test('a name that is taken or none is refused', async t => {
  await t.rejects(network.join('retail'), /in the channel already/)
  await t.rejects(network.join('County Tea'), /no name of an organisation/)
  await t.rejects(network.remove('base'), /first block and cannot leave/)
  await t.rejects(network.remove('county'), /not in the channel/)
})

t.test('it joins with a Fabric CA, a peer, an orderer and a chaincode process for each definition', async t => {
  await everybodySpeaks()
  await network.join('county', true)
  t.same(await organisationsInChannel(), [BASE, COUNTY, REGULATOR, RETAIL].sort())
  const now = await status({ home })
  t.equal(now.healthy, true)
  t.equal(now.nodes.filter(({ name }) => name.startsWith('county-')).length, 5)
  const [base, county] = ['base', 'county'].map(name => network.topology.organisations.find(org => org.name === name)!)
  await until('its peer and its orderer have every block', 30_000, async () => {
    const wanted = await height(network.topology, base!.peer.operationsPort)
    const ports = [county!.peer.operationsPort, county!.orderer.operationsPort]
    const heights = await Promise.all(ports.map(port => height(network.topology, port)))
    return heights.every(each => each === wanted) || undefined
  })
})

t.test('it endorses, and the gateway that does not know of it goes on', async t => {
  const { contract, close } = asClient(network.profile, 'county')
  t.teardown(close)
  t.equal(JSON.parse(await read(contract, 'about')).law, network.definition?.lawHash)
  await everybodySpeaks()
})

t.test('a gateway with its profile serves its writers', async t => {
  newcomer = await Newcomer.start(service)
  const { command, status } = await newcomer.speak(950)
  t.equal(status, 201)
  const proof = await newcomer.proofOf(command)
  t.same(
    (await verifyProof(proof, service.ledger, proofCrypto)).filter(({ ok }) => !ok),
    [],
    'its word is proved by the organisations of block 0'
  )
})

t.test('a checkpoint that it endorses in a founder’s place covers nothing', async t => {
  const { command } = await newcomer!.speak(970)
  const { rows } = await service.pool.query<{ tx_id: string }>(
    `select t.tx_id from transaction t join command c on (c.block, c.tx_index) = (t.block, t.index)
     where c.command_id = $1`,
    [command.id]
  )
  const { contract, close } = asClient(network.profile, 'county')
  t.teardown(close)
  const batches = [rows[0]!.tx_id]
  const transaction = await contract
    .newProposal('checkpoint', {
      arguments: [JSON.stringify(batches)],
      endorsingOrganizations: [BASE, RETAIL, COUNTY]
    })
    .endorse()
  t.equal((await (await transaction.submit()).getStatus()).code, 0)
  const covered = await until('the mirror has the checkpoint', 30_000, async () => {
    const { rows } = await service.pool.query<{ endorsers: number }>(
      'select endorsers from batch where checkpoint = $1',
      [transaction.getTransactionId()]
    )
    return rows[0]
  })
  t.equal(covered.endorsers, 2, 'of the organisations of block 0')
  const proof = await newcomer!.proofOf(command)
  t.ok(
    (await verifyProof(proof, service.ledger, proofCrypto)).every(({ ok }) => ok),
    'one more is made for the proof'
  )
})

t.test('its certificates say who is who, by the attributes that they were enrolled with', async t => {
  for (const [user, role] of [
    ['client', 'gateway'],
    ['admin', 'admin']
  ] as const) {
    const certificate = new X509Certificate(shown(user))
    t.ok(certificate.raw.includes(`"suyuan.role":"${role}"`), role)
    t.match(certificate.issuer, /members\.ca\.county/)
  }
})

let old: Buffer

t.test('a renewed certificate is picked up without a pause', async t => {
  old = shown('client')
  let renewed = false
  const renewing = network.renew('county', 'gateway').finally(() => {
    renewed = true
  })
  const statuses: number[] = []
  for (let n = 0; n < 5 || !renewed; n++) {
    statuses.push((await newcomer!.speak(1000 + n)).status)
  }
  await renewing
  t.same(new Set(statuses), new Set([201]))
  const [before, now] = [old, shown('client')].map(pem => new X509Certificate(pem))
  t.not(now!.serialNumber, before!.serialNumber)
  t.same(now!.publicKey.export({ format: 'jwk' }), before!.publicKey.export({ format: 'jwk' }))
})

t.test(
  'the old certificate is revoked in the channel: every peer refuses it, and the gateway speaks by the new',
  async t => {
    t.same(await heardBy(old), ['base', 'retail', 'regulator', 'county'])
    const organisation = network.topology.organisations.find(({ name }) => name === 'county')!
    const members = new AuthorityClient(organisation.ca!, 'members', await findCaBinaries(fabric))
    const lists = await members.revoke({
      serial: new X509Certificate(old).serialNumber,
      authorityKey: authorityKeyOf(old)
    })
    await t.rejects(network.setRevocationList('county', 'nothing'), /no revocation list/)
    await t.rejects(network.setRevocationList('base', lists), /not signed by a CA of base/)
    const { nameless, forged } = spoilt(lists, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    await t.rejects(network.setRevocationList('county', nameless), /refuse everybody of county/)
    await t.rejects(network.setRevocationList('county', forged), /not signed by a CA of county/)
    await t.rejects(network.setRevocationList('county', lists + forged), /not signed by a CA of county/)
    t.same(await heardBy(old), ['base', 'retail', 'regulator', 'county'], 'none of them is in the channel')
    await network.setRevocationList('county', lists)
    await until('no peer hears it', 10_000, async () => (await heardBy(old)).length === 0 || undefined)
    t.equal((await newcomer!.speak(999)).status, 201)
    t.same((await heardBy(shown('client'))).length, 4)
  }
)

t.test('an identity that its CA revokes is refused, whatever its certificate', async t => {
  await network.revoke('county', 'gateway')
  await until('no peer hears it', 10_000, async () => (await heardBy(shown('client'))).length === 0 || undefined)
  await t.rejects(network.renew('county', 'gateway'), /fabric-ca-client reenroll/)
  await t.rejects(network.revoke('base', 'gateway'), /has no Fabric CA/)
})

t.test('it leaves again: its word counts no more, and the others go on', async t => {
  await newcomer!.gateway.end('SIGTERM')
  await network.remove('county')
  t.same(await organisationsInChannel(), [BASE, REGULATOR, RETAIL].sort())
  const now = await status({ home })
  t.equal(now.healthy, true)
  t.same(
    now.nodes.filter(({ name }) => name.startsWith('county-')),
    []
  )
  await everybodySpeaks()
})
