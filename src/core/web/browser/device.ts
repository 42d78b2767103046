import type { Signer } from './signing.js'

/** Where a browser keeps its key, by what the app at /desk calls it: a browser has one key, and counts once. */
export const DATABASE = 'suyuan-desk'
export const KEPT = 'kept'

/** A browser's own key, which speaks for a party once an administrator has let it. */
export interface DeviceKey extends Signer {
  /** Its id on the ledger. */
  key: string
  publicKey: string
  party: string
  ledger: string
}

/** The browser's key, for pages outside of the app. */
export class KeptDevice {
  private constructor(
    private readonly db: IDBDatabase,
    readonly device: DeviceKey
  ) {}

  /** Null where the browser has no key; looking for one makes nothing. */
  static async open(): Promise<KeptDevice | null> {
    const db = await existing()
    if (!db) return null
    const device = await resultOf<DeviceKey>(db.transaction(KEPT).objectStore(KEPT).get('device'))
    return device ? new KeptDevice(db, device) : null
  }

  /**
   * The next number of what the key says, on disk before it is used, so that none is ever used twice.
   *
   * @param heard the highest that the ledger has heard of the key
   */
  async nextSequence(heard: number): Promise<number> {
    const tx = this.db.transaction(KEPT, 'readwrite', { durability: 'strict' })
    const kept = tx.objectStore(KEPT)
    const counted = (await resultOf<number>(kept.get('sequence'))) ?? 0
    const sequence = Math.max(counted, heard) + 1
    kept.put(sequence, 'sequence')
    await new Promise<void>((done, failed) => {
      tx.oncomplete = () => done()
      tx.onabort = () => failed(tx.error)
    })
    return sequence
  }
}

/** The app's database. One that is not there would be made by opening it: that is taken back. */
const existing = (): Promise<IDBDatabase | null> =>
  new Promise((found, failed) => {
    const request = indexedDB.open(DATABASE)
    request.onupgradeneeded = () => request.transaction!.abort()
    request.onsuccess = () => {
      const db = request.result
      // A newer app changes its stores; it does not wait for this page.
      db.onversionchange = () => db.close()
      found(db)
    }
    request.onerror = event => {
      event.preventDefault()
      if (request.error?.name === 'AbortError') found(null)
      else failed(request.error)
    }
  })

const resultOf = <T>(request: IDBRequest): Promise<T | undefined> =>
  new Promise((told, failed) => {
    request.onsuccess = () => told(request.result as T | undefined)
    request.onerror = () => failed(request.error)
  })
