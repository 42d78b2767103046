/** The quick forms, without a browser: what they begin with, what they make of what is typed, what they do not take. */
import { readEvent } from '@suyuan/model/trace/law'
import t from 'tap'
import { newCaseCodes, newSerials, packOf } from '../../src/faces/desk/browser/forms/codes.js'
import { composed, type Form, type Situation, type Values } from '../../src/faces/desk/browser/forms/form.js'
import { FORMS, formsFor } from '../../src/faces/desk/browser/forms/index.js'
import { kilogramsOf, numberOf } from '../../src/faces/desk/browser/forms/reading.js'
import { expected } from '../../src/faces/desk/browser/goods.js'
import type { Entry } from '../../src/faces/desk/browser/store.js'
import type { DeskData } from '../../src/modules/trace/queries/desk-data.js'
import { sscc } from '../support/codes.js'
import { PARTIES, PLACES, PRODUCTS, TEMPLATES } from '../support/world.js'

const { grower, supermarket } = PARTIES
const placed = ({ gln, name, kind, ...more }: (typeof PLACES)[keyof typeof PLACES]) => ({
  ...{ gln, name, kind },
  ...('parent' in more && { parent: more.parent as string })
})
const { garden, plot, factory, outlet } = PLACES

const data: DeskData = {
  party: { uscc: grower.uscc, name: grower.name, roles: [...grower.roles] },
  places: [garden, plot, factory].map(placed),
  partners: [{ gln: outlet.gln, name: outlet.name, party: supermarket.uscc, operator: supermarket.name }],
  carriers: [{ uscc: PARTIES.carrier.uscc, name: PARTIES.carrier.name }],
  products: Object.values(PRODUCTS).map(product => ({ ...product, owner: grower.uscc })),
  templates: Object.entries(TEMPLATES).map(([id, { name, inputs, outputs }]) => ({ id, name, inputs, outputs })),
  lots: [
    { gtin: PRODUCTS.leaf.gtin, lot: 'L1', place: garden.gln, held: 42_000 },
    { gtin: PRODUCTS.crude.gtin, lot: 'C1', place: garden.gln, held: 10_000 },
    { gtin: PRODUCTS.pack.gtin, lot: 'P1', place: garden.gln, held: 50 }
  ],
  cases: [{ sscc: sscc(1), gtin: PRODUCTS.pack.gtin, lot: 'P1', pieces: 40, place: garden.gln }],
  arriving: [
    {
      id: `${outlet.gln}:S9`,
      at: '2026-04-05T00:00:00Z',
      to: garden.gln,
      from: outlet.name,
      items: [
        { gtin: PRODUCTS.pack.gtin, lot: 'P0', amount: 40, sscc: sscc(2) },
        { gtin: PRODUCTS.crude.gtin, lot: 'C0', amount: 5000 }
      ]
    }
  ],
  made: [
    {
      event: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      kind: 'harvest',
      gtin: PRODUCTS.leaf.gtin,
      lot: 'L1',
      place: garden.gln,
      quantity: 42_000,
      at: '2026-04-05T00:00:00Z'
    }
  ]
}
const now = new Date('2026-04-05T01:00:00Z')
const situation: Situation = { data, last: {}, now, mark: 'abcd1' }

/** What a form makes of its defaults with what is typed over them. */
const filled = (form: Form, typed: Values, at = situation) => composed(form, { ...form.defaults(at), ...typed }, at)

function eventsOf(form: Form, typed: Values, at = situation): Record<string, unknown>[] {
  const made = filled(form, typed, at)
  if ('errors' in made) throw new Error(JSON.stringify(made.errors))
  return made.events
}

const errorsOf = (form: Form, typed: Values, at = situation) => {
  const made = filled(form, typed, at)
  return 'errors' in made ? Object.fromEntries(Object.entries(made.errors).map(([name, { zh }]) => [name, zh])) : {}
}

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
    const pack = { gtin: PRODUCTS.pack.gtin, serial: 'A/1' }
    t.same(packOf(`https://x.example/01/${pack.gtin}/10/P1/21/A%2F1`), pack)
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

t.test('all of a shipment is received unless something is unticked', async t => {
  t.match(readEvent(eventsOf(FORMS.receiving, {})[0]).event, {
    bizTransactionList: `${outlet.gln}:S9`,
    epcList: [sscc(2)],
    quantityList: [{ amount: 5000 }]
  })
  t.match(readEvent(eventsOf(FORMS.receiving, { goods: '' })[0]).event, { epcList: [sscc(2)] })
})

t.test('a party is offered what its roles can log', async t => {
  const names = (roles: DeskData['party']['roles']) =>
    formsFor({ ...data, party: { ...data.party, roles } }).map(([name]) => name)
  t.same(names(['producer']), ['harvest', 'casing', 'shipping', 'receiving', 'correcting'])
  t.same(names(['retailer']), ['casing', 'shipping', 'receiving', 'selling'])
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
  t.equal(data.lots.length, 3, 'what the service said is as it was')
})
