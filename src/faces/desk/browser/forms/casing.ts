import { KINDS } from '@suyuan/model/trace/law'
import { Casing } from '../../../../modules/trace/bodies.js'
import { casing } from '../../../../modules/trace/compose.js'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import { caseOf, newCaseCodes } from './codes.js'
import type { Form, Values } from './form.js'
import { lastOf, lines, lotChoices, lotText, numberOf, placeChoices, productOf, refOf, storesOf } from './reading.js'

const isPacked = (data: DeskData) => (lot: { gtin: string }) => productOf(data, lot.gtin)?.unit === 'piece'

const lotsAt = (data: DeskData, place: string | undefined) =>
  data.lots.filter(lot => lot.place === place && isPacked(data)(lot))

/** Cases whose labels are printed already, or as many new ones as are wanted. */
const casesOf = (values: Values) => {
  const given = lines(values.codes).map(caseOf)
  const count = numberOf(values.count)
  if (given.length > 0 || !(count >= 1 && count <= 500)) return given
  return newCaseCodes(values.place!, count)
}

export const casingForm: Form = {
  title: KINDS.casing.name,
  roles: [],
  schema: Casing,
  compose: casing,
  names: { gtin: 'source', cases: 'count' },
  defaults: ({ data, last }) => {
    const place = lastOf(last.place, placeChoices(storesOf(data, isPacked(data))))
    const [first] = lotsAt(data, place)
    return { place, source: first ? refOf(first) : '', count: '1', pieces: last.pieces ?? '40', codes: '' }
  },
  fields: (values, { data }) => [
    {
      kind: 'choice',
      name: 'source',
      label: say('deskCasingLot'),
      choices: lotChoices(data, lotsAt(data, values.place))
    },
    { kind: 'count', name: 'count', label: say('deskCaseCount') },
    { kind: 'count', name: 'pieces', label: say('deskPerCase') },
    {
      kind: 'codes',
      name: 'codes',
      label: say('deskCaseCodes'),
      hint: say('deskCaseCodesHint'),
      scans: 'case',
      more: true
    },
    {
      kind: 'choice',
      name: 'place',
      label: say('deskPlace'),
      choices: placeChoices(storesOf(data, isPacked(data))),
      more: true
    }
  ],
  body: values => {
    const [gtin, lot] = (values.source ?? '').split('/')
    return { place: values.place, gtin, lot, pieces: numberOf(values.pieces), cases: casesOf(values) }
  },
  summary: (values, { data }) => {
    const [gtin = '', lot = ''] = (values.source ?? '').split('/')
    const text = lotText(data, { gtin, lot })
    const count = lines(values.codes).length || values.count
    return { zh: `${text.zh}，${count} 箱`, en: `${text.en}, ${count} cases` }
  }
}
