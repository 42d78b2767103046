import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'

/** /audit */
export const audit =
  (_services: Services): FastifyPluginAsync =>
  async _app => {}
