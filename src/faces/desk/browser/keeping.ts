/** Safari clears what a page has stored that nobody opened for this long, unless it is installed. */
const EVICTION_DAYS = 7
const FULL = 0.9

/** What threatens entries that are not sent. */
export interface Threat {
  /** Days until the browser may clear them, and how many there are. */
  evicts?: { days: number; count: number }
  full?: true
}

const isInstalled = () => matchMedia('(display-mode: standalone)').matches

/** Asks the browser to keep what the app stores; most say yes to what is installed or often used. */
export const askToKeep = async (): Promise<boolean> => (await navigator.storage?.persist?.()) ?? false

/** Looks what may happen to as many entries that are not on their way. */
export async function threatTo(unsent: number): Promise<Threat> {
  if (unsent === 0) return {}
  const persisted = (await navigator.storage?.persisted?.()) ?? false
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {}
  return {
    ...(!persisted && !isInstalled() && { evicts: { days: EVICTION_DAYS, count: unsent } }),
    ...(quota > 0 && usage > quota * FULL && { full: true })
  }
}
