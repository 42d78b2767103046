/** Runs the network in this process until it is told to stop: what `suyuan up` starts in the background. */
import type { Log } from './binaries.js'
import { checkoutLaw, definitionsOf, type Network, up } from './network.js'
import { noteState } from './state.js'

/** SIGTERM and SIGINT bring the network down in order; SIGHUP brings the law of the checkout into force. */
export async function supervise(log: Log): Promise<void> {
  const stop = new AbortController()
  const stopped = new Promise<void>(fulfil => stop.signal.addEventListener('abort', () => fulfil(), { once: true }))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort())
  let network: Network | undefined
  process.on('SIGHUP', () => network && adoptCheckout(network, log))
  network = await up({ log, signal: stop.signal })
  await stopped
  log('Bringing the network down')
  await network.down()
}

async function adoptCheckout(network: Network, log: Log): Promise<void> {
  try {
    const { sequence } = await network.adopt(await checkoutLaw())
    log(`The law is now definition ${sequence}`)
  } catch (error) {
    const reason = `The law could not be changed: ${error instanceof Error ? error.message : error}`
    log(reason)
    noteState(network.topology, { phase: 'ready', ...definitionsOf(network), fault: { reason, at: Date.now() } })
  }
}
