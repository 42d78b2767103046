/** Pallets of the season's cases. */
import { sscc } from '../../support/codes.js'
import { at, casing, palletising } from '../../support/events.js'
import { facts, fork, type World } from '../support.js'
import { CASE, COUNTED_CASE, factory, OTHER_CASE, packs, season } from './season.js'

export const [PALLET, OTHER_PALLET] = [sscc(70), sscc(71)]
export const BOTH = [CASE, COUNTED_CASE]

/** Both go on a pallet. */
export const stacked = (change: Partial<Parameters<typeof palletising>[0]> = {}) =>
  palletising({ place: factory, sscc: PALLET, cases: BOTH, time: at(45), ...change })
let palletised: World | undefined
/** The season with both of its cases on a pallet, and a third beside it. */
export function loaded(): World {
  if (!palletised) {
    palletised = season('cased')
    facts(
      palletised.grower.captures(
        stacked(),
        casing({ place: factory, sscc: OTHER_CASE, packs: packs(21, 30), time: at(45) })
      )
    )
  }
  return fork(palletised)
}
/** That a pallet stood for these cases. */
export const stoodFor = (pallet: string, ...cases: string[]) => ({ type: 'pallet', pallet, cases })
