import type { Text } from '@suyuan/model/core/refusal'
import { Row, Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { Inspection } from './inspections.js'
import { commandHref, lotHref, timeOf } from './sheets.js'

/** What the form holds, as it was typed. */
export interface InspectionFields {
  goods: string
  first: string
  second: string
  result: string
  words: string
}
export type InspectionErrors = Partial<Record<keyof InspectionFields | 'photo', Text>>

const ErrorOf = ({ id, error }: { id: string; error: Text | undefined }) =>
  error ? (
    <p class="error" id={`${id}-error`}>
      <Say text={error} />
    </p>
  ) : null

const Field = ({
  id,
  label,
  hint,
  value,
  error
}: {
  id: keyof InspectionFields
  label: Text
  hint?: Text
  value: string
  error: Text | undefined
}) => (
  <div class="field">
    <label for={id}>
      <Say text={label} />
    </label>
    <input
      id={id}
      name={id}
      value={value}
      required
      maxLength={200}
      autocomplete="off"
      aria-invalid={error ? 'true' : undefined}
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
    />
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        <Say text={hint} />
      </p>
    )}
    <ErrorOf id={id} error={error} />
  </div>
)

export const InspectionForm = ({ form, errors }: { form: InspectionFields; errors: InspectionErrors }) => (
  <>
    <h1>
      <Say text={say('auditInspect')} />
    </h1>
    <form method="post" action="/audit/inspections" enctype="multipart/form-data" class="card stack">
      <Field
        id="goods"
        label={say('auditGoods')}
        hint={say('auditGoodsHint')}
        value={form.goods}
        error={errors.goods}
      />
      <Field
        id="first"
        label={say('auditOfficer1')}
        hint={say('auditOfficerHint')}
        value={form.first}
        error={errors.first}
      />
      <Field id="second" label={say('auditOfficer2')} value={form.second} error={errors.second} />
      <fieldset class="choices">
        <legend>
          <Say text={say('auditResult')} />
        </legend>
        {(['conformant', 'non_conformant'] as const).map(value => (
          <label>
            <input type="radio" name="result" value={value} checked={form.result === value} required />
            <Say text={say(value === 'conformant' ? 'auditConforms' : 'auditConformsNot')} />
          </label>
        ))}
        <ErrorOf id="result" error={errors.result} />
      </fieldset>
      <div class="field">
        <label for="words">
          <Say text={say('auditFound1')} />
        </label>
        <textarea
          id="words"
          name="words"
          required
          maxLength={1000}
          rows={4}
          aria-describedby={errors.words && 'words-error'}
        >
          {form.words}
        </textarea>
        <ErrorOf id="words" error={errors.words} />
      </div>
      <div class="field">
        <label for="photo">
          <Say text={say('auditPhoto')} />
        </label>
        <input
          id="photo"
          name="photo"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
          aria-describedby={errors.photo && 'photo-error'}
        />
        <ErrorOf id="photo" error={errors.photo} />
      </div>
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
            <span class="note">{timeOf(madeAt)}</span>
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
      <Row name={say('auditTime')}>{timeOf(inspection.madeAt)}</Row>
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
