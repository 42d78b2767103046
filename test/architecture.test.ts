import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { laws } from '@suyuan/model/laws'
import t from 'tap'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDERS = ['src', 'chaincode/src', 'network', 'scripts', 'test']
const FILE_LINES = 300
const FUNCTION_LINES = 70

interface Source {
  path: string
  text: string
  /** Packages as they are named, our own files by their path from the root, without extension. */
  imports: string[]
}

function sources(): Source[] {
  return FOLDERS.flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`)
  )
    .filter(path => /\.tsx?$/.test(path) && !/(^|\/)(dist|node_modules)\//.test(path))
    .map(path => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => resolved(path, fileName))
      return { path, text, imports }
    })
}

const resolved = (path: string, name: string) =>
  name.startsWith('.') ? join(dirname(path), name).replace(/\.[jt]sx?$/, '') : name

const all = sources()
const under = (...folders: string[]) => all.filter(({ path }) => folders.some(folder => path.startsWith(`${folder}/`)))
const isOurs = (name: string) => FOLDERS.some(folder => name.startsWith(`${folder}/`))

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}
const manifest = (path: string): Manifest => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')

/** What is imported against the rule, as `file → import`. */
const breaches = (files: readonly Source[], allowed: (name: string, path: string) => boolean) =>
  files.flatMap(({ path, imports }) => imports.filter(name => !allowed(name, path)).map(name => `${path} → ${name}`))

const isModel = (name: string) => name.startsWith('@suyuan/model/')
const isNode = (name: string) => name.startsWith('node:')
const isPackage = (name: string) => !isOurs(name) && !isModel(name)

t.test('the law imports zod and itself; its core no module, a module core and what others have on record', async t => {
  const allowed = (name: string, path: string) => {
    if (name === 'zod') return true
    const [, , folder] = path.split('/')
    // What the law cannot do itself on Node: cryptography, packing. The law itself imports none of it.
    if (folder === 'node') return name.startsWith('node:') || name.startsWith('src/model/core/')
    if (folder === 'laws.ts') return name.startsWith('src/model/')
    const recorded = folder !== 'core' && /^src\/model\/[a-z]+\/(states|parameters)$/.test(name)
    return name.startsWith('src/model/core/') || name.startsWith(`src/model/${folder}/`) || recorded
  }
  t.same(breaches(under('src/model'), allowed), [])
})

t.test("the peers' side imports the law, Fabric's shim and Node", async t => {
  const fabric = new Set(['fabric-contract-api', 'fabric-shim'])
  const allowed = (name: string) =>
    isModel(name) || fabric.has(name) || isNode(name) || name.startsWith('chaincode/src/')
  t.same(breaches(under('chaincode/src'), allowed), [])
})

t.test('the gateway’s core imports no module, and the network is brought up by others', async t => {
  const allowed = (name: string) => !isOurs(name) || name.startsWith('src/core/')
  t.same(breaches(under('src/core'), allowed), [])
})

t.test('a module imports core, itself, and what other modules let be asked', async t => {
  const allowed = (name: string, path: string) => {
    const [, , own] = path.split('/')
    if (own === 'index.ts') return name.startsWith('src/')
    const asked = /^src\/modules\/[a-z]+\/queries(\/|$)/.test(name)
    return !isOurs(name) || name.startsWith('src/core/') || name.startsWith(`src/modules/${own}/`) || asked
  }
  t.same(breaches(under('src/modules'), allowed), [])
})

t.test('a face imports core, itself, and what modules let be asked and said', async t => {
  const allowed = (name: string, path: string) => {
    const [, , own] = path.split('/')
    const asked = /^src\/modules\/[a-z]+\/(queries(\/|$)|(bodies|compose)$)/.test(name)
    return !isOurs(name) || name.startsWith('src/core/') || name.startsWith(`src/faces/${own}/`) || asked
  }
  const files = under('src/faces').filter(({ path }) => path !== 'src/faces/index.ts')
  t.same(breaches(files, allowed), [])
})

t.test('a proof is checked by the law’s own code and Node, by nothing of gateway, mirror or network', async t => {
  const files = all.filter(({ path }) => path === 'scripts/verify.ts')
  t.equal(files.length, 1)
  t.same(
    breaches(files, name => isNode(name) || isModel(name)),
    []
  )
})

t.test('what browsers run is the law’s own code, zod, and itself: nothing of Node or of the gateway', async t => {
  const core = 'src/core/web/browser'
  const files = under(core)
  t.ok(files.length > 5)
  const isCommon = (name: string) => isModel(name) || name === 'zod' || name.startsWith(`${core}/`)
  // The camera's reader, which is loaded when somebody scans.
  const isReaders = (name: string, path: string) => path.startsWith(`${core}/scanning/`) && name === 'zxing-wasm/reader'
  t.same(
    breaches(files, (name, path) => isCommon(name) || isReaders(name, path)),
    []
  )
  t.same(
    breaches(under('src/faces/audit/browser'), name => isCommon(name) || name.startsWith('src/faces/audit/browser/')),
    []
  )
  // What the desk's app says is composed as the API composes it, from what it was told of goods.
  const shared = ['bodies', 'compose', 'queries/desk-data'].map(name => `src/modules/trace/${name}`)
  const desk = [
    ...under('src/faces/desk/browser', 'src/faces/desk/worker'),
    ...all.filter(({ path }) => shared.includes(path.replace(/\.ts$/, '')))
  ]
  const isApps = (name: string) =>
    isCommon(name) ||
    /^(preact|idb)(\/|$)/.test(name) ||
    name.startsWith('src/faces/desk/browser/') ||
    shared.includes(name)
  t.same(breaches(desk, isApps), [])
})

t.test('the network imports packages and itself', async t => {
  t.same(
    breaches(under('network'), name => isPackage(name) || name.startsWith('network/')),
    []
  )
})

t.test('what runs imports only packages that it is installed with', async t => {
  const declared = (path: string) => new Set(Object.keys(manifest(path).dependencies ?? {}))
  const rules: [Source[], Set<string>][] = [
    [under('src/model'), declared('src/model/package.json')],
    [under('chaincode/src'), declared('chaincode/package.json')],
    [under('src', 'network', 'scripts').filter(({ path }) => !path.startsWith('src/model/')), declared('package.json')]
  ]
  for (const [files, packages] of rules) {
    const allowed = (name: string) => isOurs(name) || isNode(name) || isModel(name) || packages.has(packageOf(name))
    t.same(breaches(files, allowed), [])
  }
})

/** The environment is read where a process starts, or handed on to one that is started. */
const ENVIRONMENT = new Set([
  'src/config.ts',
  'chaincode/src/config.ts',
  'network/settings.ts',
  'network/binaries.ts',
  'network/control.ts',
  'network/run.ts'
])

t.test('the environment is read in one place a process', async t => {
  const readers = under('src', 'chaincode/src', 'network').filter(({ text }) => text.includes('process.env'))
  t.same(
    readers.map(({ path }) => path).filter(path => !ENVIRONMENT.has(path)),
    []
  )
})

t.test('only commands speak to the console', async t => {
  const speakers = under('src', 'chaincode/src', 'network').filter(({ text }) => /\bconsole\.\w/.test(text))
  t.same(
    speakers.map(({ path }) => path),
    []
  )
})

const foldersIn = (folder: string, having = '') =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(ROOT, folder, entry.name, having)))
    .map(({ name }) => name)
    .sort()

t.test('a module has one name: in the law, on the peers, in the gateway', async t => {
  const modules = foldersIn('src/model', 'law.ts').filter(name => name !== 'core')
  t.same([...laws.keys()].filter(name => name !== 'core').sort(), modules)
  t.same(foldersIn('src/modules'), modules)
})

t.test('no file is longer than a reader’s patience, and no function than a screen or two', async t => {
  const long = all.filter(({ text }) => text.split('\n').length - 1 > FILE_LINES)
  t.same(
    long.map(({ path }) => path),
    []
  )
  t.same(all.filter(({ path }) => !path.startsWith('test/')).flatMap(longFunctions), [])
})

function longFunctions({ path, text }: Source): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node): void => {
    const lines = lineAt(node.end) - lineAt(node.getStart(file)) + 1
    if (ts.isFunctionLike(node) && lines > FUNCTION_LINES) found.push(`${path}:${lineAt(node.getStart(file)) + 1}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}
