import type { Text } from '@suyuan/model/core/refusal'
import { useState } from 'preact/hooks'
import { Say } from '../../../../core/web/browser/say.js'
import { addClerk, changeClerk, isPin } from '../clerks.js'
import { say } from '../say.js'
import type { Store } from '../store.js'
import type { Look } from './look.js'

/** Who is at the phone: chosen by name and PIN, so that each entry says who logged it. */
export const Clerks = ({ look, store }: { look: Look; store: Store }) => (
  <>
    <section class="card">
      <h1>
        <Say text={say('deskClerks')} />
      </h1>
      {look.clerk && (
        <p class="number">
          <Say text={say('deskClerkNow', { name: look.clerk.name })} />
        </p>
      )}
      {look.clerks
        .filter(({ id }) => id !== look.clerk?.id)
        .map(({ id, name }) => (
          <PinForm key={id} id={id} name={name} store={store} />
        ))}
    </section>
    <AddForm store={store} />
  </>
)

const PinField = ({ id, wrong }: { id: string; wrong: Text | undefined }) => (
  <div class="field">
    <label for={id}>
      <Say text={say('deskPin')} />
    </label>
    <input id={id} name="pin" type="password" inputMode="numeric" maxLength={4} autocomplete="off" />
    {wrong && (
      <span class="error" role="alert">
        <Say text={wrong} />
      </span>
    )}
  </div>
)

const read = (event: Event) => {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const data = new FormData(form)
  return { form, pin: String(data.get('pin')), name: String(data.get('name') ?? '').trim() }
}

function PinForm({ id, name, store }: { id: string; name: string; store: Store }) {
  const [wrong, setWrong] = useState<Text>()
  const submit = async (event: Event) => {
    const { form, pin } = read(event)
    if (await changeClerk(store, id, pin)) location.hash = '#/'
    else setWrong(say('deskPinWrong'))
    form.reset()
  }
  return (
    <form onSubmit={submit}>
      <h2>{name}</h2>
      <PinField id={`pin-${id}`} wrong={wrong} />
      <button type="submit" class="secondary">
        <Say text={say('deskClerkUse')} />
      </button>
    </form>
  )
}

function AddForm({ store }: { store: Store }) {
  const [wrong, setWrong] = useState<Text>()
  const submit = async (event: Event) => {
    const { name, pin } = read(event)
    if (!name) return setWrong(say('deskMissing'))
    if (!isPin(pin)) return setWrong(say('deskPinForm'))
    await addClerk(store, name, pin)
    location.hash = '#/'
  }
  return (
    <form class="card" onSubmit={submit}>
      <h2>
        <Say text={say('deskClerkAdd')} />
      </h2>
      <div class="field">
        <label for="clerk-name">
          <Say text={say('deskClerkName')} />
        </label>
        <input id="clerk-name" name="name" maxLength={20} autocomplete="off" aria-describedby="clerk-hint" />
        <span class="hint" id="clerk-hint">
          <Say text={say('deskClerkHint')} />
        </span>
      </div>
      <PinField id="clerk-pin" wrong={wrong} />
      <button type="submit">
        <Say text={say('deskClerkAdd')} />
      </button>
    </form>
  )
}
