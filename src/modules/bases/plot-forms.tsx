import { DOSE_UNITS, type InputUse } from '@suyuan/model/bases/states'
import { today } from '../../core/web/clock.js'
import { Field, Input, type Option, Problem, Select, Submit } from '../../core/web/fields.js'
import type { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { say } from '../../core/web/texts.js'
import type { BasePlot } from './queries/bases.js'

interface InputFormParts {
  form: Form
  plot: BasePlot
  last: InputUse | undefined
  /** Number of the new record. */
  id: string
  attempt: string
  action: string
}

const UNITS = Object.entries(DOSE_UNITS).map(([unit, text]): Option => [unit, text])

/** What was applied to a plot. All but the days stands in it as it was the last time. */
export const InputForm = ({ form, plot, last, id, attempt, action }: InputFormParts) => (
  <section class="card">
    <h1>
      <Say text={say('basesRecordInput')} />
    </h1>
    <p class="note">
      <Say text={plot.name} />
    </p>
    <Problem form={form} />
    <form method="post" action={action}>
      <input type="hidden" name="attempt" value={attempt} />
      <input type="hidden" name="id" value={form.raw('id') || id} />
      <Input form={form} name="product" label={say('basesProduct')} value={last?.product} maxlength={80} />
      <Input
        form={form}
        name="registration"
        label={say('basesRegistration')}
        hint={say('basesRegistrationHint')}
        value={last?.registration}
        maxlength={40}
        optional
      />
      <Input form={form} name="source" label={say('basesSource')} value={last?.source} maxlength={120} />
      <Input form={form} name="dose" label={say('basesDose')} value={last?.dose} inputmode="decimal" />
      <Select form={form} name="unit" label={say('basesUnit')} options={UNITS} value={last?.unit ?? 'mL/mu'} />
      <Input form={form} name="against" label={say('basesAgainst')} value={last?.against} maxlength={60} optional />
      <Input form={form} name="startedOn" label={say('basesStarted')} type="date" value={today()} />
      <Input
        form={form}
        name="stoppedOn"
        label={say('basesStopped')}
        hint={say('basesStoppedHint')}
        type="date"
        value={today()}
      />
      <Input
        form={form}
        name="intervalDays"
        label={say('basesInterval')}
        hint={say('basesIntervalHint')}
        value={last && String(last.intervalDays)}
        inputmode="numeric"
      />
      <Submit text={say('basesSign')} />
    </form>
  </section>
)

export const OutlineForm = ({ form, plot, action }: { form: Form; plot: BasePlot; action: string }) => (
  <section class="card">
    <h1>
      <Say text={say('basesOutline')} />
    </h1>
    <p class="note">
      <Say text={plot.name} />
    </p>
    <p class="note">
      <Say text={say('basesOutlineHelp')} />
    </p>
    <Problem form={form} />
    <form method="post" action={action}>
      <Field name="corners" label={say('basesCorners')} hint={say('basesCornersHint')} error={form.errors.corners}>
        {tied => (
          <textarea {...tied} rows={6} required maxLength={6000}>
            {form.raw('corners')}
          </textarea>
        )}
      </Field>
      <Submit text={say('basesSave')} />
    </form>
  </section>
)
