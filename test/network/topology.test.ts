import { CO_ENDORSERS, chaincodeOf, REGULATOR } from '@suyuan/model/core/definitions'
import t from 'tap'
import { chaincodePackage } from '../../network/chaincode-package.js'
import { configtx, cuttingOf } from '../../network/configtx.js'
import { cryptoConfig } from '../../network/crypto.js'
import { ordererConfig, peerConfig } from '../../network/node-config.js'
import { connectionProfile } from '../../network/profile.js'
import { settingsFrom } from '../../network/settings.js'
import {
  BLOCK_SIZE,
  beside,
  newcomer,
  PORTS_OF_NEWCOMER,
  ports,
  REGULATED_POLICY,
  regulated,
  topology
} from '../../network/topology.js'

const net = topology({ home: '/ledger', basePort: 7050 })

t.test('a base port that leaves no room for the block is refused', async t => {
  for (const port of ['80', '65530', 'seven', '7050.5']) {
    t.throws(
      () => settingsFrom({ SUYUAN_HOME: '/ledger', SUYUAN_FABRIC_PORT: port }),
      /SUYUAN_FABRIC_PORT must be/,
      port
    )
  }
  t.equal(settingsFrom({ SUYUAN_HOME: '/ledger', SUYUAN_FABRIC_PORT: '9000' }).basePort, 9000)
})

t.test('certificates that would be renewed all the time, or outlive their root, are refused', async t => {
  for (const hours of ['1', '87601', 'many', '2.5']) {
    const settings = { SUYUAN_HOME: '/ledger', SUYUAN_CERTIFICATE_HOURS: hours }
    t.throws(() => settingsFrom(settings), /SUYUAN_CERTIFICATE_HOURS must be/, hours)
  }
  t.equal(settingsFrom({ SUYUAN_HOME: '/ledger', SUYUAN_CERTIFICATE_HOURS: '48' }).certificateHours, 48)
})

t.test('every port is used once and lies in the block', async t => {
  const used = ports(net)
  t.equal(new Set(used).size, used.length)
  t.equal(Math.min(...used), 7050)
  t.ok(Math.max(...used) < 7050 + BLOCK_SIZE)
})

t.test('the law’s second definition has a chaincode, processes, ports and a policy of its own', async t => {
  const second = regulated(net)
  t.equal(second.chaincode, chaincodeOf(net.chaincode, 'regulated'))
  t.equal(second.policy, REGULATED_POLICY)
  for (const mspId of [REGULATOR, ...CO_ENDORSERS]) t.match(REGULATED_POLICY, `'${mspId}.peer'`)
  const nodes = [net, second].flatMap(({ organisations }) => organisations.map(({ chaincode }) => chaincode))
  t.equal(new Set(nodes.flatMap(({ port }) => [port(0), port(1)])).size, 12)
  t.equal(new Set(nodes.flatMap(({ name }) => [name(0), name(1)])).size, 12)
  t.same(new Set(nodes.map(({ connection }) => connection(0))), new Set(['0', 'regulated-0']))
  const late = newcomer(net, { name: 'late', port: 9000, ca: true })
  const used = ports({ ...net, organisations: [late] }).filter(port => port >= 9000)
  t.equal(new Set(used).size, used.length)
  t.ok(Math.max(...used) < 9000 + PORTS_OF_NEWCOMER)
})

t.test('two networks side by side share neither port nor folder', async t => {
  const other = topology({ home: '/other', basePort: 7050 + BLOCK_SIZE })
  const shared = ports(other).filter(port => ports(net).includes(port))
  t.same(shared, [])
  t.notMatch(JSON.stringify(other), '/ledger')
})

t.test('everything listens on loopback only', async t => {
  const settings = net.organisations.flatMap(org => [peerConfig(org), ordererConfig(net, org)])
  const addresses = JSON.stringify(settings).match(/\d+\.\d+\.\d+\.\d+/g) ?? []
  t.ok(addresses.length > 0)
  t.same([...new Set(addresses)], ['127.0.0.1'])
})

t.test('each organisation has a peer, and an orderer under an ordering MSP of its own', async t => {
  t.same(
    net.organisations.map(({ name, mspId, ordererMspId }) => [name, mspId, ordererMspId]),
    [
      ['base', 'BaseMSP', 'BaseOrdererMSP'],
      ['retail', 'RetailMSP', 'RetailOrdererMSP'],
      ['regulator', 'RegulatorMSP', 'RegulatorOrdererMSP']
    ]
  )
  t.match(configtx(net, cuttingOf({})), {
    Profiles: {
      Trace: {
        Orderer: {
          OrdererType: 'etcdraft',
          EtcdRaft: { Consenters: [{ Port: 7051 }, { Port: 7061 }, { Port: 7071 }] }
        },
        Application: { Policies: { Endorsement: { Rule: 'MAJORITY Endorsement' } } }
      }
    }
  })
  t.match(cryptoConfig(net.organisations), { OrdererOrgs: { length: 3 }, PeerOrgs: { length: 3 } })
})

t.test('the profile names every organisation and orderer with absolute paths', async t => {
  const profile = connectionProfile(net)
  t.equal(profile.organisations.length, 3)
  t.equal(profile.orderers.length, 3)
  const paths = JSON.stringify(profile).match(/"[^"]*\.(crt|pem|block)"|"[^"]*_sk"/g) ?? []
  t.ok(paths.length > 12)
  for (const path of paths) t.match(path, /^"\/ledger\//)
})

t.test('a package is the same bytes wherever and whenever it is made, and another for another law or slot', async t => {
  const law = 'ab'.repeat(32)
  const { id, label } = chaincodePackage('trace', law, '0')
  t.equal(label, 'trace-abababababab')
  t.equal(id, 'trace-abababababab:6fa1a9ad9d7a9b82548a6f6d0598a5f6aed2efca81a35afe3f2e802f964a2bf5')
  t.not(chaincodePackage('trace', law, '1').id, id)
  t.not(chaincodePackage('trace', 'cd'.repeat(32), '0').id, id)
})

t.test(
  'a channel beside the law’s has its own blocks, processes and connections, in ports that are free for it',
  async t => {
    const [one, other] = [beside(net, 'one', 0), beside(net, 'other', 1)]
    const nodes = [net, one, other].flatMap(({ organisations }) => organisations.map(({ chaincode }) => chaincode))
    t.equal(new Set(nodes.map(({ port }) => port(0))).size, 9)
    t.equal(new Set(nodes.map(({ name }) => name(0))).size, 9)
    t.notOk(ports(net).includes(one.organisations[0]!.chaincode.port(0)))
    t.same(new Set(nodes.map(({ connection }) => connection(0))), new Set(['0', 'beside-0', 'beside-1']))
    t.equal(new Set([net, one, other].map(({ paths }) => paths.genesis)).size, 3)
    t.match(configtx(one, { timeout: '1s', transactions: 7 }), {
      Profiles: { Trace: { Orderer: { BatchTimeout: '1s', BatchSize: { MaxMessageCount: 7 } } } }
    })
  }
)
