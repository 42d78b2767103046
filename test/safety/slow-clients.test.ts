/** Clients that are slow, or gone without a word, or never read: each ends in time, and nobody else waits for them. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { until } from '../../network/wait.js'
import { residentOf } from '../support/memory.js'
import { Service } from '../support/service.js'
import { connectionsTo } from '../support/sockets.js'

const REQUEST_SECONDS = 4
const SETTINGS = {
  SUYUAN_REQUEST_SECONDS: String(REQUEST_SECONDS),
  SUYUAN_IDLE_SECONDS: '2',
  SUYUAN_ANSWER_SECONDS: '2'
}
const service = await Service.start({ ...SETTINGS, SUYUAN_MOST_BODY_BYTES: '4194304' })
t.teardown(() => service.stop())
t.setTimeout(120_000)

const { hostname, port } = new URL(service.url)
const BODY = `POST /api/core/commands HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`

/** A connection on which text is written, and what came of it. */
async function opened(...texts: string[]): Promise<{ socket: Socket; said: () => string; ended: Promise<unknown> }> {
  const socket = connect(Number(port), hostname)
  let said = ''
  socket.on('data', data => {
    said += data
  })
  socket.on('error', () => {}) // it is told by its end
  const ended = once(socket, 'close')
  await once(socket, 'connect')
  for (const text of texts) socket.write(text)
  return { socket, said: () => said, ended }
}

/** Seconds until it has happened. */
async function taken(what: Promise<unknown>): Promise<number> {
  const started = Date.now()
  await what
  return (Date.now() - started) / 1000
}

/** Writes now and then until the connection ends. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => (socket.writable ? socket.write(text) : clearInterval(timer)), 200)
  socket.once('close', () => clearInterval(timer))
}

async function othersAreServed(): Promise<void> {
  const started = Date.now()
  t.match(await service.get('/readyz'), { status: 200 })
  // Two processors may be shared with whatever else runs; who waited for all of these would wait for longer.
  t.ok(Date.now() - started < 10_000, 'and soon')
}

t.test('headers that come one by one without end', async t => {
  const many = await Promise.all(Array.from({ length: 200 }, () => opened('GET / HTTP/1.1\r\nhost: x\r\n')))
  for (const { socket } of many) drip(socket, 'x-more: 1\r\n')
  await othersAreServed()
  const seconds = await taken(Promise.all(many.map(({ ended }) => ended)))
  t.ok(seconds < REQUEST_SECONDS + 10, `${seconds} s`)
  for (const { said } of many.slice(0, 5))
    t.match(said(), /^HTTP\/1.1 408 [\s\S]*problem\+json[\s\S]*"code":"TOO_SLOW"/)
})

t.test('a body that comes byte by byte', async t => {
  const many = await Promise.all(
    Array.from({ length: 50 }, () => opened(`${BODY}content-length: 100000\r\n\r\n{"payload":"`))
  )
  for (const { socket } of many) drip(socket, 'x')
  await othersAreServed()
  const seconds = await taken(Promise.all(many.map(({ ended }) => ended)))
  t.ok(seconds < REQUEST_SECONDS + 10, `${seconds} s`)
})

t.test('bodies that are held open take no more memory than they may, and leave it when they end', async t => {
  const part = 'x'.repeat(1_100_000)
  const most = 3
  const held = await Promise.all(
    Array.from({ length: most }, () => opened(`${BODY}content-length: 4000000\r\n\r\n`, part))
  )
  const command = { payload: part }
  const send = () => service.post('/api/core/commands', command)
  await until('there is no more room', 15_000, async () =>
    (await send()).body.code === 'OVERLOADED' ? true : undefined
  )
  t.match(await send(), { status: 503, body: { code: 'OVERLOADED' } })
  t.ok((await send()).headers.get('retry-after'))
  t.match(await service.post('/api/core/commands', { payload: 'x' }), { status: 400 }, 'a small one has room')
  for (const { socket } of held) socket.destroy()
  await until('there is room again', 15_000, async () => ((await send()).status === 400 ? true : undefined))
})

t.test('an answer that is never read', async t => {
  const pid = service.network.supervisor.status().find(({ name }) => name === 'gateway')!.pid!
  const before = residentOf(pid)
  const asked = 'GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(100)
  const many = await Promise.all(Array.from({ length: 20 }, () => opened()))
  t.ok(connectionsTo(Number(port)) >= many.length)
  for (const { socket } of many) socket.pause().write(asked)
  await othersAreServed()
  const seconds = await taken(
    until('the gateway has ended them', 30_000, async () => connectionsTo(Number(port)) < many.length || undefined)
  )
  t.comment(`ended after ${seconds} s, ${Math.round(residentOf(pid) - before)} MB more`)
  t.ok(residentOf(pid) < before + 300, `${before} MB before, ${residentOf(pid)} MB after`)
  for (const { socket } of many) socket.destroy()
  await othersAreServed()
})

t.test('a connection on which nothing is ever said', async t => {
  const silent = await opened()
  t.ok((await taken(silent.ended)) < 15)
})

t.test('what is no HTTP, and an address that is none', async t => {
  const noise = await opened('\u0016\u0003\u0001 hello\r\n\r\n')
  await noise.ended
  t.match(noise.said(), /^HTTP\/1.1 400 [\s\S]*problem\+json[\s\S]*"code":"REQUEST_INVALID"/)
  const long = await opened(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(40_000)}\r\n\r\n`)
  await long.ended
  t.match(long.said(), /^HTTP\/1.1 431 [\s\S]*"code":"HEADERS_TOO_LARGE"/)
  const bad = await opened('GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  await bad.ended
  t.match(bad.said(), /^HTTP\/1.1 400 [\s\S]*problem\+json[\s\S]*"code":"REQUEST_INVALID"/)
})
