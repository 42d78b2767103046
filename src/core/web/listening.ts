import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'

const NO_SUCH_ADDRESS: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/**
 * Listens. `localhost` is both loopbacks, as it is to browsers: what listened on the other one would be told what was meant
 * for us, passwords included.
 *
 * @returns what is to be closed beside the application
 * @throws Error when one of them is taken
 */
export async function listenAt(app: FastifyInstance, port: number, host: string): Promise<Server | null> {
  if (host !== 'localhost') {
    await app.listen({ port, host })
    return null
  }
  const listenTextResolver = (address: string) => `Server listening at ${address.replace('127.0.0.1', host)}`
  await app.listen({ port, host: '127.0.0.1', listenTextResolver })
  // Connections are handed to the one server, whose bounds on slow clients, and whose end, are theirs too.
  const beside = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, socket =>
    app.server.emit('connection', socket)
  )
  beside.listen({ port: (app.server.address() as AddressInfo).port, host: '::1' })
  try {
    await once(beside, 'listening')
    return beside
  } catch (error) {
    if (NO_SUCH_ADDRESS.has((error as NodeJS.ErrnoException).code)) return null
    throw error
  }
}
