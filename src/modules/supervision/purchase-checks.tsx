import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { minuteOf } from '../../core/web/clock.js'
import { joined } from '../../core/web/joined.js'
import { Say, Scroll } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import {
  CHECKS,
  type Check,
  checksByOutlet,
  type IncompleteReceipt,
  incompleteReceipts,
  type OutletChecks
} from './queries/purchase-checks.js'

const NEWEST = 20
const CHECK_TEXTS = { licence: 'svLicence', conformity: 'svConformity', deliveryNote: 'svDeliveryNote' } as const

/** /audit/supervision/purchase-checks: what buyers should have kept of their receipts, and have not. */
export function mountPurchaseChecks(app: FastifyInstance, { pool, people }: Services): void {
  const options = { onRequest: people.required('regulator', 'office'), schema: { hide: true } }
  app.get('/audit/supervision/purchase-checks', options, async (request, reply) => {
    const [outlets, receipts] = await Promise.all([checksByOutlet(pool), incompleteReceipts(pool, NEWEST)])
    return sendAppPage(reply, {
      ...{ title: say('svChecks').zh, area: 'audit', section: 'programme', person: request.person },
      children: (
        <div class="wide stack">
          <h1>
            <Say text={say('svChecks')} />
          </h1>
          <p class="note">
            <Say text={say('svChecksHelp')} />
          </p>
          <Outlets outlets={outlets} />
          <Receipts receipts={receipts} />
        </div>
      )
    })
  })
}

const Outlets = ({ outlets }: { outlets: readonly OutletChecks[] }) => (
  <section class="card">
    <Scroll>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Say text={say('place')} />
            </th>
            <th scope="col" class="number">
              <Say text={say('svReceipts')} />
            </th>
            <th scope="col" class="number">
              <Say text={say('svComplete')} />
            </th>
            {CHECKS.map(check => (
              <th scope="col" class="number">
                <Say text={say('svMissing')} /> <Say text={say(CHECK_TEXTS[check])} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outlets.map(({ gln, name, party, receipts, complete, ...missing }) => (
            <tr data-outlet={gln}>
              <td class="words">
                <a href={`/audit/places/${gln}`}>
                  <Say text={name ?? untranslated(gln)} />
                </a>
                {party && (
                  <span class="note">
                    <Say text={party} />
                  </span>
                )}
              </td>
              <td class="number">{receipts}</td>
              <td class="number">{complete}</td>
              {CHECKS.map(check => (
                <td class="number">{missing[check]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
    {outlets.length === 0 && (
      <p class="empty">
        <Say text={say('svNone')} />
      </p>
    )}
  </section>
)

const missingOf = (missing: readonly Check[]): Text => {
  const names = missing.map(check => say(CHECK_TEXTS[check]))
  return joined([say('svMissing'), joined(names, '、', ', ')], '', ' ')
}

const Receipts = ({ receipts }: { receipts: readonly IncompleteReceipt[] }) => (
  <section class="card">
    <h2>
      <Say text={say('svNewest')} />
    </h2>
    <ul class="rows">
      {receipts.map(({ place, name, shipment, at, missing, sender, licence }) => (
        <li>
          <a href={`/audit/shipments/${encodeURIComponent(shipment)}`}>
            <strong>
              <Say text={name ?? untranslated(place)} />
            </strong>
            <span class="note">
              <Say text={missingOf(missing)} />
            </span>
            <span class="note">
              {minuteOf(at)} · {sender && <Say text={sender} />}
              {licence && (
                <>
                  {' · '}
                  <Say text={say('svLicenceOnRecord', { licence })} />
                </>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
    {receipts.length === 0 && (
      <p class="empty">
        <Say text={say('svNone')} />
      </p>
    )}
  </section>
)
