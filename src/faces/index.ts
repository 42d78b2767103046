import formbody from '@fastify/formbody'
import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../core/module.js'
import { installProblemPages } from '../core/web/problem-page.js'
import { audit } from './audit/index.js'
import { desk } from './desk/index.js'
import { people } from './people/index.js'

/** Forms are short; what is long comes as a file. */
const FORM_BYTES = 64 * 1024

/** What people see who log in: each face shows what several modules know. */
export const faces =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await app.register(formbody, { bodyLimit: FORM_BYTES })
    installProblemPages(app)
    await app.register(people(services))
    await app.register(desk(services))
    await app.register(audit(services))
  }
