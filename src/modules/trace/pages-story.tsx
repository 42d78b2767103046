import type { Text } from '@suyuan/model/core/refusal'
import { lotId, packId } from '@suyuan/model/trace/subjects'
import type { VNode } from 'preact'
import { Check } from '../../core/web/check.js'
import { type Caution, htmlOf, Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { amount, date, join, kilograms, lotPath, partyName, villagePlace } from './pages-format.js'
import { Notices, Status } from './pages-notices.js'
import { StageItem } from './pages-stage.js'
import { abridged, stagesOf } from './pages-stages.js'
import type { LotStory, Story } from './queries/provenance-schema.js'
import { CodeCheck, Concerns } from './scans/sections.js'

/** A phone on a village's network gets the page in a moment. What doesn't fit is in the data. */
const MOST_BYTES = 100_000

const SEASON_TEXTS = { spring: 'spring', summer: 'summer', autumn: 'autumn', winter: 'winter' } as const

/** The words that all harvests agree on, or the first few. */
const harvestWords = (story: Story, member: 'cultivar' | 'season') =>
  [...new Set(story.steps.flatMap(step => (step.kind === 'harvest' ? [step.says[member]!] : [])))].slice(0, 3)

const list = (texts: readonly Text[]): Text => ({
  zh: texts.map(text => text.zh).join('、'),
  en: texts.map(text => text.en).join(', ')
})

/** Where it was picked: each base once. */
const origins = (story: Story): Text[] =>
  [...new Set(story.steps.flatMap(step => (step.kind === 'harvest' && step.place ? [step.place] : [])))]
    .slice(0, 3)
    .map(gln => {
      const name = villagePlace(story, gln)
      const metres = story.places[gln]?.altitude
      return metres === undefined ? name : join([name, say('altitude', { metres })])
    })

const packedOn = (story: Story) =>
  story.steps.findLast(step => step.kind === 'packing' && step.says.made?.[0]?.[0] === `${story.gtin}/${story.lot}`)
    ?.says.productionDate

function ProductCard({ story }: { story: Story }): VNode {
  const product = story.products[story.gtin]!
  const own = story.lots.find(lot => lot.gtin === story.gtin && lot.lot === story.lot)!
  const maker = story.parties[own.maker]
  const produced = packedOn(story)
  const cultivars = harvestWords(story, 'cultivar').map(text => ({ zh: text, en: text }))
  const seasons = harvestWords(story, 'season').map(season => say(SEASON_TEXTS[season as 'spring']))
  return (
    <section>
      <h2>
        <Say text={say('product')} />
      </h2>
      <dl>
        <Row name={say('netContent')}>{product.netGrams && kilogramsOrGrams(product.netGrams)}</Row>
        <Row name={say('productionDate')}>{produced && <Say text={date(produced)} />}</Row>
        <Row name={say('bestBefore')}>{own.expires && <Say text={date(own.expires)} />}</Row>
        <Row name={say('producer')}>
          <Say text={partyName(story, own.maker)} />
          {maker?.status === 'disqualified' && (
            <span class="mark bad">
              <Say text={say('disqualified')} />
            </span>
          )}
        </Row>
        <Row name={say('licence')}>{maker?.licence}</Row>
        <Row name={say('origin')}>{origins(story).length > 0 && <Say text={list(origins(story))} />}</Row>
        <Row name={say('cultivar')}>{cultivars.length > 0 && <Say text={list(cultivars)} />}</Row>
        <Row name={say('season')}>{seasons.length > 0 && <Say text={list(seasons)} />}</Row>
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

const kilogramsOrGrams = (grams: number) => (grams < 1000 ? `${grams} g` : kilograms(grams))

const Became = ({ story }: { story: LotStory }) => (
  <section>
    <h2>
      <Say text={say('became')} />
    </h2>
    <ul>
      {story.became.map(({ gtin, product, lots, count }) => (
        <li>
          <Say text={product.name} />
          <br />
          <Say text={say('becameLots', { count })} />{' '}
          {lots.map(lot => (
            <>
              <a href={lotPath(gtin, lot)}>{lot}</a>{' '}
            </>
          ))}
        </li>
      ))}
    </ul>
  </section>
)

const Proof = ({ data }: { data: string }) => (
  <section>
    <h2>
      <Say text={say('proofTitle')} />
    </h2>
    <p>
      <Say text={say('proves')} />
    </p>
    <p>
      <Say text={say('provesNot')} />
    </p>
    <p>
      <Say text={say('provesKeys')} />
    </p>
    <a href={data}>
      <Say text={say('asData')} />
    </a>
  </section>
)

function Journey({ story, most }: { story: Story; most: number }): VNode {
  const stages = stagesOf(story)
  const { first, hidden, last } = abridged(stages, most)
  const entries = Math.max(1, Math.floor(most / Math.max(1, stages.filter(({ steps }) => steps.length > 1).length)))
  return (
    <section>
      <h2>
        <Say text={say(story.kind === 'pack' ? 'journey' : 'journeyLot')} />
      </h2>
      <ol class="way">
        {first.map(stage => (
          <StageItem story={story} stage={stage} entries={entries} />
        ))}
        {hidden > 0 && (
          <li>
            <Say text={say('more', { count: hidden })} />
          </li>
        )}
        {last.map(stage => (
          <StageItem story={story} stage={stage} entries={entries} />
        ))}
      </ol>
    </section>
  )
}

const dataPath = (story: Story) =>
  story.kind === 'pack'
    ? `/api/trace/provenance/${story.gtin}/${encodeURIComponent(story.serial)}`
    : `/api/trace/provenance/${story.gtin}/lots/${encodeURIComponent(story.lot)}`

/** What a proof of the story is about. */
const thingOf = (story: Story) => (story.kind === 'pack' ? `pack/${packId(story)}` : `lot/${lotId(story)}`)

interface Telling {
  story: Story
  /** The ledger's name. */
  ledger: string
  /** What is known to be wrong with what is told. */
  cautions: readonly Caution[]
}

const Content = ({ story, ledger, cautions, most }: Telling & { most: number }) => (
  <>
    <h1>
      <Say text={story.products[story.gtin]!.name} />
    </h1>
    <Notices story={story} />
    {story.kind === 'pack' && <Status story={story} cautions={cautions} />}
    <ProductCard story={story} />
    {story.kind === 'pack' && <CodeCheck pack={story} />}
    <Journey story={story} most={most} />
    {story.kind === 'lot' && story.became.length > 0 && <Became story={story} />}
    <Check proof={`${dataPath(story)}/proof`} ledger={ledger} about={thingOf(story)} />
    <Proof data={dataPath(story)} />
    <Concerns about={story.kind === 'pack' ? `${story.gtin} ${story.serial}` : lotPath(story.gtin, story.lot)} />
  </>
)

/** The consumer's page. */
export function storyPage(telling: Telling): string {
  const { story, cautions } = telling
  if (cautions.length === 0) return fittingPage(telling)
  try {
    return fittingPage(telling)
  } catch {
    // What was altered may be what a page is made of; the alarm over it has been raised.
    return htmlOf(say('site').zh, <h1>{story.lot}</h1>, cautions)
  }
}

/** With as much of the way as fits. */
function fittingPage(telling: Telling): string {
  const { story, cautions } = telling
  const title = `${story.products[story.gtin]!.name.zh} ${story.lot} · ${say('site').zh}`
  for (const most of [60, 24, 10]) {
    const html = htmlOf(title, <Content {...telling} most={most} />, cautions)
    if (Buffer.byteLength(html) <= MOST_BYTES) return html
  }
  return htmlOf(title, <Content {...telling} most={4} />, cautions)
}
