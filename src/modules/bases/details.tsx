import {
  ASPECT_NAMES,
  ASPECTS,
  type Base,
  type Check,
  type Households,
  type Unification
} from '@suyuan/model/bases/states'
import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import type { Numbered, Viewer } from '../../core/matters/face.js'
import type { Services } from '../../core/module.js'
import { today } from '../../core/web/clock.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { CoarseMap } from './plot-map.js'
import { PlotList } from './plot-parts.js'
import { type BasePlot, householdsOf, plotsOf, unificationsOf } from './queries/bases.js'

/** What a base's page has beside its life: what grows there, the four unifications, the households, the way to its plots. */
export async function baseDetails(
  { pool }: Services,
  base: Numbered<Base>,
  viewer: Viewer
): Promise<ComponentChildren> {
  const [plots, unifications, households] = await Promise.all([
    plotsOf(pool, base.party, base.id),
    unificationsOf(pool, base.id),
    householdsOf(pool, base.id)
  ])
  const isOwner = viewer.party === base.party
  return (
    <>
      <Grown plots={plots} households={households} />
      <CoarseMap plots={plots} />
      <Unifications unifications={unifications} checks={viewer.supervises ? `/audit/bases/${base.id}/checks` : null} />
      {(isOwner || viewer.supervises) && (
        <section class="card">
          <h2>
            <Say text={say('basesMyPlots')} />
          </h2>
          <PlotList plots={plots} path={viewer.supervises ? '/audit/bases/plots' : '/desk/bases/plots'} />
        </section>
      )}
    </>
  )
}

const distinct = (texts: readonly (string | undefined)[]): string =>
  [...new Set(texts.filter(text => text !== undefined))].join('、')

const mu = (plots: readonly BasePlot[]): number => plots.reduce((sum, { centiMu = 0 }) => sum + centiMu, 0) / 100

const Grown = ({ plots, households }: { plots: readonly BasePlot[]; households: Households | null }) => (
  <section class="card">
    <dl>
      <Row name={say('basesPlots')}>{plots.length}</Row>
      <Row name={say('basesArea')}>
        <Say text={say('basesMu', { mu: mu(plots) })} />
      </Row>
      <Row name={say('basesCultivars')}>{distinct(plots.map(({ cultivar }) => cultivar)) || undefined}</Row>
      <Row name={say('basesVillages')}>{distinct(plots.map(({ village }) => village?.zh)) || undefined}</Row>
      {households && <Linked households={households} />}
    </dl>
  </section>
)

const countOf = (count: Households['households']): Text =>
  count === 'under5' ? say('basesUnder5') : say('basesHouseholdsSays', { count })

const KINDS = [
  ['wage', 'basesWage'],
  ['asset', 'basesAsset'],
  ['operating', 'basesOperating']
] as const

const Linked = ({ households }: { households: Households }) => (
  <>
    <Row name={say('basesHouseholds')}>
      <Say text={countOf(households.households)} />
    </Row>
    {KINDS.filter(([kind]) => households[kind] !== 0).map(([kind, name]) => (
      <Row name={say(name)}>
        <Say text={countOf(households[kind])} />
      </Row>
    ))}
    <Row name={say('basesCounted')}>{households.countedOn}</Row>
  </>
)

interface UnificationsParts {
  unifications: Awaited<ReturnType<typeof unificationsOf>>
  /** Where a check is recorded; null for whom that is not. */
  checks: string | null
}

const Unifications = ({ unifications, checks }: UnificationsParts) => (
  <>
    {unifications.map(({ gtin, product, unification }) => (
      <section class="card">
        <h2>
          <Say text={say('basesFour')} />
        </h2>
        <p>{product ? <Say text={product.name} /> : gtin}</p>
        <Four unification={unification} />
      </section>
    ))}
    {(checks || unifications.length === 0) && (
      <section class="card">
        {unifications.length === 0 && (
          <p class="empty">
            <Say text={say('basesFourNone')} />
          </p>
        )}
        {checks && (
          <p class="actions">
            <a class="button secondary" href={checks}>
              <Say text={say('basesCheck')} />
            </a>
          </p>
        )}
      </section>
    )}
  </>
)

const Four = ({ unification }: { unification: Unification }) => (
  <dl>
    {ASPECT_NAMES.map(aspect => (
      <Row name={ASPECTS[aspect]}>
        <Found check={unification[aspect]?.at(-1)} />
      </Row>
    ))}
  </dl>
)

const Found = ({ check }: { check: Check | undefined }) => {
  if (!check) return <Say text={say('basesUnchecked')} />
  const holds = check.conforms && check.expires >= today()
  return (
    <>
      <span class={holds ? 'mark good' : 'mark bad'}>
        <Say text={holds ? say('basesInForce', { day: check.expires }) : say('basesNotInForce')} />
      </span>{' '}
      <span class="note">
        <Say text={say('basesCheckedBy', { day: check.checkedOn })} /> ·{' '}
        {check.documents.map(({ title }) => title).join('、')}
      </span>
    </>
  )
}
