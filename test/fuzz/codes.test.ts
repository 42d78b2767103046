/** What comes from outside as text: EPCIS events and codes, drawn at random and by spoiling good ones. */
import { common } from '@hyperledger/fabric-protos'
import { LotUri, lotUri, PackUri, packUri } from '@suyuan/model/core/gs1'
import { Refusal } from '@suyuan/model/core/refusal'
import { readEvent, traceLaw } from '@suyuan/model/trace/law'
import { type RecallStep, recallActions } from '@suyuan/model/trace/recall-steps'
import fc from 'fast-check'
import t from 'tap'
import '../../src/core/events/protobuf.js'
import { gs1Forms } from '@suyuan/model/core/gs1/convert'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import { prefixesOf } from '@suyuan/model/core/gs1/urn'
import { pathOfCode } from '../../src/modules/trace/pages-codes.js'
import { gtin, sscc } from '../support/codes.js'
import * as events from '../support/events.js'
import { PARTIES, PLACES, PRODUCTS } from '../support/world.js'

const SEED = Number(process.env.SUYUAN_SEED ?? 20260405)
const check = (property: fc.IRawProperty<unknown>, runs: number) =>
  fc.assert(property, { seed: SEED, numRuns: runs, interruptAfterTimeLimit: 5000, markInterruptAsFailure: false })

const lot = { gtin: PRODUCTS.leaf.gtin, lot: 'L1' }
const pack = { gtin: PRODUCTS.pack.gtin, serial: 'A1' }
const place = PLACES.garden.gln
const shipment = { gln: place, number: 'S1' }
const [kilogram] = [events.grams(lot, 1000)]
const GOOD: object[] = [
  events.harvest({ base: place, plot: PLACES.plot.gln, goods: kilogram }),
  events.processing({ place, template: 'green', inputs: [kilogram], outputs: [kilogram] }),
  events.packing({ place, inputs: [kilogram], lot, serials: ['A1', 'A2'], expires: undefined }),
  events.casing({ place, sscc: sscc(1), packs: [pack] }),
  events.palletising({ place, sscc: sscc(2), cases: [sscc(1)] }),
  events.unpacking({ place, sscc: sscc(2), cases: [sscc(1)] }),
  events.storing({ place, cases: [sscc(2)], goods: [kilogram] }),
  events.shipping({ from: place, to: { party: PARTIES.supermarket.uscc, place }, shipment, cases: [sscc(1)] }),
  events.receiving({ place, shipment, cases: [sscc(1)] }),
  events.selling({ place, packs: [pack] }),
  events.holding({ place, lots: [lot] }),
  events.voiding({ from: place, shipment })
]

type Json = fc.JsonValue
const like: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<Json[]>(null, -0, 0.1 + 0.2, 1e308, -1, 2 ** 53, '', '\u0000', '𠮷', '2026-02-30T25:61:00Z'),
  fc.constantFrom<Json[]>(
    lotUri(lot),
    packUri(pack),
    { epcClass: lotUri(lot), quantity: 1e-9, uom: 'KGM' },
    [],
    [[]],
    {}
  ),
  fc.constantFrom<Json[]>('ObjectEvent', 'OBSERVE', 'holding', 'recalled', 'KGM', 'desadv', '__proto__', 'constructor')
)

/** A copy with something else in one place, or with a place less or more. */
function spoilt(value: unknown, path: readonly number[], by: Json, how: number): unknown {
  const [step = 0, ...rest] = path
  if (typeof value !== 'object' || value === null || path.length === 0) return by
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  const names = Object.keys(copy)
  const name = names[step % Math.max(names.length, 1)]
  if (name === undefined) return by
  if (rest.length > 0) copy[name] = spoilt(copy[name], rest, by, how)
  else if (how === 0) delete copy[name]
  else if (how === 1) copy[typeof by === 'string' ? by : 'more'] = by
  else copy[name] = by
  return Array.isArray(value) ? Object.values(copy) : copy
}

const spoiltEvent = fc
  .tuple(
    fc.constantFrom(...GOOD),
    fc.array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), like, fc.nat(3)), { maxLength: 3 })
  )
  .map(([event, spoils]) => spoils.reduce<unknown>((so, [path, by, how]) => spoilt(so, path, by, how), event))

const nothingLoaded = { get: () => undefined }
const met = { read: 0, refused: 0 }

/** Reads an event as the law does, and asks what states it wants. */
function readBy(raw: unknown): void {
  const before = JSON.stringify(raw)
  try {
    readEvent(raw)
    for (const step of traceLaw.actions.capture!({ events: [raw] })) step.keys(nothingLoaded)
    met.read += 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (!['PAYLOAD_INVALID', 'EVENT_NOT_UNDERSTOOD'].includes(error.code)) throw error
    if (JSON.stringify(error.facts).length > 1000) throw new Error('it cites too much')
    met.refused += 1
  }
  if (JSON.stringify(raw) !== before) throw new Error('it was changed by being read')
}

t.test(`an event is read or refused, whatever it is (seed ${SEED})`, async t => {
  for (const event of GOOD) t.doesNotThrow(() => readEvent(event))
  check(fc.property(like, readBy), 3000)
  check(fc.property(spoiltEvent, readBy), 8000)
  t.ok(met.read > 200 && met.refused > 2000, `${met.read} read, ${met.refused} refused`)
})

const amounts = { gtin: gtin(1), recovered: 2, destroyed: 1, unrecovered: 1, sold: 1 }
const GOOD_STEPS: [RecallStep, object][] = [
  ['noticeRecall', { number: 'R-1', parties: [PARTIES.supermarket.uscc] }],
  ['acknowledgeRecall', { number: 'R-1', party: PARTIES.supermarket.uscc, words: '已下架' }],
  ['closeRecall', { number: 'R-1', goods: [amounts], words: '完' }],
  ['drillRecall', { number: 'D-1', class: 'I', origin: { kind: 'lot', ...lot }, lots: 1, parties: 1, milliseconds: 1 }]
]
const spoiltStep = fc
  .tuple(fc.constantFrom(...GOOD_STEPS), fc.array(fc.tuple(fc.array(fc.nat(20), { maxLength: 3 }), like, fc.nat(3))))
  .map(([[step, said], spoils]) => ({
    step,
    said: spoils.reduce<unknown>((so, [path, by, how]) => spoilt(so, path, by, how), said)
  }))

t.test(`a step of a recall is read or refused, whatever it is (seed ${SEED})`, async t => {
  const met = { read: 0, refused: 0 }
  const property = fc.property(spoiltStep, ({ step, said }) => {
    try {
      for (const { keys } of recallActions[step](said)) keys(nothingLoaded)
      met.read += 1
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'PAYLOAD_INVALID') throw error
      met.refused += 1
    }
  })
  check(property, 4000)
  t.ok(met.read > 100 && met.refused > 1000, `${met.read} read, ${met.refused} refused`)
})

const fragments = fc.constantFrom(
  ...[
    'https://id.gs1.org',
    'http://evil.example',
    '//',
    '/01/',
    '/10/',
    '/21/',
    '/00/',
    '/414/',
    '(01)',
    '(10)',
    '(21)'
  ],
  ...[
    '(00)',
    ' ',
    '，',
    '%',
    '%2F',
    '%00',
    '%E8%8C%B6',
    '..',
    '?',
    '#',
    '\\',
    '\n',
    gtin(1),
    gtin(6),
    sscc(1),
    'L1',
    'A-1'
  ],
  ...['9520001000011', '"><script>', '&amp;', "'", '{', '\ud800']
)
const part = fc.oneof(
  fc.constantFrom('L1', 'A-1', '%2E', "'()", '..', '<b>'),
  fc.string({ minLength: 1, maxLength: 5 })
)
const wellShaped = fc
  .tuple(fragments, fc.constantFrom(gtin(1), sscc(1).slice(5)), part, part, fc.nat(4))
  .map(
    ([before, number, one, other, shape]) =>
      [
        `${before}/01/${number}/10/${one}/21/${other}`,
        `/01/${number}/21/${one}`,
        `(01)${number}(10)${one}(21)${other}`,
        `${number} ${one}`,
        `${before}/00/${sscc(1)}`
      ][shape]!
  )
const code = fc.oneof(
  wellShaped,
  fc.array(fc.oneof(fragments, fc.string({ maxLength: 5 })), { maxLength: 9 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary' })
)

t.test('a code that is typed leads to one address of ours, or nowhere', async t => {
  let found = 0
  const property = fc.property(code, text => {
    const path = pathOfCode(text)
    if (path === null) return
    found += 1
    if (!/^\/(01|00)\/[\w%\-.!~*'()/]+$/.test(path) || path.includes('//')) throw new Error(`it leads to ${path}`)
    if (pathOfCode(path) !== path) throw new Error(`${path} leads to ${pathOfCode(path)}`)
  })
  check(property, 30_000)
  t.ok(found > 100, `${found} led somewhere`)
})

t.test('a text is a GS1 identifier, the same in each of its forms, or is said to be none', async t => {
  let [read, refused] = [0, 0]
  const prefixLength = prefixesOf(['9520001'])
  const property = fc.property(code, text => {
    try {
      const { uri, urn, ais } = gs1Forms(text, { prefixLength })
      read += 1
      const again = gs1Forms(uri, { prefixLength })
      if (again.uri !== uri || again.urn !== urn) throw new Error(`${uri} is ${again.uri}`)
      if (JSON.stringify(again.ais) !== JSON.stringify(ais)) throw new Error(`${uri} says something else`)
    } catch (error) {
      if (!(error instanceof Gs1Error)) throw error
      refused += 1
    }
  })
  check(property, 30_000)
  t.ok(read > 100 && refused > 1000, `${read} read, ${refused} refused`)
})

t.test('a Digital Link is what it was made of, or is refused', async t => {
  const component = fc.stringMatching(/^[!"&'()*+,\-.0-9:;<=>?A-Z_a-z]{1,20}$/)
  const round = fc.property(fc.integer({ min: 1, max: 999 }), component, (n, text) => {
    const [lot, pack] = [
      { gtin: gtin(n), lot: text },
      { gtin: gtin(n), serial: text }
    ]
    if (JSON.stringify(LotUri.parse(lotUri(lot))) !== JSON.stringify(lot)) throw new Error(lotUri(lot))
    if (JSON.stringify(PackUri.parse(packUri(pack))) !== JSON.stringify(pack)) throw new Error(packUri(pack))
  })
  check(round, 3000)
  const any = fc.property(code, text => {
    const read = LotUri.safeParse(text)
    if (read.success && LotUri.parse(lotUri(read.data)).lot !== read.data.lot) throw new Error(text)
    PackUri.safeParse(text)
  })
  check(any, 20_000)
  t.pass('none threw')
})

t.test('bytes that announce a part of negative length are an error, and not read for minutes', async t => {
  const bytes = Uint8Array.of(0x0a, 0xfa, 0xff, 0xff, 0xff, 0x0f, 1, 2)
  t.throws(() => common.Block.deserializeBinary(bytes), /beyond its end/)
})
