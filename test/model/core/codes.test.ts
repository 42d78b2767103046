import {
  CaseUri,
  caseUri,
  checkDigit,
  Gln,
  Gtin,
  LotUri,
  lotUri,
  PackUri,
  PlaceUri,
  packUri,
  partyUri,
  placeUri,
  Sscc,
  transactionUri
} from '@suyuan/model/core/gs1'
import { Kilograms, toGrams, toKilograms } from '@suyuan/model/core/quantity'
import { Uscc, usccChecks } from '@suyuan/model/core/uscc'
import t from 'tap'
import { gln, gtin, sscc, uscc } from '../../support/codes.js'

t.test('a GS1 number with a wrong check digit is none', async t => {
  t.notOk(Gtin.safeParse('09520001000011').success)
  t.notOk(Gln.safeParse('9520001000011').success)
  t.notOk(Sscc.safeParse('095200010000000011').success)
  t.notOk(Gtin.safeParse('9520001000010').success, 'shorter GTINs are written with leading zeros')
})

t.test('GS1 check digits', async t => {
  // General Specifications 7.9.1 and well-known codes.
  t.equal(checkDigit('629104150021'), '3')
  t.equal(checkDigit('0952000100001'), '0')
  t.equal(checkDigit('400638133393'), '1')
  t.equal(checkDigit('37610425002123456'), '9')
  t.ok(Gtin.safeParse('09520001000010').success)
  t.ok(Gtin.safeParse('09520001000027').success)
  for (let n = 1; n < 50; n++) {
    t.ok(Gtin.safeParse(gtin(n)).success)
    t.ok(Gln.safeParse(gln(n)).success)
    t.ok(Sscc.safeParse(sscc(n)).success)
  }
})

const problem = (
  schema: { safeParse(value: unknown): { error?: { issues: { message: string }[] } | undefined } },
  uri: string
) => schema.safeParse(uri).error?.issues[0]?.message

t.test('a Digital Link of another shape, or with a wrong check digit, is refused and says which', async t => {
  t.equal(problem(LotUri, 'https://example.org/01/09520001000010/10/A'), 'GS1_URI')
  t.equal(problem(LotUri, 'https://id.gs1.org/01/09520001000011/10/A'), 'GS1_CHECK_DIGIT')
  t.equal(problem(LotUri, 'https://id.gs1.org/01/09520001000010/10/%E8%8C%B6'), 'GS1_URI')
  t.equal(problem(LotUri, 'https://id.gs1.org/01/09520001000010/10/%'), 'GS1_URI')
  t.equal(problem(LotUri, `https://id.gs1.org/01/09520001000010/10/${'A'.repeat(21)}`), 'GS1_URI')
  t.equal(problem(PackUri, 'https://id.gs1.org/01/09520001000010/10/A'), 'GS1_URI')
  t.equal(problem(CaseUri, 'https://id.gs1.org/00/095200010000000011'), 'GS1_CHECK_DIGIT')
  t.equal(problem(PlaceUri, 'https://id.gs1.org/414/9520001000011'), 'GS1_CHECK_DIGIT')
})

t.test('what a URI names is what it was made of', async t => {
  const lot = { gtin: gtin(1), lot: `A+b"(1)!'*,-.:;<=>` }
  const pack = { gtin: gtin(1), serial: '0001&?_z' }
  t.same(LotUri.parse(lotUri(lot)), lot)
  t.same(PackUri.parse(packUri(pack)), pack)
  t.equal(CaseUri.parse(caseUri(sscc(1))), sscc(1))
  t.equal(PlaceUri.parse(placeUri(gln(1))), gln(1))
  t.equal(partyUri(uscc(1)), `urn:suyuan:party:${uscc(1)}`)
  t.equal(transactionUri(gln(1), '7'), `urn:epcglobal:cbv:bt:${gln(1)}:7`)
})

t.test('social credit codes: form is required, the check character only told', async t => {
  t.notOk(Uscc.safeParse('91350200MA2YJ1XI9G').success, 'I is not in the alphabet')
  t.ok(usccChecks('91350200MA2YJ1XR9G'))
  t.ok(Uscc.safeParse('91350100M0001TGQXM').success)
  t.notOk(usccChecks('91350100M0001TGQXM'), 'a code in use whose check character is wrong')
  for (const code of ['91441621DEM000014P', '93441621DEM000022C', '91440300DEM0000304', '12440300DEM0000496'])
    t.ok(usccChecks(code), code)
  t.ok(usccChecks(uscc(1)))
})

t.test('kilograms: a fourth decimal, none at all, and more than any lot are refused', async t => {
  for (const kg of [0, -1, 0.0001, 1e-10, 1.2345, 10_000_001, Number.NaN])
    t.notOk(Kilograms.safeParse(kg).success, `${kg}`)
})

t.test('kilograms: three decimals are whole grams, at any size', async t => {
  for (const grams of [1, 5, 333, 1001, 4_350_001, 999_999_999, 9_999_999_001, 9_999_999_999, 10_000_000_000]) {
    t.ok(Kilograms.safeParse(grams / 1000).success, `${grams} g`)
    t.equal(toGrams(toKilograms(grams)), grams)
  }
})
