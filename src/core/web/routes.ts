import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../module.js'
import { auditRoutes } from '../proof/audit-routes.js'
import { proofRoutes } from '../proof/routes.js'
import { clientRoutes } from './clients.js'
import { commandRoutes } from './commands.js'
import { recordRoutes } from './records.js'
import { registerRoutes } from './registers.js'

/** /api/core: registers, commands and their states, and keys for clients. */
export const coreRoutes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await app.register(registerRoutes(services))
    await app.register(clientRoutes(services))
    await app.register(commandRoutes(services))
    await app.register(recordRoutes(services))
    await app.register(proofRoutes(services))
    await app.register(auditRoutes(services))
  }
