/** Where the checkout lies, whether this runs from its sources or from dist/. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of the nearest package.json named suyuan, looking upwards. @throws Error outside a checkout */
export function checkoutRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'suyuan') return folder
    if (folder === dirname(folder)) throw new Error(`No suyuan checkout above ${from}`)
  }
}
