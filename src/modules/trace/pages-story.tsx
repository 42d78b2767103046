import { lotId, packId } from '@suyuan/model/trace/subjects'
import type { ComponentChildren, VNode } from 'preact'
import { Check } from '../../core/web/check.js'
import { Icon, type IconName } from '../../core/web/icons.js'
import { type Caution, htmlOf, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { CertificateCard } from './pages-certificate.js'
import { ProductCard } from './pages-facts.js'
import { lotPath } from './pages-format.js'
import { Hero } from './pages-hero.js'
import { RouteMap } from './pages-map.js'
import { Notices, Status } from './pages-notices.js'
import { Share } from './pages-share.js'
import { Signers } from './pages-signers.js'
import { StageItem } from './pages-stage.js'
import { abridged, stagesOf } from './pages-stages.js'
import { StandingNote } from './pages-standing.js'
import { TestResults } from './pages-test.js'
import type { LotStory, Story } from './queries/provenance-schema.js'
import { CodeCheck, Concerns } from './scans/sections.js'

/** A phone on a village's network gets the page in a moment. What doesn't fit is in the data. */
const MOST_BYTES = 100_000

/** The kind of goods. */
const iconOf = (form: string): IconName => (/pack/.test(form) ? 'pack' : /leaf|tea/.test(form) ? 'leaf' : 'box')

const Title = ({ story, picture }: { story: Story; picture: string | null }) => {
  const { name, form } = story.products[story.gtin]!
  return (
    <Hero icon={iconOf(form)} picture={picture}>
      <Say text={name} />
    </Hero>
  )
}

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
        <Icon name="pin" /> <Say text={say(story.kind === 'pack' ? 'journey' : 'journeyLot')} />
      </h2>
      <RouteMap story={story} />
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
      <StandingNote story={story} />
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
  /** Address of the product's picture. */
  picture: string | null
  /** The ledger's name. */
  ledger: string
  /** What is known to be wrong with what is told. */
  cautions: readonly Caution[]
  /** Sections that other modules add. */
  additions: ComponentChildren
}

/** First what a reader must know, then what it is, how it came, who says so, and how to check that. */
const Content = ({ story, picture, ledger, cautions, additions, most }: Telling & { most: number }) => (
  <>
    <div class="wide">
      <Notices story={story} />
    </div>
    <div class="columns wide">
      <div>
        <Title story={story} picture={picture} />
        {story.kind === 'pack' && <Status story={story} cautions={cautions} />}
        <ProductCard story={story} />
        <CertificateCard story={story} />
        {story.kind === 'pack' && <CodeCheck pack={story} />}
        <TestResults story={story} most={Math.min(most, 12)} />
      </div>
      <div>
        <Journey story={story} most={most} />
        {additions}
        {story.kind === 'lot' && story.became.length > 0 && <Became story={story} />}
        <Signers story={story} most={Math.min(most, 24)} />
        <Check proof={`${dataPath(story)}/proof`} ledger={ledger} about={thingOf(story)} />
        <Proof data={dataPath(story)} />
        <Concerns about={story.kind === 'pack' ? `${story.gtin} ${story.serial}` : lotPath(story.gtin, story.lot)} />
        <Share />
      </div>
    </div>
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
