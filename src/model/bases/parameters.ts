import { z } from 'zod'
import type { ParameterSpec } from '../core/parameters.js'

export const TARGET: ParameterSpec<{ moreThan: number; byYear: number; named: number }> = {
  name: 'bases.target',
  schema: z.strictObject({
    moreThan: z.int().nonnegative().max(100_000),
    byYear: z.int().min(2000).max(2999),
    named: z.int().nonnegative().max(100_000)
  }),
  initial: { moreThan: 30, byYear: 2022, named: 6 },
  source: '深圳“四个好” (2020-10): 等6家供深基地建设，力争到2022年建成超过30家; six are named as being built'
}

export const MARK_REQUIRED: ParameterSpec<boolean> = {
  name: 'bases.mark.required',
  schema: z.boolean(),
  initial: false,
  source:
    'whether the common mark needs all four unifications in force; the source (四统一, 2020-10) names them, the bar is a derived design'
}

/** By form of what is picked; a form that is not named has no limit. */
export const YEARLY_YIELD: ParameterSpec<Readonly<Record<string, number>>> = {
  name: 'bases.yield.gramsPerMu',
  schema: z.record(z.string().regex(/^[a-z][a-z0-9-]{1,39}$/), z.int().positive()),
  initial: { 'fresh-leaf': 330_000 },
  source:
    'grams a mu and year above which a harvest is marked: 75 kg of made tea (national 51–53, 茶世界 2016-12) at 4.4 to 1; a design value'
}

/** Inputs that are marked when used on certain cultivars: texts are looked for in either name. */
export const FLAGGED_INPUTS: ParameterSpec<
  readonly { inputs: readonly string[]; cultivars: readonly string[]; why: { zh: string; en: string } }[]
> = {
  name: 'bases.inputs.flagged',
  schema: z
    .array(
      z.strictObject({
        inputs: z.array(z.string().min(1).max(60)).min(1).max(20),
        cultivars: z.array(z.string().min(1).max(40)).min(1).max(20),
        why: z.strictObject({ zh: z.string().min(1).max(120), en: z.string().min(1).max(200) })
      })
    )
    .max(50),
  initial: [
    {
      inputs: ['flonicamid', '氟啶虫酰胺'],
      cultivars: ['蝉茶'],
      why: {
        zh: '蝉茶靠小绿叶蝉叮咬成味，该药正是防治叶蝉',
        en: 'Cicada tea needs the leafhoppers that this input is used against'
      }
    }
  ],
  source: 'GB 2763-2026 (from 2026-03-01) has flonicamid on tea at 15 mg/kg, against leafhoppers; the mark is a design'
}

export const basesParameters: readonly ParameterSpec[] = [TARGET, MARK_REQUIRED, YEARLY_YIELD, FLAGGED_INPUTS]
