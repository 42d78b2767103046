import type { PackRef } from '../core/gs1.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { type Leave, loadedOf, refuseHeld, stockKeys } from './goods.js'
import { type Case, caseKey, lotKey, type Pack, type PackSheet, SHEET, sheetKeyOf } from './states.js'
import { refuseOnPallet } from './units.js'

export const sheetKeys = (packs: readonly PackRef[]) => packs.map(({ gtin, serial }) => sheetKeyOf(gtin, serial))

/** The pack of a serial on its sheet. Own members only: `constructor` and `__proto__` are good serials. */
export function packIn(sheet: PackSheet | null | undefined, serial: string): Pack | undefined {
  const rest = serial.slice(SHEET)
  return sheet && Object.hasOwn(sheet, rest) ? sheet[rest] : undefined
}

/** Keys of the packs, then of the cases and lots that they turn out to be of, with the stocks where they may be. */
export function packKeys(packs: readonly PackRef[], loaded: View, ...places: string[]): string[] {
  const keys = new Set<string>(sheetKeys(packs))
  for (const ref of packs) {
    const pack = packIn(loadedOf(loaded, sheetKeyOf(ref.gtin, ref.serial)), ref.serial)
    if (!pack) continue
    if (pack.case) keys.add(caseKey(pack.case))
    const lot = { gtin: ref.gtin, lot: pack.lot }
    for (const place of pack.place ? [pack.place, ...places] : places)
      for (const key of stockKeys(loaded, lot, place)) keys.add(key)
  }
  return [...keys]
}

/** The pack. @throws Refusal PACK_UNKNOWN for a serial that was never packed */
export function needPack(draft: Draft, ref: PackRef): Pack {
  const pack = packIn(draft.read(sheetKeyOf(ref.gtin, ref.serial)), ref.serial)
  if (!pack) throw new Refusal('PACK_UNKNOWN', { ...ref })
  return pack
}

/** Writes packs, one sheet at a time. */
export function writePacks(draft: Draft, packs: Iterable<readonly [PackRef, Pack]>): void {
  const sheets = new Map<ReturnType<typeof sheetKeyOf>, Map<string, Pack>>()
  for (const [{ gtin, serial }, pack] of packs) {
    const key = sheetKeyOf(gtin, serial)
    const sheet = sheets.get(key) ?? new Map(Object.entries(draft.read(key) ?? {}))
    sheets.set(key, sheet.set(serial.slice(SHEET), pack))
  }
  for (const [key, sheet] of sheets) draft.write(key, Object.fromEntries(sheet))
}

/** The case of a pack, if it is in one. */
export const caseOf = (draft: Draft, pack: Pack): Case | null => (pack.case ? draft.read(caseKey(pack.case)) : null)

/** Packs are taken from a case without a word of its opening; from then on it is no longer whole. */
export function openCaseOf(draft: Draft, pack: Pack): void {
  if (caseOf(draft, pack)?.status === 'closed') draft.change(caseKey(pack.case!), { status: 'opened' })
}

/** Where a pack is by its own word, its case's, or its lot's. @throws Refusal where its case may not be touched */
export function placeOfPack(draft: Draft, { gtin, serial }: PackRef, pack: Pack, leave: Leave = {}): string {
  if (pack.place) return pack.place
  const box = caseOf(draft, pack)
  if (!box) return draft.read(lotKey(gtin, pack.lot))!.place
  if (box.shipment) throw new Refusal('IN_TRANSIT', { serial, sscc: pack.case!, shipment: box.shipment })
  refuseOnPallet(pack.case!, box)
  if (box.hold && !leave.held) refuseHeld({ serial, sscc: pack.case! }, box.hold)
  if (box.status === 'destroyed' || box.status === 'lost')
    throw new Refusal('CASE_NOT_WHOLE', { serial, sscc: pack.case!, status: box.status })
  return box.place
}

const STATUS_REFUSALS = { sold: 'PACK_SOLD', returned: 'PACK_BLOCKED', destroyed: 'PACK_DESTROYED' } as const

/** @throws Refusal unless the pack is still to be sold */
export function requirePacked(ref: PackRef, pack: Pack): void {
  if (pack.status !== 'packed') throw new Refusal(STATUS_REFUSALS[pack.status], { ...ref })
}

/** Each serial once in an event. @throws Refusal PACK_EXISTS */
export function requireDistinct(packs: readonly PackRef[]): void {
  const seen = new Set<string>()
  for (const ref of packs) {
    const id = `${ref.gtin}/${ref.serial}`
    if (seen.has(id)) throw new Refusal('PACK_EXISTS', { ...ref })
    seen.add(id)
  }
}
