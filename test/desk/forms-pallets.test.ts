/** The quick forms where goods stand on pallets, without a browser. */
import { readEvent } from '@suyuan/model/trace/law'
import t from 'tap'
import type { Form, Values } from '../../src/faces/desk/browser/forms/form.js'
import { FORMS } from '../../src/faces/desk/browser/forms/index.js'
import { expected } from '../../src/faces/desk/browser/goods.js'
import type { Entry } from '../../src/faces/desk/browser/store.js'
import type { DeskData } from '../../src/modules/trace/queries/desk-data.js'
import { sscc } from '../support/codes.js'
import { PLACES, PRODUCTS } from '../support/world.js'
import { data, errorsOf, eventsOf, situation } from './form-data.js'

const { garden } = PLACES

const palletised: DeskData = {
  ...data,
  cases: [data.cases[0]!, ...[11, 12].map(n => ({ ...data.cases[0]!, sscc: sscc(n), pallet: sscc(70) }))],
  arriving: [
    {
      ...data.arriving[0]!,
      items: [21, 22].map(n => ({ gtin: PRODUCTS.pack.gtin, lot: 'P0', amount: 40, sscc: sscc(n), pallet: sscc(71) }))
    }
  ]
}
const stacks = { ...situation, data: palletised }
const offeredIn = (form: Form, name: string, values: Values = {}) =>
  form.fields({ ...form.defaults(stacks), ...values }, stacks).flatMap(field => {
    return field.name === name && 'choices' in field ? field.choices.map(({ value }) => value) : []
  })

t.test('loose cases go on a pallet, by its label or under a new number', async t => {
  t.same(offeredIn(FORMS.palletising, 'cases'), [sscc(1)])
  const [event] = eventsOf(FORMS.palletising, { cases: sscc(1), code: `(00)${sscc(72)}` }, stacks)
  t.match(readEvent(event), { kind: 'palletising', event: { parentID: sscc(72), childEPCs: [sscc(1)] } })
  const [own] = eventsOf(FORMS.palletising, { cases: sscc(1) }, stacks)
  t.match(readEvent(own), { kind: 'palletising', event: { parentID: /^\d{18}$/ } })
  t.same(errorsOf(FORMS.palletising, { cases: sscc(1), code: `${sscc(72)}\n${sscc(73)}` }, stacks), {
    code: '格式不对'
  })
  t.same(errorsOf(FORMS.palletising, {}, stacks), { cases: '请填写' })
})

t.test('a pallet is shipped, received and unpacked by its number, for all that is on it', async t => {
  t.same(offeredIn(FORMS.shipping, 'cases'), [sscc(70), sscc(1)])
  t.match(eventsOf(FORMS.shipping, { cases: sscc(70) }, stacks), [{ epcList: [`https://id.gs1.org/00/${sscc(70)}`] }])
  t.same(offeredIn(FORMS.receiving, 'cases'), [sscc(71)])
  const received = (typed: Values) => readEvent(eventsOf(FORMS.receiving, typed, stacks)[0]).event
  t.match(received({}), { epcList: [sscc(71)] })
  t.match(received({ lost: sscc(22) }), { epcList: [sscc(71)], 'suyuan:shortage': { epcList: [sscc(22)] } })
  t.notOk('epcList' in received({ lost: `${sscc(21)}\n${sscc(22)}` }), 'nothing of it came')
  const packs = `damaged:${PRODUCTS.pack.gtin}/P0`
  t.same(errorsOf(FORMS.receiving, { lost: sscc(22), [packs]: '41' }, stacks), { damaged: '比到的还多' })
  const form: Form = FORMS.receiving
  const alone = form.scanned!('cases', sscc(21), form.defaults(stacks), stacks)!
  t.match(alone, { cases: sscc(21) })
  t.same(offeredIn(FORMS.receiving, 'cases', alone), [sscc(71), sscc(21)])
  t.match(form.scanned!('cases', sscc(71), form.defaults(stacks), stacks), { cases: sscc(71) })

  t.same(offeredIn(FORMS.unpacking, 'unit'), [sscc(70), sscc(1)])
  t.same(offeredIn(FORMS.unpacking, 'cases', { unit: sscc(70) }), [sscc(11), sscc(12)])
  t.same(offeredIn(FORMS.unpacking, 'cases', { unit: sscc(1) }), [])
  const apart = readEvent(eventsOf(FORMS.unpacking, { unit: sscc(70), cases: sscc(12) }, stacks)[0]).event
  t.match(apart, { parentID: sscc(70), childEPCs: [sscc(12)], bizLocation: { id: garden.gln } })
  t.match(FORMS.unpacking.changed!('unit', { unit: sscc(1), cases: sscc(12) }, stacks), { cases: '' })
  t.same(errorsOf(FORMS.unpacking, {}, stacks), { unit: '请填写' })
})

t.test('a pallet of which something may not leave is not offered', async t => {
  const lots = data.lots.map(lot => ({ ...lot, flag: 'held' as const }))
  const at = { ...stacks, data: { ...palletised, lots } }
  const field = FORMS.shipping.fields(FORMS.shipping.defaults(at), at).find(({ name }) => name === 'cases')
  t.match(field, { choices: { length: 0 } })
})

t.test('pallets that were logged and are not on the ledger yet are there to choose from', async t => {
  const after = (from: DeskData, ...steps: [Form, Values][]): DeskData => {
    const entries: Entry[] = []
    for (const [form, typed] of steps) {
      const now = { ...situation, data: expected(from, entries) }
      entries.push({ command: { payload: { events: eventsOf(form, typed, now) } } } as unknown as Entry)
    }
    return expected(from, entries)
  }
  const palletsOf = ({ cases }: DeskData) => Object.fromEntries(cases.map(({ sscc, pallet }) => [sscc, pallet]))
  const stacked = [FORMS.palletising, { cases: sscc(1), code: sscc(72) }] as [Form, Values]
  t.same(palletsOf(after(data, stacked)), { [sscc(1)]: sscc(72) })
  const down = [FORMS.unpacking, { unit: sscc(72) }] as [Form, Values]
  t.same(palletsOf(after(data, stacked, down)), { [sscc(1)]: undefined })
  t.same(after(data, stacked, down, [FORMS.unpacking, { unit: sscc(1) }]).cases, [])
  const sent = [FORMS.shipping, { cases: sscc(72), number: 'X' }] as [Form, Values]
  t.match(after(data, stacked, sent), { cases: [], leaving: [{ items: [{ sscc: sscc(1), pallet: sscc(72) }] }] })
  const back = after(data, stacked, sent, [FORMS.voiding, { shipment: `${garden.gln}:X` }])
  t.same(palletsOf(back), { [sscc(1)]: sscc(72) })

  const came = after(palletised, [FORMS.receiving, { lost: sscc(22) }])
  t.match(palletsOf(came), { [sscc(21)]: sscc(71) })
  t.same([came.arriving, sscc(22) in palletsOf(came)], [[], false])
  const alone = after(palletised, [FORMS.receiving, { cases: sscc(21) }])
  t.match([palletsOf(alone)[sscc(21)], alone.arriving], [undefined, [{ items: [{ sscc: sscc(22) }] }]])
})
