/** What packs claim beside what the law wants on them, in the packing form, without a browser. */
import t from 'tap'
import { type Form, refusedIn, type Values } from '../../src/faces/desk/browser/forms/form.js'
import { FORMS } from '../../src/faces/desk/browser/forms/index.js'
import { PRODUCTS } from '../support/world.js'
import { data, errorsOf, eventsOf, situation } from './form-data.js'

const DAYS = { from: '2026-04-01', to: '2026-04-05', state: 'granted' } as const
const certified = {
  ...situation,
  data: {
    ...data,
    certificates: [
      { ...DAYS, number: 'ZP-GOOD', gtin: PRODUCTS.pack.gtin },
      { ...DAYS, number: 'ZP-OTHER', gtin: PRODUCTS.tin.gtin },
      { ...DAYS, number: 'ZP-OVER', gtin: PRODUCTS.pack.gtin, to: '2026-04-04' },
      { ...DAYS, number: 'ZP-SOON', gtin: PRODUCTS.pack.gtin, from: '2026-04-06', to: '2027-04-05' },
      { ...DAYS, number: 'ZP-STOP', gtin: PRODUCTS.pack.gtin, state: 'suspended' as const },
      { ...DAYS, number: 'ZP-GONE', gtin: PRODUCTS.pack.gtin, state: 'revoked' as const }
    ]
  }
}
const certificatesIn = (at: typeof situation, typed: Values = {}) =>
  FORMS.packing
    .fields({ ...FORMS.packing.defaults(at), ...typed }, at)
    .flatMap(field =>
      field.name === 'certificate' && field.kind === 'choice' ? [field.choices.map(({ value }) => value)] : []
    )

t.test('packs may bear a certificate of their product that is in force today, and no other', async t => {
  t.same(certificatesIn(certified), [['', 'ZP-GOOD']])
  t.same(certificatesIn(certified, { gtin: PRODUCTS.tin.gtin }), [['', 'ZP-OTHER']])
  t.same(certificatesIn(situation), [], 'who holds none is not asked')
  const dayAfter = { ...certified, now: new Date('2026-04-05T16:00:00Z') }
  t.same(certificatesIn(dayAfter), [['', 'ZP-SOON']], 'as days begin in China')
  const typed = { inputs: `${PRODUCTS.crude.gtin}/C1`, pieces: '5' }
  const [plain] = eventsOf(FORMS.packing, typed, certified)
  t.notOk('suyuan:commonMark' in plain!)
  t.notOk('suyuan:certificate' in (plain!.ilmd as object))
  const claims = { certificate: 'ZP-GOOD', commonMark: 'yes' }
  t.match(eventsOf(FORMS.packing, { ...typed, ...claims }, certified), [
    { 'suyuan:commonMark': true, ilmd: { 'suyuan:certificate': 'ZP-GOOD' } }
  ])
  const not = { certificate: '这张证书今天不能用在这个产品上，请另选' }
  t.same(errorsOf(FORMS.packing, { ...typed, ...claims }, dayAfter), not)
  t.same(errorsOf(FORMS.packing, { ...typed, ...claims, gtin: PRODUCTS.tin.gtin }, certified), not)
})

t.test('what packs bear is as last time, where it still holds for the product', async t => {
  const form: Form = FORMS.packing
  const last = { certificate: 'ZP-GOOD', commonMark: 'yes' }
  const values = form.defaults({ ...certified, last })
  t.match(values, last)
  const other = form.changed!('gtin', { ...values, gtin: PRODUCTS.tin.gtin }, { ...certified, last })
  t.match(other, { certificate: '', commonMark: 'yes' })
  t.match(form.changed!('gtin', { ...other, gtin: PRODUCTS.pack.gtin }, { ...certified, last }), last)
  t.match(form.defaults({ ...certified, last, now: new Date('2026-04-06T00:00:00Z') }), { certificate: '' })
})

t.test('what the ledger refuses of one field is said beside it', async t => {
  const text = { zh: '不行', en: 'no' }
  t.same(refusedIn(FORMS.packing, 'CERTIFICATE_NOT_IN_FORCE', text), { certificate: text })
  t.same(refusedIn(FORMS.packing, 'UNIFICATION_MISSING', text), { commonMark: text })
  t.same(refusedIn(FORMS.packing, 'LOT_EXISTS', text), { '': text })
  t.same(refusedIn(FORMS.harvest, 'CERTIFICATE_NOT_IN_FORCE', text), { '': text })
})
