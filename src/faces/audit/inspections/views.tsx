import type { LotRef } from '@suyuan/model/core/gs1'
import type { Text } from '@suyuan/model/core/refusal'
import { minuteOf } from '../../../core/web/clock.js'
import { Row, Say } from '../../../core/web/page.js'
import { inspectionScript } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import { CameraScript, PrintButton } from '../code-field.js'
import { commandHref, lotHref } from '../sheets.js'
import type { Inspection } from './records.js'
import type { Standing } from './signing.js'

const ResultMark = ({ conformant }: Pick<Inspection, 'conformant'>) => (
  <span class={`mark ${conformant === null ? 'note' : conformant ? 'good' : 'bad'}`}>
    <Say text={say(conformant === null ? 'auditResultHeld' : conformant ? 'auditConforms' : 'auditConformsNot')} />
  </span>
)

export const InspectionList = ({ inspections }: { inspections: readonly Inspection[] }) => (
  <>
    <h1>
      <Say text={say('auditInspections')} />
    </h1>
    <div class="actions">
      <a class="button" href="/audit/inspections/new">
        <Say text={say('auditInspect')} />
      </a>
    </div>
    {inspections.length === 0 && (
      <p class="empty">
        <Say text={say('auditNothing')} />
      </p>
    )}
    <ul class="rows">
      {inspections.map(({ id, madeAt, conformant, about, command }) => (
        <li>
          <a href={`/audit/inspections/${id}`}>
            <strong>
              {[...about.lots.map(({ lot }) => lot), ...about.cases].join(', ')} <ResultMark conformant={conformant} />
            </strong>
            <span class="note">
              {minuteOf(madeAt)}
              {command === null && (
                <>
                  {' · '}
                  <Say text={say('auditUnsigned')} />
                </>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  </>
)

export interface RecordParts {
  inspection: Inspection
  by: Text
  standing: Standing
  /** What the officer's browser is asked to sign. */
  asked: string
  problem: Text | null
  /** With which a recall begins: what was looked at, or what is in the case that was. */
  lot: LotRef | null
}

/** The record as it is signed, then printed and signed by hand. */
export const RecordView = (parts: RecordParts) => {
  const { inspection, by, standing } = parts
  return (
    <>
      <article class="card">
        <h1>
          <Say text={say('auditInspectionRecord')} />
        </h1>
        <dl>
          <Row name={say('auditRecordNumber')}>
            <span class="mono">{inspection.id}</span>
          </Row>
          <Row name={say('auditTime')}>{minuteOf(inspection.madeAt)}</Row>
          <Row name={say('auditAuthority')}>
            <Say text={by} />
          </Row>
          <Row name={say('auditOfficers')}>{inspection.officers.join('、')}</Row>
          <Row name={say('auditGoods')}>
            <Goods about={inspection.about} />
          </Row>
          <Row name={say('auditResult')}>
            <ResultMark conformant={inspection.conformant} />
          </Row>
          <Row name={say('auditFound1')}>{inspection.words}</Row>
          <Row name={say('auditDigest')}>
            <span class="mono">{inspection.digest}</span>
          </Row>
          <OnLedger standing={standing} />
        </dl>
        {inspection.hasPhoto && (
          <p>
            <img src={`/audit/inspections/${inspection.id}/photo`} alt={say('auditPhoto').zh} width="320" />
          </p>
        )}
        <p>
          <Say text={say('auditSignatures')} /> ______________ ______________ ______________
        </p>
        {standing.is === 'recorded' && (
          <div class="actions">
            <PrintButton text={say('auditPrint')} />
          </div>
        )}
      </article>
      {standing.is === 'unsigned' && inspection.events && <Signing {...parts} refused={standing.refused} />}
      {standing.is === 'recorded' && <Following {...parts} />}
      <CameraScript />
    </>
  )
}

const Goods = ({ about: { lots, cases } }: Pick<Inspection, 'about'>) => (
  <>
    {lots.map(lot => (
      <a href={lotHref(lot)}>
        {lot.gtin} {lot.lot}
      </a>
    ))}
    {cases.map(sscc => (
      <a href={`/audit/cases/${sscc}`}>{sscc}</a>
    ))}
  </>
)

const CUSTODIES = { device: 'auditByDevice', gateway: 'auditByGateway', certificate: 'custodyCertificate' } as const

/** Whether the ledger has it, and by which key. */
const OnLedger = ({ standing }: { standing: Standing }) => {
  if (standing.is !== 'recorded')
    return (
      <Row name={say('auditState')}>
        <span class="mark note" data-standing={standing.is}>
          <Say text={say(standing.is === 'underway' ? 'auditUnderway' : 'auditUnsigned')} />
        </span>
      </Row>
    )
  const { key, command, block, custody } = standing
  return (
    <>
      <Row name={say('auditState')}>
        <span class="mark good" data-standing="recorded">
          <Say text={say('auditInBlock', { block })} />
        </span>
      </Row>
      <Row name={say('auditSignedBy')}>{custody && <Say text={say(CUSTODIES[custody])} />}</Row>
      <Row name={say('auditCommand')}>
        <a class="mono" href={commandHref(key, command)}>
          {command}
        </a>
      </Row>
    </>
  )
}

/** Ways to sign: by the device where it has a key, by the gateway everywhere. */
const Signing = ({ inspection, asked, problem, refused }: RecordParts & { refused: Text | null }) => (
  <section class="card">
    <h2>
      <Say text={say('auditSign')} />
    </h2>
    {(problem ?? refused) && (
      <p class="banner amber" role="alert">
        <Say text={(problem ?? refused)!} />
      </p>
    )}
    <p>
      <Say text={say('auditSignHelp')} />
    </p>
    <form method="post" action={`/audit/inspections/${inspection.id}/sign`} data-signs={asked}>
      <input type="hidden" name="command" value="" />
      <p data-no-key class="note" hidden>
        <Say text={say('auditNoDevice')} />{' '}
        <a href="/desk#/device">
          <Say text={say('auditEnrolDevice')} />
        </a>
      </p>
      <div class="actions">
        <button type="button" data-device hidden>
          <Say text={say('auditSignDevice')} />
        </button>
        <button type="submit" class="secondary">
          <Say text={say('auditSignGateway')} />
        </button>
      </div>
    </form>
    <script type="module" src={inspectionScript.path} integrity={inspectionScript.integrity} />
  </section>
)

const FOLLOWING = {
  conformant: 'auditAfterConforms',
  non_conformant: 'auditAfterConformsNot',
  held: 'auditAfterHeld'
} as const

/** What the law has made of it, and what is to be done next. */
const Following = ({ inspection: { conformant, about, digest }, lot }: RecordParts) => {
  const [sscc] = about.cases
  const ofLot = lot ? { gtin: lot.gtin, lot: lot.lot } : {}
  const query = new URLSearchParams(sscc === undefined ? ofLot : { sscc })
  return (
    <section class="card noprint">
      <h2>
        <Say text={say('auditAfter')} />
      </h2>
      <p>
        <Say text={say(FOLLOWING[conformant === null ? 'held' : conformant ? 'conformant' : 'non_conformant'])} />
      </p>
      <div class="actions">
        {conformant === false && lot && (
          <a class="button danger" href={`/audit/recalls/new?${new URLSearchParams(ofLot)}`}>
            <Say text={say('auditRecallFrom')} />
          </a>
        )}
        {conformant === null && (
          <a class="button" href={`/audit/inspections/new?${query}`}>
            <Say text={say('auditInspectAgain')} />
          </a>
        )}
        <a
          class="button secondary"
          href={`/audit/supervision/inspections/new/${conformant === false ? 'recordProblem' : 'recordConformant'}?record=${digest}`}
        >
          <Say text={say('svLinkInspection')} />
        </a>
        {lot && (
          <a class="button secondary" href={lotHref(lot)}>
            <Say text={say('auditToLot')} />
          </a>
        )}
      </div>
    </section>
  )
}
