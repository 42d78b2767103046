import { ASPECT_NAMES, missingOn, unificationKey } from '@suyuan/model/bases/states'
import t from 'tap'
import { gln, gtin } from '../../support/codes.js'
import { at, grams, harvest, packing, processing } from '../../support/events.js'
import { PLACES, PRODUCTS } from '../../support/world.js'
import { codeOf, facts, type Voice } from '../support.js'
import { CRUDE, factory, garden, hill, LEAF, lotOf, PACKS, REFINED, store } from '../trace/season.js'
import { stage } from './stage.js'

const PACK = PRODUCTS.pack.gtin
const check = {
  ...{ id: garden, gtin: PACK, aspect: 'quality', conforms: true, checkedOn: '2026-03-01', expires: '2027-02-28' },
  documents: [{ title: '企业标准备案' }]
}

function planned(at?: Parameters<typeof stage>[0]) {
  const staged = stage(at)
  facts(staged.says(staged.world.grower, 'plan', { id: garden }))
  const checks = (aspects: readonly string[], change: object = {}) => {
    for (const aspect of aspects) facts(staged.says(staged.office, 'checkUnification', { ...check, aspect, ...change }))
  }
  return { ...staged, checks }
}

t.test('the four unifications are checked by office or certifier, for a base and a product', async t => {
  const { world, office, certifier, says } = planned()
  const checked = (who: Voice, change: object = {}) => codeOf(says(who, 'checkUnification', { ...check, ...change }))
  t.equal(checked(world.grower), 'ROLE_REQUIRED')
  t.equal(checked(office, { id: hill }), 'MATTER_UNKNOWN')
  t.equal(checked(office, { gtin: gtin(77) }), 'PRODUCT_UNKNOWN')
  t.equal(checked(office, { checkedOn: '2026-04-06' }), 'TOO_EARLY', 'nobody has looked tomorrow')
  t.equal(checked(office, { expires: '2026-02-28' }), 'PAYLOAD_INVALID')
  t.equal(checked(office, { documents: [] }), 'PAYLOAD_INVALID', 'without evidence')
  t.equal(checked(office), 'accepted')
  t.equal(checked(certifier, { aspect: 'mark', conforms: false }), 'accepted')
  t.match(world.read(unificationKey(garden, PACK)), {
    quality: [{ conforms: true, by: office.id, documents: check.documents }],
    mark: [{ conforms: false, by: certifier.id }]
  })
})

t.test('the newest check of a day is what counts, until it expires', async t => {
  const { world, checks } = planned()
  t.same(missingOn(null, '2026-04-05'), ASPECT_NAMES)
  checks(ASPECT_NAMES)
  checks(['sales'], { conforms: false, checkedOn: '2026-04-01', expires: '2026-12-31' })
  const unification = world.read(unificationKey(garden, PACK))
  t.same(missingOn(unification, '2026-02-28'), ASPECT_NAMES)
  t.same(missingOn(unification, '2026-03-31'), [])
  t.same(missingOn(unification, '2026-04-01'), ['sales'])
  t.same(missingOn(unification, '2027-02-28'), ['sales'])
  t.same(missingOn(unification, '2027-03-01'), ASPECT_NAMES)
})

t.test('ten checks of each are kept', async t => {
  const { world, checks } = planned()
  for (let n = 0; n < 11; n++) checks(['quality'], { checkedOn: `2026-03-${String(n + 1).padStart(2, '0')}` })
  const { quality = [] } = world.read(unificationKey(garden, PACK))!
  t.equal(quality.length, 10)
  t.equal(quality[0]?.checkedOn, '2026-03-02')
})

const marked = (lot: string, change: object = {}) => ({
  ...packing({
    ...{ place: factory, inputs: [grams(REFINED, 1000)], lot: { gtin: PACK, lot }, pieces: 10, time: at(30) }
  }),
  'suyuan:commonMark': true,
  ...change
})

t.test('where leaf was picked goes with what is made of it', async t => {
  const { world } = stage('packed')
  for (const lot of [LEAF, REFINED, PACKS]) t.same(lotOf(world, lot).bases, [garden])
})

t.test('leaf of a plot that belongs to no place is of no base, whatever is made of it', async t => {
  const { world } = stage()
  const { party: _, parent: __, ...place } = { ...PLACES.plot, gln: gln(60) }
  facts(world.grower.does('registerPlace', place))
  facts(world.grower.captures(harvest({ base: factory, plot: gln(60), goods: grams(LEAF, 4400) })))
  const made = { inputs: [grams(LEAF, 4400)], outputs: [grams(CRUDE, 1000)], time: at(10) }
  facts(world.grower.captures(processing({ place: factory, template: 'green', ...made })))
  for (const lot of [LEAF, CRUDE]) t.equal(lotOf(world, lot).bases, undefined)
})

function requires(world: ReturnType<typeof planned>['world']) {
  const change = { name: 'bases.mark.required', value: true, source: 'an agreement of the bases' }
  facts(world.admins.base.does('proposeParameter', change))
  facts(world.admins.regulator.does('acceptParameter', change))
}

t.test('the common mark without all four is marked, and refused where the organisations require them', async t => {
  const { world, checks } = planned('refined')
  t.match(facts(world.grower.captures(marked('K1'))), [
    { type: 'warning', code: 'MARK_WITHOUT_UNIFICATION', base: garden, gtin: PACK, missing: ASPECT_NAMES }
  ])
  requires(world)
  checks(['quality', 'processing', 'mark'])
  t.match(world.grower.captures(marked('K2')), {
    status: 'refused',
    code: 'UNIFICATION_MISSING',
    facts: { base: garden, gtin: PACK, missing: ['sales'] }
  })
  t.same(facts(world.grower.captures(marked('K3', { 'suyuan:commonMark': undefined }))), [], 'without the mark')
  checks(['sales'])
  t.same(facts(world.grower.captures(marked('K4'))), [])
})

t.test('leaf of no known base cannot bear the mark where it is required', async t => {
  const { world, checks } = planned('refined')
  requires(world)
  checks(ASPECT_NAMES)
  const { bases: _, ...old } = lotOf(world, REFINED)
  world.states.set(`trace/lot/${REFINED.gtin}/${REFINED.lot}`, JSON.stringify(old))
  t.match(world.grower.captures(marked('K1')), { code: 'UNIFICATION_MISSING', facts: { base: '' } })
  t.equal(
    codeOf(world.grower.captures(marked('K2', { bizLocation: { id: `https://id.gs1.org/414/${store}` } }))),
    'STOCK_SHORT'
  )
})
