/**
 * What `npm start` and `npm test` run first: a checkout with nothing but Node becomes one that is installed and built.
 * Plain JavaScript and Node's own modules only, since nothing else may be there yet. Tells on stderr what it does.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MIN_NODE = [20, 19]
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** Where compiled files lie, and their sources. */
const OUTPUTS = [
  ['src/model/dist', 'src/model'],
  ['chaincode/dist', 'chaincode/src'],
  ['dist', '.']
]

requireNode()
if (!installed()) {
  tell('Installing packages (once for each change of package-lock.json)')
  const npm = process.env.npm_execpath
  if (npm?.endsWith('js')) run(process.execPath, [npm, 'ci'])
  else run('npm', ['ci'])
}
for (const [output, source] of OUTPUTS) prune(join(root, output), join(root, source))
tell('Building')
// An output folder that was deleted isn't missed by the record of the last build.
const whole = OUTPUTS.every(([output]) => existsSync(join(root, output)))
run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...(whole ? [] : ['--force'])])
run(process.execPath, [join(root, 'scripts/bundle.mjs')])

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return
  fail(`Node ${MIN_NODE.join('.')} or newer is needed (https://nodejs.org), not ${process.versions.node}`)
}

/** Whether node_modules holds what package-lock.json asks for; npm keeps its own record of what it put there. */
function installed() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = packages(join(root, 'package-lock.json'))
  const there = packages(record)
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/') || link) return true
    // Packages for other systems are left out.
    return there[path] ? there[path].version === version : Boolean(optional)
  })
}

function packages(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? {}
}

/** Removes what was compiled from sources that are gone: the compiler leaves it, and the law's hash would cover it. */
function prune(output, source) {
  if (!existsSync(output)) return
  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const path = join(output, entry.name)
    if (entry.isDirectory()) {
      prune(path, join(source, entry.name))
      continue
    }
    const [, stem] = /^(.+?)(?:\.d\.ts|\.js)(?:\.map)?$/.exec(entry.name) ?? []
    if (stem && !['.ts', '.tsx'].some(extension => existsSync(join(source, stem + extension)))) rmSync(path)
  }
}

function run(command, args) {
  // stdout belongs to the command that follows, which may speak JSON.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (error) fail(`${command} could not be run: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

function tell(line) {
  process.stderr.write(`${line}\n`)
}

function fail(sentence) {
  tell(sentence)
  process.exit(1)
}
