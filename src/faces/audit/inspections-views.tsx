import type { Text } from '@suyuan/model/core/refusal'
import { minuteOf } from '../../core/web/clock.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import { ErrorOf, Field, told } from './fields.js'
import type { Inspection } from './inspections.js'
import { commandHref, lotHref } from './sheets.js'

/** What the form holds, as it was typed. */
export interface InspectionFields {
  goods: string
  first: string
  second: string
  result: string
  words: string
}
export type InspectionErrors = Partial<Record<keyof InspectionFields | 'photo', Text>>

const ResultChoice = ({ chosen, error }: { chosen: string; error: Text | undefined }) => (
  <fieldset class="choices" aria-describedby={error && 'result-error'}>
    <legend>
      <Say text={say('auditResult')} />
    </legend>
    {(['conformant', 'non_conformant'] as const).map(value => (
      <label>
        <input type="radio" name="result" value={value} checked={chosen === value} required />
        <Say text={say(value === 'conformant' ? 'auditConforms' : 'auditConformsNot')} />
      </label>
    ))}
    <ErrorOf id="result" error={error} />
  </fieldset>
)

const Line = ({ id, value, error, hint }: { id: string; value: string; error: Text | undefined; hint?: Text }) => (
  <input id={id} name={id} value={value} required maxLength={200} autocomplete="off" {...told(id, error, hint)} />
)

export const InspectionForm = ({ form, errors }: { form: InspectionFields; errors: InspectionErrors }) => {
  const [goodsHint, officerHint] = [say('auditGoodsHint'), say('auditOfficerHint')]
  return (
    <>
      <h1>
        <Say text={say('auditInspect')} />
      </h1>
      <form method="post" action="/audit/inspections" enctype="multipart/form-data" class="card stack">
        <Field id="goods" label={say('auditGoods')} hint={goodsHint} error={errors.goods}>
          <Line id="goods" value={form.goods} error={errors.goods} hint={goodsHint} />
        </Field>
        <Field id="first" label={say('auditOfficer1')} hint={officerHint} error={errors.first}>
          <Line id="first" value={form.first} error={errors.first} hint={officerHint} />
        </Field>
        <Field id="second" label={say('auditOfficer2')} error={errors.second}>
          <Line id="second" value={form.second} error={errors.second} />
        </Field>
        <ResultChoice chosen={form.result} error={errors.result} />
        <Field id="words" label={say('auditFound1')} error={errors.words}>
          <textarea id="words" name="words" required maxLength={1000} rows={4} {...told('words', errors.words)}>
            {form.words}
          </textarea>
        </Field>
        <Field id="photo" label={say('auditPhoto')} error={errors.photo}>
          <input
            id="photo"
            name="photo"
            type="file"
            accept="image/jpeg,image/png,image/webp"
            capture="environment"
            {...told('photo', errors.photo)}
          />
        </Field>
        <p class="note">
          <Say text={say('auditInspectHelp')} />
        </p>
        <div class="actions">
          <button type="submit" class="button">
            <Say text={say('auditInspectSubmit')} />
          </button>
        </div>
      </form>
    </>
  )
}

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
      {inspections.map(({ id, madeAt, conformant, about }) => (
        <li>
          <a href={`/audit/inspections/${id}`}>
            <strong>
              {[...about.lots.map(({ lot }) => lot), ...about.cases].join(', ')}{' '}
              <span class={`mark ${conformant ? 'good' : 'bad'}`}>
                {say(conformant ? 'auditConforms' : 'auditConformsNot').zh}
              </span>
            </strong>
            <span class="note">{minuteOf(madeAt)}</span>
          </a>
        </li>
      ))}
    </ul>
  </>
)

/** The record as it is printed and signed by hand. */
export const RecordView = ({ inspection, by }: { inspection: Inspection; by: Text }) => (
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
        {inspection.about.lots.map(lot => (
          <a href={lotHref(lot)}>
            {lot.gtin} {lot.lot}
          </a>
        ))}
        {inspection.about.cases.map(sscc => (
          <a href={`/audit/cases/${sscc}`}>{sscc}</a>
        ))}
      </Row>
      <Row name={say('auditResult')}>
        <span class={`mark ${inspection.conformant ? 'good' : 'bad'}`}>
          <Say text={say(inspection.conformant ? 'auditConforms' : 'auditConformsNot')} />
        </span>
      </Row>
      <Row name={say('auditFound1')}>{inspection.words}</Row>
      <Row name={say('auditDigest')}>
        <span class="mono">{inspection.digest}</span>
      </Row>
      <Row name={say('auditCommand')}>
        {inspection.key && inspection.command && (
          <a class="mono" href={commandHref(inspection.key, inspection.command)}>
            {inspection.command}
          </a>
        )}
      </Row>
    </dl>
    {inspection.hasPhoto && (
      <img src={`/audit/inspections/${inspection.id}/photo`} alt={say('auditPhoto').zh} width="320" />
    )}
    <p>
      <Say text={say('auditSignatures')} /> ______________ ______________ ______________
    </p>
    <p class="note">
      <Say text={say('auditPrintHelp')} />
    </p>
  </article>
)
