import type { Text } from '@suyuan/model/core/refusal'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../core/web/icons.js'
import { type Caution, htmlOf, Row, Say } from '../../core/web/page.js'
import { countyText } from '../../core/web/region-names.js'
import { say } from '../../core/web/texts.js'
import { CodeForm } from './pages-code-form.js'
import { lotPath } from './pages-format.js'
import { Hero } from './pages-hero.js'
import type { CaseView, PalletView, PlaceView } from './queries/things.js'

const titled = (title: Text) => `${title.zh} · ${say('site').zh}`

/** A code that leads nowhere, with the form to try again. */
const failedPage = (title: Text, help: Text, code: string, cautions: readonly Caution[] = []) =>
  htmlOf(
    titled(title),
    <section>
      <h1>
        <Say text={title} />
      </h1>
      <p>
        <Say text={help} />
      </p>
      <dl>
        <Row name={say('unknownCode')}>{code}</Row>
      </dl>
      <CodeForm code={code} />
    </section>,
    cautions
  )

export const badCodePage = (code: string) => failedPage(say('badTitle'), say('badHelp'), code)
export const unknownPage = (code: string, title: Text, cautions: readonly Caution[]) =>
  failedPage(title, say('unknownHelp'), code, cautions)

const CASE_STATUSES = {
  closed: 'caseClosed',
  opened: 'caseOpened',
  destroyed: 'caseDestroyed',
  lost: 'caseLost'
} as const

interface Unit {
  name: Text
  unit: CaseView | PalletView
  status: Text
  cautions: readonly Caution[]
  /** Rows of what is in it, or on it. */
  children: ComponentChildren
}

/** The page of a case or a pallet: what to know before anything else, what it has, how and where it is. */
const unitPage = ({ name, unit, status, cautions, children }: Unit) => {
  const { sscc, recall, held, inTransit, place } = unit
  return htmlOf(
    titled(name),
    <>
      {recall && (
        <section class="banner" role="alert">
          <h2>
            <Icon name="alert" /> <Say text={say('recalledTitle')} />
          </h2>
          <Say text={say('recallNumber')} /> {recall}
        </section>
      )}
      {held && (
        <section class="banner amber" role="alert">
          <h2>
            <Icon name="hand" /> <Say text={say('contents' in unit ? 'heldOnPallet' : 'heldCase')} />
          </h2>
        </section>
      )}
      <Hero icon="box">
        <Say text={name} /> {sscc}
      </Hero>
      <section>
        <dl>
          {children}
          <Row name={say('caseStatus')}>
            <Say text={inTransit ? say('caseInTransit') : status} />
          </Row>
          {!inTransit && place && (
            <Row name={say('where')}>
              <a href={`/414/${place.gln}`}>
                <Say text={place.name} />
              </a>
            </Row>
          )}
        </dl>
      </section>
    </>,
    cautions
  )
}

export const casePage = (box: CaseView, cautions: readonly Caution[]) =>
  unitPage({
    name: say('case'),
    unit: box,
    status: say(CASE_STATUSES[box.status]),
    cautions,
    children: (
      <>
        <Row name={say('contents')}>
          <a href={lotPath(box.gtin, box.lot)}>
            <Say text={box.product} />
          </a>
        </Row>
        <Row name={say('lot')}>{box.lot}</Row>
        <Row name={say('quantity')}>
          <Say text={say('pieces', { count: box.pieces })} />
        </Row>
        <Row name={say('pallet')}>{box.pallet && <a href={`/00/${box.pallet}`}>{box.pallet}</a>}</Row>
      </>
    )
  })

export const palletPage = (pallet: PalletView, cautions: readonly Caution[]) =>
  unitPage({
    name: say('pallet'),
    unit: pallet,
    status: say(pallet.cases > 0 ? 'palletClosed' : 'palletOpened'),
    cautions,
    children: pallet.contents.map(({ gtin, lot, product, cases, pieces }) => (
      <Row name={say('contents')}>
        <a href={lotPath(gtin, lot)}>
          <Say text={product} />
        </a>{' '}
        {lot} · <Say text={say('casesOf', { cases, pieces })} />
      </Row>
    ))
  })

export const placePage = (place: PlaceView, cautions: readonly Caution[]) =>
  htmlOf(
    `${place.name.zh} · ${say('site').zh}`,
    <>
      <Hero icon="pin">
        <Say text={place.name} />
      </Hero>
      <section>
        <dl>
          <Row name={say('placeKind')}>
            <Say text={say(place.kind)} />
          </Row>
          <Row name={say('operator')}>
            <Say text={place.operator} />
          </Row>
          <Row name={say('village')}>{place.village && <Say text={place.village} />}</Row>
          <Row name={say('partOf')}>
            {place.above && (
              <a href={`/414/${place.above.gln}`}>
                <Say text={place.above.name} />
              </a>
            )}
          </Row>
          <Row name={say('region')}>{place.region && <Say text={countyText(place.region)} />}</Row>
        </dl>
      </section>
    </>,
    cautions
  )
