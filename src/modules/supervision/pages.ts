import formbody from '@fastify/formbody'
import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { installProblemPages } from '../../core/web/problem-page.js'
import { mountPlans } from './plan-pages.js'
import { mountPurchaseChecks } from './purchase-checks.js'
import { mountRegister } from './register.js'
import { mountWork } from './work.js'

/** What the pages of matters have not: work lists, the register, the making of draws, checks at purchase. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await app.register(formbody)
    installProblemPages(app)
    for (const mount of [mountWork, mountPlans, mountPurchaseChecks, mountRegister]) mount(app, services)
  }
