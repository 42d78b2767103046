import { BASE_PROCEDURE, type Base } from '@suyuan/model/bases/states'
import { type MatterField, matterFace, type Numbered } from '../../core/matters/face.js'
import type { Names } from '../../core/mirror/names.js'
import { placesOf } from '../../core/mirror/registers.js'
import { countyText } from '../../core/web/region-names.js'
import { say } from '../../core/web/texts.js'
import { baseDetails } from './details.js'
import { Figures } from './figures.js'

/** Yuan as they are typed, in fen as the ledger has them. */
const fenOf = (yuan: string): number =>
  /^\d{1,12}(\.\d{1,2})?$/.test(yuan) ? Math.round(Number(yuan) * 100) : Number.NaN
const yuanOf = (fen: number): string => (fen / 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 })

const TOLD: readonly MatterField[] = [
  {
    ...{ name: 'investmentFen', label: say('basesInvestment'), hint: say('basesInvestmentHint'), type: 'text' },
    optional: true,
    read: fenOf
  },
  { name: 'partner', label: say('basesPartner'), type: 'text', optional: true }
]

const placeOf = ({ id }: Numbered<Base>, names: Names) => names.place(id)

export const face = matterFace<Base>({
  kind: 'base',
  path: 'bases',
  procedure: BASE_PROCEDURE,
  title: say('basesTitle'),
  help: say('basesHelp'),
  number: {
    label: say('basesGln'),
    hint: say('basesGlnHint'),
    options: async ({ pool }, { party }) =>
      (await placesOf(pool, party, 'base')).map(({ gln, name }) => [gln, name] as const)
  },
  headline: (base, names) => placeOf(base, names)?.name ?? base.id,
  facts: (base, names) => {
    const place = placeOf(base, names)
    const { altitude, village, region } = place ?? {}
    return [
      [say('basesRegion'), region && countyText(region)],
      [say('basesVillages'), village],
      [say('basesAltitude'), altitude === undefined ? undefined : say('basesMetres', { metres: altitude })],
      [
        say('basesInvestment'),
        base.investmentFen === undefined ? undefined : say('basesYuan', { yuan: yuanOf(base.investmentFen) })
      ],
      [say('basesPartner'), base.partner]
    ]
  },
  mentions: ({ id }) => ({ places: [id] }),
  fields: { plan: TOLD, build: TOLD, operate: TOLD },
  shown: ['desk', 'audit', 'board'],
  above: Figures,
  more: baseDetails
})
