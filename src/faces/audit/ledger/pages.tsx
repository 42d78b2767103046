import { codeName, type ExploredTransaction } from '../../../core/ledger/explorer.js'
import { minuteOf } from '../../../core/web/clock.js'
import { Row, Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { commandHref, transactionHref } from '../sheets.js'
import { Mono, Tabs } from './parts.js'
import type { BlockRow, CommandRow, TransactionRow } from './queries.js'

interface Found {
  differences: number
  objections: number
}

/** Blocks, the newest first. */
export const BlocksPage = ({
  blocks,
  ledger,
  differences,
  objections
}: { blocks: readonly BlockRow[]; ledger: string } & Found) => (
  <>
    <h1>
      <Say text={say('auditLedger')} />
    </h1>
    <Tabs at="/audit/ledger" />
    <section class="card">
      <dl>
        <Row name={say('auditFingerprint')}>
          <Mono>{ledger}</Mono>
        </Row>
        <Row name={say('auditDifferences')}>
          <a href="/audit/ledger/findings">{differences}</a>
        </Row>
        <Row name={say('auditObjections')}>
          <a href="/audit/ledger/findings">{objections}</a>
        </Row>
      </dl>
    </section>
    <ul class="rows">
      {blocks.map(({ number, hash, recordedAt, transactions, invalid, commands }) => (
        <li>
          <a href={`/audit/ledger/blocks/${number}`}>
            <strong>
              {say('auditBlock').zh} {number}
              {invalid > 0 && <span class="mark bad">{say('auditInvalid', { count: invalid }).zh}</span>}
            </strong>
            <span class="note">
              {recordedAt ? minuteOf(recordedAt) : ''} · {say('auditCounts', { transactions, commands }).zh} ·{' '}
              <Mono>{hash.slice(0, 16)}…</Mono>
            </span>
          </a>
        </li>
      ))}
    </ul>
    {blocks.length > 0 && blocks.at(-1)!.number > 0 && (
      <div class="actions">
        <a class="button secondary" href={`/audit/ledger?before=${blocks.at(-1)!.number}`}>
          <Say text={say('auditOlder')} />
        </a>
      </div>
    )}
  </>
)

const CodeMark = ({ code }: { code: number }) => (
  <span class={`mark ${code === 0 ? 'good' : 'bad'}`}>{codeName(code)}</span>
)

/** A block with its transactions, those that are void too. */
export const BlockPage = ({
  block,
  transactions,
  explored
}: {
  block: BlockRow
  transactions: readonly TransactionRow[]
  explored: readonly ExploredTransaction[] | null
}) => (
  <>
    <h1>
      <Say text={say('auditBlock')} /> {block.number}
    </h1>
    <section class="card">
      <dl>
        <Row name={say('auditTime')}>{block.recordedAt && minuteOf(block.recordedAt)}</Row>
        <Row name={say('auditHash')}>
          <Mono>{block.hash}</Mono>
        </Row>
        <Row name={say('auditPreviousHash')}>
          {block.number > 0 && (
            <a class="mono" href={`/audit/ledger/blocks/${block.number - 1}`}>
              {block.previousHash.slice(0, 24)}…
            </a>
          )}
        </Row>
        <Row name={say('auditDataHash')}>
          <Mono>{block.dataHash}</Mono>
        </Row>
      </dl>
    </section>
    {explored === null && (
      <p class="banner amber" role="alert">
        <Say text={say('auditPeerSilent')} />
      </p>
    )}
    <ul class="rows">
      {transactions.map(({ txId, index, code, organisation }) => (
        <li>
          <a href={txId ? transactionHref(txId) : `/audit/ledger/blocks/${block.number}`}>
            <strong>
              <Mono>{txId ? `${txId.slice(0, 24)}…` : say('auditConfiguration').zh}</Mono> <CodeMark code={code} />
            </strong>
            <span class="note">
              {organisation} · {explored?.[index]?.anatomy?.function ?? ''} ·{' '}
              {say('auditEndorsedBy', { organisations: explored?.[index]?.anatomy?.endorsers.join(', ') ?? '–' }).zh}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </>
)

interface TransactionPart {
  row: TransactionRow
  commands: readonly CommandRow[]
  explored: ExploredTransaction | null
}

/** A transaction: who sent and endorsed it, what it did, which commands it carried with what outcome. */
export const TransactionPage = ({ parts }: { parts: readonly TransactionPart[] }) => (
  <>
    <h1>
      <Say text={say('auditTransaction')} />
    </h1>
    {parts.map(({ row, commands, explored }) => (
      <>
        <section class="card">
          <dl>
            <Row name={say('auditTransaction')}>
              <Mono>{row.txId}</Mono>
            </Row>
            <Row name={say('auditState')}>
              <CodeMark code={row.code} />
            </Row>
            <Row name={say('auditBlock')}>
              <a href={`/audit/ledger/blocks/${row.block}`}>{row.block}</a>
            </Row>
            <Row name={say('auditTime')}>{minuteOf(row.recordedAt)}</Row>
            <Row name={say('auditSubmitter')}>{row.organisation}</Row>
            <Row name={say('auditEndorsers')}>
              {explored?.anatomy ? explored.anatomy.endorsers.join(', ') : say('auditPeerSilent').zh}
            </Row>
            <Row name={say('auditFunction')}>
              {explored?.anatomy && (
                <Mono>
                  {explored.anatomy.chaincode} {explored.anatomy.function}
                </Mono>
              )}
            </Row>
            <Row name={say('auditRoot')}>{row.root && <Mono>{row.root}</Mono>}</Row>
            <Row name={say('auditCheckpoint')}>
              {row.checkpoint && (
                <a class="mono" href={transactionHref(row.checkpoint)}>
                  {row.checkpoint.slice(0, 24)}… ({row.endorsers})
                </a>
              )}
            </Row>
          </dl>
          {explored?.anatomy && (
            <details>
              <summary>
                <Say
                  text={say('auditReadWrites', {
                    reads: explored.anatomy.reads.length,
                    writes: explored.anatomy.writes.length
                  })}
                />
              </summary>
              <ul>
                {explored.anatomy.writes.slice(0, 200).map(({ key }) => (
                  <li>
                    <a class="mono" href={`/audit/ledger/states?key=${encodeURIComponent(key)}`}>
                      {key}
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
        <Commands commands={commands} />
      </>
    ))}
  </>
)

const Commands = ({ commands }: { commands: readonly CommandRow[] }) => (
  <ul class="rows">
    {commands.map(({ key, id, module, action, author, authorName, status, code }) => (
      <li>
        <a href={commandHref(key, id)}>
          <strong>
            {authorName?.zh ?? author} · {module}/{action}{' '}
            <span class={`mark ${status === 'accepted' ? 'good' : 'bad'}`}>{code ?? status}</span>
          </strong>
          <span class="note mono">{id}</span>
        </a>
      </li>
    ))}
  </ul>
)
