import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'

/** /people */
export const people =
  (_services: Services): FastifyPluginAsync =>
  async _app => {}
