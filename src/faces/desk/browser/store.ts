import type { UnsignedCommand } from '@suyuan/model/core/command'
import type { Text } from '@suyuan/model/core/refusal'
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import { DATABASE, type DeviceKey, KEPT } from '../../../core/web/browser/device.js'
import type { DeskData } from '../../../modules/trace/queries/desk-data.js'
import type { Values } from './forms/form.js'
import type { FormName } from './forms/index.js'

/** The phone's own key, which speaks for a party once an administrator has let it. */
export interface Device extends DeviceKey {
  label: string
  /** `made`: the service may not know of it yet. */
  standing: 'made' | 'asked' | 'approved' | 'revoked'
}

/** Somebody who logs with this phone. The PIN tells colleagues apart; it is no lock on the phone. */
export interface Clerk {
  id: string
  name: string
  salt: Uint8Array
  hash: Uint8Array
}

/**
 * `signing`: on disk with its sequence, its signature to be made. `queued`: signed. `sent`: the service has it on disk.
 * `recorded`, `refused`: so the ledger says, and it is final.
 */
export type EntryState = 'signing' | 'queued' | 'sent' | 'recorded' | 'refused'

/** Something that was logged. */
export interface Entry {
  /** The command's id; the form's from when it was opened, so that saving twice is saving once. */
  id: string
  form: FormName
  values: Values
  summary: Text
  loggedAt: string
  clerk?: string
  /** All that is signed: it is the same whenever it is signed. */
  command: UnsignedCommand
  signature?: string
  state: EntryState
  block?: number
  /** When the phone heard that it is on the ledger. */
  settledAt?: string
  /** Why it was refused, by the law's or the service's code. */
  code?: string
  facts?: Record<string, unknown>
  /** What the service is waiting for. */
  waitingFor?: string[]
  fault?: boolean
  /** Seconds by which the phone's clock was ahead when it was sent. */
  skew?: number
  /** The service has who logged it, by which clock, and its photos. */
  noted?: boolean
  /** The entry that was logged in its place. */
  mendedBy?: string
}

/** What was typed and not saved. */
export interface Draft {
  form: FormName
  id: string
  values: Values
  at: string
  mends?: string
}

export interface Photo {
  /** Entry and digest. */
  id: string
  entry: string
  sha256: string
  blob: Blob
  sent?: boolean
}

/** Single things that are kept, by name. */
export interface Kept {
  device: Device
  /** The last sequence that was given out. */
  sequence: number
  goods: { data: DeskData; at: string }
  skew: { seconds: number; at: string }
  clerk: string
  /** What was said last, by form. */
  last: Partial<Record<FormName, Values>>
}

interface Schema extends DBSchema {
  kept: { key: keyof Kept; value: Kept[keyof Kept] }
  entries: { key: string; value: Entry; indexes: { state: EntryState } }
  drafts: { key: FormName; value: Draft }
  photos: { key: string; value: Photo; indexes: { entry: string } }
  clerks: { key: string; value: Clerk }
}

export type Database = IDBPDatabase<Schema>
type StoreName = 'kept' | 'entries' | 'drafts' | 'photos' | 'clerks'
type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>

/** Bumped with each change of the stores' form. */
const VERSION = 1
const CHANNEL = 'suyuan-desk'

/** All that the phone keeps, in IndexedDB; every tab of the browser sees the same, and is told when it changes. */
export class Store {
  private readonly listeners = new Set<() => void>()
  private readonly channel = new BroadcastChannel(CHANNEL)

  private constructor(readonly db: Database) {
    this.channel.onmessage = () => this.tell()
  }

  /** @throws DOMException where the browser keeps nothing */
  static async open(): Promise<Store> {
    const db = await openDB<Schema>(DATABASE, VERSION, {
      upgrade(db) {
        db.createObjectStore(KEPT)
        db.createObjectStore('entries', { keyPath: 'id' }).createIndex('state', 'state')
        db.createObjectStore('drafts', { keyPath: 'form' })
        db.createObjectStore('photos', { keyPath: 'id' }).createIndex('entry', 'entry')
        db.createObjectStore('clerks', { keyPath: 'id' })
      },
      // Another tab has a newer app, whose stores are of another form.
      blocking: () => location.reload()
    })
    return new Store(db)
  }

  async kept<K extends keyof Kept>(name: K): Promise<Kept[K] | undefined> {
    return (await this.db.get('kept', name)) as Kept[K] | undefined
  }

  async keep<K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> {
    await this.db.put('kept', value, name)
    this.announce()
  }

  /** Writes what belongs together: all of it is on disk when this returns, or none. */
  async write<T>(stores: StoreName[], work: (tx: Writing) => Promise<T>): Promise<T> {
    const tx = this.db.transaction(stores, 'readwrite', { durability: 'strict' })
    const working = work(tx).catch(error => {
      tx.abort()
      throw error
    })
    const [result] = await Promise.all([working, tx.done])
    this.announce()
    return result
  }

  /** Changes an entry, unless it is gone. */
  async change(id: string, change: Partial<Entry>): Promise<void> {
    await this.write(['entries'], async tx => {
      const entries = tx.objectStore('entries')
      const entry = await entries.get(id)
      if (entry) await entries.put({ ...entry, ...change })
    })
  }

  /** Entries, the newest first. */
  async entries(): Promise<Entry[]> {
    return (await this.db.getAll('entries')).sort((a, b) => b.command.sequence - a.command.sequence)
  }

  /** Entries in a state, in the order in which they were logged. */
  async inState(...states: EntryState[]): Promise<Entry[]> {
    const found = await Promise.all(states.map(state => this.db.getAllFromIndex('entries', 'state', state)))
    return found.flat().sort((a, b) => a.command.sequence - b.command.sequence)
  }

  /** Calls when anything changed, in this tab or another. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Tells this tab and all others that something has changed. */
  announce(): void {
    this.channel.postMessage(null)
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
