import { possessionText } from '@suyuan/model/core/command'
import { base64url, sha256, signText } from '../../../core/web/browser/signing.js'
import { ask } from './line.js'
import type { Device, Store } from './store.js'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }

/** Who is logged in, as the service says it. */
interface Me {
  party: string
  ledger: string
  name: string
}

/** What came of trying to enrol. */
export type Enrolled = 'asked' | 'logged-out' | 'no-party'

/**
 * Makes the phone's key and asks for its approval. The key is kept before it is asked for: who is interrupted asks again
 * for the same one.
 *
 * @throws TypeError without a signal, Error when the service does not take it
 */
export async function enrol(store: Store, label: string): Promise<Enrolled> {
  const me = await ask('/account/me')
  if (me.status === 401) return 'logged-out'
  const { party, ledger } = me.body as Me
  if (party.endsWith('MSP')) return 'no-party'
  const before = await store.kept('device')
  const device = before?.party === party && before.standing === 'made' ? before : await newDevice(party, ledger, label)
  await store.keep('device', { ...device, label })
  const possession = await signText(device, possessionText(ledger, party, device.key))
  const asked = await ask('/account/devices', { publicKey: device.publicKey, possession, label })
  if (asked.status >= 300) throw new Error(`${asked.status}`)
  await store.keep('device', { ...device, label, standing: 'asked' })
  return 'asked'
}

async function newDevice(party: string, ledger: string, label: string): Promise<Device> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  return { key: await sha256(point), publicKey: base64url(point), privateKey, party, ledger, label, standing: 'made' }
}

interface KeyOnLedger {
  revoked?: unknown
  /** The highest sequence that the ledger has heard of it. */
  high: number
}

/**
 * How the key stands on the ledger. Where the ledger has heard more of it than the phone remembers (its storage was put
 * back from a copy), the phone counts on from there.
 *
 * @throws TypeError without a signal
 */
export async function learnStanding(store: Store): Promise<Device['standing'] | undefined> {
  const device = await store.kept('device')
  if (!device || device.standing === 'made') return device?.standing
  const { status, body } = await ask(`/api/core/keys/${device.key}`)
  if (status !== 200) return device.standing
  const { revoked, high } = body as KeyOnLedger
  const standing = revoked ? 'revoked' : 'approved'
  const counted = (await store.kept('sequence')) ?? 0
  if (standing !== device.standing || high > counted)
    await store.write(['kept'], async tx => {
      const kept = tx.objectStore('kept')
      await kept.put({ ...device, standing }, 'device')
      const now = ((await kept.get('sequence')) ?? 0) as number
      if (high > now) await kept.put(high, 'sequence')
    })
  return standing
}
