/** Fabric's and Fabric CA's tools: ready ones, or built once from pinned Go modules into a cache outside the checkout. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { checkoutRoot } from './root.js'
import { run } from './run.js'

export const FABRIC_VERSION = '2.5.9'
const MIN_GO: readonly [number, number] = [1, 24]
const BUILD_TIMEOUT_MS = 30 * 60_000
const STILL_EVERY_MS = 15_000

/** Programs that are built together. */
interface Suite<Tool extends string> {
  name: string
  version: string
  /** Folder of its go.mod in the checkout. */
  module: string
  tools: readonly Tool[]
  /** Go package of each tool, by the folder that holds them. */
  commands: string
  /** The Go variable that holds the version. */
  versionVariable: string
  env?: Record<string, string>
}

const FABRIC = {
  name: 'Fabric',
  version: FABRIC_VERSION,
  module: 'network',
  tools: ['peer', 'orderer', 'configtxgen', 'configtxlator', 'cryptogen', 'osnadmin'],
  commands: 'github.com/hyperledger/fabric/cmd',
  versionVariable: 'github.com/hyperledger/fabric/common/metadata.Version'
} as const satisfies Suite<string>

const FABRIC_CA = {
  name: 'Fabric CA',
  version: '1.5.15',
  module: 'network/ca',
  tools: ['fabric-ca-server', 'fabric-ca-client'],
  commands: 'github.com/hyperledger/fabric-ca/cmd',
  versionVariable: 'github.com/hyperledger/fabric-ca/lib/metadata.Version',
  // Only its SQLite needs a C compiler, and it keeps its records in Postgres here.
  env: { CGO_ENABLED: '0' }
} as const satisfies Suite<string>

/** Absolute path of each tool. */
type Paths<Tool extends string> = Record<Tool, string>
export type Binaries = Paths<(typeof FABRIC.tools)[number]>
export type CaBinaries = Paths<(typeof FABRIC_CA.tools)[number]>
export type Log = (line: string) => void

interface Finding {
  ready?: string | undefined
  log: Log
  signal?: AbortSignal
}

/**
 * The tools of `ready` (FABRIC_BIN) if given, else of the cache, which is filled first where it is empty.
 * @throws Error in one sentence when Go is missing or too old, or the binaries aren't Fabric's
 */
export async function findBinaries(options: Finding): Promise<Binaries> {
  const [folder, whose] = options.ready ? [options.ready, 'FABRIC_BIN'] : [await cached(FABRIC, options), 'The cache']
  const missing = missingFrom(folder, FABRIC)
  if (missing.length > 0) throw new Error(`${whose} (${folder}) lacks ${missing.join(', ')}`)
  const binaries = inFolder(folder, FABRIC)
  const said = await run(binaries.peer, ['version'])
  const version = /Version:\s*v?(\S+)/.exec(said)?.[1] ?? 'of no known version'
  if (!/^(2\.5\.|3\.)/.test(version))
    throw new Error(`${whose} (${folder}) holds Fabric ${version}; it must be 2.5 or newer`)
  return binaries
}

/** Fabric CA's tools: of `ready` where it has them, else of the cache. */
export async function findCaBinaries(options: Finding): Promise<CaBinaries> {
  const isThere = options.ready !== undefined && missingFrom(options.ready, FABRIC_CA).length === 0
  return inFolder(isThere ? options.ready! : await cached(FABRIC_CA, options), FABRIC_CA)
}

/** The suite's folder in the cache, filled. */
async function cached(suite: Suite<string>, options: Finding): Promise<string> {
  const folder = await cacheFolder(suite)
  if (missingFrom(folder, suite).length > 0) {
    // What a cleaner of caches has left of it would stand in the way.
    await rm(folder, { recursive: true, force: true })
    await build(suite, folder, options)
  }
  return folder
}

/** Where things lie that cost much to make and may be made again. */
export const cacheRoot = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'suyuan')

/** Named by what went into it, so another pin is another folder. */
async function cacheFolder({ name, version, module }: Suite<string>): Promise<string> {
  const hash = createHash('sha256')
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(checkoutRoot(), module, file)))
  const folder = `${name.toLowerCase().replace(' ', '-')}-${version}-${hash.digest('hex').slice(0, 12)}`
  return join(cacheRoot(), folder)
}

const missingFrom = (folder: string, { tools }: Suite<string>): string[] =>
  tools.filter(tool => !existsSync(join(folder, tool)))

const inFolder = <Tool extends string>(folder: string, { tools }: Suite<Tool>): Paths<Tool> =>
  Object.fromEntries(tools.map(tool => [tool, join(folder, tool)])) as Paths<Tool>

/** Built aside and renamed: two builders at once, or a build cut short, leave nothing half done. */
async function build(suite: Suite<string>, folder: string, { log, signal }: Finding): Promise<void> {
  await requireGo()
  const parent = join(folder, '..')
  await mkdir(parent, { recursive: true })
  const fresh = await mkdtemp(join(parent, 'building-'))
  const { tools, commands, versionVariable, version, module } = suite
  const title = `${suite.name} ${version}`
  const go = (...args: string[]): Promise<string> =>
    run('go', args, {
      cwd: join(checkoutRoot(), module),
      env: { ...process.env, ...suite.env },
      timeoutMs: BUILD_TIMEOUT_MS,
      ...(signal && { signal })
    })
  try {
    await aloud(`${title}: downloading its Go modules (once)`, log, () => go('mod', 'download'))
    for (const [index, tool] of tools.entries()) {
      const flags = ['-trimpath', '-ldflags', `-s -w -X ${versionVariable}=${version}`]
      const args = [...flags, '-o', join(fresh, tool), `${commands}/${tool}`]
      await aloud(`${title}: building ${tool} (${index + 1} of ${tools.length})`, log, () => go('build', ...args))
    }
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      // Another builder was first; what it made is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
    log(`${title}: ready in ${folder}`)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Says what begins, and every so often that it still goes on. */
async function aloud(what: string, log: Log, work: () => Promise<unknown>): Promise<void> {
  const began = Date.now()
  log(what)
  const still = (): void => log(`${what}, ${Math.round((Date.now() - began) / 1000)} s so far`)
  const ticker = setInterval(still, STILL_EVERY_MS)
  await work().finally(() => clearInterval(ticker))
}

async function requireGo(): Promise<void> {
  const wanted = `Go ${MIN_GO.join('.')} or newer is needed to build Fabric's tools (https://go.dev/dl/)`
  const instead = `or set FABRIC_BIN to a folder that holds ${FABRIC.tools.join(', ')}`
  // GOTOOLCHAIN=local: what is installed, not what Go would fetch.
  const env = { ...process.env, GOTOOLCHAIN: 'local' }
  const said = await run('go', ['env', 'GOVERSION'], { env, cwd: '/' }).catch(() => {
    throw new Error(`${wanted}, ${instead}`)
  })
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(said) ?? []
  const enough = Number(major) > MIN_GO[0] || (Number(major) === MIN_GO[0] && Number(minor) >= MIN_GO[1])
  if (!enough) throw new Error(`${wanted}, not ${said.trim() || 'an unknown one'}; ${instead}`)
}
