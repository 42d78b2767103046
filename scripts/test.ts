/**
 * What `npm test` runs: the law with its coverage gate, the linter, then all that needs a real network. The last line is
 * the tally of it all.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

interface Tally {
  passed: number
  failed: number
  skipped: number
  /** What failed, a line each: told again at the end, where a run of half an hour leaves it to be read. */
  why: string[]
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TESTS = join(ROOT, 'dist/test')
const FILE_SECONDS = 600
/** Each has its own network, which for half of the time waits for something. */
const FILES_AT_ONCE = 2

/** Passing assertions and plans: the tests that they are of are told with their time. */
const NOISE = /^\s*(ok \d+( - [^#]*)?|\d+\.\.\d+)?$/
/** The line that ends a run: `# { total: 9, pass: 7, fail: 1, skip: 1 }`. */
const SUMMARY = /^# \{ .* \}$/
const FAILED = /^\s*not ok /

const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.js'))
  .sort()
const isOfLaw = (name: string) => name.startsWith('model/')

/** Runs a program of this folder or of a package; `read` gets the lines of its output. */
async function run(program: string, options: readonly string[], read: (line: string) => void): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, program), ...options], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'inherit']
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 1))
  })
  for await (const line of createInterface(child.stdout)) read(line)
  return ended
}

/** Runs test files. A run that fails though no assertion did (coverage, a crash) counts as one failure. */
async function tap(files: readonly string[], ...options: string[]): Promise<Tally> {
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, why: ['no test file was found'] }
  const paths = files.map(file => relative(ROOT, join(TESTS, file)))
  const why: string[] = []
  let summary = ''
  const code = await run('node_modules/tap/dist/esm/run.mjs', ['run', '--reporter=tap', ...options, ...paths], line => {
    if (SUMMARY.test(line)) summary = line
    if (FAILED.test(line)) why.push(line)
    if (!NOISE.test(line)) console.log(line)
  })
  const count = (word: string) => Number(summary.match(new RegExp(`\\b${word}: (\\d+)`))?.[1] ?? 0)
  if (code !== 0 && why.length === 0)
    why.push(`the run of ${paths[0]} to ${paths.at(-1)} ended with ${code}: coverage?`)
  const failed = count('fail') || (code === 0 ? 0 : 1)
  return { passed: count('pass'), failed, skipped: count('skip') + count('todo'), why }
}

/** A program that succeeds or fails as a whole. */
async function step(program: string, ...options: string[]): Promise<Tally> {
  const code = await run(program, options, line => console.log(line))
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, why: [] }
  return { passed: 0, failed: 1, skipped: 0, why: [`${program} ended with ${code}`] }
}

const tallies = [
  await step('dist/test/support/prepare.js'),
  await tap(files.filter(isOfLaw)),
  await step('node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  await tap(
    files.filter(name => !isOfLaw(name)),
    '--disable-coverage',
    `--jobs=${FILES_AT_ONCE}`,
    `--timeout=${FILE_SECONDS}`
  )
]

const sum = (part: 'passed' | 'failed' | 'skipped') => tallies.reduce((total, tally) => total + tally[part], 0)
const skipped = sum('skipped')
for (const line of tallies.flatMap(tally => tally.why)) console.log(line)
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0
