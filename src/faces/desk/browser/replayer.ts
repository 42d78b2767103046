import { learnStanding } from './device.js'
import { ask, type Heard } from './line.js'
import { bringNotes, unnoted } from './notes.js'
import { renumber, signPending } from './outbox.js'
import { type Told, toldOnAsking, toldOnSending } from './sending.js'
import type { Device, Entry, Store } from './store.js'

const LOCK = 'suyuan-desk-replayer'
/** Between looks at what is under way, while there is something; twice as long after each that was of no use. */
const SOON_MILLISECONDS = 1000
const LATEST_MILLISECONDS = 60_000

/** So old, goods are asked for again. */
const GOODS_MILLISECONDS = 10_000

/** A clock that is further off than this is said to be. */
const SKEW_SECONDS = 120

/** Whether the last talk with the service came about, and who it was with. */
export interface LineState {
  online: boolean
  loggedIn: boolean
}

/**
 * Brings what was logged to the ledger. There is one a browser: a Web Lock keeps other tabs from sending the same. Where
 * there are no such locks, the ledger still counts a command once, by its key, number and id.
 */
export class Replayer {
  readonly line: LineState = { online: navigator.onLine, loggedIn: true }
  private running: Promise<void> | undefined
  private again = false
  /** Something came to its end since goods were last asked for. */
  private settled = true
  private timer: ReturnType<typeof setTimeout> | undefined
  private pause = SOON_MILLISECONDS

  constructor(
    private readonly store: Store,
    private readonly onLine: () => void
  ) {}

  /** Begins, and whenever there is a reason: the signal is back, the page is looked at. */
  start(): void {
    const kick = () => this.kick()
    addEventListener('online', kick)
    addEventListener('offline', () => this.noteLine({ online: false }))
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && kick())
    kick()
  }

  /** There is something to send, or a signal to send it by. */
  kick(): void {
    this.pause = SOON_MILLISECONDS
    this.go()
  }

  private go(): void {
    clearTimeout(this.timer)
    if (this.running) {
      this.again = true
      return
    }
    this.again = false
    this.running = this.once().finally(() => {
      this.running = undefined
      if (this.again) this.go()
    })
  }

  private async once(): Promise<void> {
    const open = await exclusively(() => this.replay())
    if (!open) return
    this.timer = setTimeout(() => this.go(), this.pause)
    this.pause = Math.min(this.pause * 2, LATEST_MILLISECONDS)
  }

  /** Sends, asks, and brings the rest after. @returns whether there is something left to do */
  private async replay(): Promise<boolean> {
    const device = await this.store.kept('device')
    if (!device) return false
    await signPending(this.store, device)
    let standing: Device['standing'] | undefined = device.standing
    try {
      standing = await learnStanding(this.store)
      this.noteLine({ online: true })
      if (standing === 'approved') await this.exchange(device)
      await this.refreshGoods()
    } catch (error) {
      if (!isNoSignal(error)) throw error
      this.noteLine({ online: false })
    }
    const open = await this.store.inState('signing', 'queued', 'sent')
    return standing === 'asked' || open.length > 0 || (await unnoted(this.store)).length > 0
  }

  /** What there is to choose from, when some of it may have changed. */
  private async refreshGoods(): Promise<void> {
    const before = await this.store.kept('goods')
    if (!this.settled && before && Date.now() - Date.parse(before.at) < GOODS_MILLISECONDS) return
    const { status, body } = await ask('/desk/data')
    this.noteLine({ loggedIn: status !== 401 })
    if (status !== 200) return
    this.settled = false
    await this.store.keep('goods', { data: body, at: new Date().toISOString() })
  }

  private async exchange(device: Device): Promise<void> {
    for (const entry of await this.store.inState('queued')) {
      if (entry.command.key !== device.key) continue
      const heard = await ask('/api/trace/commands', { ...entry.command, signature: entry.signature }, ASYNCHRONOUSLY)
      if (heard.skew !== undefined) await this.store.keep('skew', { seconds: heard.skew, at: new Date().toISOString() })
      if (!(await this.take(entry, toldOnSending(heard), heard))) break
    }
    for (const entry of await this.store.inState('sent')) {
      const { key, id } = entry.command
      const heard = await ask(`/api/core/commands/${key}/${id}`)
      if (!(await this.take(entry, toldOnAsking(heard)))) break
    }
    for (const entry of await unnoted(this.store))
      if (entry.command.key === device.key) await bringNotes(this.store, device, entry)
  }

  /** Keeps what was told of an entry. @returns false where nothing can be had of the service now */
  private async take(entry: Entry, told: Told, heard?: Heard): Promise<boolean> {
    if (told === 'later') {
      if (heard?.retryAfter) this.pause = Math.max(this.pause, heard.retryAfter * 1000)
      return false
    }
    if (told === 'renumber') {
      await renumber(this.store, entry.id)
      return true
    }
    const off = heard?.skew !== undefined && Math.abs(heard.skew) >= SKEW_SECONDS
    const settledAt = told.change.state === 'recorded' && { settledAt: new Date().toISOString() }
    await this.store.change(entry.id, { ...told.change, ...settledAt, ...(off && { skew: heard!.skew! }) })
    if (told.change.state !== entry.state) this.pause = SOON_MILLISECONDS
    if (told.change.state === 'recorded' || told.change.state === 'refused') this.settled = true
    return true
  }

  private noteLine(line: Partial<LineState>): void {
    const same = Object.entries(line).every(([name, is]) => this.line[name as keyof LineState] === is)
    if (same) return
    Object.assign(this.line, line)
    this.onLine()
  }
}

/** The service answers once it has it on disk; what became of it is asked for. */
const ASYNCHRONOUSLY = { prefer: 'respond-async' }

const isNoSignal = (error: unknown) =>
  error instanceof TypeError || (error instanceof DOMException && error.name === 'AbortError')

const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request(LOCK, work) as Promise<T>) : work()
