import { dayOf } from '@suyuan/model/core/day'
import type { Text } from '@suyuan/model/core/refusal'
import { useEffect, useState } from 'preact/hooks'
import { refusalText } from '../../../../core/web/browser/refusal-text.js'
import { Say } from '../../../../core/web/browser/say.js'
import { composed, type Field } from '../forms/form.js'
import { kilogramsOf } from '../forms/reading.js'
import { askToKeep } from '../keeping.js'
import { log } from '../outbox.js'
import type { Replayer } from '../replayer.js'
import { say } from '../say.js'
import { canScan } from '../scanner.js'
import type { Entry } from '../store.js'
import { Fields } from './fields.js'
import { type FillingParts, useFilling } from './filling.js'
import { Photos } from './photos.js'
import { Scan } from './scan.js'

/** A quick form on the phone: checked by the law as it is typed, logged without a signal. */
export function Log({ replayer, ...parts }: FillingParts & { replayer: Replayer }) {
  const { name, mends, look, store } = parts
  const filling = useFilling(parts)
  const { form, situation, start, values, errors, setErrors, element } = filling
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const [saving, setSaving] = useState(false)
  // What one is about to choose from may have changed.
  useEffect(() => replayer.kick(), [])

  const save = async (event: Event) => {
    event.preventDefault()
    const made = composed(form, values, situation)
    if ('errors' in made) {
      setErrors(made.errors)
      requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    setSaving(true)
    try {
      const summary = form.summary(values, situation)
      const logged = { id: start.id, form: name, values, summary, events: made.events, photos }
      const id = await log(store, look.device, { ...logged, ...(start.mends && { mends: start.mends }) })
      void askToKeep()
      replayer.kick()
      location.replace(`#/entry/${id}`)
    } catch (error) {
      setErrors({ '': say('deskNotKept', { reason: (error as Error).message }) })
      setSaving(false)
    }
  }

  return (
    <form ref={element} class="card" onInput={filling.typed} onFocusOut={filling.left} onSubmit={save} novalidate>
      <h1>
        <Say text={form.title} />
      </h1>
      {name === 'harvest' && <Today entries={look.entries} />}
      {mends?.code && <Refused reason={refusalText(mends.code, mends.facts)} />}
      <Fields
        fields={form.fields(values, situation)}
        values={values}
        errors={errors}
        scan={scannerFor(filling.scanned)}
      />
      <Photos photos={photos} onPhoto={photo => setPhotos([...photos, photo])} />
      <div class="actions">
        <button type="submit" disabled={saving || look.device.standing === 'revoked'}>
          <Say text={say('deskSave')} />
        </button>
      </div>
    </form>
  )
}

/** A button that scans for a field of codes, where there is a camera. */
const scannerFor = (scanned: ReturnType<typeof useFilling>['scanned']) => (field: Field) => {
  const scans = 'scans' in field ? field.scans : undefined
  return scans && canScan() ? <Scan scans={scans} onCode={code => scanned(field, code)} /> : null
}

const Refused = ({ reason }: { reason: Text }) => (
  <div class="verdict bad">
    <p>
      <Say text={say('deskRefusedHelp')} />
    </p>
    <p>
      <strong>
        <Say text={reason} />
      </strong>
    </p>
  </div>
)

/** What this phone has logged as picked today, whether it is on the ledger yet or not. */
export function Today({ entries }: { entries: readonly Entry[] }) {
  const today = dayOf(new Date())
  const picked = entries.filter(
    ({ form, state, loggedAt }) => form === 'harvest' && state !== 'refused' && dayOf(new Date(loggedAt)) === today
  )
  const grams = picked.reduce((sum, { values }) => sum + Math.round(kilogramsOf(values, 'weight') * 1000), 0)
  return (
    <p>
      <Say text={say('deskToday')} />
      <span class="number">{grams / 1000} 公斤</span>
      <span class="note">{grams / 500} 斤</span>
    </p>
  )
}
