import { keyKey, partyKey } from '@suyuan/model/core/records'
import { Uscc } from '@suyuan/model/core/uscc'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { createApiKey } from '../identity/api-keys.js'
import { possessionOf } from '../identity/signer.js'
import type { SigningKeys } from '../identity/signing-keys.js'
import type { CommandStatus } from '../ledger/commands.js'
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
  (services: Services, signingKeys: SigningKeys): FastifyPluginAsync =>
  async app => {
    const { commands, states, authenticator, pool, waits } = services

    /** Registers the party's gateway key on the ledger where it is not. Null when it is. */
    async function register(
      organisation: string,
      party: string,
      label: string,
      inputWait: number
    ): Promise<CommandStatus | null> {
      const signingKey = await signingKeys.create(party)
      const { id: key, publicKey } = signingKey
      if (await states.get(keyKey(key))) return null
      const payload = {
        key,
        publicKey,
        party,
        custody: 'gateway',
        label,
        possession: possessionOf(signingKey, commands.ledger.id, party)
      }
      const { answerSeconds } = waits
      const status = await commands.send(
        { party: organisation, module: 'core', action: 'registerKey', payload },
        { answerSeconds, inputWait }
      )
      // Another request may have registered it meanwhile; then the ledger says KEY_EXISTS, and all is as asked.
      return status.outcome?.status === 'accepted' || status.outcome?.code === 'KEY_EXISTS' ? null : status
    }

    app.post('/clients', { onRequest: authenticator.required, schema }, async (request, reply) => {
      const administrator = await authenticator.administrator(request)
      const { party, label } = request.body as z.infer<typeof Client>
      const record = await states.get(partyKey(party))
      if (record?.organisation !== administrator.party) throw new HttpProblem('NOT_ALLOWED', { party })
      const { inputWait } = answerOptions(request, waits, 'strict')
      const failed = await register(administrator.party, party, label, inputWait)
      if (failed) return sendStatus(request, reply, failed)
      const { id: key } = await signingKeys.create(party)
      reply.header('cache-control', 'no-store') // it is shown this once
      return reply.code(201).send({ party, key, apiKey: await createApiKey(pool, party, label) })
    })
  }
