import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'

/** /desk */
export const desk =
  (_services: Services): FastifyPluginAsync =>
  async _app => {}
