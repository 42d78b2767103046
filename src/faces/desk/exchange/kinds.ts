import { PLACE_KINDS } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import { SEASONS } from '@suyuan/model/trace/harvest'
import { say } from '../../../core/web/texts.js'
import {
  type Column,
  decimal,
  form,
  forms,
  gln,
  gtin,
  lot,
  minute,
  needed,
  optional,
  region,
  text,
  type Values,
  whole,
  word
} from './columns.js'

/** What can be exchanged by files. */
export const KIND_NAMES = ['places', 'products', 'harvests'] as const
export type KindName = (typeof KIND_NAMES)[number]

export interface Kind {
  title: Text
  columns: readonly Column[]
  /** By what the ledger tells one from another. */
  idOf(values: Values): string
  /** Another row of the same file, by its id, that must be on the ledger before. */
  after(values: Values): string | undefined
}

const namesOf = <T extends string>(names: readonly T[], text: (name: T) => Text) =>
  Object.fromEntries(names.map(name => [name, text(name)])) as Record<T, Text>

export const KINDS: Readonly<Record<KindName, Kind>> = {
  places: {
    title: say('importPlaces'),
    columns: [
      needed('gln', 'importGln', '9520001000015', 18, gln),
      needed('nameZh', 'importNameZh', '东山一号地', 22, text(80)),
      optional('nameEn', 'importNameEn', 'East hill 1', 22, text(120)),
      needed('kind', 'placeKind', '地块', 10, word(namesOf(PLACE_KINDS, name => say(name)))),
      optional('parent', 'importParent', '9520001000008', 18, gln),
      needed('region', 'importRegion', '441621', 12, region),
      optional('villageZh', 'importVillageZh', '岫下村', 14, text(80)),
      optional('villageEn', 'importVillageEn', 'Xiuxia', 14, text(120)),
      optional('centiMu', 'importMu', '6.5', 10, decimal(2, 1_000_000)),
      optional('altitude', 'importAltitude', '620', 10, whole(-200, 6000)),
      optional('cultivar', 'cultivar', '紫金蝉茶', 14, text(40))
    ],
    idOf: ({ gln }) => String(gln),
    after: ({ parent }) => parent as string | undefined
  },
  products: {
    title: say('importProducts'),
    columns: [
      needed('gtin', 'importGtin', '09520001000102', 18, gtin),
      needed('nameZh', 'importNameZh', '紫金蝉茶 100 克', 24, text(80)),
      optional('nameEn', 'importNameEn', 'Zijin cicada tea 100 g', 24, text(120)),
      needed('form', 'importForm', 'tea-pack', 16, form),
      needed('unit', 'importUnit', '件', 8, word({ gram: say('importByMass'), piece: say('importByPiece') })),
      optional('netGrams', 'importNet', '100', 12, whole(1, 1_000_000)),
      optional('shelfLifeDays', 'importShelfLife', '540', 12, whole(1, 36_500)),
      optional('contents', 'importContents', 'refined-tea,blended-tea', 24, forms)
    ],
    idOf: ({ gtin }) => String(gtin),
    after: () => undefined
  },
  harvests: {
    title: say('importHarvests'),
    columns: [
      needed('lot', 'lot', 'H20260405-1', 18, lot),
      needed('gtin', 'importGtin', '09520001000034', 18, gtin),
      needed('place', 'importBase', '9520001000008', 18, gln),
      needed('plot', 'importPlot', '9520001000015', 18, gln),
      needed('time', 'importTime', '2026-04-05 16:30', 18, minute),
      needed('grams', 'importKilograms', '42.5', 12, decimal(3, 1_000_000)),
      needed('cultivar', 'cultivar', '紫金蝉茶', 14, text(40)),
      needed('season', 'season', '春茶', 10, word(namesOf(SEASONS, name => say(name)))),
      needed('grade', 'weighGrade', '一芽二叶', 14, text(40)),
      needed('households', 'importHouseholds', '4', 8, whole(1, 10_000))
    ],
    idOf: ({ gtin, lot }) => `${gtin}/${lot}`,
    after: () => undefined
  }
}
