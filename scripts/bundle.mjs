/**
 * Makes the scripts that pages have out of what the compiler left: small, for browsers of 2020 on, and packed as they
 * take it. Runs after each build; what has not changed is left alone, since a gateway may be reading it.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
const assets = join(dist, 'assets')

/** Name of each script, and the module that it begins with. */
const SCRIPTS = {
  check: 'src/core/web/browser/page.js',
  people: 'src/faces/people/browser/passkeys.js',
  graph: 'src/faces/audit/browser/graph.js'
}

mkdirSync(assets, { recursive: true })
for (const [name, input] of Object.entries(SCRIPTS)) {
  const bundle = await rolldown({
    input: join(dist, input),
    platform: 'browser',
    transform: { target: 'es2020' }
  })
  const { output } = await bundle.generate({ format: 'es', minify: true })
  await bundle.close()
  const code = Buffer.from(output[0].code)
  for (const [extension, bytes] of [
    ['.br', brotliCompressSync(code)],
    ['.gz', gzipSync(code, { level: 9 })],
    ['', code]
  ])
    put(join(assets, `${name}.mjs${extension}`), bytes)
}

/** The file is there as a whole, or as it was. */
function put(path, bytes) {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  writeFileSync(`${path}.new`, bytes)
  renameSync(`${path}.new`, path)
}
