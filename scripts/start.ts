/** `npm start`: everything on this machine, with a demonstration to look at, until Ctrl-C. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificateFile, passwordFor } from '../network/broker-settings.js'
import { settingsFrom } from '../network/settings.js'
import { LOOPBACK } from '../network/topology.js'
import { readConfig, SETTINGS } from '../src/config.js'
import { seeFarms } from './demo/farms.js'
import { administratorsKeys, type DemoKeys, hasNoCommands, withPostgres } from './demo/keys.js'
import { ensureDemo } from './demo/load.js'
import { type DemoLogin, demoLogins } from './demo/logins.js'
import { ALL_PARTIES, ORGANISATIONS } from './demo/parties.js'
import { DEFAULTS, type DemoLinks } from './demo/plan.js'
import { type AdministratorCode, firstAdministrators } from './enrol.js'
import { type RunningService, startService } from './service.js'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Settings that are this command's to decide; the gateway takes every other from our own environment. */
const OWN = new Set(['PORT', 'SUYUAN_HOME', 'SUYUAN_PROFILE', 'SUYUAN_DEMO', 'DATABASE_URL'])

async function run(): Promise<void> {
  const config = readConfig()
  const settings = settingsFrom()
  const stop = stopSignal()
  const readyFile = join(settings.home, 'ready.json')
  rmSync(readyFile, { force: true })
  const passedOn = SETTINGS.filter(name => !OWN.has(name)).flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  let service: RunningService | undefined
  try {
    service = await startService({
      ...settings,
      port: config.port,
      broker: config.monitoring.mqtt === undefined,
      settings: Object.fromEntries(passedOn),
      log: say,
      signal: stop
    })
    const keys = await administratorsKeys(service.databaseUrl, settings.home)
    const links = config.demo ? await demo(service, keys, settings.home, stop) : null
    if (links) noteStories(settings.home, links.stories)
    const people = await letIn(service.databaseUrl, settings.home, links !== null)
    writeFileSync(
      readyFile,
      JSON.stringify({ ...readyNote(service.url, links ?? {}, keys, people), ...brokerNote(service) }, null, 2),
      {
        mode: 0o600
      }
    )
    welcome(service.url, links ?? {}, people, settings.home)
    await aborted(stop)
  } catch (error) {
    if (!stop.aborted) throw error
  } finally {
    rmSync(readyFile, { force: true })
    if (service) {
      say('正在停止 Stopping')
      await service.stop()
    }
    if (stop.aborted) say('已停止；再次启动将接着运行 Stopped; starting again goes on where it was')
  }
}

/** Aborted by Ctrl-C or SIGTERM. Everything is then stopped in order, so a second one changes nothing. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  return stop.signal
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(fulfil => {
    if (signal.aborted) fulfil()
    else signal.addEventListener('abort', () => fulfil(), { once: true })
  })

async function demo(
  service: RunningService,
  keys: DemoKeys,
  home: string,
  signal: AbortSignal
): Promise<DemoLinks | null> {
  const { url, databaseUrl } = service
  const isEmpty = () => hasNoCommands(databaseUrl)
  const options = { ...DEFAULTS, url, keys, signal, log: say }
  const links = await ensureDemo({ ...options, isEmpty })
  if (links) await withPostgres(databaseUrl, pool => seeFarms(pool, home, options))
  return links
}

/** Who can log in: the demonstration's people, or first of all each organisation's administrator, by a code. */
interface People {
  logins: DemoLogin[]
  codes: AdministratorCode[]
}

const letIn = (databaseUrl: string, home: string, isDemo: boolean): Promise<People> =>
  withPostgres(databaseUrl, async pool => ({
    logins: isDemo ? await demoLogins(pool, home) : [],
    codes: await firstAdministrators(pool)
  }))

/** Programs that can act here: an administrator's for each organisation, and one for each party of the demonstration. */
const programs = (keys: DemoKeys) => [
  ...ORGANISATIONS.map(party => ({ role: 'administrator', party })),
  ...ALL_PARTIES.filter(({ uscc }) => keys.get(uscc)).map(({ uscc, roles }) => ({ role: roles[0]!, party: uscc }))
]

/** For programs: ready.json in the data folder, for as long as the service runs. */
function readyNote(
  url: string,
  { stories: _, ...links }: Partial<DemoLinks>,
  keys: DemoKeys,
  { logins, codes }: People
) {
  const full = Object.fromEntries(Object.entries(links).map(([name, path]) => [name, url + path]))
  const apiKeys = programs(keys).map(program => ({ ...program, key: keys.need(program.party) }))
  return { url, links: full, logins, enrolmentCodes: codes, apiKeys }
}

/** Where sensors' readings are taken by MQTT, and how a party comes in: by its USCC. */
const brokerNote = ({ broker, network }: RunningService) =>
  broker && {
    mqtt: {
      url: `mqtts://${LOOPBACK}:${broker.port}`,
      ca: certificateFile(network.topology.home),
      logins: ALL_PARTIES.map(({ uscc }) => ({ username: uscc, password: passwordFor(broker, uscc) }))
    }
  }

/** What the demonstration has to tell, for the landing page to lead to. */
const noteStories = (home: string, stories: DemoLinks['stories']): void =>
  writeFileSync(join(home, 'stories.json'), JSON.stringify(stories, null, 2), { mode: 0o600 })

function welcome(url: string, links: Partial<DemoLinks>, { logins, codes }: People, home: string): void {
  const lines: [string, string | undefined][] = [
    ['首页 Home', '/'],
    ['一件好茶 A good pack', links.pack],
    ['已召回的一件 A recalled pack', links.recalledPack],
    ['从未赋码的一件 A pack never made', links.unknownPack],
    ['接口文档 API', '/docs']
  ]
  say('')
  for (const [what, path] of lines) if (path) say(`  ${what}: ${url}${path}`)
  say(`  登录 Log in: ${url}/account/login`)
  for (const { account, password, name } of logins) say(`    ${account.padEnd(16)} ${password}  ${name.zh}`)
  if (codes.length > 0) say(`  管理员开户 Administrators enrol: ${url}/account/enrol`)
  for (const { organisation, code } of codes) say(`    ${organisation.padEnd(16)} ${code}`)
  say(`  接口密钥 API keys: ${join(home, 'ready.json')}`)
  say('')
  say(`ready ${url}`)
}

await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
})
