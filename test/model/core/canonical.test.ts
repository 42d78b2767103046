import { canonicalJson } from '@suyuan/model/core/canonical'
import t from 'tap'

const double = (hex: string) => Buffer.from(hex, 'hex').readDoubleBE()

t.test('what JSON cannot say unambiguously has no canonical form', async t => {
  for (const hex of ['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])
    t.throws(() => canonicalJson(double(hex)), TypeError, hex)
  t.throws(() => canonicalJson('\ud800'), TypeError)
  t.throws(() => canonicalJson({ '\udc00': 1 }), TypeError)
  t.throws(() => canonicalJson('a\0b'), TypeError)
  t.throws(() => canonicalJson([undefined]), TypeError)
  t.throws(() => canonicalJson(1n), TypeError)
})

t.test('nesting beyond any honest document has no canonical form', async t => {
  const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  t.equal(canonicalJson(nested(60)).length, 120)
  t.throws(() => canonicalJson(nested(100)), TypeError)
  t.throws(() => canonicalJson(nested(100_000)), TypeError)
  t.throws(() => canonicalJson(JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)), TypeError)
})

t.test('RFC 8785, 3.2.2: literals, numbers and strings', async t => {
  const sample = JSON.parse(String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`)
  t.equal(
    canonicalJson(sample),
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`
  )
})

t.test('RFC 8785, 3.2.3: members are in the order of their UTF-16 code units', async t => {
  const sample = JSON.parse(String.raw`{
    "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
  }`)
  t.same(Object.values(JSON.parse(canonicalJson(sample).replaceAll('"1"', '"one"'))), [
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh'
  ])
})

t.test('RFC 8785, appendix B: numbers', async t => {
  const samples = {
    '0000000000000000': '0',
    '8000000000000000': '0',
    '0000000000000001': '5e-324',
    '8000000000000001': '-5e-324',
    '7fefffffffffffff': '1.7976931348623157e+308',
    '4340000000000000': '9007199254740992',
    c340000000000000: '-9007199254740992',
    '4430000000000000': '295147905179352830000',
    '44b52d02c7e14af5': '9.999999999999997e+22',
    '44b52d02c7e14af6': '1e+23',
    '44b52d02c7e14af7': '1.0000000000000001e+23',
    '444b1ae4d6e2ef4e': '999999999999999700000',
    '444b1ae4d6e2ef4f': '999999999999999900000',
    '444b1ae4d6e2ef50': '1e+21',
    '3eb0c6f7a0b5ed8c': '9.999999999999997e-7',
    '3eb0c6f7a0b5ed8d': '0.000001',
    '41b3de4355555553': '333333333.3333332',
    '41b3de4355555557': '333333333.33333343',
    becbf647612f3696: '-0.0000033333333333333333',
    '43143ff3c1cb0959': '1424953923781206.2'
  }
  for (const [hex, text] of Object.entries(samples)) t.equal(canonicalJson(double(hex)), text, hex)
})

t.test('members without a value are as if absent', async t => {
  t.equal(canonicalJson({ b: undefined, a: [] }), '{"a":[]}')
})

t.test('a member may be called __proto__', async t => {
  t.equal(canonicalJson(JSON.parse('{"__proto__":1,"a":2}')), '{"__proto__":1,"a":2}')
})
