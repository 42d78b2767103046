/** The quick forms, without a browser: what they begin with, what they make of what is typed, what they do not take. */
import { readEvent } from '@suyuan/model/trace/law'
import t from 'tap'
import { newCaseCodes, newSerials, packOf } from '../../src/faces/desk/browser/forms/codes.js'
import type { Form, Values } from '../../src/faces/desk/browser/forms/form.js'
import { FORMS, formsFor } from '../../src/faces/desk/browser/forms/index.js'
import { kilogramsOf, numberOf } from '../../src/faces/desk/browser/forms/reading.js'
import { expected } from '../../src/faces/desk/browser/goods.js'
import type { Entry } from '../../src/faces/desk/browser/store.js'
import type { DeskData } from '../../src/modules/trace/queries/desk-data.js'
import { sscc } from '../support/codes.js'
import { PARTIES, PLACES, PRODUCTS } from '../support/world.js'
import { data, errorsOf, eventsOf, placed, situation } from './form-data.js'

const { supermarket } = PARTIES
const { garden, plot, factory, outlet } = PLACES

t.test('numbers are read as people type them, and nothing else as a number', async t => {
  const read = { '12.5': 12.5, '１２．５': 12.5, '12,5': 12.5, '12。5': 12.5, ' 7 ': 7 }
  for (const [text, value] of Object.entries(read)) t.equal(numberOf(text), value, text)
  for (const text of ['', '-1', '1.2.3', '1e3', '.5', '5.', '十']) t.ok(Number.isNaN(numberOf(text)), text)
})

t.test('a jin is half a kilogram, to the gram', async t => {
  t.equal(kilogramsOf({ w: '85.5', wUnit: 'jin' }, 'w'), 42.75)
  t.equal(kilogramsOf({ w: '42.75', wUnit: 'kg' }, 'w'), 42.75)
})

t.test('a harvest wants its weight and grade the first time, afterwards its weight alone', async t => {
  t.same(errorsOf(FORMS.harvest, {}), { weight: '请填写', grade: '请填写', cultivar: '请填写' })
  const first = { weight: '85.5', grade: '一芽二叶', cultivar: '紫金蝉茶' }
  const [event] = eventsOf(FORMS.harvest, first)
  t.match(readEvent(event).event, {
    quantityList: [{ ref: { gtin: PRODUCTS.leaf.gtin, lot: 'H260405-abcd1' }, amount: 42_750, unit: 'gram' }],
    bizLocation: { id: garden.gln },
    readPoint: { id: plot.gln }
  })
  const values = { ...FORMS.harvest.defaults(situation), ...first }
  const again = { ...situation, last: values }
  t.match(readEvent(eventsOf(FORMS.harvest, { weight: '10' }, again)[0]).event, { quantityList: [{ amount: 5000 }] })
})

t.test('what is wrong is said beside its field, in words that help', async t => {
  const typed = { grade: '一芽二叶', cultivar: '紫金蝉茶' }
  t.same(errorsOf(FORMS.harvest, { ...typed, weight: '很多' }), { weight: '请填数字，如 12.5' })
  t.same(errorsOf(FORMS.harvest, { ...typed, weight: '1.2345', weightUnit: 'kg' }), { weight: '最多精确到克' })
  t.same(errorsOf(FORMS.harvest, { ...typed, weight: '0' }), { weight: '数字太大或太小' })
  t.same(errorsOf(FORMS.harvest, { ...typed, weight: '1', lot: '批次' }), { lot: '格式不对' })
})

t.test('leaf is made to tea: all of a lot unless said otherwise, and only what the process takes', async t => {
  const at = { ...situation, last: { template: 'green' } }
  const values = FORMS.process.defaults(at)
  const inputs = FORMS.process.fields(values, at).find(({ name }) => name === 'inputs')
  t.match(inputs, { choices: [{ value: `${PRODUCTS.leaf.gtin}/L1` }] })
  const [all] = eventsOf(FORMS.process, { inputs: `${PRODUCTS.leaf.gtin}/L1`, weight: '10' }, at)
  t.match(readEvent(all).event, {
    inputQuantityList: [{ amount: 42_000 }],
    outputQuantityList: [{ amount: 10_000, ref: { gtin: PRODUCTS.crude.gtin } }]
  })
  const part = { inputs: `${PRODUCTS.leaf.gtin}/L1`, [`inputs:${PRODUCTS.leaf.gtin}/L1`]: '20', weight: '5' }
  t.match(readEvent(eventsOf(FORMS.process, part, at)[0]).event, { inputQuantityList: [{ amount: 20_000 }] })
  t.same(errorsOf(FORMS.process, { weight: '10' }, at), { inputs: '请填写' })
})

t.test('packs get codes that nobody can guess, in whole cases; what is left over is loose', async t => {
  const typed = { inputs: `${PRODUCTS.crude.gtin}/C1`, pieces: '95', perCase: '40' }
  const events = eventsOf(FORMS.packing, typed)
  t.same(
    events.map(({ bizStep, type }) => `${type} ${bizStep}`),
    ['TransformationEvent packing', 'AggregationEvent packing', 'AggregationEvent packing']
  )
  t.equal(new Set(events[0]!.outputEPCList as string[]).size, 95)
  t.match(events[0], { inputQuantityList: [{ quantity: 9.5 }] }, 'as much as they hold')
  t.equal((events[1]!.childEPCs as string[]).length, 40)
  const scanned = { ...typed, serials: 'given', perCase: '0', codes: 'A1\nA2' }
  t.match(eventsOf(FORMS.packing, scanned), [{ outputEPCList: [/\/21\/A1$/, /\/21\/A2$/] }])
  const counted = { ...typed, serials: 'none' }
  t.match(eventsOf(FORMS.packing, counted), [{ outputQuantityList: [{ quantity: 95 }] }])
  t.same(errorsOf(FORMS.packing, { ...typed, pieces: '' }), { pieces: '请填写' })
})

t.test('serials of a sheet begin alike; case codes are of the holder’s own numbers', async t => {
  const serials = newSerials(80, 40)
  t.equal(new Set(serials).size, 80)
  t.equal(new Set(serials.map(serial => serial.slice(0, 6))).size, 2)
  for (const code of newCaseCodes(garden.gln, 3)) t.equal(code.slice(1, 11), garden.gln.slice(0, 10))
})

t.test(
  'a pack is known by its address, by product and serial, and where there is one product by its serial',
  async t => {
    const pack = { gtin: PRODUCTS.pack.gtin, serial: 'A+1' }
    t.same(packOf(`https://x.example/01/${pack.gtin}/10/P1/21/A%2B1`), pack)
    t.same(packOf(`${pack.gtin}:A1`), { ...pack, serial: 'A1' })
    t.same(packOf('A1', pack.gtin), { ...pack, serial: 'A1' })
    t.equal(packOf('A1'), null)
  }
)

t.test('cases and what is not in one are shipped; nothing at all is not', async t => {
  const typed = { cases: sscc(1), goods: `${PRODUCTS.pack.gtin}/P1` }
  t.match(readEvent(eventsOf(FORMS.shipping, typed)[0]).event, {
    epcList: [sscc(1)],
    quantityList: [{ amount: 10, unit: 'piece' }],
    destinationList: { party: supermarket.uscc, place: outlet.gln },
    bizTransactionList: `${garden.gln}:S260405-abcd1`
  })
  t.same(errorsOf(FORMS.shipping, {}), { '': '请至少选一样货物' })
})

t.test('what is held or recalled goes back to who made it, and nowhere else', async t => {
  const lots = data.lots.map(lot => ({ ...lot, flag: 'recalled' as const }))
  const at = { ...situation, data: { ...data, lots } }
  const offered = (values: Values) =>
    FORMS.shipping
      .fields({ ...FORMS.shipping.defaults(at), ...values }, at)
      .flatMap(field => (field.kind === 'many' && field.name !== 'back' ? field.choices.map(({ value }) => value) : []))
  t.same(offered({}), [])
  t.same(offered({ back: 'yes' })[0], sscc(1))
  t.match(eventsOf(FORMS.shipping, { back: 'yes', cases: sscc(1) }, at), [{ disposition: 'returned' }])
  t.match(eventsOf(FORMS.shipping, { cases: sscc(1) }), [{ disposition: 'in_transit' }])
})

t.test('all of a shipment is received unless something is unticked', async t => {
  t.match(readEvent(eventsOf(FORMS.receiving, {})[0]).event, {
    bizTransactionList: `${outlet.gln}:S9`,
    epcList: [sscc(2)],
    quantityList: [{ amount: 5000 }]
  })
  t.match(readEvent(eventsOf(FORMS.receiving, { goods: '' })[0]).event, { epcList: [sscc(2)] })
})

const crude = `${PRODUCTS.crude.gtin}/C0`
const packs = `${PRODUCTS.pack.gtin}/P0`

t.test('of a shipment what is damaged, short or lost is told apart', async t => {
  const typed = { [`damaged:${packs}`]: '3', [`short:${crude}`]: '0.5' }
  t.match(readEvent(eventsOf(FORMS.receiving, typed)[0]).event, {
    epcList: [sscc(2)],
    quantityList: [{ amount: 5000 }],
    'suyuan:damage': { quantityList: [{ amount: 3, unit: 'piece' }] },
    'suyuan:shortage': { quantityList: [{ amount: 500, unit: 'gram' }] }
  })
  const { event } = readEvent(eventsOf(FORMS.receiving, { lost: sscc(2) })[0])
  t.match(event, { 'suyuan:shortage': { epcList: [sscc(2)] } })
  t.notOk('epcList' in event, 'a case that is lost has not come')
})

t.test('no more is short or damaged than there is, and amounts are numbers', async t => {
  const more = '比到的还多'
  t.same(errorsOf(FORMS.receiving, { [`damaged:${packs}`]: '41' }), { damaged: more })
  t.same(errorsOf(FORMS.receiving, { [`damaged:${packs}`]: '1', lost: sscc(2) }), { damaged: more })
  t.same(errorsOf(FORMS.receiving, { [`short:${packs}`]: '30', [`damaged:${packs}`]: '11' }), { damaged: more })
  t.same(errorsOf(FORMS.receiving, { [`short:${crude}`]: '5.001' }), { short: more })
  const part = { goods: crude, [`goods:${crude}`]: '4' }
  t.same(errorsOf(FORMS.receiving, { ...part, [`short:${crude}`]: '1' }), {}, 'what did not come of bulk')
  t.same(errorsOf(FORMS.receiving, { ...part, [`short:${crude}`]: '1.5' }), { short: more })
  t.same(errorsOf(FORMS.receiving, { [`damaged:${packs}`]: '几盒' }), { damaged: '请填数字，如 12.5' })
})

t.test('a case is lost or has come, not both; a scanned one of another shipment brings that before one', async t => {
  const form: Form = FORMS.receiving
  const values = form.defaults(situation)
  t.match(form.changed!('lost', { ...values, lost: sscc(2) }, situation), { cases: '', lost: sscc(2) })
  t.match(form.changed!('cases', { ...values, cases: sscc(2), lost: sscc(2) }, situation), { lost: '' })
  const other = {
    ...data.arriving[0]!,
    id: `${outlet.gln}:S10`,
    to: factory.gln,
    items: [{ ...data.arriving[0]!.items[0]!, sscc: sscc(5) }]
  }
  const both = { ...situation, data: { ...data, arriving: [...data.arriving, other] } }
  t.match(form.scanned!('cases', sscc(5), values, both), {
    shipment: other.id,
    place: factory.gln,
    cases: sscc(5),
    goods: ''
  })
  t.equal(form.scanned!('cases', sscc(6), values, both), undefined)
})

t.test('a shipment is called off when somebody chose it, and not by default', async t => {
  t.same(errorsOf(FORMS.voiding, {}), { shipment: '请填写' })
  const [event] = eventsOf(FORMS.voiding, { shipment: `${garden.gln}:S8` })
  t.match(event, { bizStep: 'void_shipping' })
  t.match(readEvent(event).event, { bizTransactionList: `${garden.gln}:S8`, readPoint: { id: garden.gln } })
})

const shop = { ...situation, data: { ...data, places: [placed(outlet)] } }

t.test('packs are brought back by their codes, or by lot and count as far as they were sold', async t => {
  const [event] = eventsOf(FORMS.returning, { codes: 'A1\nA2' }, shop)
  t.match(event, { disposition: 'returned', epcList: [/\/21\/A1$/, /\/21\/A2$/] })
  const field = `goods:${PRODUCTS.pack.gtin}/P1`
  t.match(readEvent(eventsOf(FORMS.returning, { [field]: '7' }, shop)[0]).event, { quantityList: [{ amount: 7 }] })
  t.same(errorsOf(FORMS.returning, { [field]: '8' }, shop), { goods: '比卖出的还多' })
  t.same(errorsOf(FORMS.returning, {}, shop), { '': '请至少选一样货物' })
})

t.test('one process makes several products, under one number, in the unit of the first', async t => {
  const at = { ...situation, last: { template: 'refine', gtin: PRODUCTS.refined.gtin, weightUnit: 'jin' } }
  const typed = { inputs: `${PRODUCTS.crude.gtin}/C1`, weight: '16', [`others:${PRODUCTS.stalk.gtin}`]: '3' }
  t.match(readEvent(eventsOf(FORMS.process, typed, at)[0]).event, {
    outputQuantityList: [
      { ref: { gtin: PRODUCTS.refined.gtin, lot: 'M260405-abcd1' }, amount: 8000 },
      { ref: { gtin: PRODUCTS.stalk.gtin, lot: 'M260405-abcd1' }, amount: 1500 }
    ]
  })
  const wrong = { ...typed, [`others:${PRODUCTS.stalk.gtin}`]: '一点' }
  t.same(errorsOf(FORMS.process, wrong, at), { others: '请填数字，如 12.5' })
})

t.test('steps of a process have their times, those that were noted', async t => {
  const at = { ...situation, last: { template: 'green' } }
  const typed = { inputs: `${PRODUCTS.leaf.gtin}/L1`, weight: '10', 'step-fixationFrom': '2026-04-05T10:30' }
  const steps = (more: Values) => eventsOf(FORMS.process, { ...typed, ...more }, at)[0]!['suyuan:steps']
  const start = '2026-04-05T10:30:00+08:00'
  t.same(steps({}), [{ step: 'fixation', start }])
  t.same(steps({ 'step-fixationTo': '2026-04-05T11:00' }), [
    { step: 'fixation', start, end: '2026-04-05T11:00:00+08:00' }
  ])
  const wrong = (more: Values) => errorsOf(FORMS.process, { ...typed, ...more }, at)
  t.same(wrong({ 'step-fixationTo': '2026-04-05T10:00' }), { 'step-fixation': '结束早于开始' })
  t.same(wrong({ 'step-rollingTo': '2026-04-05T12:00' }), { 'step-rolling': '请填开始时间' })
  t.same(wrong({ 'step-rollingFrom': '早上' }), { 'step-rolling': '请填日期和时间' })
})

t.test('another process has other goods before it', async t => {
  const form: Form = FORMS.process
  const values = { ...form.defaults({ ...situation, last: { template: 'green' } }), template: 'blend' }
  t.match(form.changed!('template', values, situation), { gtin: PRODUCTS.blend.gtin, inputs: '' })
})

t.test('a party is offered what its roles can log', async t => {
  const names = (roles: DeskData['party']['roles']) =>
    formsFor({ ...data, party: { ...data.party, roles } }).map(([name]) => name)
  t.same(names(['producer']), [
    'harvest',
    'casing',
    'palletising',
    'shipping',
    'receiving',
    'unpacking',
    'voiding',
    'correcting'
  ])
  t.same(names(['retailer']), [
    'casing',
    'palletising',
    'shipping',
    'receiving',
    'selling',
    'returning',
    'unpacking',
    'voiding'
  ])
})

t.test('what was logged and is not on the ledger yet is there to choose from', async t => {
  const entry = (form: Form, typed: Values, from = data) => {
    const events = eventsOf(form, typed, { ...situation, data: from, last: { template: 'green' } })
    return { command: { payload: { events } } } as unknown as Entry
  }
  const picked = entry(FORMS.harvest, { weight: '10', weightUnit: 'kg', grade: '一级', cultivar: '蝉茶', lot: 'NEW' })
  const after = expected(data, [picked])
  t.match(after.lots[0], { lot: 'NEW', held: 10_000, place: garden.gln })
  const made = entry(FORMS.process, { inputs: `${PRODUCTS.leaf.gtin}/NEW`, weight: '2.5', lot: 'TEA' }, after)
  const later = expected(data, [picked, made])
  t.match(later.lots[0], { lot: 'TEA', held: 2500 })
  t.notOk(later.lots.some(({ lot }) => lot === 'NEW'))
  const sent = expected(data, [entry(FORMS.shipping, { cases: sscc(1), number: 'X' }), entry(FORMS.receiving, {})])
  t.same(
    sent.cases.map(({ sscc }) => sscc),
    [sscc(2)]
  )
  t.same(sent.arriving, [])
  t.match(sent.leaving[0], { id: `${garden.gln}:X`, from: garden.gln, to: outlet.name, items: [{ sscc: sscc(1) }] })
  const back = expected(data, [
    entry(FORMS.shipping, { cases: sscc(1), number: 'X' }),
    entry(FORMS.voiding, { shipment: `${garden.gln}:X` }, sent)
  ])
  t.same([back.cases.map(({ sscc }) => sscc), back.leaving], [[sscc(1)], data.leaving])
  const { leaving: _, sold: __, ...before } = data
  t.same(expected(before as DeskData, []).leaving, [], 'a phone that took goods along before there was such a thing')
  t.equal(data.lots.length, 3, 'what the service said is as it was')
})
