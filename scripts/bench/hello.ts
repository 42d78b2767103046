/** A process of its own: the least that Fastify can do, as its documentation begins. */
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { answerParent } from './plain.js'

const app = Fastify()
app.get('/', async () => ({ hello: 'world' }))
await app.listen({ port: 0, host: '127.0.0.1' })

const { port } = app.server.address() as AddressInfo
answerParent(`http://127.0.0.1:${port}`, async () => '')
