import type { LotRef } from '@suyuan/model/core/gs1'
import { placeKey, productKey } from '@suyuan/model/core/records'
import { caseKey, lotKeyOf, shipmentKey } from '@suyuan/model/trace/states'
import { placesOf } from '../../../core/mirror/registers.js'
import type { Services } from '../../../core/module.js'
import { cautionsOf } from '../../../core/web/cautions.js'
import type { Caution } from '../../../core/web/page.js'
import type { Found, Holding, Moving } from '../../../modules/trace/queries/holdings.js'

export const subjectsOfLots = (lots: readonly LotRef[]): string[] =>
  lots.flatMap(lot => [lotKeyOf(lot), productKey(lot.gtin)])

export const subjectsOfHoldings = (held: readonly Holding[]): string[] => [
  ...subjectsOfLots(held),
  ...held.map(({ gln }) => placeKey(gln))
]

export const subjectsOfMovements = (moving: readonly Moving[]): string[] =>
  moving.flatMap(({ id, ends }) => [shipmentKey(id), ...ends.map(gln => placeKey(gln))])

export const subjectsOfFindings = (found: readonly Found[]): string[] => [
  ...subjectsOfLots(found),
  ...found.flatMap((one): string[] =>
    one.kind === 'case' ? [caseKey(one.sscc)] : one.kind === 'shipment' ? [shipmentKey(one.id)] : []
  )
]

/** What is known to be wrong with a list of what a party has: with what stands in it, or is missing there. */
export async function cautionsOfList(
  services: Services,
  party: string,
  subjects: readonly string[]
): Promise<Caution[]> {
  const { pool, doubts } = services
  const cautions = cautionsOf(services)(subjects)
  if (cautions.includes('altered') || doubts.count === 0) return cautions
  const glns = (await placesOf(pool, party)).map(({ gln }) => gln)
  return (await doubts.name([party, ...glns])) ? [...cautions, 'altered'] : cautions
}
