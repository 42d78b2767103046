import { ParameterChange } from '@suyuan/model/core/parameters'
import { ClaimParty, GrantRoles, RegisterKey, RegisterParty, ReleaseParty, RevokeKey } from '@suyuan/model/core/parties'
import { RegisterPlace, RegisterProduct } from '@suyuan/model/core/places'
import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../module.js'
import { answerOptions, answerSchemas, idempotencyOf, sendStatus } from './answers.js'

/** What a party's or organisation's request for the registers may say, by path: the payload of a core command. */
const REGISTERS = {
  parties: { action: 'registerParty', body: RegisterParty, summary: '登记主体 Register a party' },
  roles: { action: 'grantRoles', body: GrantRoles, summary: '设定角色 Set the roles of a party' },
  releases: {
    action: 'releaseParty',
    body: ReleaseParty,
    summary: '同意主体转出 Release a party to another organisation'
  },
  claims: { action: 'claimParty', body: ClaimParty, summary: '接收主体转入 Claim a released party' },
  keys: { action: 'registerKey', body: RegisterKey, summary: '登记设备密钥 Register a device key' },
  revocations: { action: 'revokeKey', body: RevokeKey, summary: '吊销密钥 Revoke a key' },
  places: { action: 'registerPlace', body: RegisterPlace, summary: '登记地点 Register a place' },
  products: { action: 'registerProduct', body: RegisterProduct, summary: '登记产品 Register a product' },
  'parameter-proposals': { action: 'proposeParameter', body: ParameterChange, summary: '提议参数 Propose a parameter' },
  'parameter-acceptances': { action: 'acceptParameter', body: ParameterChange, summary: '接受参数 Accept a parameter' }
} as const

/** Writes to the registers, by the caller's gateway key. */
export const registerRoutes =
  ({ commands, authenticator, waits }: Services): FastifyPluginAsync =>
  async app => {
    for (const [path, { action, body, summary }] of Object.entries(REGISTERS)) {
      const schema = { body, response: answerSchemas, summary, tags: ['core'], security: [{ apiKey: [] }] }
      app.post(`/${path}`, { onRequest: authenticator.required, schema }, async (request, reply) => {
        const { party } = await authenticator.caller(request)
        const payload = request.body as Record<string, unknown>
        const options = { ...answerOptions(request, waits, 'strict'), idempotency: idempotencyOf(request) }
        return sendStatus(request, reply, await commands.send({ party, module: 'core', action, payload }, options))
      })
    }
  }
