import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'
import { identityOf, isAlive } from '../../network/process-identity.js'
import { type ProcessSpec, pauseAfter } from '../../network/supervised.js'
import { Supervisor } from '../../network/supervisor.js'
import { until } from '../../network/wait.js'

const LONG = 30_000

/** A process that lives until it is told to stop. */
const sleeper = (name: string, more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  name,
  command: process.execPath,
  args: ['-e', 'setInterval(() => {}, 1000)'],
  stage: 1,
  ...more
})

async function open(t: Test): Promise<{ supervisor: Supervisor; folder: string; lines: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'suyuan-test-'))
  const lines: string[] = []
  const folders = { logs: join(folder, 'logs'), run: join(folder, 'run') }
  const supervisor = await Supervisor.open({ ...folders, log: line => void lines.push(line) })
  t.teardown(async () => {
    await supervisor.close()
    rmSync(folder, { recursive: true })
  })
  return { supervisor, folder, lines }
}

t.test('pauses double from a tenth of a second up to five seconds', async t => {
  t.same([1, 2, 3, 4, 5, 6, 7, 8, 50].map(pauseAfter), [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000])
})

t.test('a second supervisor on the same folder is refused, and let in when the first has closed', async t => {
  const { supervisor, folder } = await open(t)
  const folders = { logs: join(folder, 'logs'), run: join(folder, 'run') }
  await t.rejects(Supervisor.open(folders), { message: /Process \d+ runs this network already/ })
  await supervisor.close()
  await (await Supervisor.open(folders)).close()
})

t.test('a process that ends is started again, later each time, and its exit explained with its last words', async t => {
  const { supervisor, lines } = await open(t)
  const args = ['-e', 'console.error("no such ledger"); process.exit(3)']
  supervisor.start(sleeper('brittle', { args }))
  await until('three restarts', LONG, async () => lines.length >= 3 || undefined)
  t.match(lines[0], /^brittle \(pid \d+\) exited with code 3 after [\d.]+ s; starting it again in 100 ms/)
  t.match(lines[0], /no such ledger/)
  t.match(lines[1], /in 200 ms/)
  t.match(lines[2], /in 400 ms/)
})

t.test('a killed process comes back under another pid and its restarts are counted', async t => {
  const { supervisor } = await open(t)
  supervisor.start(sleeper('node'))
  const [before] = supervisor.status()
  supervisor.kill('node')
  const after = await until('it is back', LONG, async () => {
    const [now] = supervisor.status()
    return now?.state === 'running' && now.pid !== before?.pid ? now : undefined
  })
  t.equal(after.restarts, 1)
  t.match(after.lastExit, /was ended by SIGKILL/)
})

t.test(
  'with no room for logs and records what ends is started again all the same, and recorded once there is',
  async t => {
    const { supervisor, folder, lines } = await open(t)
    supervisor.start(sleeper('node'))
    const folders = ['logs', 'run'].map(name => join(folder, name))
    for (const each of folders) renameSync(each, `${each}.away`)
    supervisor.kill('node')
    await until(
      'it cannot be started',
      LONG,
      async () => lines.some(line => /could not be started/.test(line)) || undefined
    )
    for (const each of folders) renameSync(`${each}.away`, each)
    await until('it runs, and its record says so', LONG, async () => {
      const [now] = supervisor.status()
      const record = JSON.parse(readFileSync(join(folder, 'run', 'node.json'), 'utf8'))
      return (now?.state === 'running' && record.pid === now.pid) || undefined
    })
  }
)

t.test('a program that is not there is explained, not thrown', async t => {
  const { supervisor, lines } = await open(t)
  supervisor.start(sleeper('missing', { command: '/nonexistent/program' }))
  await until('it is told', LONG, async () => lines.length > 0 || undefined)
  t.match(lines[0], /missing \(pid -\) could not be started: .*ENOENT/)
})

t.test('closing stops the highest stage first and forces what will not stop', async t => {
  const { supervisor, folder } = await open(t)
  const log = join(folder, 'order')
  const told = (name: string): string[] => {
    const end = `process.on('SIGTERM', () => { require('fs').appendFileSync('${log}', '${name} '); process.exit() })`
    return ['-e', `${end}; console.log('ready'); setInterval(() => {}, 1000)`]
  }
  const deaf = ['-e', "process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000)"]
  supervisor.start(sleeper('low', { args: told('low'), stage: 0 }))
  supervisor.start(sleeper('high', { args: told('high'), stage: 2 }))
  supervisor.start(sleeper('deaf', { args: deaf, stage: 1, stopTimeoutMs: 200 }))
  const pids = supervisor.status().map(({ pid }) => pid ?? 0)
  await until('all listen to signals', LONG, async () => {
    const logs = ['low', 'high', 'deaf'].map(name => join(folder, 'logs', `${name}.log`))
    return logs.every(path => existsSync(path) && readFileSync(path, 'utf8').includes('ready')) || undefined
  })
  await supervisor.close()
  t.equal(readFileSync(log, 'utf8'), 'high low ')
  t.same(pids.map(identityOf), [undefined, undefined, undefined])
})

t.test('what a killed supervisor left running is found and ended, and no stranger is', async t => {
  const folder = t.testdir()
  const folders = { logs: join(folder, 'logs'), run: join(folder, 'run') }
  const orphan = await orphanOf(folders)
  t.ok(isAlive(orphan), 'it outlived its supervisor')

  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  t.teardown(() => void stranger.kill())
  const record = { name: 'stranger', state: 'running', restarts: 0, stopSignal: 'SIGTERM' }
  const reused = { ...record, pid: stranger.pid, identity: 'another boot:1' }
  writeFileSync(join(folders.run, 'stranger.json'), JSON.stringify(reused))

  const lines: string[] = []
  const next = await Supervisor.open({ ...folders, log: line => void lines.push(line) })
  t.notOk(isAlive(orphan))
  t.same(lines, [`orphan (pid ${orphan.pid}) was left running by a killed supervisor; ending it`])
  t.ok(identityOf(stranger.pid ?? 0), 'the stranger lives')
  await next.close()
})

/** Starts a process under a supervisor of its own and kills that supervisor. */
async function orphanOf(folders: { logs: string; run: string }): Promise<{ pid: number; identity: string }> {
  const module = pathToFileURL(join(import.meta.dirname, '../../network/supervisor.js')).href
  const script = `
    const { Supervisor } = await import(${JSON.stringify(module)})
    const supervisor = await Supervisor.open(${JSON.stringify(folders)})
    supervisor.start(${JSON.stringify(sleeper('orphan'))})`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  const path = join(folders.run, 'orphan.json')
  const record = await until('it runs', LONG, async () => JSON.parse(readFileSync(path, 'utf8')))
  parent.kill('SIGKILL')
  await new Promise(fulfil => parent.once('exit', fulfil))
  return record
}
