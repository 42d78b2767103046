/**
 * The script of inspections on site. Photographs are made smaller before they are sent, and lose what the camera wrote of
 * place and device; a record is signed by the browser's own key where it has one that speaks for the party. Without it
 * photographs go as they are, and the gateway signs.
 */
import type { UnsignedCommand } from '@suyuan/model/core/command'
import { KeptDevice } from '../../../core/web/browser/device.js'
import { shrinkChosen } from '../../../core/web/browser/shrinking.js'
import { signCommand } from '../../../core/web/browser/signing.js'

shrinkChosen()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-signs]')) void offerSigning(form)

/** What the form says is to be signed. */
interface Asked {
  ledger: string
  party: string
  payload: Record<string, unknown>
}

async function offerSigning(form: HTMLFormElement): Promise<void> {
  const { ledger, party, payload } = JSON.parse(form.dataset.signs!) as Asked
  const kept = await KeptDevice.open()
  const device = kept?.device
  const heard = device?.party === party && device.ledger === ledger ? await heardOf(device.key) : null
  if (!kept || !device || heard === null) {
    form.querySelector<HTMLElement>('[data-no-key]')!.hidden = false
    return
  }
  const button = form.querySelector<HTMLButtonElement>('button[data-device]')!
  button.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    const command: UnsignedCommand = {
      version: 1,
      algorithm: 'ES256',
      ledger,
      id: crypto.randomUUID(),
      module: 'trace',
      action: 'capture',
      payload,
      author: party,
      key: device.key,
      sequence: await kept.nextSequence(heard),
      signedAt: new Date().toISOString()
    }
    const signature = await signCommand(device, command)
    form.querySelector<HTMLInputElement>('input[name=command]')!.value = JSON.stringify({ ...command, signature })
    form.submit()
  })
}

/** How far the key has counted on the ledger; null where it does not speak there. */
async function heardOf(key: string): Promise<number | null> {
  const response = await fetch(`/api/core/keys/${key}`, { cache: 'no-store' })
  if (!response.ok) return null
  const { revoked, high } = (await response.json()) as { revoked?: unknown; high: number }
  return revoked ? null : high
}
