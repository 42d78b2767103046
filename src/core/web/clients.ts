import { partyKey } from '@suyuan/model/core/records'
import { Uscc } from '@suyuan/model/core/uscc'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../module.js'
import { answerOptions, CommandAnswer, sendStatus } from './answers.js'
import { HttpProblem, problemAnswers } from './problem.js'

const Client = z.strictObject({ party: Uscc, label: z.string().min(1).max(60) })

const schema = {
  summary: '为主体开通接口密钥（由网关代签） Give a party an API key; the gateway signs for it',
  tags: ['core'],
  security: [{ apiKey: [] }],
  body: Client,
  response: {
    201: z.object({ party: z.string(), key: z.string(), apiKey: z.string() }),
    202: CommandAnswer,
    ...problemAnswers
  }
}

/** API keys for parties that have no key of their own: an administrator asks, the gateway makes and keeps the key. */
export const clientRoutes =
  ({ authenticator, states, clients, people, waits }: Services): FastifyPluginAsync =>
  async app => {
    app.post('/clients', { onRequest: authenticator.required, schema }, async (request, reply) => {
      const { party: organisation } = await authenticator.administrator(request)
      const { party, label } = request.body as z.infer<typeof Client>
      const record = await states.get(partyKey(party))
      if (record?.organisation !== organisation) throw new HttpProblem('NOT_ALLOWED', { party })
      const { inputWait } = answerOptions(request, waits, 'strict')
      const failed = await clients.register(organisation, party, label, { ...waits, inputWait })
      if (failed) return sendStatus(request, reply, failed)
      const opened = await clients.open(organisation, party, label)
      const account = request.person?.account ?? null
      const details = { party, label }
      await people.auditLog.append({
        organisation,
        party: organisation,
        account,
        act: 'key.open',
        subject: party,
        details
      })
      reply.header('cache-control', 'no-store') // it is shown this once
      return reply.code(201).send({ party, ...opened })
    })
  }
