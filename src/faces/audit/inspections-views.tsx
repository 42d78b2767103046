import type { Text } from '@suyuan/model/core/refusal'
import { minuteOf } from '../../core/web/clock.js'
import { Field, Tiles } from '../../core/web/fields.js'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
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

const RESULTS = [
  ['conformant', say('auditConforms')],
  ['non_conformant', say('auditConformsNot')]
] as const

const LINES = [
  ['goods', 'auditGoods', 'auditGoodsHint'],
  ['first', 'auditOfficer1', 'auditOfficerHint'],
  ['second', 'auditOfficer2', undefined]
] as const

export const InspectionForm = ({ form, errors }: { form: InspectionFields; errors: InspectionErrors }) => (
  <>
    <h1>
      <Say text={say('auditInspect')} />
    </h1>
    <form method="post" action="/audit/inspections" enctype="multipart/form-data" class="card stack">
      {LINES.map(([name, label, hint]) => (
        <Field name={name} label={say(label)} hint={hint && say(hint)} error={errors[name]}>
          {tied => <input {...tied} value={form[name]} required maxLength={200} autocomplete="off" />}
        </Field>
      ))}
      <Tiles
        name="result"
        label={say('auditResult')}
        options={RESULTS}
        chosen={[form.result]}
        error={errors.result}
        required
      />
      <Field name="words" label={say('auditFound1')} error={errors.words}>
        {tied => (
          <textarea {...tied} required maxLength={1000} rows={4}>
            {form.words}
          </textarea>
        )}
      </Field>
      <Field name="photo" label={say('auditPhoto')} error={errors.photo}>
        {tied => <input {...tied} type="file" accept="image/jpeg,image/png,image/webp" capture="environment" />}
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
