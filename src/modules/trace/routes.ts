import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { commandRoute, sendCommand } from '../../core/web/commands.js'
import { audit } from './audit.js'
import { entries } from './entries.js'
import { proofs } from './proofs.js'
import { reads } from './reads.js'
import { scanApi } from './scans/api.js'

/** /api/trace: entries, signed commands, and what the mirror has. */
export const routes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    app.post('/commands', commandRoute(services, '签名的追溯指令 A signed trace command'), sendCommand(services))
    await app.register(entries(services))
    await app.register(proofs(services))
    await app.register(audit(services))
    await app.register(reads(services))
    await app.register(scanApi(services))
  }
