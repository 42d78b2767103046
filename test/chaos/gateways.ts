/** The gateways of a chaos run: two, and every connection that they have goes by a line that can be cut. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../network/ports.js'
import { until } from '../../network/wait.js'
import { gatewayProcess } from '../../scripts/service.js'
import { type Catch, CutLine } from '../support/cut-line.js'
import { Line } from '../support/line.js'
import { GATEWAY_SETTINGS, type Service } from '../support/service.js'

/** Where a gateway's life hangs by what Postgres hears of it, and is lost in a kill. */
export const MOMENTS = {
  'storing commands': ['answer', 'insert into core_own.intake', {}],
  'before a batch is submitted': ['statement', 'insert into core_own.flight', {}],
  'in the midst of a batch': ['answer', 'insert into core_own.flight', {}],
  'a batch has landed': ['answer', 'delete from core_own.flight', {}],
  'in the midst of a block': ['answer', 'update cursor set', {}],
  'before COMMIT of a block': ['statement', 'commit', { after: 'update cursor set' }],
  'after COMMIT of a block': ['answer', 'commit', { after: 'update cursor set' }]
} as const satisfies Record<string, ['answer' | 'statement', string, Catch]>
export type Moment = keyof typeof MOMENTS

const MOMENT_MS = 10_000

interface Place {
  name: string
  url: string
  postgres: CutLine
}

export class Gateways {
  private constructor(
    private readonly service: Service,
    private readonly places: readonly Place[],
    /** By what is at the other end: `postgres`, and each peer. */
    readonly lines: ReadonlyMap<string, readonly Line[]>
  ) {}

  /** In place of the service's own gateway, on the same port, and beside it another. */
  static async start(service: Service, settings: Record<string, string>): Promise<Gateways> {
    const { network } = service
    await network.supervisor.stop('gateway')
    const lines = new Map<string, Line[]>()
    const places: Place[] = []
    for (const [name, port] of [
      ['gateway', Number(new URL(service.url).port)],
      ['gateway-2', await freePort()]
    ] as const) {
      const postgres = await CutLine.to(service.databaseUrl)
      const path = await profileByLines(service, name, lines)
      lines.set('postgres', [...(lines.get('postgres') ?? []), postgres])
      const place = {
        ...{ name, port, databaseUrl: postgres.url },
        settings: { ...GATEWAY_SETTINGS, ...settings, SUYUAN_PROFILE: path }
      }
      network.supervisor.start(gatewayProcess(network, place))
      places.push({ name, url: `http://127.0.0.1:${port}`, postgres })
    }
    const gateways = new Gateways(service, places, lines)
    await gateways.ready()
    return gateways
  }

  get names(): string[] {
    return this.places.map(({ name }) => name)
  }

  get urls(): string[] {
    return this.places.map(({ url }) => url)
  }

  /** Returns when each has what the ledger has. */
  async ready(): Promise<void> {
    await until('both gateways are ready', 120_000, async () => {
      for (const { url } of this.places) {
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) })
        const { mirror } = (await answer.json()) as { mirror?: { lag?: number } }
        if (answer.status !== 200 || mirror?.lag !== 0) return undefined
      }
      return true
    })
  }

  /** Kills whichever comes first to that moment; says which, or nothing when none did in time. */
  async killAt(moment: Moment): Promise<string | undefined> {
    const [lose, words, more] = MOMENTS[moment]
    const patience = new AbortController()
    const killed = new Promise<string | undefined>(resolve => {
      for (const { name, postgres } of this.places) {
        const at = () => {
          if (!isRunning(this.service, name)) return // it spoke, and ended of another fault
          this.service.network.supervisor.kill(name)
          resolve(name)
        }
        void postgres.cut(lose, words, { ...more, at })
      }
      const timer = setTimeout(resolve, MOMENT_MS)
      patience.signal.addEventListener('abort', () => clearTimeout(timer))
    })
    const name = await killed
    patience.abort()
    for (const { postgres } of this.places) postgres.spare()
    return name
  }

  async stop(): Promise<void> {
    for (const name of this.names) await this.service.network.supervisor.stop(name)
    await Promise.all([...this.lines.values()].flat().map(line => line.close()))
  }
}

/** Whether the process runs just now: one that has ended is about to be started again. */
export const isRunning = ({ network }: Service, name: string): boolean =>
  network.supervisor.status().some(process => process.name === name && process.state === 'running')

/** A connection profile whose peers are reached by lines; their certificates are still of their names. */
async function profileByLines(service: Service, name: string, lines: Map<string, Line[]>): Promise<string> {
  const profile = structuredClone(service.network.profile)
  for (const { name: organisation, peer } of profile.organisations) {
    const [host, port] = peer.address.split(':') as [string, string]
    const line = await Line.between({ host, port: Number(port) })
    peer.address = `127.0.0.1:${line.port}`
    const end = `${organisation}-peer`
    lines.set(end, [...(lines.get(end) ?? []), line])
  }
  const path = join(service.network.topology.home, `${name}.connection.json`)
  writeFileSync(path, JSON.stringify(profile), { mode: 0o600 })
  return path
}
