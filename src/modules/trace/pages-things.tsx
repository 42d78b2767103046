import type { Text } from '@suyuan/model/core/refusal'
import { Icon } from '../../core/web/icons.js'
import { type Caution, htmlOf, Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { CodeForm } from './pages-code-form.js'
import { lotPath } from './pages-format.js'
import { Hero } from './pages-hero.js'
import type { CaseView, PlaceView } from './queries/things.js'

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

export const casePage = (box: CaseView, cautions: readonly Caution[]) =>
  htmlOf(
    titled(say('case')),
    <>
      {box.recall && (
        <section class="banner" role="alert">
          <h2>
            <Icon name="alert" /> <Say text={say('recalledTitle')} />
          </h2>
          <Say text={say('recallNumber')} /> {box.recall}
        </section>
      )}
      {box.held && (
        <section class="banner amber" role="alert">
          <h2>
            <Icon name="hand" /> <Say text={say('heldCase')} />
          </h2>
        </section>
      )}
      <Hero icon="box">
        <Say text={say('case')} /> {box.sscc}
      </Hero>
      <section>
        <dl>
          <Row name={say('contents')}>
            <a href={lotPath(box.gtin, box.lot)}>
              <Say text={box.product} />
            </a>
          </Row>
          <Row name={say('lot')}>{box.lot}</Row>
          <Row name={say('quantity')}>
            <Say text={say('pieces', { count: box.pieces })} />
          </Row>
          <Row name={say('caseStatus')}>
            <Say text={say(box.inTransit ? 'caseInTransit' : CASE_STATUSES[box.status])} />
          </Row>
          {!box.inTransit && (
            <Row name={say('where')}>
              <a href={`/414/${box.place.gln}`}>
                <Say text={box.place.name} />
              </a>
            </Row>
          )}
        </dl>
      </section>
    </>,
    cautions
  )

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
          <Row name={say('region')}>{place.region}</Row>
        </dl>
      </section>
    </>,
    cautions
  )
