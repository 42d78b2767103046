import { shrunk } from './photos.js'

/** Pictures that are chosen in fields with `data-shrinks` are made smaller, as the field says how small, before they are sent. */
export function shrinkChosen(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-shrinks]'))
    input.addEventListener('change', () => void shrinkIn(input))
}

/** What is no picture stays as it is: the service says what is wrong with it. */
async function shrinkIn(input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? []
  if (!file) return
  const small = await shrunk(file, Number(input.dataset.shrinks) || undefined).catch(() => null)
  if (!small || input.files?.[0] !== file) return
  const carrier = new DataTransfer()
  carrier.items.add(new File([small], 'photo.jpg', { type: small.type }))
  input.files = carrier.files
  input.dataset.shrunk = 'yes'
}
