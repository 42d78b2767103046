import formbody from '@fastify/formbody'
import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../../core/module.js'
import { pageCopy } from '../../../core/web/page.js'
import { sendCopy, withZipped } from '../../../core/web/page-cache.js'
import { checks } from './checks.js'
import { complaintPages } from './complaint-routes.js'
import type { ScanCounter } from './counter.js'
import { privacyPage } from './privacy.js'

/** Enough for the longest form. */
const FORM_BYTES = 32_768

/** What consumers do beside reading: check what they hold, complain, learn what is kept of them. */
export const scans =
  (services: Services, counter: ScanCounter): FastifyPluginAsync =>
  async app => {
    app.addHook('onReady', () => counter.start())
    app.addHook('onClose', () => counter.stop())
    await app.register(formbody, { bodyLimit: FORM_BYTES })
    await app.register(checks(services, counter))
    await app.register(complaintPages(services))
    const privacy = await withZipped(pageCopy(privacyPage()))
    app.get('/privacy', { schema: { hide: true } }, (_, reply) => sendCopy(reply, privacy))
  }
