/** Whatever the dictionary allows is the same in each form, and back. */
import { checkDigit } from '@suyuan/model/core/gs1'
import { checkCharacters } from '@suyuan/model/core/gs1/characters'
import { checkElements } from '@suyuan/model/core/gs1/check'
import { PACKAGE_TYPES } from '@suyuan/model/core/gs1/code-lists'
import { gs1Forms, readGs1 } from '@suyuan/model/core/gs1/convert'
import {
  type Component,
  IDENTIFIERS,
  type Identifier,
  identifierAt,
  PRIMARY_KEYS
} from '@suyuan/model/core/gs1/dictionary'
import { type Element, elementString, symbolString } from '@suyuan/model/core/gs1/elements'
import { Gs1Error } from '@suyuan/model/core/gs1/error'
import { RULES } from '@suyuan/model/core/gs1/rules'
import { elementsOfUrn, epcUrn } from '@suyuan/model/core/gs1/urn'
import fc from 'fast-check'
import t from 'tap'

const ALPHABETS = {
  N: '0123456789',
  X: '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
}
const of = (alphabet: string, minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const digits = (count: number) => of(ALPHABETS.N, count)

/** Contents that rules allow, where characters and length alone do not make them. */
const ALLOWED: Record<string, readonly string[]> = {
  yymmdd: ['260405', '240229', '991231'],
  yymmd0: ['260400', '240229'],
  yyyymmdd: ['20260405', '20000229'],
  hh: ['00', '23'],
  mi: ['00', '59'],
  ss: ['07'],
  hhmi: ['0000', '2359'],
  iso3166: ['156', '004'],
  iso3166999: ['999', '156'],
  iso3166alpha2: ['CN', 'ZW'],
  iso4217: ['156', '978'],
  iso5218: ['0', '9'],
  iban: ['GB82WEST12345698765432'],
  packagetype: [...PACKAGE_TYPES].slice(0, 9),
  mediatype: ['01', '80'],
  importeridx: ['-', 'z'],
  pcenc: ['A%20B', '%E8%8C%B6', 'tea'],
  yesno: ['0', '1'],
  zero: ['0'],
  nozeroprefix: ['0', '120'],
  hyphen: ['-'],
  winding: ['9'],
  latitude: ['1800000000', '0000000000'],
  longitude: ['3600000000'],
  pieceoftotal: ['0102', '9999'],
  posinseqslash: ['1/3'],
  couponcode: ['012345612345615120000', '0123456123456151200003261231'],
  couponposoffer: ['001234561234560123456']
}

function componentText({ set, shortest, longest, rules }: Component): fc.Arbitrary<string> {
  const listed = rules.find(rule => rule in ALLOWED)
  if (listed) return fc.constantFrom(...ALLOWED[listed]!)
  if (rules.includes('csum')) return digits(longest - 1).map(body => body + checkDigit(body))
  if (rules.includes('csumalpha'))
    return fc
      .tuple(digits(4), of(ALPHABETS.X.slice(40), 1, longest - 6))
      .map(([prefix, rest]) => prefix + rest + checkCharacters(prefix + rest))
  if (rules.includes('gcppos1'))
    return fc.tuple(digits(7), of(ALPHABETS[set], 1, longest - 7)).map(parts => parts.join(''))
  if (rules.includes('nonzero')) return digits(longest).map(text => `1${text.slice(1)}`)
  return of(ALPHABETS[set], shortest, longest)
}

const contentOf = ({ components }: Identifier): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(components.length), ...components.map(componentText))
    .map(([kept, ...parts]) => parts.filter((_, i) => !components[i]!.optional || i < kept).join(''))

const element = (ai: string): fc.Arbitrary<Element> => contentOf(IDENTIFIERS.get(ai)!).map(value => ({ ai, value }))

/** A key with some of its qualifiers, and what may stand beside it. */
const message: fc.Arbitrary<Element[]> = fc
  .constantFrom(...PRIMARY_KEYS)
  .chain(ai =>
    fc.tuple(
      fc.constant(ai),
      fc.constantFrom(...(IDENTIFIERS.get(ai)!.qualifiers ?? []), []),
      fc.infiniteStream(fc.boolean())
    )
  )
  .chain(([key, sequence, coins]) => {
    const company = [key, ...sequence.filter(ai => key === '415' || (ai !== '' && coins.next().value))]
    const attributes = [...IDENTIFIERS.values()].filter(({ ai, attribute, requires, qualifiers }) => {
      const pleased = requires.length === 0 || requires.some(group => group.every(each => company.includes(each)))
      return attribute && pleased && !qualifiers && !company.includes(ai) && !sequence.includes(ai)
    })
    return fc
      .subarray(
        attributes.map(({ ai }) => ai),
        { maxLength: 3 }
      )
      .chain(others => fc.tuple(...[...company, ...others].map(element)))
  })

/** Whether elements may be together: the generator does not look at what excludes what. */
function isAllowed(elements: readonly Element[]): boolean {
  try {
    gs1Forms(elementString(elements))
    return true
  } catch (error) {
    if (error instanceof Gs1Error && /AI_EXCLUDED|AI_NEEDS|LINK_/.test(error.code)) return false
    throw error
  }
}

t.test('no identifier begins another, and every rule that one has is there', async t => {
  t.equal(IDENTIFIERS.size, 541)
  for (const [ai, { components }] of IDENTIFIERS) {
    t.equal(identifierAt(`${ai}0`)?.ai, ai)
    for (const { rules } of components) for (const rule of rules) t.ok(RULES[rule], rule)
  }
})

t.test('every identifier takes what its components say, and nothing longer', async t => {
  for (const identifier of IDENTIFIERS.values()) {
    fc.assert(
      fc.property(contentOf(identifier), value => {
        const check = (text: string) => {
          try {
            checkElements([{ ai: identifier.ai, value: text }])
          } catch (error) {
            if (!(error instanceof Gs1Error)) throw error
            return error.code
          }
          return 'AI_NEEDS'
        }
        if (check(value) !== 'AI_NEEDS') throw new Error(`(${identifier.ai})${value}: ${check(value)}`)
        const longest = identifier.components.reduce((sum, each) => sum + each.longest, 0)
        if (check(`${value.padEnd(longest, '0')}00`) === 'AI_NEEDS') throw new Error(`(${identifier.ai}) is too long`)
      }),
      { numRuns: 20 }
    )
  }
  t.pass()
})

t.test('element string, symbol and link say the same, however often they are turned into one another', async t => {
  let allowed = 0
  fc.assert(
    fc.property(message, elements => {
      if (!isAllowed(elements)) return
      allowed += 1
      const forms = gs1Forms(elementString(elements))
      const ais = Object.fromEntries(elements.map(({ ai, value }) => [ai, value]))
      t.strictSame(forms.ais, ais)
      t.strictSame(readGs1(symbolString(elements)).elements, elements)
      t.strictSame(readGs1(symbolString(elements, '\u001d')).elements, elements)
      for (const text of [forms.uri, forms.uri.replace('https://id.gs1.org', 'http://x.cn:81/a/00/b')])
        t.strictSame(gs1Forms(text), { ...forms, elementString: gs1Forms(text).elementString })
    }),
    { numRuns: 2000 }
  )
  t.ok(allowed > 1000, `${allowed}`)
})

t.test('a URN names what it was made of', async t => {
  let named = 0
  fc.assert(
    fc.property(message, fc.integer({ min: 6, max: 12 }), (elements, length) => {
      if (!isAllowed(elements)) return
      const urn = epcUrn(elements, () => length)
      if (urn === undefined) return
      named += 1
      const back = elementsOfUrn(urn)
      t.equal(back.prefix, length)
      t.strictSame(
        back.elements,
        elements.filter(({ ai }) => back.elements.some(each => each.ai === ai))
      )
      t.equal(
        epcUrn(back.elements, () => length),
        urn
      )
    }),
    { numRuns: 2000 }
  )
  t.ok(named > 500, `${named}`)
})

t.test('one digit misread is never taken for another key', async t => {
  fc.assert(
    fc.property(digits(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const gtin = body + checkDigit(body)
      const misread = [...gtin].map((digit, i) => (i === at ? String((Number(digit) + by) % 10) : digit)).join('')
      t.throws(() => gs1Forms(`https://x.cn/01/${misread}`), { code: 'AI_CHECK_DIGIT' })
    })
  )
})
