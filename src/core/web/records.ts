import { parameterKey } from '@suyuan/model/core/parameters'
import { keyKey, partyKey, placeKey, productKey } from '@suyuan/model/core/records'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../module.js'
import { HttpProblem, problemAnswers } from './problem.js'

/** What the registers say, and the ledger's name. */
export const recordRoutes =
  ({ states, commands }: Services): FastifyPluginAsync =>
  async app => {
    const read = (path: string, pattern: RegExp, summary: string, find: (id: string) => Promise<object | null>) => {
      const params = z.object({ id: z.string().regex(pattern) })
      const response = { 200: z.record(z.string(), z.unknown()), ...problemAnswers }
      app.get(`${path}/:id`, { schema: { summary, tags: ['core'], params, response } }, async request => {
        const found = await find((request.params as { id: string }).id)
        if (!found) throw new HttpProblem('NOT_FOUND')
        return found
      })
    }
    read('/parties', /^[0-9A-Z]{18}$/, '主体 A party', id => states.get(partyKey(id)))
    read('/places', /^\d{13}$/, '地点 A place', id => states.get(placeKey(id)))
    read('/products', /^\d{14}$/, '产品 A product', id => states.get(productKey(id)))
    read('/parameters', /^[a-zA-Z0-9.-]{1,80}$/, '参数 A parameter', id => states.get(parameterKey(id)))
    read('/keys', /^[0-9a-f]{64}$/, '密钥 A key', async id => {
      const record = await states.get(keyKey(id))
      return record && { ...record, high: await states.highestSequence(id) }
    })

    const schema = {
      summary: '账本标识 The ledger that signatures must name',
      tags: ['core'],
      response: { 200: z.object({ ledger: z.string() }), ...problemAnswers }
    }
    app.get('/ledger', { schema }, async () => ({ ledger: commands.ledger.id }))
  }
