import { canonicalJson } from '@suyuan/model/core/canonical'
import type { UnsignedCommand } from '@suyuan/model/core/command'
import type { Text } from '@suyuan/model/core/refusal'
import { sha256, signCommand } from '../../../core/web/browser/signing.js'
import type { Event } from '../../../modules/trace/compose.js'
import type { Values } from './forms/form.js'
import type { FormName } from './forms/index.js'
import type { Device, Entry, Kept, Store } from './store.js'

/** What is to be logged: the form as it was filled in, and the events that it makes. */
export interface Logged {
  /** The form's from when it was opened. */
  id: string
  form: FormName
  values: Values
  summary: Text
  events: readonly Event[]
  photos: readonly Blob[]
  /** The refused entry that this stands for. */
  mends?: string
}

/**
 * Keeps an entry: with a sequence of its own on disk first, then signed. Whoever is interrupted between the two signs the
 * same words later, so that no sequence is ever said twice, and none of what was logged is lost. The same form saved
 * again is the same entry; with other values, which another tab had, it is another.
 *
 * @returns the entry's id
 * @throws DOMException where the browser does not keep it
 */
export async function log(store: Store, device: Device, logged: Logged, now = new Date()): Promise<string> {
  const { form, values, summary, events, mends } = logged
  // A transaction of IndexedDB ends while anything else is waited for, so all that is comes before it.
  const photos = await Promise.all(
    logged.photos.map(async blob => ({ blob, sha256: await sha256(new Uint8Array(await blob.arrayBuffer())) }))
  )
  const clerk = await clerkNow(store)
  const another = crypto.randomUUID()
  const id = await store.write(['kept', 'entries', 'drafts', 'photos'], async tx => {
    const [kept, entries] = [tx.objectStore('kept'), tx.objectStore('entries')]
    const same = await entries.get(logged.id)
    if (same && canonicalJson(same.values) === canonicalJson(values)) return same.id
    const id = same ? another : logged.id
    const sequence = await nextSequence(kept)
    const command = commandOf(device, { id, sequence, events, now })
    const entry: Entry = { id, form, values, summary, loggedAt: now.toISOString(), command, state: 'signing' }
    await entries.put({ ...entry, ...(clerk && { clerk }) })
    for (const photo of photos) await tx.objectStore('photos').put({ ...photo, id: `${id}/${photo.sha256}`, entry: id })
    const last = ((await kept.get('last')) ?? {}) as Kept['last']
    await kept.put({ ...last, [form]: values }, 'last')
    await tx.objectStore('drafts').delete(form)
    const mended = mends && (await entries.get(mends))
    if (mended) await entries.put({ ...mended, mendedBy: id })
    return id
  })
  await signPending(store, device)
  return id
}

interface Counting {
  get(name: 'sequence'): Promise<Kept[keyof Kept] | undefined>
  put(value: number, name: 'sequence'): Promise<unknown>
}

/** Counts on, in the transaction that makes use of the number. */
async function nextSequence(kept: Counting): Promise<number> {
  const sequence = (((await kept.get('sequence')) ?? 0) as number) + 1
  await kept.put(sequence, 'sequence')
  return sequence
}

async function clerkNow(store: Store): Promise<string | undefined> {
  const id = await store.kept('clerk')
  return id && (await store.db.get('clerks', id))?.name
}

interface Said {
  id: string
  sequence: number
  events: readonly Event[]
  now: Date
}

const commandOf = ({ ledger, party, key }: Device, { id, sequence, events, now }: Said): UnsignedCommand => ({
  version: 1,
  algorithm: 'ES256',
  ledger,
  id,
  module: 'trace',
  action: 'capture',
  payload: { events: [...events] },
  author: party,
  key,
  sequence,
  signedAt: now.toISOString()
})

/** Signs what is on disk and has no signature: just now, or before somebody closed the browser. */
export async function signPending(store: Store, device: Device): Promise<void> {
  for (const { id, command } of await store.inState('signing')) {
    if (command.key !== device.key) continue
    const signature = await signCommand(device, command)
    await store.change(id, { signature, state: 'queued' })
  }
}

/**
 * Gives an entry another number, for the ledger has heard the key say something else by its own: the phone's storage was
 * put back from a copy. What was said under that number was not this entry, so nothing is said twice.
 */
export async function renumber(store: Store, id: string): Promise<void> {
  await store.write(['kept', 'entries'], async tx => {
    const entry = await tx.objectStore('entries').get(id)
    if (!entry) return
    const { signature: _, ...unsigned } = entry
    const sequence = await nextSequence(tx.objectStore('kept'))
    const command = { ...entry.command, id: crypto.randomUUID(), sequence }
    await tx.objectStore('entries').put({ ...unsigned, command, state: 'signing' })
  })
}
