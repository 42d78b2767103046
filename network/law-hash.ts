/** The law's fingerprint: what the organisations agree on when they approve a chaincode definition. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkoutRoot } from './root.js'

const FOLDERS = ['chaincode/dist', 'src/model/dist']
const LOCKFILE = 'package-lock.json'

/**
 * SHA-256, in hex, over the built JavaScript of model and chaincode and the lockfile. For each file, in the order of
 * their paths' code units (relative to the checkout, with slashes): path, NUL, length in decimal, NUL, content.
 * @throws Error when nothing has been built yet
 */
export async function lawHash(root: string = checkoutRoot()): Promise<string> {
  const built = (await Promise.all(FOLDERS.map(folder => scripts(root, folder)))).flat()
  if (built.length === 0) throw new Error(`No built law in ${root}: run tsc -b first`)
  const hash = createHash('sha256')
  for (const path of [...built, LOCKFILE].sort()) {
    const content = await readFile(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

async function scripts(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  const nested = entries.map(async entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return scripts(root, path)
    return entry.name.endsWith('.js') ? [path] : []
  })
  return (await Promise.all(nested)).flat()
}
