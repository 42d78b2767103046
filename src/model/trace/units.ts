import type { Fact } from '../core/law.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { type Leave, loadedOf, lotKeys, refuseHeld } from './goods.js'
import { type Case, caseKey, type Pallet, palletKey, unitKey } from './states.js'

/** Cases that one event speaks of, however it names them: a list of pallets is short, and what is on them is read. */
export const MOST_CASES = 1000

export const isPallet = (unit: Case | Pallet): unit is Pallet => 'cases' in unit

/** Keys of the units that are named and of the cases on those that are pallets, then what else is `of` each case. */
export function unitKeys(units: readonly string[], loaded: View, of: (box: Case) => readonly string[]): string[] {
  const keys: string[] = units.map(sscc => unitKey(sscc))
  const cases = units.flatMap(sscc => {
    const unit = loadedOf(loaded, unitKey(sscc))
    return unit && isPallet(unit) ? unit.cases : [sscc]
  })
  if (cases.length > MOST_CASES) return keys
  for (const sscc of cases) {
    const box = loadedOf(loaded, caseKey(sscc))
    keys.push(caseKey(sscc), ...(box ? of(box) : []))
  }
  return keys
}

/** Keys of cases, named by themselves or by their pallets, then of their lots with the stock where the cases are. */
export const caseKeys = (units: readonly string[], loaded: View, ...places: string[]): string[] =>
  unitKeys(units, loaded, box => [box.place, ...places].flatMap(gln => lotKeys(loaded, [box], gln)))

export interface Named {
  cases: readonly string[]
  /** Which cases each pallet stood for: who reads the event alone can't know, nor whether a number is a pallet's. */
  facts: Fact[]
}

/** The fact that a pallet stood for these cases. */
export const palletFact = (pallet: string, cases: readonly string[]): Fact => ({ type: 'pallet', pallet, cases })

/** The cases that an event names, by themselves or by the pallets that they are on. @throws Refusal */
export function casesNamed(draft: Draft, units: readonly string[]): Named {
  const cases: string[] = []
  const facts: Fact[] = []
  for (const sscc of units) {
    const unit = draft.need(unitKey(sscc), 'CASE_UNKNOWN', { sscc })
    if (!isPallet(unit)) cases.push(sscc)
    else {
      if (unit.cases.length === 0) throw new Refusal('CASE_NOT_WHOLE', { sscc, status: 'opened' })
      cases.push(...unit.cases)
      facts.push(palletFact(sscc, unit.cases))
    }
    if (cases.length > MOST_CASES) throw new Refusal('PAYLOAD_INVALID', { field: 'epcList', problem: 'TOO_MANY_CASES' })
  }
  return { cases, facts }
}

/** As `casesNamed`, for what is done with goods themselves: a case on a pallet is not to be had. @throws Refusal */
export function casesTaken(draft: Draft, units: readonly string[]): Named {
  const named = casesNamed(draft, units)
  for (const sscc of units) {
    const unit = draft.read(unitKey(sscc))!
    if (!isPallet(unit)) refuseOnPallet(sscc, unit)
  }
  return named
}

/** @throws Refusal CASE_ON_PALLET */
export function refuseOnPallet(sscc: string, { pallet }: Case): void {
  if (pallet) throw new Refusal('CASE_ON_PALLET', { sscc, pallet })
}

/** A case that can move as a whole. @throws Refusal */
export function closedCase(draft: Draft, sscc: string, leave: Leave = {}): Case {
  const box = draft.need(unitKey(sscc), 'CASE_UNKNOWN', { sscc })
  if (isPallet(box)) throw new Refusal('CASE_CONTENT', { sscc })
  if (box.shipment) throw new Refusal('IN_TRANSIT', { sscc, shipment: box.shipment })
  if (box.status !== 'closed') throw new Refusal('CASE_NOT_WHOLE', { sscc, status: box.status })
  if (box.hold && !leave.held) refuseHeld({ sscc }, box.hold)
  return box
}

/** A case leaves the pallet that it is on, if it is on one. */
export function takeOff(draft: Draft, sscc: string): void {
  const { pallet, ...box } = draft.read(caseKey(sscc))!
  if (!pallet) return
  draft.write(caseKey(sscc), box)
  const { cases } = draft.read(palletKey(pallet))!
  draft.write(palletKey(pallet), { cases: cases.filter(other => other !== sscc) })
}
