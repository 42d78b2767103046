import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:net'
import { join } from 'node:path'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { brokerOf } from './core/broker.js'
import { Duties } from './core/duties.js'
import { eraseAccount } from './core/identity/account-erasure.js'
import { installPeople } from './core/identity/install.js'
import { readProviders } from './core/identity/oidc.js'
import { People } from './core/identity/people.js'
import { matters } from './core/matters/index.js'
import { mountModules, type Services } from './core/module.js'
import { StoryAdditions } from './core/story-additions.js'
import { connectionOptions } from './core/web/connections.js'
import { installHeaders } from './core/web/headers.js'
import { installJsonBodies } from './core/web/json-body.js'
import { listenAt } from './core/web/listening.js'
import { operationRoutes } from './core/web/operations.js'
import { announceFilings } from './core/web/operator.js'
import { installProblems } from './core/web/problem.js'
import { REQUEST_LOGS } from './core/web/request-log.js'
import { coreRoutes } from './core/web/routes.js'
import { scriptRoutes } from './core/web/script.js'
import { Stories } from './core/web/stories.js'
import { refuseMalformed } from './core/web/wellformed.js'
import { faces } from './faces/index.js'
import { type Gateway, openGateway } from './gateway.js'
import { modules } from './modules/index.js'

/** Bytes of a body where nothing is said: enough for the longest form but those that say how much they need. */
const BODY_LIMIT = 256 * 1024
/** How long answers that are under way have when the gateway stops. */
const LEAVE_MILLISECONDS = 3000
/** What is asked by which address. */
export interface Route {
  method: string
  url: string
}

export interface RunningApp {
  app: FastifyInstance
  /** All that can be asked, pages and plugins included: who may is tested over this list. */
  routes: readonly Route[]
  gateway: Gateway
  listen(): Promise<void>
  close(): Promise<void>
}

/** What modules and faces may use: what the gateway has, and what the settings say. */
function servicesOf(config: Config, gateway: Gateway, log: Logger): Services {
  const { companyPrefixes, privateWebhooks, origin = '', monitoring, screeningSeconds } = config
  const { mqtt, ca, readingDays } = monitoring
  const people = new People({
    pool: gateway.pool,
    states: gateway.states,
    limits: config.sessions,
    log,
    origin,
    providers: readProviders(config.oidc)
  })
  return {
    ...gateway,
    ...{ people, origin, companyPrefixes, privateWebhooks, screeningSeconds },
    duties: new Duties(gateway.pool, log as FastifyBaseLogger),
    waits: { answerSeconds: config.answerSeconds, inputWaitSeconds: config.inputWaitSeconds },
    stories: new Stories(join(config.home, 'stories.json'), log),
    storyAdditions: new StoryAdditions(),
    monitoring: { broker: mqtt === undefined ? null : brokerOf(mqtt, ca && readFileSync(ca, 'utf8')), readingDays }
  }
}

/** The whole gateway, ready to listen. */
export async function buildApp(config: Config, log: Logger): Promise<RunningApp> {
  const gateway = await openGateway(config, modules, log)
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    ...REQUEST_LOGS,
    bodyLimit: BODY_LIMIT,
    ...connectionOptions(config.patience),
    trustProxy: config.proxies ?? false,
    routerOptions: { maxParamLength: 300 },
    genReqId: () => crypto.randomUUID()
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  const routes: Route[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url })
  })
  installProblems(app)
  installJsonBodies(app, config.bodyBytes)
  refuseMalformed(app)
  app.addHook('onSend', (request, reply, _, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  await installPlugins(app, config)

  announceFilings(config.filings)
  const services = servicesOf(config, gateway, log)
  await installPeople(app, services.people, services.origin)
  const { duties, erasures, people } = services
  erasures.by('account', id => eraseAccount(gateway.pool, people.auditLog, id))
  app.addHook('onReady', () => erasures.begin())
  app.addHook('onClose', async () => erasures.end())
  app.addHook('onReady', async () => duties.start())
  app.addHook('preClose', () => duties.stop())
  await app.register(operationRoutes(gateway))
  await app.register(scriptRoutes)
  await app.register(coreRoutes(services), { prefix: '/api/core' })
  await mountModules(app, modules, services)
  await app.register(matters(modules, services))
  await app.register(faces(services))
  let beside: Server | null = null
  return {
    app,
    routes,
    gateway,
    async listen() {
      beside = await listenAt(app, config.port, config.host)
    },
    async close() {
      // A client that has a connection and says nothing on it would keep the server from closing.
      const cut = setTimeout(() => app.server.closeAllConnections(), LEAVE_MILLISECONDS)
      const left = beside && once(beside.close(), 'close')
      await Promise.all([app.close(), left]).finally(() => clearTimeout(cut))
      await gateway.close()
    }
  }
}

async function installPlugins(app: FastifyInstance, config: Config): Promise<void> {
  installHeaders(app, config.origin?.startsWith('https:') ?? false)
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    // Who is within the limit need not hear of it each time.
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    keyGenerator: request => request.headers.authorization ?? request.ip
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '溯源 Suyuan', version: '0.1.0', description: '供应链追溯账本 Supply-chain traceability ledger' },
      components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } }
    },
    transform: jsonSchemaTransform
  })
  await app.register(swaggerUi, { routePrefix: '/docs' })
  // Made before anybody can ask: it takes 0.7 s, in which nobody else would be served, nor a peer's answer be heard.
  let document: Buffer
  app.addHook('onReady', async () => {
    document = Buffer.from(JSON.stringify(app.swagger()))
  })
  app.get('/openapi.json', { schema: { hide: true } }, async (_, reply) =>
    reply.type('application/json; charset=utf-8').send(document)
  )
}
