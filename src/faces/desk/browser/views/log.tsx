import type { Text } from '@suyuan/model/core/refusal'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Say } from '../../../../core/web/browser/say.js'
import { composed, type Errors, type Form, type Situation, type Values } from '../forms/form.js'
import { FORMS, type FormName } from '../forms/index.js'
import { chinaDay, kilogramsOf } from '../forms/reading.js'
import { askToKeep } from '../keeping.js'
import { log } from '../outbox.js'
import { shrunk } from '../photos.js'
import type { Replayer } from '../replayer.js'
import { say } from '../say.js'
import { refusalText } from '../sending.js'
import type { Draft, Entry, Store } from '../store.js'
import { Fields } from './fields.js'
import type { Look } from './look.js'

interface LogParts {
  name: FormName
  /** The refused entry that it is to stand for. */
  mends: Entry | undefined
  look: Look & { device: NonNullable<Look['device']>; data: NonNullable<Look['data']> }
  store: Store
  replayer: Replayer
}

/** What a form begins with: the draft, the entry to be mended, or what was said last time. */
function beginning(form: Form, { name, mends, look }: LogParts, situation: Situation): Draft {
  const draft = look.drafts.find(draft => draft.form === name)
  if (draft && draft.mends === mends?.id) return draft
  const fresh = { form: name, id: crypto.randomUUID(), at: new Date().toISOString() }
  return mends
    ? { ...fresh, values: { ...mends.values }, mends: mends.id }
    : { ...fresh, values: form.defaults(situation) }
}

/** A quick form on the phone: kept as a draft while it is typed, checked by the law as it is, logged without a signal. */
export function Log(parts: LogParts) {
  const { name, mends, look, store, replayer } = parts
  const form: Form = FORMS[name]
  const { data, device, last, sequence } = look
  const mark = device.key.slice(0, 4) + (sequence + 1).toString(36)
  const situation: Situation = { data, last: last[name] ?? {}, now: new Date(), mark }
  const start = useMemo(() => beginning(form, parts, situation), [name, mends?.id])
  const [values, setValues] = useState<Values>(start.values)
  const [errors, setErrors] = useState<Errors>({})
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const [saving, setSaving] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const touched = useRef(look.drafts.includes(start))
  useEffect(() => replayer.kick(), [])
  // Goods that came since it was opened: until something is typed, it begins with them.
  useEffect(() => {
    if (!touched.current && !mends) setValues(form.defaults(situation))
  }, [look.asOf])

  const typed = (event: Event) => {
    const target = event.target as HTMLInputElement
    if (!target.name) return
    const read = { ...values, ...valuesOf(element.current!, target.name) }
    const now = form.changed?.(target.name, read, situation) ?? read
    setValues(now)
    // What was wrong is looked at again as it is mended; what is not yet typed is not wrong.
    if (errors[target.name.replace(/(Unit|:.*)$/, '')] || errors['']) setErrors(errorsIn(form, now, situation))
    touched.current = true
    void store.db.put('drafts', { ...start, values: now })
  }

  const left = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement
    const found = value ? errorsIn(form, values, situation)[name] : undefined
    if (found) setErrors({ ...errors, [name]: found })
  }

  const save = async (event: Event) => {
    event.preventDefault()
    const made = composed(form, values, situation)
    if ('errors' in made) {
      setErrors(made.errors)
      requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid], [role=alert]')?.focus())
      return
    }
    setSaving(true)
    try {
      const { id } = start
      const summary = form.summary(values, situation)
      const logged = { id, form: name, values, summary, events: made.events, photos }
      const entry = await log(store, device, { ...logged, ...(start.mends && { mends: start.mends }) })
      void askToKeep()
      replayer.kick()
      location.replace(`#/entry/${entry}`)
    } catch (error) {
      setErrors({ '': say('deskNotKept', { reason: (error as Error).message }) })
      setSaving(false)
    }
  }

  return (
    <form ref={element} class="card" onInput={typed} onFocusOut={left} onSubmit={save} novalidate>
      <h1>
        <Say text={form.title} />
      </h1>
      {name === 'harvest' && <Today entries={look.entries} />}
      {mends?.code && <Refused code={refusalText(mends.code)} />}
      <Fields fields={form.fields(values, situation)} values={values} errors={errors} />
      <Photos photos={photos} onPhoto={photo => setPhotos([...photos, photo])} />
      <div class="actions">
        <button type="submit" disabled={saving || device.standing === 'revoked'}>
          <Say text={say('deskSave')} />
        </button>
      </div>
    </form>
  )
}

const errorsIn = (form: Form, values: Values, situation: Situation): Errors => {
  const made = composed(form, values, situation)
  return 'errors' in made ? made.errors : {}
}

/** One field as the form has it: what is chosen of many is one a line. */
const valuesOf = (form: HTMLFormElement, name: string): Values => ({ [name]: new FormData(form).getAll(name).join('\n') })

const Refused = ({ code }: { code: Text }) => (
  <p class="verdict bad">
    <Say text={say('deskRefusedHelp')} />
    <strong>
      <Say text={code} />
    </strong>
  </p>
)

/** What this phone has logged as picked today, whether it is on the ledger yet or not. */
export function Today({ entries }: { entries: readonly Entry[] }) {
  const today = chinaDay(new Date())
  const picked = entries.filter(
    ({ form, state, loggedAt }) =>
      form === 'harvest' && state !== 'refused' && chinaDay(new Date(loggedAt)) === today
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

interface PhotosParts {
  photos: readonly Blob[]
  onPhoto(photo: Blob): void
}

function Photos({ photos, onPhoto }: PhotosParts) {
  const [failed, setFailed] = useState(false)
  const took = async (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    for (const file of input.files ?? []) {
      try {
        onPhoto(await shrunk(file))
        setFailed(false)
      } catch {
        setFailed(true)
      }
    }
    input.value = ''
  }
  return (
    <div class="field">
      <label for="field-photo">
        <Say text={say('deskAddPhoto')} />
        {photos.length > 0 && (
          <span class="mark good">
            <Say text={say('deskPhotosKept', { count: photos.length })} />
          </span>
        )}
      </label>
      <input id="field-photo" type="file" accept="image/*" capture="environment" onChange={took} />
      {failed && (
        <span class="error" role="alert">
          <Say text={say('deskNotTaken')} />
        </span>
      )}
      <Previews photos={photos} />
    </div>
  )
}

/** Small pictures of what was taken, as data: nothing of them has an address. */
function Previews({ photos }: { photos: readonly Blob[] }) {
  const [urls, setUrls] = useState<string[]>([])
  useEffect(() => {
    void Promise.all(photos.map(dataUrl)).then(setUrls)
  }, [photos])
  return (
    <div class="photos">
      {urls.map((url, i) => (
        <img key={url.length} src={url} alt={`${say('deskPhotos').zh} ${i + 1}`} width="96" />
      ))}
    </div>
  )
}

const dataUrl = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
