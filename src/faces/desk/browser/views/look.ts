import { useEffect, useState } from 'preact/hooks'
import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { expected } from '../goods.js'
import { type Threat, threatTo } from '../keeping.js'
import type { LineState, Replayer } from '../replayer.js'
import type { Clerk, Device, Draft, Entry, Kept, Store } from '../store.js'

/** All that the app shows, as of now. */
export interface Look {
  device: Device | undefined
  sequence: number
  /** What is on hand with what is logged and not on the ledger yet. */
  data: DeskData | undefined
  asOf: string | undefined
  last: Kept['last']
  entries: readonly Entry[]
  drafts: readonly Draft[]
  clerks: readonly Clerk[]
  clerk: Clerk | undefined
  skew: number
  threat: Threat
  line: LineState
}

/** Entries that the service does not have yet. */
export const unsentOf = (entries: readonly Entry[]) =>
  entries.filter(({ state }) => state === 'signing' || state === 'queued')

/** Entries that goods do not show yet: on their way, or on the ledger since goods were last asked for. Oldest first. */
const pendingOf = (entries: readonly Entry[], asOf: string) =>
  entries
    .filter(({ state, settledAt = '' }) => state !== 'refused' && (state !== 'recorded' || settledAt > asOf))
    .reverse()

async function look(store: Store, replayer: Replayer): Promise<Look> {
  const [device, sequence, goods, last, skew, clerkId] = await Promise.all([
    store.kept('device'),
    store.kept('sequence'),
    store.kept('goods'),
    store.kept('last'),
    store.kept('skew'),
    store.kept('clerk')
  ])
  const [entries, drafts, clerks] = await Promise.all([
    store.entries(),
    store.db.getAll('drafts'),
    store.db.getAll('clerks')
  ])
  return {
    device,
    sequence: sequence ?? 0,
    data: goods && expected(goods.data, pendingOf(entries, goods.at)),
    asOf: goods?.at,
    last: last ?? {},
    entries,
    drafts,
    clerks,
    clerk: clerks.find(({ id }) => id === clerkId),
    skew: skew?.seconds ?? 0,
    threat: await threatTo(unsentOf(entries).length),
    line: { ...replayer.line }
  }
}

/** What there is to show, anew whenever it changes, in this tab or another. */
export function useLook(store: Store, replayer: Replayer, heard: { onLine?: () => void }): Look | undefined {
  const [now, setNow] = useState<Look>()
  useEffect(() => {
    let looking = false
    let again = false
    const refresh = async () => {
      again = looking
      if (looking) return
      looking = true
      try {
        setNow(await look(store, replayer))
      } finally {
        looking = false
        if (again) void refresh()
      }
    }
    heard.onLine = () => void refresh()
    void refresh()
    return store.onChange(() => void refresh())
  }, [store, replayer, heard])
  return now
}

/** Where in the app one is, by what follows `#/` in the address. */
export function useRoute(): string[] {
  const read = () => location.hash.replace(/^#\/?/, '').split('/')
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const changed = () => {
      setRoute(read())
      scrollTo(0, 0)
    }
    addEventListener('hashchange', changed)
    setRoute(read()) // it may have changed since it was first read
    return () => removeEventListener('hashchange', changed)
  }, [])
  return route
}
