/** Everything that is measured, started for this run alone and taken down after it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PackRef } from '@suyuan/model/core/gs1'
import { type Cutting, cuttingOf } from '../../network/configtx.js'
import { settingsFrom } from '../../network/settings.js'
import { Fabric } from '../../src/core/ledger/fabric.js'
import { Service } from '../../test/support/service.js'
import type { Author } from '../../test/support/signing.js'
import { BASE, PARTIES, type PartyName } from '../../test/support/world.js'
import { Counts } from './counts.js'
import { Devices } from './devices.js'
import { HttpClient } from './http.js'
import { profiled } from './profile.js'
import { makePacks } from './season.js'
import { StockClient } from './stock-client.js'

/** Fewer, fuller blocks, as suits the other side's throughput. Calibration takes whichever of its channels is faster. */
const FULL: Cutting = { timeout: '200ms', transactions: 200 }

export interface StageOptions {
  log: (line: string) => void
  /** Aborting it while everything comes up stops what has been started. */
  signal: AbortSignal
  /** A folder for CPU profiles of gateway and chaincode; none are made unless told. */
  profile?: string
}

/** Of forty packs each: so many packs that no cache of a few answers would help anybody. */
const LOTS = 20

export class Stage {
  private made: Promise<PackRef[]> | undefined
  private key: Promise<string> | undefined

  private constructor(
    readonly service: Service,
    readonly authors: Record<PartyName, Author>,
    readonly devices: Devices,
    readonly counts: Counts,
    readonly http: HttpClient,
    /** Clients of the other side by the way its blocks are cut: `alike` as ours are, `full` as suits it best. */
    readonly theirs: Readonly<Record<'alike' | 'full', StockClient>>,
    readonly fabric: Fabric
  ) {}

  /** Whose members the devices are. */
  readonly organisation = BASE

  static async open({ log, signal, profile }: StageOptions): Promise<Stage> {
    const scratch = mkdtempSync(join(tmpdir(), 'suyuan-bench-'))
    log('Starting a network, a Postgres and a gateway of their own')
    const { law, settings } = profile === undefined ? {} : await profiled(profile, scratch)
    const service = await Service.start(settings, { signal, ...(law && { law }) })
    try {
      log('Adding the channels of the other side')
      const alike = await addTheirs(service, 'alike', 0, cuttingOf(settingsFrom()))
      const full = await addTheirs(service, 'full', 1, FULL)
      log('Registering a hundred devices with their plots')
      const authors = await service.populate()
      const devices = await Devices.register(service)
      const fabric = new Fabric(service.network.profile)
      const counts = await Counts.from(fabric, service.pool)
      return new Stage(service, authors, devices, counts, new HttpClient(service.url), { alike, full }, fabric)
    } catch (error) {
      await service.stop()
      throw error
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  }

  /** Packs with a story each, in the outlet; made when they are first asked for. */
  packs(): Promise<PackRef[]> {
    this.made ??= makePacks(this, LOTS)
    return this.made
  }

  /** Of a client of the grower's; issued when it is first asked for. */
  apiKey(): Promise<string> {
    this.key ??= this.service
      .administer(BASE, 'clients', { party: PARTIES.grower.uscc, label: 'bench' })
      .then(({ body }) => body.apiKey as string)
    return this.key
  }

  async close(): Promise<void> {
    this.http.close()
    this.fabric.close()
    for (const client of Object.values(this.theirs)) client.close()
    await this.service.stop()
  }
}

async function addTheirs(service: Service, name: string, place: 0 | 1, cutting: Cutting): Promise<StockClient> {
  const main = fileURLToPath(new URL('record-chaincode.js', import.meta.url))
  const profile = await service.network.addChannel(name, place, { hash: '0'.repeat(64), main }, cutting)
  return StockClient.connect(profile)
}
