import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../core/module.js'
import { installForms } from '../core/web/problem-page.js'
import { audit } from './audit/index.js'
import { desk } from './desk/index.js'
import { people } from './people/index.js'

/** What people see who log in: each face shows what several modules know. */
export const faces =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await installForms(app)
    await app.register(people(services))
    await app.register(desk(services))
    await app.register(audit(services))
  }
