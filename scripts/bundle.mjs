/**
 * Makes what pages load: scripts out of what the compiler left, small, for browsers of 2020 on, and stylesheets out of
 * their parts, each packed as browsers take it. Runs after each build; what has not changed is left alone, since a gateway
 * may be reading it.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const assets = join(dist, 'assets')

/** Name of each script, and the module that it begins with. */
const SCRIPTS = {
  check: 'src/core/web/browser/page.js',
  people: 'src/faces/people/browser/passkeys.js',
  scanning: 'src/core/web/browser/scanning/index.js',
  'scan-fields': 'src/core/web/browser/scanning/scan-fields.js',
  desk: 'src/faces/desk/browser/main.js',
  'desk-worker': 'src/faces/desk/worker/worker.js',
  graph: 'src/faces/audit/browser/graph.js',
  live: 'src/core/web/browser/live.js',
  inspection: 'src/faces/audit/browser/inspection.js',
  pictures: 'src/core/web/browser/pictures.js'
}
/** No modules: browsers of 2020 have none in a service worker. */
const CLASSIC = new Set(['desk-worker'])

/** Name of each stylesheet, and its parts in their order: pages for everybody have theirs written into them. */
const PAGE_PARTS = ['tokens', 'base', 'forms', 'tables', 'timeline', 'chart']
const STYLES = { page: [...PAGE_PARTS, 'print'], suyuan: [...PAGE_PARTS, 'app', 'desk', 'print'] }

mkdirSync(assets, { recursive: true })
const reader = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
pack('reader.wasm', reader)
/** Where the gateway serves it (src/core/web/script.ts). */
const readerPath = `/assets/reader-${createHash('sha256').update(reader).digest('hex').slice(0, 16)}.wasm`

for (const [name, input] of Object.entries(SCRIPTS)) {
  const bundle = await rolldown({
    input: join(dist, input),
    platform: 'browser',
    transform: { target: 'es2020', define: { READER_WASM: JSON.stringify(readerPath) } }
  })
  const { output } = await bundle.generate({ format: CLASSIC.has(name) ? 'iife' : 'es', minify: true })
  await bundle.close()
  pack(`${name}.mjs`, Buffer.from(output[0].code))
}
for (const [name, parts] of Object.entries(STYLES)) {
  const texts = parts.map(part => readFileSync(join(root, `src/core/web/style/${part}.css`), 'utf8'))
  pack(`${name}.css`, Buffer.from(tight(texts.join('\n'))))
}

/** CSS without comments and without the blanks that mean nothing. */
function tight(css) {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/(?<=[\w-]): (?=[^{}]*[;}])/g, ':')
    .replaceAll(';}', '}')
    .trim()
}

/** The file, and the forms in which browsers take it. Packing takes seconds, so it is done when there is something new. */
function pack(file, bytes) {
  const path = join(assets, file)
  if (['', '.br', '.gz'].every(form => existsSync(path + form)) && readFileSync(path).equals(bytes)) return
  put(`${path}.br`, brotliCompressSync(bytes))
  put(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  put(path, bytes)
}

/** The file is there as a whole, or as it was. */
function put(path, bytes) {
  writeFileSync(`${path}.new`, bytes)
  renameSync(`${path}.new`, path)
}
