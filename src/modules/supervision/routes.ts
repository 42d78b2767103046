import { MatterId } from '@suyuan/model/core/procedure'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../core/module.js'
import { HttpProblem, problemAnswers } from '../../core/web/problem.js'
import { drawNamed } from './draws.js'

const Named = z.object({ id: MatterId })
const Candidate = z.object({ party: z.string(), weight: z.int(), why: z.string().optional() })
const Draw = z.object({
  id: z.string(),
  title: z.string(),
  author: z.string(),
  plannedAt: z.string(),
  drawBefore: z.string(),
  candidates: z.array(Candidate),
  count: z.int(),
  commitment: z.string(),
  witnesses: z.array(z.object({ party: z.string(), value: z.string().nullable(), at: z.string().nullable() })),
  secret: z.string().optional(),
  seed: z.string().optional(),
  /** Texts whose SHA-256 commitment and seed are. */
  texts: z.object({ commitment: z.string(), seed: z.string() }).optional(),
  rounds: z
    .array(z.object({ text: z.string(), hash: z.string(), tickets: z.int(), ticket: z.int(), party: z.string() }))
    .optional(),
  drawn: z.array(z.string()).optional(),
  inspections: z.record(z.string(), z.string())
})

/** What the API of matters has not: all that a draw is made of, in one answer. */
export const routes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const schema = {
      tags: ['supervision'],
      summary:
        '一次抽取的全部输入与结果，任何人都可以重算 All inputs of a draw and what follows, for anybody to compute again',
      params: Named,
      response: { 200: Draw, ...problemAnswers }
    }
    app.get('/draw/:id', { schema }, async request => {
      const draw = await drawNamed(services, (request.params as z.infer<typeof Named>).id)
      if (!draw) throw new HttpProblem('NOT_FOUND')
      return draw
    })
  }
