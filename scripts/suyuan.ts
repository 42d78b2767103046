#!/usr/bin/env node
/**
 * The command line: each command a thin function over network/ and src/, which it loads when it is asked for. All of them
 * together take a second and a half.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CBV_VERSIONS } from '@suyuan/model/core/epcis/hash/prehash'
import { Argument, Command, Option } from 'commander'
import { HOLDERS, type Holder, type Speaker } from '../network/certificates.js'
import { reset } from '../network/home.js'
import { ask } from '../network/requests.js'
import { settingsFrom } from '../network/settings.js'
import { type NetworkStatus, status } from '../network/status.js'
import type { BenchOptions } from './bench/bench.js'
import { DEFAULTS, type DemoOptions } from './demo/plan.js'
import type { HashOptions } from './hash.js'
import type { InstallationOptions } from './installation.js'
import type { LinkOptions } from './link.js'

const say = (line: string): void => void process.stdout.write(`${line}\n`)
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit() // who read the lines, as `head` does, has enough
})

/** A command about an installation's network and Postgres. */
const onInstallation = (command: Command): Command =>
  command
    .option('--profile <file>', 'connection profile of the network (SUYUAN_PROFILE)')
    .option('--database-url <url>', 'Postgres; unless told, the embedded one (DATABASE_URL)')

const program = new Command('suyuan')
  .description('Suyuan: a supply-chain ledger on Hyperledger Fabric')
  .addHelpText('after', '\nEnvironment: SUYUAN_HOME, SUYUAN_FABRIC_PORT, FABRIC_BIN, DATABASE_URL')

program
  .command('up')
  .description('have the network running in the background, under the law of this checkout')
  .action(upCommand)
program.command('down').description('stop the network; the ledger stays').action(downCommand)
program
  .command('status')
  .description('show every node: process, height, leader, health; ends with 1 unless all is well')
  .option('--json', 'as JSON')
  .action(statusCommand)
program
  .command('reset')
  .description('stop the network and delete its ledger, keys and Postgres')
  .option('--yes', 'really do it')
  .action(resetCommand)
const org = program.command('org').description('organisations of the running channel, beyond those of its first block')
org
  .command('add')
  .description('have another organisation join, with a peer, an orderer and a chaincode process of its own')
  .argument('<name>', 'in lower case; its MSP is Name + MSP')
  .option('--ca', 'its identities come from a Fabric CA of its own, else from cryptogen')
  .action(addCommand)
org
  .command('remove')
  .description('have an organisation that joined leave; what it has stays on disk')
  .argument('<name>')
  .action(removeCommand)
org
  .command('revoke')
  .description("put an organisation's revocation lists into the channel's configuration, in place of those before")
  .argument('<name>')
  .argument('<crl>', 'PEM file, as its CA makes it')
  .action((name: string, crl: string) => ask({ do: 'setRevocationList', with: [name, readFileSync(crl, 'utf8')] }))
const ca = program.command('ca').description('identities of an organisation that joined with a Fabric CA of its own')
ca.command('renew')
  .description('new certificates for the same keys, as before they end by itself; a node is started anew with them')
  .argument('<name>', 'the organisation')
  .addArgument(new Argument('<who>').choices(HOLDERS))
  .action((name: string, who: Holder) => ask({ do: 'renew', with: [name, who] }))
ca.command('revoke')
  .description('revoke all certificates, and have the channel refuse them')
  .argument('<name>', 'the organisation')
  .addArgument(new Argument('<who>').choices(['gateway', 'admin']))
  .action((name: string, who: Speaker) => ask({ do: 'revoke', with: [name, who] }))
program
  .command('gateway')
  .description('run a gateway by itself, on a network and a Postgres that are there already')
  .option('--profile <file>', 'connection profile of the network (SUYUAN_PROFILE)')
  .option('--database-url <url>', 'Postgres, which gateways may share (DATABASE_URL)')
  .option('--port <n>', 'where to listen (PORT)')
  .option('--host <address>', 'on which address (HOST)')
  .action(gatewayCommand)
program
  .command('demo')
  .description('load the demonstration into the running service, or what is missing of it')
  .option(
    '--scale <n>',
    "seasons' worth of goods; a larger demonstration adds to a smaller one",
    Number,
    DEFAULTS.scale
  )
  .option('--seed <n>', 'another seed makes other amounts and serials', Number, DEFAULTS.seed)
  .option('--url <url>', 'where the service is', `http://localhost:${process.env.PORT || 8080}`)
  .action(demoCommand)
program
  .command('bench')
  .description('measure the service against plain use of Fabric and Postgres, in a network of its own')
  .option('--json', 'as JSON')
  .option('--quick', 'two short rounds')
  .option('--only <ids>', 'these rows only, with commas between them')
  .option('--rounds <n>', 'so many rounds', Number)
  .option('--profile <folder>', 'write CPU profiles of gateway and chaincode there')
  .option('--growth', 'have the ledger grow first and tell what it costs; then rows replay and recall, unless --only')
  .option('--events <n>', 'up to so many events, a million unless told (ten thousand when quick)', Number)
  .option('--plot <file>', 'draw the growth there, as SVG')
  .action(async (options: BenchOptions) => (await import('./bench/bench.js')).bench(options))
program
  .command('verify')
  .description('check a proof, without network, database or trust in who made it; ends with 1 unless all holds')
  .argument('<bundle>', 'file with the proof')
  .option('--genesis <file|hash>', "the ledger's first block, or its hash, from whoever you trust in that")
  .action(verifyCommand)
program
  .command('hash')
  .description("the GS1 event hash ids of an EPCIS document's events, JSON-LD or XML, a line for each in its order")
  .argument('<file>')
  .addOption(new Option('--cbv <version>', 'by which Core Business Vocabulary').choices(CBV_VERSIONS).default('2.0'))
  .option('--prehash', 'the strings that are hashed, in place of the ids')
  .action(async (file: string, options: HashOptions) => {
    const { hashCommand } = await import('./hash.js')
    for (const line of hashCommand(file, options)) say(line)
  })
program
  .command('link')
  .description(
    'what a GS1 Digital Link URI, element string or EPC URN says, in each of these forms; ends with 1 if it is none'
  )
  .argument('<text>', '^ stands for FNC1')
  .option(
    '--company-prefix <digits>',
    'GS1 Company Prefixes, with commas, by which EPC URNs are made (SUYUAN_COMPANY_PREFIXES)'
  )
  .option('--stem <url>', 'where the link is to point, instead of id.gs1.org')
  .action(async (text: string, options: LinkOptions) => (await import('./link.js')).linkCommand(text, options))
onInstallation(program.command('reconcile'))
  .description('hold every row of the mirror against the ledger, from block 0; ends with 1 when one differs')
  .option('--json', 'as JSON')
  .action(async options => {
    const { reconcileCommand } = await import('./reconcile.js')
    const { text, same } = await reconcileCommand(options)
    say(text)
    process.exitCode = same ? 0 : 1
  })
onInstallation(program.command('rebuild'))
  .description('make the mirror again from block 0 and put it in place of the one that is served meanwhile')
  .action(async (options: InstallationOptions) => (await import('./rebuild.js')).rebuildCommand(options, say))
onInstallation(program.command('backup'))
  .description('write what only Postgres has (keys of clients, requests, commands under way) to a file')
  .argument('<file>')
  .action(async (file, options) => say(await (await import('./backup.js')).backupCommand(file, options)))
onInstallation(program.command('restore'))
  .description('put a backup back, while no gateway runs; the mirror is made from the ledger')
  .argument('<file>')
  .option('--replace', 'in place of what Postgres has of its own')
  .action(async (file, options) => say(await (await import('./backup.js')).restoreCommand(file, options)))
onInstallation(program.command('enrol'))
  .description("make a code by which an organisation's administrator can log in for the first time, or again")
  .argument('<organisation>', 'its MSP')
  .action(async (organisation, options) => say(await (await import('./enrol.js')).enrolCommand(organisation, options)))
program.command('supervise').description('run the network in this process until Ctrl-C').action(superviseCommand)

async function upCommand(): Promise<void> {
  const { upInBackground } = await import('../network/control.js')
  const command = [process.execPath, fileURLToPath(import.meta.url), 'supervise']
  const outcome = await upInBackground(command, say)
  if (outcome === 'running') say('The network is up already')
  if (outcome === 'changed') say('The law of this checkout is in force')
}

async function downCommand(): Promise<void> {
  const { down } = await import('../network/control.js')
  const outcome = await down()
  say(outcome === 'stopped' ? 'The network is down' : 'The network is not running')
}

async function addCommand(name: string, { ca }: { ca?: boolean }): Promise<void> {
  await ask({ do: 'join', with: [name, ca] })
  say(`${name} is in the channel; gateways learn of it by the new ${join(settingsFrom().home, 'connection.json')}`)
}

async function removeCommand(name: string): Promise<void> {
  await ask({ do: 'remove', with: [name] })
  say(`${name} has left the channel`)
}

interface GatewayOptions {
  profile?: string
  databaseUrl?: string
  port?: string
  host?: string
}

/** Its settings are those of the environment, which the options go before. */
async function gatewayCommand({ profile, databaseUrl, port, host }: GatewayOptions): Promise<void> {
  const told = { SUYUAN_PROFILE: profile, DATABASE_URL: databaseUrl, PORT: port, HOST: host }
  for (const [name, value] of Object.entries(told)) if (value !== undefined) process.env[name] = value
  await import('../src/main.js')
}

async function statusCommand(options: { json?: boolean }): Promise<void> {
  const now = await status()
  say(options.json ? JSON.stringify(now, null, 2) : statusTable(now))
  process.exitCode = now.healthy ? 0 : 1
}

async function resetCommand(options: { yes?: boolean }): Promise<void> {
  const { home } = settingsFrom()
  if (!options.yes) throw new Error(`This deletes the ledger in ${home} for good; say --yes if you mean it`)
  const { down } = await import('../network/control.js')
  await down()
  await reset()
  say(`The ledger in ${home} is gone`)
}

async function demoCommand({ url, ...options }: DemoOptions & { url: string }): Promise<void> {
  const [{ DemoKeys }, { loadDemo }] = await Promise.all([import('./demo/keys.js'), import('./demo/load.js')])
  const answers = await fetch(`${url}/healthz`).catch(() => null)
  if (!answers) throw new Error(`Nothing answers at ${url}: run npm start, or say --url`)
  const keys = DemoKeys.at(settingsFrom().home)
  const links = await loadDemo({ ...options, url: url.replace(/\/$/, ''), keys, log: say })
  for (const path of Object.values(links)) say(`${url}${path}`)
}

async function verifyCommand(bundle: string, { genesis }: { genesis?: string }): Promise<void> {
  const { lineOf, verify } = await import('./verify.js')
  const findings = await verify(bundle, genesis ?? join(settingsFrom().home, 'genesis.block'))
  for (const finding of findings) say(lineOf(finding))
  process.exitCode = findings.length > 0 && findings.every(({ ok }) => ok) ? 0 : 1
}

async function superviseCommand(): Promise<void> {
  const { supervise } = await import('../network/supervise.js')
  await supervise(line => say(`${new Date().toISOString()} ${line}`))
}

function statusTable(now: NetworkStatus): string {
  const header = ['node', 'state', 'pid', 'up since', 'restarts', 'height', 'leader', 'health']
  const rows = now.nodes.map(node => [
    node.name,
    node.state,
    String(node.pid ?? '-'),
    node.since ? shortTime(node.since) : '-',
    String(node.restarts),
    String(node.height ?? '-'),
    node.leader === undefined ? '-' : node.leader ? 'yes' : 'no',
    node.healthy ? 'ok' : 'FAULT'
  ])
  const certificates = now.certificates.map(({ organisation, issuer, holder, until }) => {
    return [organisation, issuer, holder, shortTime(until)]
  })
  const second = now.regulated ? `, that of the regulator ${now.regulated.sequence}` : ''
  const law =
    now.definition && `law ${now.definition.lawHash.slice(0, 12)}, definition ${now.definition.sequence}${second}`
  const summary = [now.phase, law, `ports from ${now.basePort}`, now.home].filter(Boolean).join(' · ')
  const issued = table(['organisation', 'certificates', 'first to end', 'at (UTC)'], certificates)
  return [summary, '', ...table(header, rows), '', ...issued].join('\n')
}

const shortTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ')

/** Lines with columns as wide as what is in them. */
function table(header: string[], rows: string[][]): string[] {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)))
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [header, ...rows].map(line)
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
