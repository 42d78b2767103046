import type { Text } from '@suyuan/model/core/refusal'
import { Field } from '../../../core/web/fields.js'
import { Say } from '../../../core/web/page.js'
import { say } from '../../../core/web/texts.js'
import { CameraScript, CodeField } from '../code-field.js'
import { lineOf } from '../sheets.js'
import type { Office } from './requests.js'

/** What the form holds, as it was typed. */
export interface RequestFields {
  about: string
  office: string
  reason: string
  due: string
}
export type RequestErrors = Partial<Record<keyof RequestFields, Text>>

interface RequestFormParts {
  form: RequestFields
  errors: RequestErrors
  offices: readonly Office[]
}

const Title = () => (
  <h1>
    <Say text={say('auditRequestNew')} />
  </h1>
)

const NoOffices = () => (
  <>
    <Title />
    <p class="empty">
      <Say text={say('auditNoOffices')} />
    </p>
  </>
)

export const RequestForm = ({ form, errors, offices }: RequestFormParts) =>
  offices.length === 0 ? (
    <NoOffices />
  ) : (
    <>
      <Title />
      <form method="post" action="/audit/requests" class="card stack">
        <CodeField stays>
          <Field name="about" label={say('auditAbout')} hint={say('auditAboutHint')} error={errors.about}>
            {tied => <input {...tied} value={form.about} required maxLength={200} autocomplete="off" />}
          </Field>
        </CodeField>
        <Field name="office" label={say('auditOffice')} error={errors.office}>
          {tied => (
            <select {...tied} required>
              <option value="">{lineOf(say('auditChoose'))}</option>
              {offices.map(({ party, name, region }) => (
                <option value={party} selected={party === form.office}>
                  {lineOf(name)} · {region || lineOf(say('auditEverywhere'))}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="reason" label={say('auditRequestReason')} error={errors.reason}>
          {tied => (
            <textarea {...tied} required maxLength={1000} rows={4}>
              {form.reason}
            </textarea>
          )}
        </Field>
        <Field name="due" label={say('auditAnswerBy')} hint={say('auditDueHint')} error={errors.due}>
          {tied => <input {...tied} type="date" value={form.due} required />}
        </Field>
        <div class="actions">
          <button type="submit">
            <Say text={say('auditRequestSubmit')} />
          </button>
        </div>
      </form>
      <CameraScript />
    </>
  )
