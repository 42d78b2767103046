import { standingOn } from '@suyuan/model/certification/states'
import { dayOf } from '@suyuan/model/core/day'
import type { VNode } from 'preact'
import { today } from '../../core/web/clock.js'
import { Icon } from '../../core/web/icons.js'
import { Row, Say } from '../../core/web/page.js'
import { Standing } from '../../core/web/standing.js'
import { say } from '../../core/web/texts.js'
import { packingOf } from './pages-facts.js'
import { date, day, partyName } from './pages-format.js'
import type { Story } from './queries/provenance-schema.js'

/**
 * The 圳品 certificate on the pack: what it was worth when the pack was given it, which the law saw to, and what it is worth
 * today.
 */
export function CertificateCard({ story }: { story: Story }): VNode | null {
  const packing = packingOf(story)
  const number = packing?.says.certificate
  const certificate = number && story.certificates[number]
  if (!packing || !certificate) return null
  const { from, to, issuer, since } = certificate
  const now = standingOn(certificate, today())
  return (
    <section id="certificate">
      <h2>
        <Icon name="check" /> <Say text={say('zhenpin')} />
      </h2>
      <dl>
        <Row name={say('zhenpinNumber')}>
          <a href={`/board/certification/certificates/${number}`}>{number}</a>
        </Row>
        <Row name={say('zhenpinIssuer')}>
          <Say text={partyName(story, issuer)} />
        </Row>
        <Row name={say('zhenpinTerm')}>
          <Say text={say('zhenpinDays', { from, to })} />
        </Row>
        <Row name={say('zhenpinAtPacking')}>
          <span class="mark good">
            <Say text={say('zhenpinInForce')} />
          </span>{' '}
          <span class="note">
            <Say text={date(dayOf(packing.time))} />
          </span>
        </Row>
        <Row name={say('zhenpinToday')}>
          <Standing standing={now} />{' '}
          {(now === 'suspended' || now === 'revoked') && (
            <span class="note">
              <Say text={day(since)} />
            </span>
          )}
        </Row>
      </dl>
    </section>
  )
}
