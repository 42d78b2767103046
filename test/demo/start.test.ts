import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { freeBasePort } from '../../network/ports.js'
import { checkoutRoot } from '../../network/root.js'
import { PARTIES } from '../../scripts/demo/parties.js'
import { programmeTests } from './programme.js'
import '../support/unmeasured.js'

// The demonstration is loaded in full, by what npm start runs.
t.setTimeout(600_000)

const home = mkdtempSync(join(tmpdir(), 'suyuan-start-'))
const env = {
  ...process.env,
  SUYUAN_HOME: home,
  SUYUAN_FABRIC_PORT: String(await freeBasePort()),
  PORT: String(await freeBasePort(1)),
  SUYUAN_DEMO: 'on'
}
const url = `http://localhost:${env.PORT}`

class Run {
  out = ''
  err = ''
  private readonly child: ChildProcess
  readonly ended: Promise<unknown>

  constructor() {
    this.child = spawn(process.execPath, [join(checkoutRoot(), 'dist/scripts/start.js')], { env })
    this.child.stdout?.on('data', chunk => {
      this.out += chunk
    })
    this.child.stderr?.on('data', chunk => {
      this.err += chunk
    })
    this.ended = once(this.child, 'exit')
  }

  get code(): number | null {
    return this.child.exitCode
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Resolves with what was told up to the line. */
  async says(line: RegExp): Promise<string> {
    while (!line.test(this.out)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(`It ended: ${this.err}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    return this.out
  }
}

/** What a command says to that which it cannot do. */
const suyuan = (...args: string[]): Promise<string> =>
  new Promise(fulfil => {
    execFile(process.execPath, [join(checkoutRoot(), 'dist/scripts/suyuan.js'), ...args], { env }, (_, __, said) =>
      fulfil(said)
    )
  })

const readyFile = join(home, 'ready.json')
const addresses = Object.values(networkInterfaces()).flatMap(each => each ?? [])
const note = () => JSON.parse(readFileSync(readyFile, 'utf8'))

/** A session of who logs in by account and password. */
async function sessionOf(login: string, password: string): Promise<string> {
  const body = new URLSearchParams({ login, password })
  const answer = await fetch(`${url}/account/login`, { method: 'POST', body, redirect: 'manual' })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Who one is, after logging in. */
async function loggedIn(login: string, password: string): Promise<{ party: string }> {
  return (await fetch(`${url}/account/me`, { headers: { cookie: await sessionOf(login, password) } })).json()
}

/** The same for an account of the demonstration. */
function cookieOf(account: string): Promise<string> {
  const { password } = note().logins.find((login: { account: string }) => login.account === account)
  return sessionOf(account, password)
}

t.teardown(() => rmSync(home, { recursive: true, force: true }))

t.test('npm start', async t => {
  let loadingMs = 0
  await t.test('says in a sentence that its port is taken, before anything is started', async t => {
    const other = createServer().listen(Number(env.PORT), '127.0.0.1')
    await once(other, 'listening')
    const run = new Run()
    await run.ended
    other.close()
    t.equal(run.code, 1)
    t.match(run.err, new RegExp(`^端口 ${env.PORT} 已被占用.*set PORT to another\n$`))
    t.equal(run.out, '')
  })

  await t.test('killed in the midst of loading goes on where it was', async t => {
    const killed = new Run()
    await killed.says(/采摘 harvests 241\/241/)
    killed.kill('SIGKILL')
    await killed.ended
    t.notOk(existsSync(readyFile))

    const before = Date.now()
    const run = new Run()
    t.teardown(() => run.kill('SIGKILL'))
    await run.says(/Starting the gateway/)
    t.match(await suyuan('ca', 'renew', 'base', 'gateway'), /base has no Fabric CA/, 'asked while it waits for that')
    await run.says(new RegExp(`^ready ${url}$`, 'm'))
    loadingMs = Date.now() - before
    t.match(run.out, /gateway \(pid \d+\) was left running/)
    t.match(run.out, /The demonstration is loaded/)
    t.equal(statSync(readyFile).mode & 0o777, 0o600)
    t.match(note(), { url, links: { pack: /^http.*\/21\/\w{12}$/ }, logins: { length: 13 }, apiKeys: { length: 21 } })
    t.match(await (await fetch(`${url}/api/supervision/sanctions/CF-2026-001`)).json(), {
      ...{ party: PARTIES.trader.uscc, sanction: 'disqualified', state: 'imposed' }
    })
    const listening = addresses.map(async ({ address, family }) => {
      const host = family === 'IPv6' ? `[${address}]` : address
      return fetch(`http://${host}:${env.PORT}/healthz`).then(
        ({ ok }) => ok,
        () => false
      )
    })
    t.same(
      await Promise.all(listening),
      addresses.map(({ internal }) => internal),
      'every loopback, and nothing else'
    )
    for (const { account, password, party } of note().logins) {
      const me = await loggedIn(account, password)
      t.match(me, { party }, account)
      t.match(run.out, `${account.padEnd(16)} ${password}`)
    }
    await programmeTests(t, { url, cookieOf })
    run.kill('SIGINT')
    await run.ended
    t.equal(run.code, 0, run.err)
    t.notOk(existsSync(readyFile))
  })

  await t.test('once more is ready in less than half the time and loads nothing anew', async t => {
    const before = Date.now()
    const run = new Run()
    t.teardown(() => run.kill('SIGKILL'))
    await run.says(/^ready /m)
    const ms = Date.now() - before
    t.ok(ms < loadingMs / 2, `${ms} ms, after ${loadingMs} with loading`)
    t.notMatch(run.out, /harvests/)
    const { apiKeys } = note()
    const headers = { authorization: `Bearer ${apiKeys.at(-1).key}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/core/places`, { method: 'POST', headers, body: '{}' })
    t.equal(answer.status, 400, 'its keys are good')
    run.kill('SIGTERM')
    await run.ended
    t.equal(run.code, 0, run.err)
    await t.rejects(fetch(`${url}/healthz`))
  })
})
