import { KINDS } from '@suyuan/model/trace/law'
import { Palletising, Unpacking } from '../../../../modules/trace/bodies.js'
import { palletising, unpacking } from '../../../../modules/trace/compose.js'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import { caseOf, newCaseCodes } from './codes.js'
import type { Choice, Form, Values } from './form.js'
import { caseChoices, lastOf, lines, placeChoices, storesOf, unitChoices } from './reading.js'

const looseAt = ({ cases }: DeskData, place: string | undefined) =>
  cases.filter(box => box.place === place && !box.pallet)

/** Own places, those first that have loose cases. */
const storesWithCases = (data: DeskData) =>
  storesOf(data, ({ gtin, lot, place }) => looseAt(data, place).some(box => box.gtin === gtin && box.lot === lot))

/** The number of a pallet whose label is printed already, or a new one. */
function codeOf(values: Values): string {
  const given = lines(values.code).map(caseOf)
  return given.length > 0 ? given.join(' ') : newCaseCodes(values.place!, 1)[0]!
}

export const palletisingForm: Form = {
  title: KINDS.palletising.name,
  roles: [],
  schema: Palletising,
  compose: palletising,
  names: { sscc: 'code' },
  defaults: ({ data, last }) => ({
    place: lastOf(last.place, placeChoices(storesWithCases(data))),
    cases: '',
    code: ''
  }),
  fields: (values, { data }) => [
    { kind: 'codes', name: 'code', label: say('deskPalletCode'), hint: say('deskCaseCodesHint'), scans: 'case' },
    {
      kind: 'many',
      name: 'cases',
      label: say('deskPalletCases'),
      choices: caseChoices(data, looseAt(data, values.place)),
      scans: 'case'
    },
    { kind: 'choice', name: 'place', label: say('deskPlace'), choices: placeChoices(storesWithCases(data)), more: true }
  ],
  body: values => ({ place: values.place, sscc: codeOf(values), cases: lines(values.cases) }),
  summary: values => say('deskPalletCount', { count: lines(values.cases).length })
}

const unitOf = ({ cases }: DeskData, { unit }: Values) =>
  cases.find(({ sscc, pallet }) => pallet === unit || (sscc === unit && !pallet))

const onIt = ({ cases }: DeskData, { unit }: Values) => cases.filter(({ pallet }) => pallet && pallet === unit)

const unitsOf = (data: DeskData): Choice[] => unitChoices(data, data.cases)

/** A pallet is taken apart, or a case opened. None is chosen beforehand, as nothing is that cannot be undone. */
export const unpackingForm: Form = {
  title: KINDS.unpacking.name,
  roles: [],
  schema: Unpacking,
  compose: unpacking,
  names: { sscc: 'unit', place: 'unit' },
  defaults: () => ({ unit: '', cases: '' }),
  changed: (name, values) => (name === 'unit' ? { ...values, cases: '' } : values),
  fields: (values, { data }) => [
    { kind: 'choice', name: 'unit', label: say('deskUnpackWhich'), choices: unitsOf(data) },
    ...(onIt(data, values).length > 0
      ? [
          {
            kind: 'many',
            name: 'cases',
            label: say('deskUnpackCases'),
            hint: say('deskUnpackCasesHint'),
            choices: caseChoices(data, onIt(data, values)),
            scans: 'case'
          } as const
        ]
      : [])
  ],
  body: (values, { data }) => ({
    place: unitOf(data, values)?.place,
    sscc: values.unit,
    cases: lines(values.cases)
  }),
  summary: (values, { data }) =>
    unitsOf(data).find(({ value }) => value === values.unit)?.text ?? { zh: values.unit ?? '', en: values.unit ?? '' }
}
