import type { LotRef, PackRef } from '../core/gs1.js'

/** A thing that an event is about. A case's number may be a pallet's: an event does not say which. */
export interface Subject {
  kind: 'lot' | 'case' | 'pack' | 'shipment'
  id: string
}

export const lotId = ({ gtin, lot }: LotRef) => `${gtin}/${lot}`
export const packId = ({ gtin, serial }: PackRef) => `${gtin}/${serial}`

/** Members of a read event that name goods, whatever its kind. */
interface Naming {
  quantityList?: readonly ({ ref: LotRef } | LotRef)[]
  inputQuantityList?: readonly { ref: LotRef }[]
  outputQuantityList?: readonly { ref: LotRef }[]
  childQuantityList?: readonly { ref: LotRef }[]
  epcList?: readonly (string | PackRef)[] | { packs: readonly PackRef[]; cases: readonly string[] }
  outputEPCList?: readonly PackRef[]
  childEPCs?: readonly (string | PackRef)[]
  parentID?: string
  bizTransactionList?: string
  ilmd?: { 'suyuan:gtin'?: string; 'cbvmda:lotNumber'?: string }
}

/**
 * What an event, as the law reads it, is about. Packs that are only packed or cased are found by their case and lot: a
 * subject a pack would double the mirror for nothing.
 */
export function subjectsOf(event: object): Subject[] {
  const named = event as Naming
  const quantities = [named.quantityList, named.inputQuantityList, named.outputQuantityList, named.childQuantityList]
  const lots = quantities.flatMap(list => (list ?? []).map(item => ('ref' in item ? item.ref : item)))
  const { 'suyuan:gtin': gtin, 'cbvmda:lotNumber': lot } = named.ilmd ?? {}
  if (gtin && lot) lots.push({ gtin, lot })
  const { packs, cases } = goodsIn(named.epcList)
  const subjects: Subject[] = [
    ...lots.map(ref => ({ kind: 'lot', id: lotId(ref) }) as const),
    ...[...cases, ...goodsIn(named.childEPCs).cases, ...(named.parentID ? [named.parentID] : [])].map(
      id => ({ kind: 'case', id }) as const
    ),
    ...packs.map(ref => ({ kind: 'pack', id: packId(ref) }) as const),
    ...(named.bizTransactionList ? [{ kind: 'shipment', id: named.bizTransactionList } as const] : [])
  ]
  return distinct(subjects)
}

/** Each of them once. */
export const distinct = (subjects: readonly Subject[]): Subject[] => [
  ...new Map(subjects.map(subject => [`${subject.kind}/${subject.id}`, subject])).values()
]

/** Packs that an event only packs or cases. */
export function packedIn(event: object): Subject[] {
  const { outputEPCList = [], childEPCs } = event as Naming
  return [...outputEPCList, ...goodsIn(childEPCs).packs].map(ref => ({ kind: 'pack', id: packId(ref) }))
}

function goodsIn(list: Naming['epcList']): { packs: PackRef[]; cases: string[] } {
  if (!list) return { packs: [], cases: [] }
  if ('packs' in list) return { packs: [...list.packs], cases: [...list.cases] }
  return {
    packs: list.filter(entry => typeof entry !== 'string'),
    cases: list.filter(entry => typeof entry === 'string')
  }
}
