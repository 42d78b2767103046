import { protobufBytes, protobufFields } from '../../protobuf.js'
import { textOf } from '../bytes.js'
import { must } from '../findings.js'
import { groupsIn, nameOf, type Tree } from './configuration.js'
import type { Role, Signer } from './identities.js'
import { numberOf, partOf } from './message.js'

const SIGNATURE = 1n
const IMPLICIT_META = 3n
/** How many of an ImplicitMetaPolicy's groups it takes: ANY, ALL, MAJORITY. */
const THRESHOLDS = [() => 1, (groups: number) => groups, (groups: number) => Math.floor(groups / 2) + 1] as const

/**
 * Whether these signers satisfy a policy of the channel, as Fabric judges it. One that is not there nobody satisfies.
 *
 * @param path group that has the policy
 * @param signers each once, with signatures that hold
 * @throws Error for a policy of a kind that is not known here
 */
export function isSatisfied(tree: Tree, path: readonly string[], policy: string, signers: readonly Signer[]): boolean {
  const element = tree.get(nameOf('policy', [...path, policy]))
  if (!element) return false
  const type = numberOf(element.content, 1)
  const value = partOf(element.content, 2)
  if (type === SIGNATURE) return isSigned(value, signers)
  must(type === IMPLICIT_META, `a policy of type ${type} is not known`)
  const groups = groupsIn(tree, ...path)
  const threshold = THRESHOLDS[Number(numberOf(value, 2))]
  must(threshold !== undefined, 'a policy has a rule that is not known')
  const sub = textOf(partOf(value, 1))
  return (
    groups.filter(group => isSatisfied(tree, group, sub, signers)).length >=
    Math.min(groups.length, threshold(groups.length))
  )
}

/** SignaturePolicyEnvelope: { 2 rule, 3 principals }. A signer counts for one principal of a rule. */
function isSigned(envelope: Uint8Array, signers: readonly Signer[]): boolean {
  const principals = protobufBytes(envelope, 3)
  return rest(partOf(envelope, 2), principals, signers) !== undefined
}

/** The signers that are left when some have satisfied a rule; undefined when none can. */
function rest(
  rule: Uint8Array,
  principals: readonly Uint8Array[],
  signers: readonly Signer[]
): readonly Signer[] | undefined {
  const [[field, value] = [0, 0n]] = [...protobufFields(rule)]
  if (typeof value === 'bigint') {
    const principal = principals[Number(value)]
    must(field === 1 && principal !== undefined, 'a policy has a rule that is not known')
    const found = signers.find(signer => isPrincipal(signer, principal))
    return found && signers.filter(signer => signer !== found)
  }
  // NOutOf: { 1 n, 2 rules }
  let left = signers
  let satisfied = 0n
  for (const inner of protobufBytes(value, 2)) {
    const after = rest(inner, principals, left)
    if (!after) continue
    left = after
    satisfied++
  }
  return satisfied >= numberOf(value, 1) ? left : undefined
}

/** By the numbers that MSPRole gives them. */
const ROLES: readonly (Role | 'member')[] = ['member', 'admin', 'client', 'peer', 'orderer']

/** MSPPrincipal: { 1 classification: a role is 0, 2 MSPRole: { 1 MSP id, 2 role } }. */
function isPrincipal({ mspId, roles }: Signer, principal: Uint8Array): boolean {
  must(numberOf(principal, 1) === 0n, 'a policy names others than by their role')
  const named = partOf(principal, 2)
  const role = ROLES[Number(numberOf(named, 2))]
  return textOf(partOf(named, 1)) === mspId && (role === 'member' || roles.includes(role as Role))
}
