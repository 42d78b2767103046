/** Chooses by numbers what the parties of a history do, over what there is: so fast-check can. */
import type { Pack } from '@suyuan/model/trace/states'
import { PARTIES, type PartyName, PLACES } from '../support/world.js'
import { packsOf, stocksOf } from './invariants.js'
import type { World } from './support.js'

export const partyOf = (gln: string): PartyName => Object.values(PLACES).find(place => place.gln === gln)!.party

export class Chooser {
  private at = 0

  constructor(
    readonly world: World,
    private readonly numbers: readonly number[],
    readonly time: string
  ) {}

  upTo(most: number): number {
    return this.numbers[this.at++ % this.numbers.length]! % (most + 1)
  }

  /** True once in `n` times. */
  onceIn(n: number): boolean {
    return this.upTo(n - 1) === n - 1
  }

  of<T>(list: readonly T[]): T | undefined {
    return list[this.upTo(Math.max(0, list.length - 1))]
  }

  /** Part of an amount: mostly all of it or less, seldom more. */
  part(amount: number): number {
    if (this.onceIn(3)) return amount
    return this.onceIn(12) ? amount + 1 : 1 + this.upTo(Math.max(0, amount - 1))
  }

  stock(suits: (stock: ReturnType<typeof stocksOf>[number]) => boolean) {
    return this.of(stocksOf(this.world).filter(suits))
  }

  packs(suits: (pack: Pack & { gtin: string; serial: string }) => boolean) {
    const found = packsOf(this.world).filter(suits)
    const from = this.upTo(Math.max(0, found.length - 1))
    return found.slice(from, from + 1 + this.upTo(3))
  }

  /** Of a case its pallet, where it is on one; seldom the case, which then cannot go. */
  unit({ sscc, pallet }: { sscc: string; pallet?: string }): string {
    return pallet && !this.onceIn(8) ? pallet : sscc
  }

  /** Who has the place, or by mistake somebody else. */
  holder(gln: string): PartyName {
    return this.onceIn(15) ? this.of(Object.keys(PARTIES) as PartyName[])! : partyOf(gln)
  }
}
