import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { examination } from './examination.js'
import { inspections } from './inspections-pages.js'
import { ledger } from './ledger/index.js'
import { recalls } from './recall/index.js'
import { refused } from './refused.js'
import { search } from './search.js'
import { things } from './things.js'
import { verify } from './verify.js'

/** /audit: what those see who supervise; and /desk/recalls, the same machine for those who carry recalls out. */
export const audit =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const part of [search, examination, things, refused, recalls, ledger, verify, inspections])
      await app.register(part(services))
  }
