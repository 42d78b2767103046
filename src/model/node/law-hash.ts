import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../../..')
const FOLDERS = ['chaincode/dist', 'src/model/dist']
const LOCKFILE = 'package-lock.json'

/**
 * The law's fingerprint, which the organisations agree on when they approve a chaincode definition: SHA-256, hexadecimal,
 * over the built JavaScript of model and chaincode and the lockfile. For each file, by path: path, NUL, length, NUL, content.
 */
export function lawHash(): string {
  const hash = createHash('sha256')
  for (const path of [...FOLDERS.flatMap(scriptsIn), LOCKFILE].sort()) {
    const content = readFileSync(join(ROOT, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

const scriptsIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.js'))
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
