/** A hundred devices, each with a key and a plot of its own, and the harvests that they sign. */
import { randomUUID } from 'node:crypto'
import type { Command } from '@suyuan/model/core/command'
import { gln } from '../../test/support/codes.js'
import { at, grams, harvest } from '../../test/support/events.js'
import { all, type Service } from '../../test/support/service.js'
import { Author, signingKey } from '../../test/support/signing.js'
import { BASE, PARTIES, PLACES, PRODUCTS } from '../../test/support/world.js'

const DEVICES = 100
/** So large that no harvest of a benchmark is more than the plot can give. */
const CENTI_MU = 100_000_000

/** A million of them are the harvests of five weeks. */
const HARVESTS_A_MINUTE = 20

/** Lots whose numbers differ in the last digit only. */
const PAGE = 10

export class Devices {
  private next = 0
  private lots = 0

  private constructor(private readonly authors: readonly Author[]) {}

  /** Registers keys and plots with a service that knows the small programme. */
  static async register(service: Service): Promise<Devices> {
    const { uscc } = PARTIES.grower
    const authors = Array.from(
      { length: DEVICES },
      (_, i) => new Author(uscc, BASE, service.ledger, signingKey(`${i}`))
    )
    const keys = authors.map(({ registration }, i) => ({ ...registration, label: `device ${i}` }))
    await all(keys.map(key => service.administer(BASE, 'keys', key)))
    const plots = authors.map((author, i) =>
      author.command('core', 'registerPlace', {
        gln: plotOf(i),
        name: { zh: `演示·地块${i}`, en: `Demo plot ${i}` },
        kind: 'plot',
        parent: PLACES.garden.gln,
        region: '441621',
        centiMu: CENTI_MU
      })
    )
    await all(plots.map(plot => service.send(plot)))
    return new Devices(authors)
  }

  /** The next lot is the first of its page of storage: batches that share a page cannot be in flight together. */
  beginPage(): void {
    this.lots = Math.ceil(this.lots / PAGE) * PAGE
  }

  /**
   * Signed commands of `events` harvests each, the devices taking turns. `apart`: no two commands have lots in one page, as
   * when each device numbers its own.
   */
  captures(count: number, events: number, apart = false): Command[] {
    return Array.from({ length: count }, () => {
      if (apart) this.beginPage()
      const device = this.next++ % DEVICES
      return this.authors[device]!.capture(...Array.from({ length: events }, () => this.harvest(device)))
    })
  }

  /** A harvest by one of the devices, of a lot that never was. */
  harvest(device = this.next++ % DEVICES): ReturnType<typeof harvest> {
    const number = this.lots++
    const goods = grams({ gtin: PRODUCTS.leaf.gtin, lot: `B${number}` }, 42_000)
    const time = at(Math.floor(number / HARVESTS_A_MINUTE))
    return harvest({ base: PLACES.garden.gln, plot: plotOf(device), goods, id: randomUUID(), time })
  }
}

const plotOf = (device: number) => gln(1000 + device)
