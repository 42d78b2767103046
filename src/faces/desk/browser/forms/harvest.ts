import { dayOf } from '@suyuan/model/core/day'
import { KINDS } from '@suyuan/model/trace/law'
import { Harvest } from '../../../../modules/trace/bodies.js'
import { harvest } from '../../../../modules/trace/compose.js'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import type { Form, Values } from './form.js'
import { kilogramsOf, lastOf, numberOf, ownNumber, placeChoices, productChoices, productOf } from './reading.js'

const SEASONS = {
  spring: { zh: '春茶', en: 'spring' },
  summer: { zh: '夏茶', en: 'summer' },
  autumn: { zh: '秋茶', en: 'autumn' },
  winter: { zh: '冬茶', en: 'winter' }
}

/** By month, in the south: spring tea until May, winter's few flushes from December. */
const seasonOf = (month: number) =>
  month >= 3 && month <= 5
    ? 'spring'
    : month >= 6 && month <= 8
      ? 'summer'
      : month >= 9 && month <= 11
        ? 'autumn'
        : 'winter'

const plotsOf = ({ places }: DeskData) => places.filter(({ kind }) => kind === 'plot')
const plotOf = (data: DeskData, values: Values) => data.places.find(({ gln }) => gln === values.plot)
/** Only what is picked is made of nothing. */
const pickedOf = ({ products }: DeskData) => products.filter(({ form }) => form.startsWith('fresh-'))

export const harvestForm: Form = {
  title: KINDS.harvest.name,
  roles: ['producer'],
  schema: Harvest,
  compose: harvest,
  names: { kilograms: 'weight', place: 'plot' },
  defaults: situation => {
    const { data, last, now } = situation
    const plot = lastOf(last.plot, placeChoices(plotsOf(data)))
    return {
      plot,
      gtin: lastOf(last.gtin, productChoices(pickedOf(data))),
      weight: '',
      weightUnit: last.weightUnit ?? 'jin',
      cultivar: last.cultivar ?? plotOf(data, { plot })?.cultivar ?? '',
      season: seasonOf(Number(dayOf(now).slice(5, 7))),
      grade: last.grade ?? '',
      households: last.households ?? '1',
      lot: ownNumber('H', situation)
    }
  },
  fields: (_, { data }) => [
    { kind: 'weight', name: 'weight', label: say('deskWeight') },
    { kind: 'choice', name: 'plot', label: say('deskPlot'), choices: placeChoices(plotsOf(data)) },
    { kind: 'choice', name: 'gtin', label: say('deskProduct'), choices: productChoices(pickedOf(data)) },
    { kind: 'text', name: 'grade', label: say('deskGrade'), hint: say('deskGradeHint'), longest: 40 },
    { kind: 'text', name: 'cultivar', label: say('deskCultivar'), longest: 40, more: true },
    {
      kind: 'choice',
      name: 'season',
      label: say('deskSeason'),
      choices: Object.entries(SEASONS).map(([value, text]) => ({ value, text })),
      more: true
    },
    { kind: 'count', name: 'households', label: say('deskHouseholds'), more: true },
    { kind: 'text', name: 'lot', label: say('deskLot'), hint: say('deskLotHint'), longest: 20, more: true }
  ],
  body: (values, { data }) => ({
    place: plotOf(data, values)?.parent ?? values.plot,
    plot: values.plot,
    gtin: values.gtin,
    lot: values.lot,
    kilograms: kilogramsOf(values, 'weight'),
    cultivar: values.cultivar,
    season: values.season,
    grade: values.grade,
    households: numberOf(values.households)
  }),
  summary: (values, { data }) => {
    const product = productOf(data, values.gtin)?.name
    const kilograms = kilogramsOf(values, 'weight')
    return { zh: `${product?.zh ?? ''} ${kilograms} 公斤`, en: `${product?.en ?? ''} ${kilograms} kg` }
  }
}
