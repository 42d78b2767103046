/** What there is after each request, so that none takes what isn't there. */

export interface Quantity {
  gtin: string
  lot: string
  kilograms?: number
}

/** Members of the requests that carry amounts. */
export interface Body {
  kind?: string
  gtin: string
  lot: string
  kilograms?: number
  goods: Quantity
  inputs: Quantity[]
  outputs: Quantity[]
  cases?: { sscc: string; serials: string[] }[]
  packs?: { serial: string }[]
  lots: { lot: string }[]
}

const grams = (kilograms = 0) => Math.round(kilograms * 1000)

/** Grams by product and lot, pieces by serial: what is there after each request. */
export class Tally {
  plots = 0
  readonly made = new Map<string, number>()
  readonly left = new Map<string, number>()
  /** Where a pack is. */
  readonly packs = new Map<string, { lot: string; gtin: string; state: string }>()
  readonly cases = new Map<string, { gtin: string; serials: string[]; state: string }>()
  shipments = 0
  receipts: string[][] = []
  recalled = ''

  harvests({ gtin, lot, kilograms }: Body): void {
    this.make({ gtin, lot, ...(kilograms && { kilograms }) })
  }

  corrections({ goods }: Body): void {
    this.make(goods)
  }

  processings({ inputs, outputs }: Body): void {
    for (const input of inputs) this.take(input)
    for (const output of outputs) this.make(output)
  }

  packings({ inputs, gtin, lot, cases = [] }: Body): void {
    for (const input of inputs) this.take(input)
    for (const { sscc, serials } of cases) {
      this.cases.set(sscc, { gtin, serials, state: 'packed' })
      for (const serial of serials) this.packs.set(serial, { lot, gtin, state: 'packed' })
    }
  }

  shipped(cases: readonly string[]): void {
    this.shipments += 1
    for (const sscc of cases) this.moveCase(sscc, 'packed', 'sent')
  }

  received(cases: readonly string[]): void {
    for (const sscc of cases) this.moveCase(sscc, 'sent', 'received')
  }

  sales({ packs }: Body): void {
    if (!packs) return
    if (packs.length === 0) throw new Error('A sale of nothing')
    for (const { serial } of packs) this.movePack(serial, ['packed'], 'sold')
    this.receipts.push(packs.map(({ serial }) => serial))
  }

  returns({ packs = [] }: Body): void {
    for (const { serial } of packs) this.movePack(serial, ['sold'], 'returned')
  }

  destroyed(cases: readonly string[], packs: readonly { serial: string }[]): void {
    for (const sscc of cases) {
      this.moveCase(sscc, 'received', 'destroyed')
      for (const serial of this.cases.get(sscc)!.serials) this.movePack(serial, ['packed'], 'destroyed')
    }
    for (const { serial } of packs) this.movePack(serial, ['packed', 'returned'], 'destroyed')
  }

  private make({ gtin, lot, kilograms }: Quantity): void {
    this.made.set(`${gtin}/${lot}`, grams(kilograms))
    this.left.set(`${gtin}/${lot}`, grams(kilograms))
  }

  private take({ gtin, lot, kilograms }: Quantity): void {
    const left = (this.left.get(`${gtin}/${lot}`) ?? 0) - grams(kilograms)
    if (left < 0) throw new Error(`More is taken of ${gtin}/${lot} than there is`)
    this.left.set(`${gtin}/${lot}`, left)
  }

  private moveCase(sscc: string, from: string, to: string): void {
    const box = this.cases.get(sscc)
    if (box?.state !== from) throw new Error(`Case ${sscc} is ${box?.state}, not ${from}`)
    box.state = to
  }

  private movePack(serial: string, from: readonly string[], to: string): void {
    const pack = this.packs.get(serial)
    if (!pack || !from.includes(pack.state)) throw new Error(`Pack ${serial} is ${pack?.state}, not ${from}`)
    pack.state = to
  }
}
