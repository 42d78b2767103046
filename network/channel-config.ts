/** The channel's configuration changed on the running network, with Fabric's own tools: fetched, edited, signed, submitted. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Tools, throughOrderer } from './tools.js'
import type { Organisation } from './topology.js'

const TIMEOUT_MS = 60_000
/** An orderer that hands over its leadership because of a change may lose the change on the way. */
const SUBMIT_AGAIN_MS = 15_000
const CONFIG_UPDATE = 2

export interface ConfigValue<T = unknown> {
  mod_policy: string
  value: T
  version: string
}

/** A group of the configuration, as configtxlator writes it. */
export interface ConfigGroup {
  groups: Record<string, ConfigGroup>
  values: Record<string, ConfigValue>
  policies: Record<string, unknown>
  mod_policy: string
  version: string
}

export interface ChannelConfig {
  sequence: string
  channel_group: ConfigGroup
}

/** A group by the names that lead to it. @throws Error for one that is not there */
export function groupOf({ channel_group }: ChannelConfig, ...names: string[]): ConfigGroup {
  return names.reduce((group, name) => {
    const inner = group.groups[name]
    if (!inner) throw new Error(`The channel's configuration has no ${names.join('/')}`)
    return inner
  }, channel_group)
}

/** A value in the group that the names lead to. @throws Error for one that is not there */
export function valueIn<T>(config: ChannelConfig, name: string, ...groups: string[]): T {
  const found = groupOf(config, ...groups).values[name]
  if (!found) throw new Error(`The channel's configuration has no ${name} in ${groups.join('/')}`)
  return found.value as T
}

/** Writes the newest block of configuration, as an orderer has it, to a file. */
export async function fetchConfigBlock(tools: Tools, org: Organisation, file: string): Promise<void> {
  await tools.peer(org, 'channel', 'fetch', 'config', file, '-c', tools.net.channel, ...throughOrderer(org))
}

/** The configuration in force, as the organisation's orderer has it. */
export function readConfig(tools: Tools, org: Organisation): Promise<ChannelConfig> {
  return inFolder(tools, async folder => {
    const block = join(folder, 'block.pb')
    await fetchConfigBlock(tools, org, block)
    return configIn(await decoded(tools, 'common.Block', block))
  })
}

/** The administrators' signatures that a change needs: of organisations, and of their ordering sides. */
export interface Signers {
  members: readonly Organisation[]
  orderers: readonly Organisation[]
}

/**
 * Changes the channel's configuration and returns when it is in force; what is as it should be already is left alone.
 *
 * @param what names the change in errors
 * @param signers who agrees, by its administrators' signatures; the first submits it, through its own orderer
 * @param edit makes of the configuration in force, in place, what it should be
 * @throws Error when it is not in force after a minute, with the orderer's reason
 */
export async function changeConfig(
  tools: Tools,
  what: string,
  signers: Signers,
  edit: (config: ChannelConfig) => void
): Promise<void> {
  const [submitter] = [...signers.members, ...signers.orderers]
  if (!submitter) throw new Error(`Nobody signs: ${what}`)
  let submitted: { sequence: string; at: number } | undefined
  await tools.until(what, TIMEOUT_MS, async () => {
    const config = await readConfig(tools, submitter)
    const wanted = structuredClone(config)
    edit(wanted)
    if (isDeepStrictEqual(config, wanted)) return true
    // Submitted once for each configuration that is found: the orderer's answer comes before the block does.
    if (submitted?.sequence === config.sequence && Date.now() - submitted.at < SUBMIT_AGAIN_MS) return undefined
    await submit(tools, submitter, signers, config, wanted)
    submitted = { sequence: config.sequence, at: Date.now() }
    return undefined
  })
}

async function submit(
  tools: Tools,
  submitter: Organisation,
  signers: Signers,
  original: ChannelConfig,
  updated: ChannelConfig
): Promise<void> {
  const { channel } = tools.net
  await inFolder(tools, async folder => {
    const at = (name: string): string => join(folder, name)
    await encoded(tools, 'common.Config', original, at('original.pb'))
    await encoded(tools, 'common.Config', updated, at('updated.pb'))
    const files = ['--original', at('original.pb'), '--updated', at('updated.pb'), '--output', at('update.pb')]
    await tools.configtxlator('compute_update', '--channel_id', channel, ...files)
    const update = await decoded(tools, 'common.ConfigUpdate', at('update.pb'))
    const envelope = {
      payload: {
        header: { channel_header: { channel_id: channel, type: CONFIG_UPDATE } },
        data: { config_update: update }
      }
    }
    const file = at('envelope.pb')
    await encoded(tools, 'common.Envelope', envelope, file)
    // One after the other: each adds its signature to the file.
    for (const org of signers.members) await tools.peer(org, 'channel', 'signconfigtx', '-f', file)
    for (const org of signers.orderers) await tools.ordering(org, 'channel', 'signconfigtx', '-f', file)
    await tools.peer(submitter, 'channel', 'update', '-f', file, '-c', channel, ...throughOrderer(submitter))
  })
}

interface ConfigBlock {
  data: { data: Array<{ payload: { data: { config: ChannelConfig } } }> }
}

function configIn(block: unknown): ChannelConfig {
  const [envelope] = (block as ConfigBlock).data.data
  if (!envelope) throw new Error('A block of configuration is empty')
  return envelope.payload.data.config
}

async function decoded(tools: Tools, type: string, file: string): Promise<unknown> {
  // It opens what it writes to by name, which a pipe does not have.
  const output = `${file}.decoded.json`
  await tools.configtxlator('proto_decode', '--type', type, '--input', file, '--output', output)
  return JSON.parse(await readFile(output, 'utf8'))
}

async function encoded(tools: Tools, type: string, value: unknown, file: string): Promise<void> {
  await writeFile(`${file}.json`, JSON.stringify(value), { mode: 0o600 })
  await tools.configtxlator('proto_encode', '--type', type, '--input', `${file}.json`, '--output', file)
}

async function inFolder<T>(tools: Tools, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tools.net.paths.config, 'change-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Base64 of a PEM file, as the configuration holds certificates and revocation lists. */
export const pemIn = async (file: string): Promise<string> => (await readFile(file)).toString('base64')
