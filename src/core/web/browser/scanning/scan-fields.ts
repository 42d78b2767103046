/**
 * The script of pages with fields for codes: a button beside each opens the camera, and what it reads is written into the
 * field, which sends its form unless there is more to fill in (`data-stays`). Loaded with the page, small; the reader itself
 * comes when it is first used. Also shows what prints the page.
 */

type Scanning = typeof import('./index.js')

for (const field of document.querySelectorAll<HTMLElement>('[data-scan]')) offerCamera(field)
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

/** Shows the field's button, which does nothing without a script. */
function offerCamera(field: HTMLElement): void {
  const button = field.querySelector('button')!
  const input = field.querySelector('input')!
  const host = field.querySelector<HTMLElement>('[data-camera]')!
  if (!navigator.mediaDevices) return
  button.hidden = false
  let closing: (() => Promise<void>) | undefined
  const close = async () => {
    await closing?.()
    closing = undefined
    host.hidden = true
  }
  button.addEventListener('click', async () => {
    if (closing) return close()
    button.disabled = true
    host.hidden = false
    try {
      const { openScanner }: Scanning = await import(field.dataset.scan!)
      const scanner = await openScanner(host, scanned => {
        // What was there is written over by what was read, and by nothing else.
        if (scanned.text !== '') input.value = scanned.text
        void close().then(() => (field.dataset.stays === undefined ? input.form?.requestSubmit() : input.focus()))
      })
      closing = () => scanner.close()
    } catch {
      host.hidden = true
      field.querySelector<HTMLElement>('[data-no-camera]')!.hidden = false
    } finally {
      button.disabled = false
    }
  })
}
