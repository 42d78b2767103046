/** Finding out what listens, and where there is room. */
import { connect, createServer } from 'node:net'
import { BLOCK_SIZE, LOOPBACK } from './topology.js'

const CONNECT_TIMEOUT_MS = 1_000
const TRIES = 200

/** Whether something accepts connections there. */
export function isListening(port: number): Promise<boolean> {
  return new Promise(fulfil => {
    const socket = connect({ host: LOOPBACK, port, timeout: CONNECT_TIMEOUT_MS })
    const end = (listening: boolean): void => {
      socket.destroy()
      fulfil(listening)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}

/** Where nobody listens, since there is no such address here. */
const NO_SUCH_ADDRESS: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/** Whether nobody else listens there, and we could now. */
export function isFree(port: number, host: string = LOOPBACK): Promise<boolean> {
  return new Promise(fulfil => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => fulfil(NO_SUCH_ADDRESS.has(code)))
    server.listen({ host, port, exclusive: true }, () => server.close(() => fulfil(true)))
  })
}

/** A port that the system hands out. */
export function freePort(): Promise<number> {
  return new Promise((fulfil, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, LOOPBACK, () => {
      const address = server.address()
      server.close(() => fulfil(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * A base port whose whole block is free, for a network beside others. Below the range the system hands out by itself.
 * @throws Error when no free block was found
 */
export async function freeBasePort(size: number = BLOCK_SIZE): Promise<number> {
  const first = 10_000
  const last = 32_000
  for (let tries = 0; tries < TRIES; tries += 1) {
    // By chance, so that two that look at the same time seldom agree.
    const base = first + Math.floor((Math.random() * (last - first)) / size) * size
    const block = Array.from({ length: size }, (_, index) => base + index)
    if ((await Promise.all(block.map(each => isFree(each)))).every(Boolean)) return base
  }
  throw new Error(`No ${size} free ports in a row between ${first} and ${last}`)
}
