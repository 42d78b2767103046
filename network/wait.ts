/** Waiting for conditions, never for time. */

const POLL_MS = 50

/**
 * Asks `probe` until it gives something other than undefined; a throw counts as "not yet".
 * @throws Error naming `what` and the last reason after `timeoutMs` milliseconds, or GiveUp once `signal` is aborted
 */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined>,
  signal?: AbortSignal
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let reason = ''
  for (;;) {
    try {
      const result = await probe()
      if (result !== undefined) return result
    } catch (error) {
      if (error instanceof GiveUp) throw error
      reason = error instanceof Error ? error.message : String(error)
    }
    if (signal?.aborted) throw new GiveUp(`Stopped while waiting: ${what}`)
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${what}${reason && ` (${reason})`}`)
    }
    await new Promise(wake => setTimeout(wake, POLL_MS))
  }
}

/** Thrown by a probe of `until` to say that waiting longer is pointless. */
export class GiveUp extends Error {}
