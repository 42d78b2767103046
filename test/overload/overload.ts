/** Twice what the service can do, for as long as one likes: what it took is on the ledger, the rest heard when to come again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from '@suyuan/model/core/command'
import { Pool } from 'undici'
import type { Log } from '../../network/binaries.js'
import { until } from '../../network/wait.js'
import { Devices } from '../../scripts/bench/devices.js'
import { closedLoop } from '../../scripts/bench/load.js'
import { profiled } from '../../scripts/bench/profile.js'
import { nameOf } from '../chaos/journal.js'
import { residentOf } from '../support/memory.js'
import { Service } from '../support/service.js'

export interface OverloadOptions {
  /** Of overload; what the service can do is measured for a tenth of it before, four seconds at the least. */
  seconds: number
  /** Commands that are sent a second; twice what it can do unless told. */
  perSecond?: number
  settings?: Record<string, string>
  /** A folder for CPU profiles of gateway and chaincode. */
  profile?: string
  log: Log
}

export interface OverloadReport {
  seconds: number
  /** Commands a second that came to be on the ledger: with as many clients as suit it, and with twice as many as it can serve. */
  capacity: number
  throughput: number
  sent: number
  taken: number
  /** 429 and 503 with Retry-After. */
  turnedAway: number
  /** Every other answer, by status, and broken connections. */
  otherwise: Record<string, number>
  /** Taken and not on the ledger as accepted; on it more than once; on it though turned away. */
  lost: number
  doubled: number
  unasked: number
  /** Megabytes of the gateway: before, and the means of the second and of the last quarter of the overload. */
  memory: { before: number; second: number; last: number; peak: number }
}

const PATH = '/api/trace/commands'
const HEADERS = { 'content-type': 'application/json', prefer: 'respond-async, handling=strict' }
const IN_FLIGHT = 400
const TICK_MILLISECONDS = 50
const SETTLE_MS = 180_000

/** What clients sent and heard. */
class Clients {
  readonly taken = new Set<string>()
  readonly turnedAway = new Set<string>()
  readonly otherwise: Record<string, number> = {}
  sent = 0
  private readonly open = new Set<Promise<void>>()
  private readonly pool: Pool

  constructor(
    url: string,
    private readonly devices: Devices
  ) {
    this.pool = new Pool(url, { connections: 500, pipelining: 1 })
  }

  /** Sends so many a second whether or not those before are answered; returns when all are. */
  async run(perSecond: number, seconds: number): Promise<void> {
    const started = performance.now()
    for (let due = 0; due < perSecond * seconds; ) {
      const until = ((performance.now() - started) / 1000) * perSecond
      const commands = this.devices.captures(Math.max(Math.floor(until) - due, 0), 1)
      due += commands.length
      for (const command of commands) this.track(this.send(command))
      await delay(TICK_MILLISECONDS)
    }
    await Promise.all(this.open)
    await this.pool.close()
  }

  private track(sending: Promise<void>): void {
    const tracked = sending.finally(() => this.open.delete(tracked))
    this.open.add(tracked)
  }

  private async send(command: Command): Promise<void> {
    this.sent += 1
    const body = JSON.stringify(command)
    const heard = await this.pool
      .request({ method: 'POST', path: PATH, headers: HEADERS, body })
      .then(async ({ statusCode, headers, body }) => {
        await body.dump()
        const comesAgain = (statusCode === 503 || statusCode === 429) && Number(headers['retry-after']) > 0
        return comesAgain ? 'later' : String(statusCode)
      })
      .catch(error => `no answer (${error.code ?? error.name})`)
    if (heard === 'later') this.turnedAway.add(nameOf(command))
    else if (heard === '201' || heard === '202') this.taken.add(nameOf(command))
    else this.otherwise[heard] = (this.otherwise[heard] ?? 0) + 1
  }
}

/** Commands a second at which a service is at its best, each waited for, and sent again when it was turned away. */
async function capacityOf(service: Service, devices: Devices, seconds: number): Promise<number> {
  const pool = new Pool(service.url, { connections: IN_FLIGHT })
  const headers = { 'content-type': 'application/json', prefer: 'handling=strict' }
  const post = async (body: string): Promise<void> => {
    const answer = await pool.request({ method: 'POST', path: PATH, headers, body })
    await answer.body.dump()
    if (answer.statusCode === 503) return delay(1000).then(() => post(body))
    if (answer.statusCode !== 201) throw new Error(`status ${answer.statusCode}`)
  }
  const run = async (count: number) => {
    const bodies = devices.captures(count, 1).map(command => JSON.stringify(command))
    return count / (await closedLoop(count, IN_FLIGHT, index => post(bodies[index]!))).seconds
  }
  const first = await run(IN_FLIGHT * 3)
  const rate = await run(Math.max(Math.ceil(first * seconds), IN_FLIGHT * 3))
  await pool.close()
  return rate
}

export async function overload({
  seconds,
  perSecond,
  settings,
  profile,
  log
}: OverloadOptions): Promise<OverloadReport> {
  const scratch = mkdtempSync(join(tmpdir(), 'suyuan-overload-'))
  const { law, settings: profiling } = profile === undefined ? {} : await profiled(profile, scratch)
  const service = await Service.start({ ...settings, ...profiling }, law && { law })
  try {
    await service.populate()
    const devices = await Devices.register(service)
    const capacity = await capacityOf(service, devices, Math.max(seconds / 10, 4))
    const rate = perSecond ?? 2 * capacity
    log(`it can do ${capacity.toFixed(0)} commands a second; now ${rate.toFixed(0)} for ${seconds} s`)
    return { capacity, ...(await overloaded(service, devices, rate, { seconds, log })) }
  } finally {
    await service.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function overloaded(
  service: Service,
  devices: Devices,
  rate: number,
  { seconds, log }: OverloadOptions
): Promise<Omit<OverloadReport, 'capacity'>> {
  const pid = service.network.supervisor.status().find(({ name }) => name === 'gateway')!.pid!
  const before = residentOf(pid)
  const samples: number[] = []
  const sampling = setInterval(() => samples.push(residentOf(pid)), 1000)
  const clients = new Clients(service.url, devices)
  const [count, started] = [await onLedger(service), performance.now()]
  const load = clients.run(rate, seconds)
  await delay(seconds * 1000)
  const throughput = ((await onLedger(service)) - count) / ((performance.now() - started) / 1000)
  await load
  clearInterval(sampling)
  log(`${clients.taken.size} taken, ${clients.turnedAway.size} turned away; waiting for those that are under way`)
  await until('nothing is under way', SETTLE_MS, async () => {
    const { rows } = await service.pool.query(`select from core_own.intake where state <> 'done' limit 1`)
    return rows.length === 0 || undefined
  })
  const { sent, taken, turnedAway, otherwise } = clients
  const mean = (quarter: number) => {
    const part = samples.slice((samples.length * (quarter - 1)) / 4, (samples.length * quarter) / 4)
    return part.reduce((sum, each) => sum + each, 0) / part.length
  }
  const memory = { before, second: mean(2), last: mean(4), peak: Math.max(...samples) }
  const counts = { sent, taken: taken.size, turnedAway: turnedAway.size, otherwise }
  return { seconds, throughput, ...counts, ...(await reckoned(service, clients)), memory }
}

async function onLedger(service: Service): Promise<number> {
  const { rows } = await service.pool.query<{ count: number }>(`select count(*) from command where status = 'accepted'`)
  return rows[0]!.count
}

/** What clients heard, held against the ledger's valid transactions as the mirror has them. */
async function reckoned(service: Service, { taken, turnedAway }: Clients) {
  const { rows } = await service.pool.query<{ name: string; count: number }>(
    `select key || '/' || command_id as name, count(*) from command where status = 'accepted' group by key, command_id`
  )
  const found = new Map(rows.map(({ name, count }) => [name, count]))
  return {
    lost: [...taken].filter(name => !found.has(name)).length,
    doubled: rows.filter(({ count }) => count > 1).length,
    unasked: [...turnedAway].filter(name => found.has(name)).length
  }
}
