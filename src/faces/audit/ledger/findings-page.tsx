import { minuteOf } from '../../../core/web/clock.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { transactionHref } from '../sheets.js'
import { Json, Mono, Tabs } from './parts.js'
import type { DifferenceRow, ObjectionRow } from './queries.js'

interface Findings {
  altered: readonly DifferenceRow[]
  unlawful: readonly ObjectionRow[]
  judged: number
  unjudged: number
}

/** What the reconciler found: rows that are not the ledger's, transactions that are not the law's. */
export const FindingsPage = ({ altered, unlawful, judged, unjudged }: Findings) => (
  <>
    <h1>
      <Say text={say('auditFindings')} />
    </h1>
    <Tabs at="/audit/ledger/findings" />
    <section class={altered.length > 0 ? 'verdict bad' : 'verdict'}>
      <h3>
        <Say text={altered.length > 0 ? say('auditAltered', { count: altered.length }) : say('auditUnaltered')} />
      </h3>
    </section>
    {altered.map(({ table, key, mirror, ledger, foundAt }) => (
      <section class="card">
        <h2 class="mono">{table}</h2>
        <dl>
          <Row name={say('auditKey')}>
            <Mono>{JSON.stringify(key)}</Mono>
          </Row>
          <Row name={say('auditFoundAt')}>{minuteOf(foundAt)}</Row>
          <Row name={say('auditInMirror')}>
            <Json value={mirror} />
          </Row>
          <Row name={say('auditOnLedger')}>
            <Json value={ledger} />
          </Row>
        </dl>
      </section>
    ))}
    <section class={unlawful.length > 0 ? 'verdict bad' : 'verdict'}>
      <h3>
        <Say text={unlawful.length > 0 ? say('auditUnlawful', { count: unlawful.length }) : say('auditLawful')} />
      </h3>
      <p>
        <Say text={say('auditJudged', { judged, unjudged })} />
      </p>
    </section>
    {unlawful.map(({ txId, block, organisation, endorsers, differences, total, foundAt }) => (
      <section class="card">
        <h2>
          <a class="mono" href={transactionHref(txId)}>
            {txId.slice(0, 24)}…
          </a>
        </h2>
        <dl>
          <Row name={say('auditBlock')}>{block}</Row>
          <Row name={say('auditSubmitter')}>{organisation}</Row>
          <Row name={say('auditEndorsers')}>{endorsers.join(', ')}</Row>
          <Row name={say('auditFoundAt')}>{minuteOf(foundAt)}</Row>
          <Row name={say('auditMuch')}>{total}</Row>
        </dl>
        <Json value={differences} />
      </section>
    ))}
  </>
)
