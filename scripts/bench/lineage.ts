/** One harvest that became packs by eight steps, blended on its way, so that more ways than lots lead to each pack. */
import type { LotRef } from '@suyuan/model/core/gs1'
import * as events from '../../test/support/events.js'
import { all } from '../../test/support/service.js'
import { PLACES, PRODUCTS, type ProductName } from '../../test/support/world.js'
import type { Stage } from './stage.js'

/** Pack lots, and packs of each. */
export interface Size {
  lots: number
  packs: number
}

/** The first lot, all lots that it went into and itself, and the serials of the packs. */
export interface Lineage {
  root: LotRef
  lots: LotRef[]
  serials: string[]
}

/** Lots of each step between leaf and packs. */
const WIDTH = 4
/** Leaf for as much tea. */
const LEAF = 4.2
/** Serials that a printed sheet shares six characters of. */
const SHEET = 50
const PACK_GRAMS = 100
/** Packing runs sent at once. */
const AT_ONCE = 8
const place = PLACES.garden.gln

export const PACK_GTIN = PRODUCTS.pack.gtin

const lotsOf = (product: ProductName, name: string): LotRef[] =>
  Array.from({ length: WIDTH }, (_, i) => ({ gtin: PRODUCTS[product].gtin, lot: `Q${name}${i}` }))

export async function makeLineage({ service, authors }: Stage, { lots, packs }: Size): Promise<Lineage> {
  const grams = lots * packs * PACK_GRAMS
  const root = { gtin: PRODUCTS.leaf.gtin, lot: 'QL' }
  const crude = { gtin: PRODUCTS.crude.gtin, lot: 'QC' }
  const steps = [
    lotsOf('refined', 'R'),
    ...['G', 'H'].map(name => lotsOf('refined', name)),
    ...['X', 'Y', 'Z'].map(name => lotsOf('blend', name))
  ] as [LotRef[], ...LotRef[][]]
  const send = (...said: object[]) => all([service.send(authors.grower.capture(...said))])

  await send(
    events.harvest({ base: place, plot: PLACES.plot.gln, goods: events.grams(root, grams * LEAF) }),
    made('green', [[root, grams * LEAF]], [[crude, grams]]),
    made(
      'refine',
      [[crude, grams]],
      steps[0].map(lot => [lot, grams / WIDTH])
    )
  )
  for (const [step, outputs] of steps.entries()) {
    if (step === 0) continue
    const inputs = steps[step - 1]!
    const template = step < 3 ? 'grade' : 'blend'
    await send(...outputs.map((output, i) => madeOf(template, inputs, output, i, grams / WIDTH)))
  }
  const runs = Array.from({ length: lots }, (_, lot) => packed(steps.at(-1)!, lot, packs))
  for (let sent = 0; sent < runs.length; sent += AT_ONCE)
    await all(runs.slice(sent, sent + AT_ONCE).map(({ said }) => service.send(authors.grower.capture(said))))
  return {
    root,
    lots: [root, crude, ...steps.flat(), ...runs.map(({ lot }) => lot)],
    serials: runs.flatMap(({ serials }) => serials)
  }
}

type Amounts = [LotRef, number][]

const made = (template: string, inputs: Amounts, outputs: Amounts) =>
  events.processing({
    place,
    template,
    inputs: inputs.map(([lot, amount]) => events.grams(lot, amount)),
    outputs: outputs.map(([lot, amount]) => events.grams(lot, amount))
  })

/** A grading takes one lot, a blend two neighbours. */
function madeOf(template: 'grade' | 'blend', lots: readonly LotRef[], output: LotRef, i: number, amount: number) {
  const [one, other] = [lots[i]!, lots[(i + 1) % WIDTH]!]
  const inputs: Amounts =
    template === 'grade'
      ? [[one, amount]]
      : [
          [one, amount / 2],
          [other, amount / 2]
        ]
  return made(template, inputs, [[output, amount]])
}

function packed(blends: readonly LotRef[], number: number, packs: number) {
  const lot = { gtin: PACK_GTIN, lot: `QP${number}` }
  const serials = Array.from({ length: packs }, (_, i) => serialOf(number, i))
  const inputs = [number, number + 1].map(i => events.grams(blends[i % WIDTH]!, (packs * PACK_GRAMS) / 2))
  return { lot, serials, said: events.packing({ place, inputs, lot, serials }) }
}

const digits = (n: number, width: number) => String(n).padStart(width, '0')
const serialOf = (lot: number, i: number) =>
  `R${digits(lot, 3)}${digits(Math.floor(i / SHEET), 2)}${digits(i % SHEET, 4)}`
