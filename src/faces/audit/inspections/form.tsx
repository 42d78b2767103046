import type { Text } from '@suyuan/model/core/refusal'
import { Field, type Option, Tiles } from '../../../core/web/fields.js'
import { Say } from '../../../core/web/page.js'
import { inspectionScript } from '../../../core/web/script.js'
import { say } from '../../../core/web/texts.js'
import { CameraScript, CodeField } from '../code-field.js'

/** What the form holds, as it was typed. */
export interface InspectionFields {
  goods: string
  first: string
  second: string
  result: string
  words: string
}
export type InspectionErrors = Partial<Record<keyof InspectionFields | 'photo', Text>>

/** What an inspection may come to. */
export const RESULTS = {
  conformant: 'auditConforms',
  non_conformant: 'auditConformsNot',
  held: 'auditResultHeld'
} as const
export type Result = keyof typeof RESULTS
export const isResult = (text: string): text is Result => Object.hasOwn(RESULTS, text)

const OPTIONS = Object.entries(RESULTS).map(([value, name]): Option => [value, say(name)])

const LINES = [
  ['first', 'auditOfficer1', 'auditOfficerHint'],
  ['second', 'auditOfficer2', undefined]
] as const

export const InspectionForm = ({ form, errors }: { form: InspectionFields; errors: InspectionErrors }) => (
  <>
    <h1>
      <Say text={say('auditInspect')} />
    </h1>
    <form method="post" action="/audit/inspections" enctype="multipart/form-data" class="card stack">
      <CodeField stays>
        <Field name="goods" label={say('auditGoods')} hint={say('auditGoodsHint')} error={errors.goods}>
          {tied => <input {...tied} value={form.goods} required maxLength={200} autocomplete="off" />}
        </Field>
      </CodeField>
      {LINES.map(([name, label, hint]) => (
        <Field name={name} label={say(label)} hint={hint && say(hint)} error={errors[name]}>
          {tied => <input {...tied} value={form[name]} required maxLength={200} autocomplete="off" />}
        </Field>
      ))}
      <Tiles
        name="result"
        label={say('auditResult')}
        options={OPTIONS}
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
        {tied => (
          <input {...tied} type="file" accept="image/jpeg,image/png,image/webp" capture="environment" data-shrinks />
        )}
      </Field>
      <p class="note">
        <Say text={say('auditInspectHelp')} />
      </p>
      <div class="actions">
        <button type="submit">
          <Say text={say('auditInspectSubmit')} />
        </button>
      </div>
    </form>
    <CameraScript />
    <script type="module" src={inspectionScript.path} integrity={inspectionScript.integrity} />
  </>
)
