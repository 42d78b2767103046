import type { Clerk, Store } from './store.js'

/** So that who finds the phone needs longer for four digits than is worth his while; it is no lock on the phone. */
const ROUNDS = 200_000

const own = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

async function hashOf(pin: string, salt: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: own(salt), iterations: ROUNDS }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))
}

export const isPin = (text: string) => /^\d{4}$/.test(text)

/** Another clerk of this phone, who is at it from now on. */
export async function addClerk(store: Store, name: string, pin: string): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const clerk: Clerk = { id: crypto.randomUUID(), name, salt, hash: await hashOf(pin, salt) }
  await store.write(['clerks', 'kept'], async tx => {
    await tx.objectStore('clerks').put(clerk)
    await tx.objectStore('kept').put(clerk.id, 'clerk')
  })
}

/** Changes to a clerk. @returns false for a wrong PIN */
export async function changeClerk(store: Store, id: string, pin: string): Promise<boolean> {
  const clerk = await store.db.get('clerks', id)
  if (!clerk) return false
  const hash = await hashOf(pin, clerk.salt)
  if (!hash.every((byte, i) => byte === clerk.hash[i])) return false
  await store.keep('clerk', id)
  return true
}
