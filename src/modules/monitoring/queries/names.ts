import { type Place, placeKey } from '@suyuan/model/core/records'
import type { States } from '../../../core/ledger/states.js'
import type { Names } from '../../../core/matters/face.js'

/** What places are called that are watched. */
export async function namesOf(
  { states }: { states: States },
  subjects: readonly string[]
): Promise<Pick<Names, 'place'>> {
  const places = subjects.filter(subject => !subject.includes(':'))
  const found = new Map<string, Place | null>(
    await Promise.all(places.map(async gln => [gln, await states.get(placeKey(gln))] as const))
  )
  return { place: gln => found.get(gln) ?? null }
}
