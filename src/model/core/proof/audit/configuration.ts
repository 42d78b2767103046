import { protobufBytes } from '../../protobuf.js'
import { equal, textOf } from '../bytes.js'
import { must } from '../findings.js'
import { numberOf, partOf } from './message.js'

/** An element of the channel's configuration: a group, a value or a policy. */
export interface Element {
  kind: 'group' | 'value' | 'policy'
  /** Names that lead to it, its own the last: Channel, Application, BaseMSP. */
  path: readonly string[]
  version: bigint
  /** Name of the policy by which it may be changed. */
  modPolicy: string
  /** Of a value or policy, its bytes. */
  content: Uint8Array
  /** Of a group, the names of what is in it, with their kinds. */
  members: readonly string[]
}

/** A configuration, by kind and path of its elements. */
export type Tree = ReadonlyMap<string, Element>

const ROOT = 'Channel'

export const nameOf = (kind: Element['kind'], path: readonly string[]) => `${kind} /${path.join('/')}`
export const ROOT_GROUP = nameOf('group', [ROOT])

/** Fields of ConfigGroup that are maps. */
const MAPS = [
  ['group', 2],
  ['value', 3],
  ['policy', 4]
] as const

/** The elements of a ConfigGroup of fabric-protos, from the channel's group down. @throws Error */
export function treeOf(channel: Uint8Array): Tree {
  const tree = new Map<string, Element>()
  addGroup(tree, [ROOT], channel)
  return tree
}

function addGroup(tree: Map<string, Element>, path: readonly string[], group: Uint8Array): void {
  const members: string[] = []
  for (const [kind, field] of MAPS)
    for (const entry of protobufBytes(group, field)) {
      const own = [...path, textOf(partOf(entry, 1))]
      const name = nameOf(kind, own)
      must(!tree.has(name), `the configuration has ${name} twice`)
      members.push(name)
      const element = partOf(entry, 2)
      if (kind === 'group') addGroup(tree, own, element)
      else {
        // ConfigValue and ConfigPolicy: { 1 version, 2 content, 3 mod_policy }
        const version = numberOf(element, 1)
        const modPolicy = textOf(partOf(element, 3))
        tree.set(name, { kind, path: own, version, modPolicy, content: partOf(element, 2), members: [] })
      }
    }
  const [version, modPolicy] = [numberOf(group, 1), textOf(partOf(group, 5))]
  const content = new Uint8Array()
  tree.set(nameOf('group', path), { kind: 'group', path, version, modPolicy, content, members: members.sort() })
}

/** Groups in a group. @throws Error when it is not there */
export function groupsIn(tree: Tree, ...path: readonly string[]): readonly string[][] {
  const group = tree.get(nameOf('group', path))
  must(group !== undefined, `the configuration has no /${path.join('/')}`)
  return group.members.flatMap(name => (name.startsWith('group ') ? [[...tree.get(name)!.path]] : []))
}

/** Whether both have the same elements, in every part. */
export const isSame = (one: Tree, other: Tree): boolean =>
  one.size === other.size && [...one].every(([name, element]) => isSameElement(element, other.get(name)))

const isSameElement = (one: Element, other: Element | undefined): boolean =>
  other !== undefined &&
  one.version === other.version &&
  one.modPolicy === other.modPolicy &&
  equal(one.content, other.content) &&
  one.members.join('\n') === other.members.join('\n')
