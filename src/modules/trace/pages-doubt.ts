import { certificateKey } from '@suyuan/model/certification/states'
import { parameterKey } from '@suyuan/model/core/parameters'
import { keyKey, partyKey, placeKey, productKey, standingKey } from '@suyuan/model/core/records'
import { caseKey, lotKey, shipmentKey } from '@suyuan/model/trace/states'
import { packKey } from './projection-subjects.js'
import type { Story } from './queries/provenance-schema.js'
import type { CaseView, PalletView, PlaceView } from './queries/things.js'

interface Codes {
  gtin: string
  lot?: string | undefined
  serial?: string | undefined
}

/** What a page of these codes is about, whether there is anything to show or not. */
export const subjectsOfCodes = ({ gtin, lot, serial }: Codes): string[] => [
  productKey(gtin),
  ...(lot === undefined ? [] : [lotKey(gtin, lot)]),
  ...(serial === undefined ? [] : [packKey(gtin, serial)])
]

const lotOf = (id: string) => {
  const [gtin = '', lot = ''] = id.split('/')
  return lotKey(gtin, lot)
}

/** Keys of everything of which a story tells. */
export const subjectsOfStory = (story: Story): string[] => [
  ...subjectsOfCodes(story),
  ...(story.lots ?? []).map(({ gtin, lot }) => lotKey(gtin, lot)),
  ...story.edges.flatMap(([child, parent]) => [lotOf(child), lotOf(parent)]),
  ...(story.kind === 'pack' && story.case ? [caseKey(story.case.sscc)] : []),
  ...(story.steps ?? []).flatMap(({ says }) => (says.shipment ? [shipmentKey(says.shipment)] : [])),
  ...Object.keys(story.products ?? {}).map(gtin => productKey(gtin)),
  ...Object.keys(story.certificates ?? {}).map(number => certificateKey(number)),
  ...Object.keys(story.places ?? {}).map(gln => placeKey(gln)),
  ...Object.keys(story.parties ?? {}).flatMap(uscc => [partyKey(uscc), standingKey(uscc)]),
  ...Object.keys(story.keys ?? {}).map(id => keyKey(id)),
  ...Object.keys(story.processes).map(name => parameterKey(`trace.process.${name}`))
]

export const subjectsOfCase = ({ sscc, gtin, lot, place }: CaseView): string[] => [
  ...[caseKey(sscc), lotKey(gtin, lot), productKey(gtin), placeKey(place.gln)]
]

export const subjectsOfPallet = ({ sscc, contents, place }: PalletView): string[] => [
  caseKey(sscc),
  ...contents.flatMap(({ gtin, lot }) => [lotKey(gtin, lot), productKey(gtin)]),
  ...(place ? [placeKey(place.gln)] : [])
]

export const subjectsOfPlace = ({ gln, party, above }: PlaceView): string[] => [
  ...[placeKey(gln), partyKey(party)],
  ...(above ? [placeKey(above.gln)] : [])
]
