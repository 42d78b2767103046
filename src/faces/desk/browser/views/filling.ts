import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { refusalText } from '../../../../core/web/browser/refusal-text.js'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import {
  composed,
  type Errors,
  type Field,
  type Form,
  fieldOf,
  refusedIn,
  type Situation,
  type Values
} from '../forms/form.js'
import { FORMS, type FormName } from '../forms/index.js'
import { lines } from '../forms/reading.js'
import { say } from '../say.js'
import type { Device, Draft, Entry, Store } from '../store.js'
import type { Look } from './look.js'

export interface FillingParts {
  name: FormName
  /** The refused entry that it is to stand for. */
  mends: Entry | undefined
  look: Look & { device: Device; data: DeskData }
  store: Store
}

/** What a form begins with: the draft, the entry to be mended, or what was said last time. */
function beginning(form: Form, { name, mends, look }: FillingParts, situation: Situation): Draft {
  const draft = look.drafts.find(draft => draft.form === name)
  if (draft && draft.mends === mends?.id) return draft
  const fresh = { form: name, id: crypto.randomUUID(), at: new Date().toISOString() }
  return mends
    ? { ...fresh, values: { ...mends.values }, mends: mends.id }
    : { ...fresh, values: form.defaults(situation) }
}

/** What is wrong with the entry to be mended, where that is of one field: its banner says the rest. */
function errorsOf(form: Form, mends: Entry | undefined): Errors {
  if (!mends?.code) return {}
  const { '': _, ...besideFields } = refusedIn(form, mends.code, refusalText(mends.code, mends.facts))
  return besideFields
}

const errorsIn = (form: Form, values: Values, situation: Situation): Errors => {
  const made = composed(form, values, situation)
  return 'errors' in made ? made.errors : {}
}

/** One field as the form has it: what is chosen of many is one a line. */
const typedIn = (form: HTMLFormElement, name: string): Values => ({
  [name]: new FormData(form).getAll(name).join('\n')
})

/** A form as it is filled in: kept as a draft with each character, looked at as it is left, mended as it is typed. */
export function useFilling(parts: FillingParts) {
  const { name, mends, look, store } = parts
  const form: Form = FORMS[name]
  const { data, device, last, sequence } = look
  const mark = device.key.slice(0, 4) + (sequence + 1).toString(36)
  const situation: Situation = { data, last: last[name] ?? {}, now: new Date(), mark }
  const start = useMemo(() => beginning(form, parts, situation), [name, mends?.id])
  const [values, setValues] = useState<Values>(start.values)
  const [errors, setErrors] = useState<Errors>(errorsOf(form, mends))
  const element = useRef<HTMLFormElement>(null)
  const touched = useRef(look.drafts.includes(start))

  // Goods that came since it was opened: until something is typed, it begins with them.
  useEffect(() => {
    if (!touched.current && !mends) setValues(form.defaults(situation))
  }, [look.asOf])

  // A draft is written with each character, and told of once: when one goes elsewhere.
  useEffect(() => () => store.announce(), [store])

  const fill = (now: Values) => {
    touched.current = true
    setValues(now)
    void store.db.put('drafts', { ...start, values: now })
  }

  const typed = (event: Event) => {
    const target = event.target as HTMLInputElement
    if (!target.name) return
    const read = { ...values, ...typedIn(element.current!, target.name) }
    const now = form.changed?.(target.name, read, situation) ?? read
    fill(now)
    // What was wrong is looked at again as it is mended; what is not yet typed is not wrong.
    if (errors[fieldOf(target.name)] || errors['']) setErrors(errorsIn(form, now, situation))
  }

  const left = (event: Event) => {
    // A heading that is left, or a link, has no name.
    const { name = '', value } = event.target as Partial<HTMLInputElement>
    const field = fieldOf(name)
    const found = value ? errorsIn(form, values, situation)[field] : undefined
    if (found) setErrors({ ...errors, [field]: found })
  }

  /** What was scanned for a field is there beside what was: it blanks nothing. @returns whether there is such a thing */
  const scanned = (field: Field, code: string): boolean => {
    const isHere = field.kind !== 'many' || field.choices.some(({ value }) => value === code)
    const added = { ...values, [field.name]: [...new Set([...lines(values[field.name]), code])].join('\n') }
    const now = isHere
      ? (form.changed?.(field.name, added, situation) ?? added)
      : form.scanned?.(field.name, code, values, situation)
    if (now) fill(now)
    setErrors(now ? {} : { [field.name]: say('deskScanNotHere') })
    return now !== undefined
  }

  return { form, situation, start, values, errors, setErrors, element, typed, left, scanned }
}
