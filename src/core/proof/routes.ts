import { Bundle } from '@suyuan/model/core/proof/bundle'
import type { FastifyPluginAsync } from 'fastify'
import type { z } from 'zod'
import type { Services } from '../module.js'
import { CommandName } from '../web/commands.js'
import { problemAnswers } from '../web/problem.js'
import { sendBundle } from './answer.js'

/** Proofs, for whoever can name what is proved. */
export const proofRoutes =
  ({ proofs }: Services): FastifyPluginAsync =>
  async app => {
    const schema = {
      summary: '指令的证明，可离线验证 The proof of a command, which suyuan verify checks without us',
      tags: ['core'],
      params: CommandName,
      response: { 200: Bundle, ...problemAnswers }
    }
    app.get('/commands/:key/:id/proof', { schema }, async (request, reply) => {
      const { key, id } = request.params as z.infer<typeof CommandName>
      const bundle = await proofs.ofCommand(key, id)
      return sendBundle(reply, bundle)
    })
  }
