/** The way of goods as its map draws it, from a story's own words. */
import t from 'tap'
import { wrapped } from '../../src/modules/trace/pages-map-lines.js'
import { routeOf } from '../../src/modules/trace/pages-route.js'
import type { Step, Story } from '../../src/modules/trace/queries/provenance-schema.js'
import { wayBetween } from '../../src/modules/trace/region-seats.js'

t.test('the way from Zijin to Shenzhen is told to ten kilometres and an eighth of the compass', async t => {
  t.same(wayBetween('441621', '440300'), { kilometres: 170, towards: 'SouthWest' })
  t.same(wayBetween('440300', '441621'), { kilometres: 170, towards: 'NorthEast' })
})

t.test('within one county, and where a seat is not known, no distance is made up', async t => {
  t.equal(wayBetween('441621', '441621'), undefined)
  t.equal(wayBetween('441621', '999999'), undefined)
  t.same(wayBetween('441699', '440399'), wayBetween('441600', '440300'))
})

const step = (kind: Step['kind'], about: Step['about'], place: string, time: string) =>
  ({ kind, about, place, time, says: {} }) as unknown as Step

/** Leaf of two gardens, packed at the first, sold in the city. */
const story = {
  kind: 'pack',
  gtin: 'G',
  lot: 'P',
  status: 'sold',
  lots: [
    { gtin: 'L', lot: '1', place: 'near' },
    { gtin: 'L', lot: '2', place: 'far' },
    { gtin: 'G', lot: 'P', place: 'near' }
  ],
  places: { near: { region: '441621' }, far: { region: '441625' }, shop: { region: '440300' } },
  steps: [
    step('harvest', 'lot', 'near', '2026-04-01T00:00:00Z'),
    step('harvest', 'lot', 'far', '2026-04-02T00:00:00Z'),
    step('testing', 'lot', 'bench', '2026-04-03T00:00:00Z'),
    step('packing', 'lot', 'near', '2026-04-05T00:00:00Z'),
    step('shipping', 'case', 'near', '2026-04-06T00:00:00Z'),
    step('receiving', 'case', 'shop', '2026-04-08T00:00:00Z'),
    step('selling', 'pack', 'shop', '2026-04-20T00:00:00Z')
  ]
} as unknown as Story

t.test('goods of several places meet where the thing was made, and go on from there', async t => {
  const { sources, line } = routeOf(story)
  t.match(sources, [{ gln: 'far', kinds: ['harvest'], leg: { way: { kilometres: 50 } } }])
  t.match(line, [
    { gln: 'near', kinds: ['harvest', 'packing', 'shipping'] },
    { gln: 'shop', kinds: ['receiving', 'selling'], leg: { days: 2, way: { towards: 'SouthWest' } } }
  ])
  t.equal(line.length, 2)
})

t.test('what is written on the map is broken between words, and a word too long is cut', async t => {
  t.same(wrapped('采摘·加工·包装赋码', 80), ['采摘·加工·', '包装赋码'])
  t.match(wrapped('一'.repeat(20), 80), [/^一+…$/])
})
