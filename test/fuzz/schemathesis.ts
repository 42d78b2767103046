/** Schemathesis, in an environment of Python that is made once, beside the cache of Fabric's programs. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheRoot, type Log } from '../../network/binaries.js'
import { checkoutRoot } from '../../network/root.js'
import { run } from '../../network/run.js'

const REQUIREMENTS = join(checkoutRoot(), 'test', 'fuzz', 'requirements.txt')
const INSTALL_TIMEOUT_MS = 300_000
const CHECK_PYTHON = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'

/**
 * The program, installed at the versions that are pinned beside this file.
 *
 * @returns null where there is no Python of 3.10 or newer that can make an environment
 * @throws Error when the packages could not be installed
 */
export async function schemathesis(log: Log): Promise<string | null> {
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12)
  const folder = join(cacheRoot(), `schemathesis-${pins}`)
  const program = join(folder, 'bin', 'schemathesis')
  const complete = join(folder, 'complete')
  if (existsSync(complete)) return program
  if (!(await hasPython())) return null
  log(`Installing schemathesis into ${folder}, once`)
  // An environment names its own folder, so it cannot be made beside and renamed.
  rmSync(folder, { recursive: true, force: true })
  await run('python3', ['-m', 'venv', folder])
  await run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--no-deps', '--requirement', REQUIREMENTS], {
    timeoutMs: INSTALL_TIMEOUT_MS
  })
  writeFileSync(complete, '')
  return program
}

const hasPython = () =>
  run('python3', ['-c', CHECK_PYTHON]).then(
    () => true,
    () => false
  )
