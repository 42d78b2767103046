import { intervalOn } from '@suyuan/model/bases/states'
import { Gln } from '@suyuan/model/core/gs1'
import { placeKey } from '@suyuan/model/core/records'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { viewerByKey } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { today } from '../../core/web/clock.js'
import { HttpProblem, problemAnswers } from '../../core/web/problem.js'
import { inputsOf, plotsOf, unificationsOf } from './queries/bases.js'

const OfPlace = z.object({ id: Gln })
const Interval = z.object({ input: z.string(), product: z.string(), from: z.string(), free: z.string() })
const Plot = z.object({
  gln: z.string(),
  party: z.string(),
  base: z.string().optional(),
  free: z.boolean().describe('may be picked today'),
  freeFrom: z.string().optional(),
  intervals: z.array(Interval)
})
const Entries = z.object({ entries: z.array(z.looseObject({})) })

/** /api/bases: what is applied to plots, and the four unifications. Steps and the bases themselves: core/matters. */
export const routes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool, states, authenticator } = services
    const common = { tags: ['bases'], params: OfPlace }
    const needPlot = async (id: string) => {
      const place = await states.get(placeKey(id))
      if (place?.kind !== 'plot') throw new HttpProblem('NOT_FOUND')
      return place
    }

    const plot = { ...common, summary: '地块：是否可采 A plot, and whether it may be picked' }
    app.get('/plots/:id', { schema: { ...plot, response: { 200: Plot, ...problemAnswers } } }, async request => {
      const { id: gln } = request.params as z.infer<typeof OfPlace>
      const { party, parent } = await needPlot(gln)
      const { intervals = [] } = (await plotsOf(pool, party)).find(each => each.gln === gln) ?? {}
      const running = intervalOn(intervals, today())
      return {
        ...{ gln, party, free: running === undefined, intervals },
        ...(parent && { base: parent }),
        ...(running && { freeFrom: running.free })
      }
    })

    const inputs = {
      ...{ ...common, security: [{ apiKey: [] }], summary: '投入品使用记录 What was applied to a plot' },
      response: { 200: Entries, ...problemAnswers }
    }
    app.get('/plots/:id/inputs', { onRequest: authenticator.required, schema: inputs }, async request => {
      const { id } = request.params as z.infer<typeof OfPlace>
      const [viewer, { party }] = await Promise.all([
        viewerByKey(services, await authenticator.caller(request)),
        needPlot(id)
      ])
      if (!viewer.supervises && viewer.party !== party) throw new HttpProblem('NOT_FOUND')
      return { entries: await inputsOf(pool, id) }
    })

    const unified = { ...common, summary: '四统一 The four unifications of a base, by product' }
    app.get(
      '/bases/:id/unifications',
      { schema: { ...unified, response: { 200: Entries, ...problemAnswers } } },
      async request => {
        const { id } = request.params as z.infer<typeof OfPlace>
        return { entries: (await unificationsOf(pool, id)).map(({ gtin, unification }) => ({ gtin, ...unification })) }
      }
    )
  }
