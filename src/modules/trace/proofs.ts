import { Bundle } from '@suyuan/model/core/proof/bundle'
import type { Statement, Thing } from '@suyuan/model/core/statements'
import { lotId, packId } from '@suyuan/model/trace/subjects'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { z } from 'zod'
import type { Services } from '../../core/module.js'
import { sendBundle } from '../../core/proof/answer.js'
import { HttpProblem, problemAnswers } from '../../core/web/problem.js'
import { LotParams, PackParams } from './params.js'
import { lotSpots, packSpots, type StorySpots } from './queries/spots.js'

/** Proofs of stories, for whoever holds the goods: what their pages show, and nothing of other goods. */
export const proofs =
  ({ pool, proofs }: Services): FastifyPluginAsync =>
  async app => {
    const schema = (summary: string, params: z.ZodType) => ({
      tags: ['trace'],
      summary,
      params,
      response: { 200: Bundle, ...problemAnswers }
    })

    async function send(reply: FastifyReply, about: Thing, story: StorySpots | null) {
      if (!story) throw new HttpProblem('NOT_FOUND')
      return sendBundle(reply, await proofs.ofThing(about, story.spots, choiceOf(about, story)))
    }

    const ofPack = schema('一件产品来历的证明 The proof of a pack’s story, without other goods', PackParams)
    app.get('/provenance/:gtin/:serial/proof', { schema: ofPack }, async (request, reply) => {
      const pack = request.params as z.infer<typeof PackParams>
      return send(reply, { kind: 'pack', id: packId(pack) }, await packSpots(pool, pack))
    })

    const ofLot = schema('一个批次来历的证明 The proof of a lot’s story, without other goods', LotParams)
    app.get('/provenance/:gtin/lots/:lot/proof', { schema: ofLot }, async (request, reply) => {
      const lot = request.params as z.infer<typeof LotParams>
      return send(reply, { kind: 'lot', id: lotId(lot) }, await lotSpots(pool, lot))
    })
  }

/** Of what is said in the story: all that its page shows, and those goods that it is the story of. */
function choiceOf(about: Thing, { events, lots, cases, recalls }: StorySpots): (statement: Statement) => boolean {
  const told = new Set(events)
  const recalled = new Set(recalls)
  const own = {
    lot: new Set(lots),
    case: new Set(cases),
    pack: new Set(about.kind === 'pack' ? [about.id] : [])
  } as Record<string, Set<string>>
  return statement => {
    if ('closed' in statement) return recalled.has(statement.recall)
    if (!told.has(statement.event)) return false
    if ('hashId' in statement) return statement.nonce
    if (!('names' in statement) || statement.names.kind === 'shipment') return true
    return own[statement.names.kind]?.has(statement.names.id) ?? false
  }
}
