import type { PackRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { type Caution, htmlOf, Row, Say } from '../../../core/web/page.js'
import { regionText } from '../../../core/web/region-names.js'
import { say } from '../../../core/web/texts.js'
import { packPath } from '../pages-format.js'
import { Notices, Status } from '../pages-notices.js'
import type { PackStory } from '../queries/provenance-schema.js'
import type { Activation } from '../queries/scans.js'
import { moment } from './format.js'
import { CodeForm, Concerns } from './sections.js'

const MINUTE = 60_000
/** So soon after the first check, the second is most likely by the same hand. */
const SOON_MINUTES = 15

/** The pack that was asked about: its story, where it has one. */
export interface About {
  pack: PackRef
  story: PackStory | null
  cautions: readonly Caution[]
}

const pathOf = ({ pack: { gtin, serial }, story }: About) => packPath(gtin, story?.lot, serial)

interface PageProps {
  about: About
  title: Text
  tone: 'good' | 'note' | 'bad'
  /** What it means, a paragraph each. */
  means: readonly Text[]
  /** Times, places and numbers, before what they mean. */
  facts?: ComponentChildren
  children?: ComponentChildren
}

/** An answer about a pack; what must be known of it, a recall above all, stands first. */
function checkPage({ about, title, tone, means, facts, children }: PageProps): string {
  const { pack, story, cautions } = about
  return htmlOf(
    `${title.zh} · ${say('site').zh}`,
    <>
      <h1>{story ? <Say text={story.products[story.gtin]!.name} /> : <Say text={say('scanPack')} />}</h1>
      {story && <Notices story={story} />}
      <section class="card" role="status">
        <div class={`verdict ${tone}`}>
          <h2>
            <Say text={title} />
          </h2>
          {facts}
          {means.map(text => (
            <p>
              <Say text={text} />
            </p>
          ))}
        </div>
        {children}
        <dl>
          <Row name={say('serial')}>{pack.serial}</Row>
        </dl>
        {story && (
          <p>
            <a href={pathOf(about)}>
              <Say text={say('scanToPack')} />
            </a>
          </p>
        )}
      </section>
      {story && <Status story={story} cautions={cautions} />}
      <Concerns about={`${pack.gtin} ${pack.serial}`} />
    </>,
    cautions
  )
}

export interface Told {
  /** Which time this check was. */
  times: number
  at: Date
  activation: Activation
  /** How often the pack's page was opened. */
  opened: number
}

const When = ({ at, region }: { at: Date; region?: string }) => (
  <>
    <Say text={moment(at)} />
    {region !== undefined && (
      <div>
        <Say text={regionText(region)} />
      </div>
    )}
  </>
)

/** Nothing else is known that speaks against it: only then an answer looks as if all were well. */
const isClear = ({ story, cautions }: About) =>
  story !== null &&
  cautions.length === 0 &&
  !story.expired &&
  !['returned', 'destroyed', 'lost'].includes(story.status) &&
  story.lots.every(({ recall, hold, rejected }) => !recall && !hold && !rejected)

/** The right code: for the first time, or when and where it was before. */
export function goodPage(about: About, told: Told): string {
  const { times, at, activation, opened } = told
  const first = times === 1
  const minutes = Math.max(1, Math.round((at.getTime() - activation.firstAt.getTime()) / MINUTE))
  const again = [
    ...(minutes <= SOON_MINUTES ? [say('scanAgainSoon', { minutes })] : []),
    say('scanAgainSelf'),
    say('scanAgainCopy')
  ]
  const title = first ? say('scanFirstTitle') : say('scanAgainTitle', { times })
  const means = first ? [say('scanFirstMeans'), say('scanFirstMeansNot')] : again
  return checkPage({
    about,
    ...(about.story ? { title, means } : { title: say('scanUnpackedTitle'), means: [say('scanUnpackedMeans')] }),
    tone: first && isClear(about) ? 'good' : 'note',
    facts: (
      <dl>
        <Row name={say('scanFirstAt')}>
          <When at={activation.firstAt} region={activation.firstRegion} />
        </Row>
        {!first && (
          <Row name={say('scanThisAt')}>
            <When at={at} />
          </Row>
        )}
        {activation.times > 1 && (
          <Row name={say('scanTimes')}>
            <Say text={say('scanSince', { count: activation.times - 1 })} />
          </Row>
        )}
      </dl>
    ),
    children: opened > 0 && (
      <p class="note">
        <Say text={say('scanOpenCount', { count: opened })} />
      </p>
    )
  })
}

/** No code at all: a character is missing, or a slip. */
export const slipPage = (about: About, typed: string): string =>
  checkPage({
    about,
    title: say('scanSlip'),
    tone: 'note',
    means: [],
    children: <CodeForm pack={about.pack} typed={typed} slip />
  })

/** A code that is not the pack's; of a number that was never packed, that it is not. */
export const wrongPage = (about: About, typed: string): string =>
  checkPage({
    about,
    tone: 'bad',
    ...(about.story
      ? { title: say('scanWrongTitle'), means: [say('scanWrongMeans'), say('scanWrongStill')] }
      : { title: say('scanNeverTitle'), means: [say('scanNeverMeans')] }),
    children: <CodeForm pack={about.pack} typed={typed} />
  })

export const throttledPage = (about: About, seconds: number): string =>
  checkPage({
    about,
    title: say('scanThrottledTitle'),
    tone: 'note',
    means: [say('scanThrottledMeans', { minutes: Math.ceil(seconds / 60) })]
  })

/** An address that was kept, passed on or printed says nothing of what its reader holds. */
export const stalePage = (about: About, at: Date): string =>
  checkPage({
    about,
    title: say('scanStaleTitle'),
    tone: 'note',
    means: [say('scanStaleMeans', { time: moment(at) })],
    children: <CodeForm pack={about.pack} />
  })

export const noCheckPage = (): string =>
  htmlOf(
    `${say('scanNoneTitle').zh} · ${say('site').zh}`,
    <section class="card">
      <h1>
        <Say text={say('scanNoneTitle')} />
      </h1>
      <p>
        <Say text={say('scanNoneMeans')} />
      </p>
    </section>
  )
