/** The checkout as it was built, to be changed without harm to the checkout itself. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { lawHash } from '../../network/law-hash.js'
import type { Law } from '../../network/processes.js'
import { checkoutRoot } from '../../network/root.js'

const MANIFESTS = ['package.json', 'package-lock.json', 'chaincode/package.json', 'src/model/package.json']
const BUILT = ['dist', 'chaincode/dist', 'src/model/dist']

/** Copies what was built to a folder that is not there yet. Our own packages there are the copy's, all others the same. */
export function copyOfCheckout(to: string): string {
  const root = checkoutRoot()
  for (const part of [...MANIFESTS, 'network', ...BUILT]) cpSync(join(root, part), join(to, part), { recursive: true })
  const own = join(to, 'node_modules', '@suyuan')
  mkdirSync(own, { recursive: true })
  symlinkSync(join(to, 'src/model'), join(own, 'model'))
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@suyuan') symlinkSync(join(root, 'node_modules', name), join(to, 'node_modules', name))
  }
  return to
}

/** The law that a checkout holds. */
export const lawOf = async (checkout: string): Promise<Law> => ({
  hash: await lawHash(checkout),
  main: join(checkout, 'chaincode/dist/main.js')
})
