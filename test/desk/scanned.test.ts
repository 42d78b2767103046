/** What a code says, whichever symbol it comes in. */
import fc from 'fast-check'
import t from 'tap'
import { scannedOf } from '../../src/core/web/browser/scanning/scanned.js'
import { gln, gtin, sscc } from '../support/codes.js'

const GS = '\u001d'
const number = fc.integer({ min: 0, max: 99_999 })
const component = fc.stringMatching(/^[!"&'()*+,\-.0-9:;<=>?A-Z_a-z]{1,20}$/)
const pack = fc.record({ gtin: number.map(gtin), lot: component, serial: component })
const host = fc.constantFrom(
  'https://trace.example',
  'http://localhost:8080',
  'HTTPS://ID.GS1.ORG',
  'https://x.cn/some/path'
)

t.test('a pack is the same pack as Digital Link, GS1 DataMatrix, QR with FNC1 and GS1-128', async t => {
  fc.assert(
    fc.property(pack, host, (pack, host) => {
      const link = `${host}/01/${pack.gtin}/10/${encodeURIComponent(pack.lot)}/21/${encodeURIComponent(pack.serial)}`
      t.match(scannedOf(link), pack)
      t.match(scannedOf(`]Q1${link}`), { ...pack, text: link })
      const elements = `01${pack.gtin}17261231` + `10${pack.lot}${GS}21${pack.serial}`
      for (const symbology of [']d2', ']Q3', ']C1', ']e0', `]d2${GS}`]) t.match(scannedOf(symbology + elements), pack)
    })
  )
})

t.test('a lot or serial may come in any order, with what means nothing here between', async t => {
  const { gtin, lot, serial } = { gtin: '09520001000102', lot: 'P1', serial: 'A7' }
  t.match(scannedOf(`]d221${serial}${GS}01${gtin}10${lot}${GS}3103000500240X9${GS}`), { gtin, lot, serial })
  t.match(scannedOf(`https://x.cn/01/${gtin}/22/2A/10/${lot}/21/${serial}?17=261231`), { gtin, lot, serial })
})

t.test('cases and places are known by whatever names them', async t => {
  fc.assert(
    fc.property(number, host, (n, host) => {
      for (const text of [sscc(n), `]C100${sscc(n)}`, `(00)${sscc(n)}`, `${host}/00/${sscc(n)}`])
        t.match(scannedOf(text), { sscc: sscc(n) })
      for (const text of [`${host}/414/${gln(n)}`, `(414)${gln(n)}`, `]d2414${gln(n)}`])
        t.match(scannedOf(text), { gln: gln(n) })
    })
  )
})

t.test('what a case contains is not what the case is', async t => {
  const scanned = scannedOf(`]C100${sscc(7)}02${gtin(6)}3740${GS}10P1`)
  t.strictSame(scanned, { text: `00${sscc(7)}02${gtin(6)}3740${GS}10P1`, sscc: sscc(7) })
})

t.test('the bar code of a shop is a product, with its leading zeros', async t => {
  t.match(scannedOf(`]E0${gtin(6).slice(1)}`), { gtin: gtin(6) })
  t.match(scannedOf('96385074'), { gtin: '00000096385074' })
})

t.test('a digit misread names nothing', async t => {
  const wrong = (digits: string) => digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10)
  fc.assert(
    fc.property(number, n => {
      for (const text of [wrong(sscc(n)), `]C100${wrong(sscc(n))}`, `https://x.cn/01/${wrong(gtin(n))}/21/A`])
        t.same(Object.keys(scannedOf(text)), ['text'])
    })
  )
})

t.test('an element string that breaks off says nothing, rather than half of it', async t => {
  for (const text of ['01095200010001', `01${gtin(6)}10`, `01${gtin(6)}17${GS}10P1`])
    t.strictSame(scannedOf(`]C1${text}`), { text })
})

t.test('whatever else is before the camera is its text, and no code is made up', async t => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.stringMatching(/^\]?[A-Z]?[0-9()_]{0,60}$/).map(text => text.replaceAll('_', GS))
      ),
      text => {
        const { gtin, lot, serial, sscc, gln } = scannedOf(text)
        t.ok(gtin !== undefined || (lot === undefined && serial === undefined))
        t.ok(gtin === undefined || /^\d{14}$/.test(gtin))
        t.ok(sscc === undefined || /^\d{18}$/.test(sscc))
        t.ok(gln === undefined || /^\d{13}$/.test(gln))
      }
    )
  )
})
