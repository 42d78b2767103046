/** A small MQTT broker over TLS: `node broker.js SETTINGS`. Production has one of its own, such as mosquitto. */
import { timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { Aedes } from 'aedes'
import { type BrokerSettings, GATEWAY_USER, passwordFor } from './broker-settings.js'
import { LOOPBACK } from './topology.js'

const settings = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as BrokerSettings
/** Who each connection is. */
const users = new WeakMap<object, string>()

const isUser = (name: string) => name === GATEWAY_USER || /^[0-9A-Z]{18}$/.test(name)
function isPassword(name: string, password: Readonly<Buffer> | undefined): boolean {
  const wanted = Buffer.from(passwordFor(settings, name))
  return password?.length === wanted.length && timingSafeEqual(password as Buffer, wanted)
}

/** A party writes readings under its own number and hears what became of them; the gateway the other way about. */
const mayWrite = (user: string | undefined, topic: string) =>
  user === GATEWAY_USER ? topic.startsWith('suyuan/stored/') : topic.startsWith(`suyuan/readings/${user}/`)
const mayRead = (user: string | undefined, topic: string) =>
  user === GATEWAY_USER ? topic.startsWith('suyuan/readings/') : topic.startsWith(`suyuan/stored/${user}/`)

const broker = await Aedes.createBroker({ queueLimit: 5000 })
broker.authenticate = (client, user, password, done) => {
  const good = user !== undefined && isUser(user) && isPassword(user, password)
  if (good) users.set(client, user)
  done(null, good)
}
broker.authorizePublish = (client, { topic }, done) =>
  done(client && !mayWrite(users.get(client), topic) ? new Error('not yours to write') : null)
broker.authorizeSubscribe = (client, subscription, done) =>
  done(null, mayRead(users.get(client), subscription.topic) ? subscription : null)

const server = createServer({ cert: settings.certificate, key: settings.privateKey }, socket => {
  socket.on('error', () => undefined)
  broker.handle(socket)
})
server.listen(settings.port, LOOPBACK)

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    server.close()
    broker.close(() => process.exit(0))
  })
