import { MspId } from '@suyuan/model/core/command'
import { Instant } from '@suyuan/model/core/instant'
import { Audit, type AuditSubject } from '@suyuan/model/core/proof/audit/bundle'
import { partyKey, REGULATOR } from '@suyuan/model/core/records'
import { Uscc } from '@suyuan/model/core/uscc'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Services } from '../module.js'
import { HttpProblem, problemAnswers } from '../web/problem.js'
import { sendBundle } from './answer.js'
import { blocksBetween, blocksNaming, type Period } from './audit-blocks.js'

/** An address of audits: by whom, within which time. */
export const auditSchema = (summary: string, params?: z.ZodType) => ({
  summary,
  tags: ['audit'],
  security: [{ apiKey: [] }],
  querystring: z.object({ from: Instant.optional(), to: Instant.optional() }),
  ...(params && { params }),
  response: { 200: Audit, ...problemAnswers }
})

/** A hook: whole blocks show strangers' words, so they are for the regulator and its inspectors. */
export const auditorsOnly =
  ({ authenticator, states }: Services) =>
  async (request: FastifyRequest): Promise<void> => {
    const { party } = await authenticator.caller(request)
    if (party === REGULATOR) return
    const record = await states.get(partyKey(party))
    if (!record?.roles.includes('inspector')) throw new HttpProblem('NOT_ALLOWED')
  }

/** Finds the blocks of a subject, in the period that is asked for, and answers with the bundle. */
export const sendAudit =
  ({ audits }: Services) =>
  async (
    request: FastifyRequest,
    reply: FastifyReply,
    about: AuditSubject,
    find: (period: Period) => Promise<number[]>
  ) =>
    sendBundle(reply, await audits.about(about, await find(request.query as Period)))

/** Bundles for auditors, which `suyuan verify` checks: of a party, of a period. Products are the trace's to find. */
export const auditRoutes =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { pool } = services
    const send = sendAudit(services)
    const onRequest = auditorsOnly(services)
    const Party = z.object({ id: z.union([Uscc, MspId]) })
    const ofPeriod = auditSchema('一段期间的审计包（完整区块） The whole blocks of a period, for auditors')
    app.get('/audit', { onRequest, schema: ofPeriod }, (request, reply) =>
      send(request, reply, { kind: 'period' }, period => blocksBetween(pool, period))
    )
    const ofParty = auditSchema(
      '一个主体的审计包 The whole blocks in which a party speaks or is named, for auditors',
      Party
    )
    app.get('/parties/:id/audit', { onRequest, schema: ofParty }, (request, reply) => {
      const { id } = request.params as z.infer<typeof Party>
      return send(request, reply, { kind: 'party', id }, period => blocksNaming(pool, id, period))
    })
  }
