import { untranslated } from '@suyuan/model/core/untranslated'
import { refusalText } from '../../../core/web/browser/refusal-text.js'
import { minuteOf } from '../../../core/web/clock.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { partyHref, transactionHref } from '../sheets.js'
import { Json, Mono } from './parts.js'
import type { CommandRow } from './queries.js'

/** A command word for word, with what came of it. */
export const CommandPage = ({ commands }: { commands: readonly CommandRow[] }) => (
  <>
    <h1>
      <Say text={say('auditCommand')} />
    </h1>
    {commands.map(
      ({ key, id, digest, author, authorName, custody, recordedAt, status, code, facts, command, block, txId }) => (
        <section class="card">
          <dl>
            <Row name={say('auditCommand')}>
              <Mono>{id}</Mono>
            </Row>
            <Row name={say('auditWho')}>
              <a href={partyHref(author)}>
                <Say text={authorName ?? untranslated(author)} />
              </a>
            </Row>
            <Row name={say('auditSigned')}>
              <Say
                text={say(
                  custody === 'device'
                    ? 'custodyDevice'
                    : custody === 'gateway'
                      ? 'custodyGateway'
                      : 'custodyCertificate'
                )}
              />{' '}
              <Mono>{key.slice(0, 16)}…</Mono>
            </Row>
            <Row name={say('auditState')}>
              <span class={`mark ${status === 'accepted' ? 'good' : 'bad'}`}>{status}</span>{' '}
              {code && <Say text={refusalText(code)} />}
            </Row>
            <Row name={say('auditDigest')}>
              <Mono>{digest}</Mono>
            </Row>
            <Row name={say('auditEntered')}>{minuteOf(recordedAt)}</Row>
            <Row name={say('auditBlock')}>
              <a href={`/audit/ledger/blocks/${block}`}>{block}</a>
            </Row>
            <Row name={say('auditTransaction')}>
              <a class="mono" href={transactionHref(txId)}>
                {txId.slice(0, 24)}…
              </a>
            </Row>
          </dl>
          {facts !== null && <Json value={facts} />}
          <Json value={JSON.parse(command)} />
          {(status === 'accepted' || status === 'refused') && (
            <div class="actions">
              <a class="button secondary" href={`/api/core/commands/${key}/${id}/proof`} download={`proof-${id}.json`}>
                <Say text={say('checkDownload')} />
              </a>
            </div>
          )}
        </section>
      )
    )}
  </>
)
