/** Fabric's tools: ready ones, or built once from the pinned Go modules into a cache outside the checkout. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { checkoutRoot } from './root.js'
import { run } from './run.js'

export const FABRIC_VERSION = '2.5.9'
const TOOLS = ['peer', 'orderer', 'configtxgen', 'configtxlator', 'cryptogen', 'osnadmin'] as const
const MIN_GO: readonly [number, number] = [1, 24]
const BUILD_TIMEOUT_MS = 30 * 60_000
const STILL_EVERY_MS = 15_000
const COMMANDS = 'github.com/hyperledger/fabric/cmd'
const VERSION_FLAG = `-s -w -X github.com/hyperledger/fabric/common/metadata.Version=${FABRIC_VERSION}`

/** Absolute path of each tool. */
export type Binaries = Record<(typeof TOOLS)[number], string>
export type Log = (line: string) => void

/**
 * The tools of `ready` (FABRIC_BIN) if given, else of the cache, which is filled first where it is empty.
 * @throws Error in one sentence when Go is missing or too old, or the binaries aren't Fabric's
 */
export async function findBinaries(options: {
  ready?: string | undefined
  log: Log
  signal?: AbortSignal
}): Promise<Binaries> {
  if (options.ready) return inFolder(options.ready, 'FABRIC_BIN')
  const folder = await cacheFolder()
  if (missingFrom(folder).length > 0) {
    // What a cleaner of caches has left of it would stand in the way.
    await rm(folder, { recursive: true, force: true })
    await build(folder, options)
  }
  return inFolder(folder, 'The cache')
}

/** Named by what went into it, so another pin is another folder. */
async function cacheFolder(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(checkoutRoot(), 'network', file)))
  return join(cacheRoot(), `fabric-${FABRIC_VERSION}-${hash.digest('hex').slice(0, 12)}`)
}

/** Where things lie that cost much to make and may be made again. */
export const cacheRoot = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'suyuan')

function missingFrom(folder: string): string[] {
  return TOOLS.filter(tool => !existsSync(join(folder, tool)))
}

async function inFolder(folder: string, whose: string): Promise<Binaries> {
  const missing = missingFrom(folder)
  if (missing.length > 0) throw new Error(`${whose} (${folder}) lacks ${missing.join(', ')}`)
  const binaries = Object.fromEntries(TOOLS.map(tool => [tool, join(folder, tool)])) as Binaries
  const said = await run(binaries.peer, ['version'])
  const version = /Version:\s*v?(\S+)/.exec(said)?.[1] ?? 'of no known version'
  if (!/^(2\.5\.|3\.)/.test(version))
    throw new Error(`${whose} (${folder}) holds Fabric ${version}; it must be 2.5 or newer`)
  return binaries
}

/** Built aside and renamed: two builders at once, or a build cut short, leave nothing half done. */
async function build(folder: string, { log, signal }: { log: Log; signal?: AbortSignal }): Promise<void> {
  await requireGo()
  const parent = join(folder, '..')
  await mkdir(parent, { recursive: true })
  const fresh = await mkdtemp(join(parent, 'building-'))
  const go = (...args: string[]): Promise<string> =>
    run('go', args, {
      cwd: join(checkoutRoot(), 'network'),
      env: process.env,
      timeoutMs: BUILD_TIMEOUT_MS,
      ...(signal && { signal })
    })
  try {
    await aloud('downloading its Go modules (once)', log, () => go('mod', 'download'))
    for (const [index, tool] of TOOLS.entries()) {
      const args = ['-trimpath', '-ldflags', VERSION_FLAG, '-o', join(fresh, tool), `${COMMANDS}/${tool}`]
      await aloud(`building ${tool} (${index + 1} of ${TOOLS.length})`, log, () => go('build', ...args))
    }
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      // Another builder was first; what it made is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
    log(`Fabric ${FABRIC_VERSION}: ready in ${folder}`)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Says what begins, and every so often that it still goes on. */
async function aloud(what: string, log: Log, work: () => Promise<unknown>): Promise<void> {
  const began = Date.now()
  log(`Fabric ${FABRIC_VERSION}: ${what}`)
  const still = (): void =>
    log(`Fabric ${FABRIC_VERSION}: ${what}, ${Math.round((Date.now() - began) / 1000)} s so far`)
  const ticker = setInterval(still, STILL_EVERY_MS)
  await work().finally(() => clearInterval(ticker))
}

async function requireGo(): Promise<void> {
  const wanted = `Go ${MIN_GO.join('.')} or newer is needed to build Fabric's tools (https://go.dev/dl/)`
  const instead = `or set FABRIC_BIN to a folder that holds ${TOOLS.join(', ')}`
  // GOTOOLCHAIN=local: what is installed, not what Go would fetch.
  const env = { ...process.env, GOTOOLCHAIN: 'local' }
  const said = await run('go', ['env', 'GOVERSION'], { env, cwd: '/' }).catch(() => {
    throw new Error(`${wanted}, ${instead}`)
  })
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(said) ?? []
  const enough = Number(major) > MIN_GO[0] || (Number(major) === MIN_GO[0] && Number(minor) >= MIN_GO[1])
  if (!enough) throw new Error(`${wanted}, not ${said.trim() || 'an unknown one'}; ${instead}`)
}
