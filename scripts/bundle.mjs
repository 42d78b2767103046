/**
 * Makes the one script that pages have out of what the compiler left: small, for browsers of 2020 on, and packed as they
 * take it. Runs after each build; what has not changed is left alone, since a gateway may be reading it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
const target = join(dist, 'assets/check.mjs')

const bundle = await rolldown({
  input: join(dist, 'src/core/web/browser/page.js'),
  platform: 'browser',
  transform: { target: 'es2020' }
})
const { output } = await bundle.generate({ format: 'es', minify: true })
await bundle.close()
const code = Buffer.from(output[0].code)
mkdirSync(dirname(target), { recursive: true })
for (const [extension, bytes] of [
  ['.br', brotliCompressSync(code)],
  ['.gz', gzipSync(code, { level: 9 })],
  ['', code]
])
  put(target + extension, bytes)

/** The file is there as a whole, or as it was. */
function put(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  writeFileSync(`${path}.new`, bytes)
  renameSync(`${path}.new`, path)
}
