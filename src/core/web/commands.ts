import { type Command, CommandBody } from '@suyuan/model/core/command'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../module.js'
import { answerOf, answerOptions, answerSchemas, CommandAnswer, sendStatus } from './answers.js'
import { LONG_BODY } from './json-body.js'
import { HttpProblem, problemAnswers } from './problem.js'

const commandSchema = (summary: string) => ({
  summary,
  tags: ['core'],
  body: CommandBody,
  querystring: z.object({ advise: z.string().optional() }),
  response: { 200: z.object({ advice: z.unknown() }), ...answerSchemas }
})

/** A route that takes signed commands, which may be of many events. */
export const commandRoute = ({ commands }: Services, summary: string) => ({
  bodyLimit: LONG_BODY,
  schema: commandSchema(summary),
  /** Who would be turned away has nothing of his request read. */
  onRequest: async () => commands.ledger.refuseOverload()
})

/** Takes a signed command; with `?advise` only says what the law would. */
export function sendCommand({ commands, waits }: Services) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const command = request.body as Command
    if ((request.query as { advise?: string }).advise !== undefined)
      return reply.send({ advice: await commands.advise(command) })
    return sendStatus(request, reply, await commands.submitSigned(command, answerOptions(request, waits, 'lenient')))
  }
}

export const CommandName = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/), id: z.uuid() })

/** Signed commands in, their states out. */
export const commandRoutes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    app.post('/commands', commandRoute(services, '签名指令 A signed command of any module'), sendCommand(services))

    const schema = {
      summary: '指令状态 What became of a command',
      tags: ['core'],
      params: CommandName,
      response: { 200: CommandAnswer.extend({ code: z.string().optional() }), ...problemAnswers }
    }
    app.get('/commands/:key/:id', { schema }, async request => {
      const { key, id } = request.params as z.infer<typeof CommandName>
      const status = await services.commands.status(key, id)
      if (!status) throw new HttpProblem('NOT_FOUND')
      return { ...answerOf(status), ...(status.outcome?.code && { code: status.outcome.code }) }
    })
  }
