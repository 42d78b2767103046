/** The chain of configurations in an auditor's bundle: who may change what, and what follows from it for those who speak. */
import { common } from '@hyperledger/fabric-protos'
import { treeOf } from '@suyuan/model/core/proof/audit/configuration'
import { partOf } from '@suyuan/model/core/proof/audit/message'
import { isSatisfied } from '@suyuan/model/core/proof/audit/policies'
import { revokedIn } from '@suyuan/model/core/proof/audit/validity'
import t from 'tap'
import { Authority } from '../../support/forge.js'
import { failure, product, withTransaction } from '../../support/forge-audit.js'
import { ForgedChain } from '../../support/forge-chain.js'
import {
  admitting,
  configurationEnvelope,
  configValue,
  type Edit,
  policyOf,
  replacing,
  revocationList,
  type Speaker,
  setPolicies,
  signaturePolicy,
  within
} from '../../support/forge-config.js'
import type { TransactionOptions } from '../../support/forge-transaction.js'

/** What fails first of a chain whose configuration was changed, and in which somebody speaks then. */
async function after(
  change: (chain: ForgedChain) => void,
  options: (chain: ForgedChain) => TransactionOptions = () => ({})
) {
  const chain = new ForgedChain()
  change(chain)
  return failureOf(chain, options(chain))
}

const failureOf = (chain: ForgedChain, options: TransactionOptions = {}) =>
  withTransaction(
    chain => chain.batch([{ command: chain.command() }], options),
    audit => audit,
    chain
  )

const county = { mspId: 'CountyMSP', ca: new Authority('CountyMSP') }
const [BASE_ADMIN, REGULATOR_ADMIN, RETAIL_ADMIN] = [0, 1, 2]
const signersOf = (chain: ForgedChain, ...indexes: number[]) => indexes.map(index => chain.admins[index]!)
const changed = (edit: Edit, ...signers: number[]) =>
  after(chain => void chain.change(edit, signersOf(chain, ...signers)))

t.test('a change that a majority of the members’ administrators signed is in force, of fewer not', async t => {
  const peers = (chain: ForgedChain) => ({ peers: chain.peers.slice(0, 2) })
  const admitted =
    (...signers: number[]) =>
    (chain: ForgedChain) => {
      chain.change(admitting(county), signersOf(chain, ...signers))
      chain.members.splice(1, 0, county)
    }
  t.equal(await after(admitted(BASE_ADMIN, RETAIL_ADMIN)), 'nothing')
  t.match(
    await after(admitted(BASE_ADMIN, RETAIL_ADMIN), peers),
    /^transaction: too few/,
    'two of four are no majority'
  )
  t.match(
    await after(admitted(BASE_ADMIN)),
    /^configuration: too few have signed its change of group \/Channel\/Application/
  )
  t.match(await after(admitted(BASE_ADMIN, BASE_ADMIN)), /^configuration: too few/)
  const others = (chain: ForgedChain): Speaker[] => [chain.admins[0]!, chain.peers[1]!]
  t.match(await after(chain => void chain.change(admitting(county), others(chain))), /^configuration: too few/)
  const stranger = { mspId: 'RetailMSP', identity: new Authority('RetailMSP').issue('admin') }
  const forged = (chain: ForgedChain) => void chain.change(admitting(county), [chain.admins[0]!, stranger])
  t.match(await after(forged), /^configuration: a certificate is not issued by a root of RetailMSP/)
})

t.test('what is an organisation’s own it changes alone', async t => {
  const chain = new ForgedChain()
  const [base] = chain.members as [(typeof chain.members)[number]]
  chain.change(replacing({ ...base, revocationLists: [revocationList(base.ca, [])] }), signersOf(chain, BASE_ADMIN))
  t.equal(await failureOf(chain), 'nothing')
  const other = (chain: ForgedChain) => void chain.change(replacing(chain.members[0]!), signersOf(chain, RETAIL_ADMIN))
  t.match(await after(other), /^configuration: too few have signed its change of value .*BaseMSP\/MSP/)
})

t.test('a configuration is the one before with just its update, in its place', async t => {
  const own = (edit: (chain: ForgedChain) => Edit, options: object = {}) =>
    after(chain => void chain.change(edit(chain), signersOf(chain, BASE_ADMIN, REGULATOR_ADMIN), options))
  const honest = (chain: ForgedChain) => replacing(chain.members[0]!)
  const and =
    (more: Edit) =>
    (chain: ForgedChain): Edit =>
    (readSet, writeSet, group) => {
      honest(chain)(readSet, writeSet, group)
      more(readSet, writeSet, group)
    }
  t.equal(await own(honest), 'nothing')
  t.match(await own(honest, { sequence: 2 }), /^configuration: configuration 2 follows on 0/)
  t.match(await own(honest, { channel: 'other' }), /^configuration: it is of channel other/)
  t.match(await own(honest, { named: 'other' }), /^configuration: it has an update of channel other/)
  t.match(await own(chain => replacing(chain.members[0]!, 2)), /makes version 2 of value/)
  t.match(await own(chain => replacing(chain.members[0]!, 1, '')), /leaves it open who may change/)
  t.match(await own(() => () => {}), /its update changes nothing/)
  t.match(
    await own(and(readSet => within(readSet, 'Application').setVersion(7))),
    /rests on a version of group .*Application/
  )
  t.match(await own(and(readSet => within(readSet, 'Consortiums'))), /rests on a version of group .*Consortiums/)
  const differs = /it is not the one before with just its update/
  const retail = (group: common.ConfigGroup) => within(group, 'Application', 'RetailMSP')
  t.match(
    await own(
      and((_, __, group) =>
        retail(group)
          .getValuesMap()
          .set('X', configValue(Buffer.of(1)))
      )
    ),
    differs
  )
  t.match(await own(and((_, __, group) => retail(group).setVersion(1))), differs)
  t.match(await own(and((_, __, group) => retail(group).setModPolicy('Writers'))), differs)
  const msp = (group: common.ConfigGroup) =>
    retail(group).getValuesMap().set('MSP', retail(group).getValuesMap().get('MSP')!)
  t.match(await own(and((_, __, group) => msp(group).get('MSP')!.setValue(Buffer.of(10, 0)))), differs)
  const withdraw = (_: common.ConfigGroup, __: common.ConfigGroup, group: common.ConfigGroup) =>
    void within(group, 'Application').getGroupsMap().del('RetailMSP')
  t.match(await own(and(withdraw)), /it is not the one before/)
  const promised: Edit = (readSet, writeSet, group) => {
    admitting(county)(readSet, writeSet, group)
    within(writeSet, 'Application').getPoliciesMap().set('Later', new common.ConfigPolicy())
    within(writeSet, 'Application').getPoliciesMap().get('Later')!.setModPolicy('Admins')
  }
  t.match(await changed(promised, BASE_ADMIN, REGULATOR_ADMIN), differs)
})

t.test('who may change a thing is named from where it is, or from the root', async t => {
  const named = async (modPolicy: string, ...signers: number[]) => {
    const chain = new ForgedChain()
    const [base] = chain.members as [(typeof chain.members)[number]]
    chain.change(replacing(base, 1, modPolicy), signersOf(chain, BASE_ADMIN))
    chain.change(replacing(base, 2), signersOf(chain, ...signers))
    return failureOf(chain)
  }
  const tooFew = /^configuration: too few have signed its change of value/
  t.equal(await named('/Channel/Application/Admins', BASE_ADMIN, RETAIL_ADMIN), 'nothing')
  t.match(await named('/Channel/Application/Admins', BASE_ADMIN), tooFew)
  t.match(await named('/Channel/Nowhere/Admins', BASE_ADMIN, RETAIL_ADMIN), tooFew)
  t.match(await named('Nobody', BASE_ADMIN), tooFew)
})

t.test('certificates that the configuration in force revokes count no more', async t => {
  const revoking = (index: number, serials: number[]) => (chain: ForgedChain) => {
    const organisation = chain.members[index]!
    const revocationLists = [revocationList(organisation.ca, serials)]
    chain.change(replacing({ ...organisation, revocationLists }), signersOf(chain, index))
  }
  const creator = (chain: ForgedChain) => ({ creator: chain.speaker('BaseMSP', 'client', { serial: 7 }) })
  t.equal(await after(() => {}, creator), 'nothing')
  t.equal(await after(revoking(0, [8]), creator), 'nothing')
  t.match(await after(revoking(0, [7, 8]), creator), /^transaction: a certificate of BaseMSP is revoked/)
  const endorser = (chain: ForgedChain) => ({
    peers: [chain.peers[0]!, chain.speaker('RetailMSP', 'peer', { serial: 7 })]
  })
  t.match(await after(revoking(2, [7]), endorser), /^transaction: a certificate of RetailMSP is revoked/)
  t.equal(await after(revoking(0, [7]), endorser), 'nothing', 'another authority’s number 7')
  const garbage = (chain: ForgedChain) =>
    void chain.change(replacing({ ...chain.members[0]!, revocationLists: [Buffer.from('x')] }), signersOf(chain, 0))
  t.match(await after(garbage), /^configuration: a revocation list is not in PEM/)
  t.same(revokedIn(revocationList(county.ca, [])), [])
})

t.test('none of the configurations can be left out', async t => {
  const chain = new ForgedChain()
  const admin = signersOf(chain, BASE_ADMIN)
  const first = chain.change(replacing(chain.members[0]!), admin)
  const second = chain.change(replacing(chain.members[0]!, 2), admin)
  const sent = chain.batch([{ command: chain.command() }])
  const block = chain.add(sent)
  const attesting = chain.add(chain.checkpoint([{ id: sent.id, block, index: 0 }]))
  const without = async (number: number) => {
    const orderers = chain.audit(product, [block], [attesting]).orderers
    chain.configured.splice(chain.configured.indexOf(number), 1)
    const audit = { ...chain.audit(product, [block], [attesting]), orderers }
    chain.configured.push(number)
    chain.configured.sort()
    return failure(audit, chain.id)
  }
  t.match(await without(first), /^configuration: configuration 2 follows on 0/)
  t.match(await without(second), /^orderer: the last configuration of block 4 is in block 2, here it is in 1/)
})

t.test('a configuration block is alone, and block 0 is one', async t => {
  const crowded = (chain: ForgedChain) => {
    chain.change(replacing(chain.members[0]!), signersOf(chain, BASE_ADMIN))
    chain.blocks[1]!.data = [...chain.blocks[1]!.data, ...chain.blocks[1]!.data]
    chain.blocks[1]!.codes = [0, 0]
  }
  t.match(await after(crowded), /^configuration: block 1 has a configuration and more/)
  const begun = async (sequence: number, type?: number) =>
    failureOf(new ForgedChain(chain => configurationEnvelope(chain, sequence, type)))
  t.match(await begun(1), /^configuration: block 0 has no first configuration/)
  t.match(await begun(0, 3), /^configuration: block 0 has no first configuration/)
})

t.test('an organisation without certificates that can be judged is refused', async t => {
  const withValue = (edit: (values: ReturnType<common.ConfigGroup['getValuesMap']>) => void) =>
    changed(
      (readSet, writeSet, group) => {
        admitting(county)(readSet, writeSet, group)
        for (const set of [writeSet, group]) edit(within(set, 'Application', 'CountyMSP').getValuesMap())
      },
      BASE_ADMIN,
      RETAIL_ADMIN
    )
  t.match(await withValue(values => values.del('MSP')), /^configuration: CountyMSP has no MSP/)
  t.match(
    await withValue(values => values.set('MSP', configValue(Buffer.of(8, 1)))),
    /^configuration: CountyMSP has no X.509/
  )
})

t.test('policies are judged as Fabric judges them; what is not known is not judged', async t => {
  const signer = { mspId: 'AMSP', roles: ['peer' as const], publicKey: Buffer.of(), identity: 'a' }
  const judged = (policy: common.Policy, signers = [signer]) => {
    const group = setPolicies(new common.ConfigGroup(), { P: policy })
    return isSatisfied(treeOf(group.serializeBinary()), ['Channel'], 'P', signers)
  }
  t.ok(judged(signaturePolicy('AMSP', 'member')))
  t.ok(judged(signaturePolicy('AMSP', 'admin', 'peer')))
  t.notOk(judged(signaturePolicy('BMSP', 'peer')))
  t.notOk(judged(signaturePolicy('AMSP', 'peer'), []))
  t.throws(() => judged(policyOf(2, Buffer.of())), /a policy of type 2 is not known/)
  t.throws(() => judged(policyOf(3, Buffer.of(16, 9))), /a rule that is not known/)
  // SignaturePolicyEnvelope.rule: signed_by 5, of no principals.
  t.throws(() => judged(policyOf(1, Buffer.of(18, 2, 8, 5))), /a rule that is not known/)
  // The same by a principal that is classified otherwise than by role.
  t.throws(() => judged(policyOf(1, Buffer.of(18, 2, 8, 0, 26, 2, 8, 2))), /names others than by their role/)
  t.throws(() => judged(policyOf(1, Buffer.of(18, 0))), /a rule that is not known/, 'no rule at all')
})

t.test('what protobuf would merge is not read', async t => {
  t.throws(() => partOf(Buffer.of(10, 0, 10, 0), 1), /field 1 of a message is there twice/)
  const twice = (name: string) => Buffer.of(18, 5, 10, 1, name.charCodeAt(0), 18, 0)
  t.throws(() => treeOf(Buffer.concat([twice('A'), twice('A')])), /the configuration has group \/Channel\/A twice/)
})
