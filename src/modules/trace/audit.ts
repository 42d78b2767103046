import { Gtin } from '@suyuan/model/core/gs1'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { auditorsOnly, auditSchema, sendAudit } from '../../core/proof/audit-routes.js'
import { productBlocks } from './queries/product-blocks.js'

const Product = z.object({ gtin: Gtin })

/** An auditor's bundle of a product: its cases and shipments name it only in the trace. */
export const audit =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const send = sendAudit(services)
    const schema = auditSchema('一种产品的审计包 The whole blocks in which a product is named, for auditors', Product)
    app.get('/products/:gtin/audit', { onRequest: auditorsOnly(services), schema }, (request, reply) => {
      const { gtin } = request.params as z.infer<typeof Product>
      const find = productBlocks.bind(null, services.pool, gtin)
      return send(request, reply, { kind: 'product', id: gtin }, find)
    })
  }
