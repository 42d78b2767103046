/**
 * The script of pages on which somebody makes or uses a passkey (`passkey.tsx` makes their sections): it asks what is to be
 * signed, has the browser do it, and sends that. A code that came in the address's fragment, which no server sees, is filled in.
 */
import { answered, created, type Wanted, wanted } from './credentials.js'

const part = (section: HTMLElement, name: string) => section.querySelector<HTMLElement>(`[data-${name}]`)!

/** Browsers do it on https or localhost only, and for names, not for numbers. */
const isAble = () =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(window.location.hostname)

for (const section of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  section.hidden = false
  part(section, isAble() ? 'able' : 'unable').hidden = false
  const button = section.querySelector('button')!
  button.addEventListener('click', async () => {
    button.disabled = true
    part(section, 'cancelled').hidden = true
    tell(section, '')
    try {
      await act(section)
    } catch {
      // The browser says the same of who changed his mind, waited too long, or has no passkey for us.
      part(section, 'cancelled').hidden = false
    } finally {
      button.disabled = false
    }
  })
}

fillCode()

async function act(section: HTMLElement): Promise<void> {
  const { passkey, ask, answer, form } = section.dataset
  const fields = form ? fieldsOf(form) : {}
  if (!fields) return
  const options = await post<Wanted>(section, ask!, fields)
  if (!options) return
  const credential = passkey === 'create' ? await created(wanted(options)) : await answered(wanted(options))
  const next = new URLSearchParams(window.location.search).get('next')
  const done = await post<{ next: string }>(section, answer!, { ...fields, ...(next && { next }), credential })
  if (done) window.location.assign(done.next)
}

/** What is filled in beside; null where the browser has something to say against it. The password is not for this. */
function fieldsOf(id: string): Record<string, string> | null {
  const form = document.querySelector<HTMLFormElement>(`#${id}`)!
  const inputs = [...form.querySelectorAll('input')].filter(({ type }) => type !== 'password')
  if (!inputs.every(input => input.reportValidity())) return null
  return Object.fromEntries(inputs.map(({ name, value }) => [name, value]))
}

/** The answer, or undefined after its refusal was said. */
async function post<T>(section: HTMLElement, address: string, body: object): Promise<T | undefined> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  const answer = await response.json()
  if (response.ok) return answer
  if (answer.code === 'PROOF_OF_IDENTITY')
    window.location.assign(`/account/prove?next=${encodeURIComponent(window.location.pathname)}`)
  else tell(section, `${answer.detail.zh} ${answer.detail.en}`)
  return undefined
}

function tell(section: HTMLElement, text: string): void {
  const place = section.querySelector('[role=alert]')!
  place.textContent = text
  place.className = text && 'banner amber'
}

function fillCode(): void {
  const code = decodeURIComponent(window.location.hash.slice(1))
  const input = document.querySelector<HTMLInputElement>('#field-code')
  if (input && /^[0-9A-Z-]{12,20}$/.test(code)) input.value = code
}
