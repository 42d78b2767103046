/** A fourth organisation joins a running service's channel, is served there, and leaves again. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyProof } from '@suyuan/model/core/proof/verify'
import { proofCrypto } from '@suyuan/model/node/proof-crypto'
import t from 'tap'
import { findBinaries } from '../../network/binaries.js'
import { readConfig } from '../../network/channel-config.js'
import { height } from '../../network/health.js'
import { settingsFrom } from '../../network/settings.js'
import { status } from '../../network/status.js'
import { tools } from '../../network/tools.js'
import { until } from '../../network/wait.js'
import { createApiKey } from '../../src/core/identity/api-keys.js'
import { gln, uscc } from '../support/codes.js'
import { type Gateway, startGateway } from '../support/gateway.js'
import { all, Service } from '../support/service.js'
import { Author } from '../support/signing.js'
import { BASE, REGULATOR, RETAIL } from '../support/world.js'
import { asClient, read } from './drill.js'

const COUNTY = 'CountyMSP'
const newcomer = { uscc: uscc(950), name: { zh: '演示·县茶业', en: 'Demo County Tea' }, roles: ['producer'] }

t.setTimeout(400_000)
const service = await Service.start({ SUYUAN_CHECKPOINT_SECONDS: '0' })
let gateway: Gateway | undefined
t.teardown(async () => {
  await gateway?.end('SIGTERM')
  await service.stop()
})
const { network } = service
const { home } = network.topology
const binaries = await findBinaries({ ready: settingsFrom().fabricBin, log: () => {} })
const toolbox = tools(network.topology, binaries)
const organisationsInChannel = async () => {
  const { channel_group } = await readConfig(toolbox, network.topology.organisations[0]!)
  return Object.keys(channel_group.groups.Application!.groups).sort()
}

/** A profile with the newcomer's identity and nobody else's. */
function profileOf(mspId: string): string {
  const profile = JSON.parse(readFileSync(join(home, 'connection.json'), 'utf8'))
  for (const organisation of profile.organisations) {
    if (organisation.mspId === mspId) continue
    delete organisation.client
    delete organisation.admin
  }
  const path = join(home, `${mspId}.json`)
  writeFileSync(path, JSON.stringify(profile), { mode: 0o600 })
  return path
}

let serial = 960
/** A word of each organisation that the service speaks for. */
const everybodySpeaks = () =>
  all(
    [BASE, RETAIL, REGULATOR].map(organisation =>
      service.administer(organisation, 'parties', { ...newcomer, uscc: uscc(serial++) })
    )
  )

t.test('a name that is taken or none is refused', async t => {
  await t.rejects(network.join('retail'), /in the channel already/)
  await t.rejects(network.join('County Tea'), /no name of an organisation/)
  await t.rejects(network.remove('base'), /first block and cannot leave/)
  await t.rejects(network.remove('county'), /not in the channel/)
})

t.test('it joins with a peer, an orderer and a chaincode process', async t => {
  await everybodySpeaks()
  await network.join('county')
  t.same(await organisationsInChannel(), [BASE, COUNTY, REGULATOR, RETAIL].sort())
  const now = await status({ home })
  t.equal(now.healthy, true)
  t.equal(now.nodes.filter(({ name }) => name.startsWith('county-')).length, 3)
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
  gateway = await startGateway(service, { SUYUAN_PROFILE: profileOf(COUNTY) })
  const apiKey = await createApiKey(service.pool, COUNTY, 'test')
  const administer = async (path: string, body: unknown) => {
    const response = await fetch(`${gateway!.url}/api/core/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body)
    })
    return { status: response.status, body: (await response.json()) as { key: string; id: string } }
  }
  const author = new Author(newcomer.uscc, COUNTY, service.ledger)
  t.equal((await administer('parties', newcomer)).status, 201)
  t.equal((await administer('keys', author.registration)).status, 201)
  const place = { gln: gln(950), name: newcomer.name, kind: 'warehouse', region: '441621' }
  const command = author.command('core', 'registerPlace', place)
  const response = await fetch(`${gateway.url}/api/core/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'handling=strict' },
    body: JSON.stringify(command)
  })
  t.equal(response.status, 201)
  const proof = await (await fetch(`${gateway.url}/api/core/commands/${command.key}/${command.id}/proof`)).text()
  t.same(
    (await verifyProof(proof, service.ledger, proofCrypto)).filter(({ ok }) => !ok),
    [],
    'its word is proved by the organisations of block 0'
  )
})

t.test('it leaves again: its word counts no more, and the others go on', async t => {
  await gateway!.end('SIGTERM')
  const { contract, close } = asClient(network.profile, 'county')
  t.teardown(close)
  await network.remove('county')
  t.same(await organisationsInChannel(), [BASE, REGULATOR, RETAIL].sort())
  await t.rejects(read(contract, 'about'))
  const now = await status({ home })
  t.equal(now.healthy, true)
  t.same(
    now.nodes.filter(({ name }) => name.startsWith('county-')),
    []
  )
  await everybodySpeaks()
})
