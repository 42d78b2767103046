import { daysBetween } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { VNode } from 'preact'
import { today } from '../../core/web/clock.js'
import { joined } from '../../core/web/joined.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { amount, date, days, join, kilograms, lotPath, partyName, villagePlace } from './pages-format.js'
import { householdsOf } from './pages-words.js'
import type { Step, Story, StoryLot, StoryStanding } from './queries/provenance-schema.js'

const harvests = (story: Story): Step[] => story.steps.filter(({ kind }) => kind === 'harvest')

/** The words that all harvests agree on, or the first few. */
const harvestWords = (story: Story, member: 'cultivar' | 'season' | 'grade'): Text[] =>
  [...new Set(harvests(story).flatMap(({ says }) => says[member] ?? []))]
    .slice(0, 3)
    .map(word => (member === 'season' ? say(word as 'spring') : untranslated(word)))

/** Where it was picked: each base once. */
const origins = (story: Story): Text[] =>
  [...new Set(harvests(story).flatMap(({ place }) => place ?? []))].slice(0, 3).map(gln => {
    const name = villagePlace(story, gln)
    const metres = story.places[gln]?.altitude
    return metres === undefined ? name : join([name, say('altitude', { metres })])
  })

/** How many households a lot of leaf: never a number that points at one. */
function pickers(story: Story): Text | undefined {
  const all = harvests(story)
  if (all.length <= 1) return all.flatMap(householdsOf)[0]
  const most = Math.max(0, ...all.map(({ says }) => says.households ?? 0))
  if (most > 0) return say('householdsMost', { count: most })
  const below = all.find(({ says }) => says.householdsBelow)?.says.householdsBelow
  return below === undefined ? undefined : say('householdsFew', { count: below })
}

/** The run that packed the lot, or the last of those that did. */
export const packingOf = (story: Story): Step | undefined =>
  story.steps.findLast(step => step.kind === 'packing' && step.says.made?.[0]?.[0] === `${story.gtin}/${story.lot}`)

/** What keeps a kind of goods, where that is known of all of the kind. */
function storageOf(form: string): Text | undefined {
  if (form === 'fresh-leaf') return say('storageLeaf')
  return /\btea\b/.test(form) ? say('storageTea') : undefined
}

/** Until when it keeps, and how much of that time is left. */
function Freshness({ produced, expires }: { produced: string | undefined; expires: string }): VNode {
  const left = daysBetween(today(), expires)
  const whole = produced ? daysBetween(produced, expires) : 0
  const share = whole > 0 ? Math.min(100, Math.max(0, Math.round((left / whole) * 100))) : 0
  return (
    <>
      <Say text={date(expires)} />
      {share > 0 && (
        <svg class="fresh" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="4" />
          <rect width={share} height="4" />
        </svg>
      )}
      <span class="note">
        <Say text={left >= 0 ? say('daysLeft', { count: left }) : say('daysSince', { count: -left })} />
      </span>
    </>
  )
}

const Texts = ({ texts }: { texts: readonly Text[] }) => (texts.length > 0 ? <Say text={joined(texts, '、')} /> : null)
const kilogramsOrGrams = (grams: number) => (grams < 1000 ? `${grams} g` : kilograms(grams))

/** Who made it, and by what licence. */
const Maker = ({ story, own }: { story: Story; own: StoryLot }) => {
  const maker = story.parties[own.maker]
  return (
    <>
      <Row name={say('producer')}>
        <Say text={partyName(story, own.maker)} />
        {maker?.standing && <Standing party={own.maker} standing={maker.standing} />}
      </Row>
      <Row name={say('licence')}>{maker?.licence}</Row>
    </>
  )
}

const BARRED = { suspended: 'makerSuspended', disqualified: 'disqualified' } as const

/** What the regulator has decided on a maker by now, which says nothing of when this was made: the register has the days. */
const Standing = ({ party, standing: { sanction, until } }: { party: string; standing: StoryStanding }) =>
  sanction === 'suspended' || sanction === 'disqualified' ? (
    <a class="mark bad" href={`/board/supervision?text=${party}`}>
      <Say text={say(BARRED[sanction])} />
      {until && <Say text={say('barredUntil', { day: date(until) })} />}
    </a>
  ) : null

/** What was picked, where, when and by how many. */
const Picking = ({ story }: { story: Story }) => {
  const picked = harvests(story).map(({ time }) => time)
  const by = pickers(story)
  const rows = [
    ['cultivar', harvestWords(story, 'cultivar')],
    ['season', harvestWords(story, 'season')],
    ['gradeName', harvestWords(story, 'grade')]
  ] as const
  return (
    <>
      <Row name={say('origin')}>{origins(story).length > 0 && <Texts texts={origins(story)} />}</Row>
      <Row name={say('pickedOn')}>{picked.length > 0 && <Say text={days(picked)} />}</Row>
      {rows.map(([name, texts]) => (
        <Row name={say(name)}>{texts.length > 0 && <Texts texts={texts} />}</Row>
      ))}
      <Row name={say('pickedBy')}>{by && <Say text={by} />}</Row>
    </>
  )
}

/** What the thing is: how much, how fresh, whose, of what leaf. */
export function ProductCard({ story }: { story: Story }): VNode {
  const product = story.products[story.gtin]!
  const own = story.lots.find(lot => lot.gtin === story.gtin && lot.lot === story.lot)!
  const produced = packingOf(story)?.says.productionDate
  const storage = storageOf(product.form)
  return (
    <section>
      <h2>
        <Say text={say('product')} />
      </h2>
      <dl>
        <Row name={say('netContent')}>{product.netGrams && kilogramsOrGrams(product.netGrams)}</Row>
        <Row name={say('productionDate')}>{produced && <Say text={date(produced)} />}</Row>
        <Row name={say('bestBefore')}>{own.expires && <Freshness produced={produced} expires={own.expires} />}</Row>
        <Row name={say('storage')}>{storage && <Say text={storage} />}</Row>
        <Maker story={story} own={own} />
        <Picking story={story} />
        <Row name={say('lot')}>
          {story.kind === 'pack' ? <a href={lotPath(story.gtin, story.lot)}>{story.lot}</a> : story.lot}
        </Row>
        {story.kind === 'pack' && <Row name={say('serial')}>{story.serial}</Row>}
        {story.kind === 'lot' && (
          <Row name={say('lotQuantity')}>
            <Say text={amount(story, `${story.gtin}/${story.lot}`, own.quantity)} />
          </Row>
        )}
      </dl>
    </section>
  )
}
