import { dayOf, daysAfter } from '@suyuan/model/core/day'
import { KINDS } from '@suyuan/model/trace/law'
import { Packing } from '../../../../modules/trace/bodies.js'
import { packing } from '../../../../modules/trace/compose.js'
import type { DeskData, DeskLot } from '../../../../modules/trace/queries/desk-data.js'
import { say } from '../say.js'
import { claimFields, claimsOf, lastCertificate, wrongClaims } from './claims.js'
import { newCaseCodes, newSerials, packOf } from './codes.js'
import type { Form, Situation, Values } from './form.js'
import {
  goodsOf,
  heldAt,
  lastOf,
  lines,
  lotChoices,
  numberOf,
  ownNumber,
  placeChoices,
  productChoices,
  productOf,
  storesOf
} from './reading.js'

/** Packs that a label sheet, and a page of the ledger, hold where there are no cases. */
const LOOSE_SHEET = 40

const packed = ({ products }: DeskData) => products.filter(({ unit }) => unit === 'piece')

const goesIn = (data: DeskData, values: Values) => (lot: DeskLot) => {
  const form = productOf(data, lot.gtin)
  const contents = productOf(data, values.gtin)?.contents
  return !lot.flag && form?.unit === 'gram' && (!contents || contents.includes(form.form))
}

const expiryOf = (data: DeskData, gtin: string, made: string) =>
  daysAfter(made, productOf(data, gtin)?.shelfLifeDays ?? 540)

/** The serials that were scanned, or as many new ones as there are packs. */
const serialsOf = (values: Values, pieces: number, perCase: number) =>
  values.serials === 'given'
    ? lines(values.codes).map(code => packOf(code, values.gtin)?.serial ?? code)
    : newSerials(pieces, perCase || LOOSE_SHEET)

/** Whole cases as far as they go; the rest stays loose. */
function filled(place: string, serials: readonly string[], perCase: number) {
  const full = perCase > 0 ? Math.floor(serials.length / perCase) : 0
  const codes = newCaseCodes(place, full)
  const cases = codes.map((sscc, i) => ({ sscc, serials: serials.slice(i * perCase, (i + 1) * perCase) }))
  const loose = serials.slice(full * perCase)
  return { ...(full > 0 && { cases }), ...(loose.length > 0 && { loose }) }
}

/** How many packs there will be. */
const countOf = (values: Values) => (values.serials === 'given' ? lines(values.codes).length : numberOf(values.pieces))

/** Of one lot as much as the packs hold, as far as it goes; of several, all, unless it is said how much of each. */
function takenFor(data: DeskData, values: Values): (ref: string) => number {
  const held = heldAt(data, values.place)
  const net = countOf(values) * (productOf(data, values.gtin)?.netGrams ?? Number.NaN)
  const only = lines(values.inputs).length === 1
  return ref => (only && net > 0 ? Math.min(net, held(ref)) : held(ref))
}

const SERIALS = [
  { value: 'made', text: say('deskSerialsMade') },
  { value: 'given', text: say('deskSerialsGiven') },
  { value: 'none', text: say('deskSerialsNone') }
]

/** What follows from the product. */
const ofProduct = (situation: Situation, gtin: string, made: string) => ({
  expires: expiryOf(situation.data, gtin, made),
  certificate: lastCertificate(situation, gtin)
})

export const packingForm: Form = {
  title: KINDS.packing.name,
  roles: ['packer'],
  schema: Packing,
  compose: packing,
  names: { cases: 'pieces', loose: 'codes', productionDate: 'made' },
  refusals: { CERTIFICATE_NOT_IN_FORCE: 'certificate', UNIFICATION_MISSING: 'commonMark' },
  defaults: situation => {
    const { data, last, now } = situation
    const gtin = lastOf(last.gtin, productChoices(packed(data)))
    const made = dayOf(now)
    return {
      gtin,
      place: lastOf(last.place, placeChoices(storesOf(data, goesIn(data, { gtin })))),
      inputs: '',
      pieces: '',
      perCase: last.perCase ?? '0',
      serials: lastOf(last.serials, SERIALS),
      codes: '',
      lot: ownNumber('P', situation),
      made,
      ...ofProduct(situation, gtin, made),
      commonMark: last.commonMark ?? ''
    }
  },
  changed: (name, values, situation) =>
    name === 'gtin'
      ? { ...values, ...ofProduct(situation, values.gtin!, values.made || dayOf(situation.now)) }
      : values,
  fields: (values, situation) => {
    const { data } = situation
    const fits = goesIn(data, values)
    const here = data.lots.filter(lot => lot.place === values.place && fits(lot))
    return [
      { kind: 'choice', name: 'gtin', label: say('deskPack'), choices: productChoices(packed(data)) },
      {
        kind: 'many',
        name: 'inputs',
        label: say('deskInputs'),
        hint: say('deskNetHint'),
        choices: lotChoices(data, here)
      },
      ...(values.serials === 'given'
        ? [
            {
              kind: 'codes',
              name: 'codes',
              label: say('deskSerialCodes'),
              hint: say('deskSerialHint'),
              scans: 'pack'
            } as const
          ]
        : [{ kind: 'count', name: 'pieces', label: say('deskPieces') } as const]),
      ...claimFields(values, situation),
      { kind: 'choice', name: 'serials', label: say('deskSerials'), choices: SERIALS, more: true },
      { kind: 'count', name: 'perCase', label: say('deskPerCase'), hint: say('deskPerCaseHint'), more: true },
      {
        kind: 'choice',
        name: 'place',
        label: say('deskPlace'),
        choices: placeChoices(storesOf(data, fits)),
        more: true
      },
      { kind: 'text', name: 'lot', label: say('deskLot'), hint: say('deskLotHint'), longest: 20, more: true },
      { kind: 'date', name: 'made', label: say('deskMade'), more: true },
      { kind: 'date', name: 'expires', label: say('deskExpires'), more: true }
    ]
  },
  wrong: wrongClaims,
  body: (values, { data }) => {
    const pieces = numberOf(values.pieces)
    const perCase = numberOf(values.perCase) || 0
    const counted = values.serials === 'none' || (values.serials === 'made' && !(pieces >= 1 && pieces <= 4000))
    return {
      place: values.place,
      inputs: goodsOf(data, values, 'inputs', takenFor(data, values)),
      gtin: values.gtin,
      lot: values.lot,
      productionDate: values.made,
      expires: values.expires,
      ...claimsOf(values),
      ...(counted ? { pieces } : filled(values.place!, serialsOf(values, pieces, perCase), perCase))
    }
  },
  summary: (values, { data }) => {
    const product = productOf(data, values.gtin)?.name
    const count = countOf(values)
    return { zh: `${product?.zh ?? ''} ${count} 件`, en: `${product?.en ?? ''} ${count} packs` }
  }
}
