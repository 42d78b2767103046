import { canonicalJson } from '@suyuan/model/core/canonical'
import { signText } from '../../../core/web/browser/signing.js'
import { ask } from './line.js'
import type { Device, Entry, Store } from './store.js'

/** Entries on the ledger of which the service has not heard the rest. */
export const unnoted = async (store: Store): Promise<Entry[]> =>
  (await store.inState('recorded')).filter(({ noted }) => !noted)

/**
 * Brings who logged an entry, by which clock, and its photos: they are the party's own, and go to Postgres by the key's
 * signature, which names the photos by their digests. What is there already is there once.
 */
export async function bringNotes(store: Store, device: Device, entry: Entry): Promise<void> {
  const photos = await store.db.getAllFromIndex('photos', 'entry', entry.id)
  const { id: command } = entry.command
  const note = {
    command,
    loggedAt: entry.loggedAt,
    photos: photos.map(({ sha256 }) => sha256).sort(),
    ...(entry.clerk && { clerk: entry.clerk }),
    ...(entry.skew !== undefined && { skewSeconds: entry.skew })
  }
  const signature = await signText(device, canonicalJson({ ledger: device.ledger, note }))
  const noted = await ask(`/desk/notes/${device.key}`, { note, signature })
  if (noted.status >= 300) return
  for (const photo of photos) {
    if (photo.sent) continue
    const { status } = await ask(`/desk/photos/${device.key}/${command}/${photo.sha256}`, photo.blob)
    if (status >= 300) return
    await store.write(['photos'], tx => tx.objectStore('photos').put({ ...photo, sent: true }))
  }
  await store.change(entry.id, { noted: true })
}
