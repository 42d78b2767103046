import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { exchange } from './exchange/index.js'
import { labels } from './labels/index.js'
import { weighing } from './weighing/index.js'

/** /desk */
export const desk =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await app.register(weighing(services))
    await app.register(labels(services))
    await app.register(exchange(services))
  }
