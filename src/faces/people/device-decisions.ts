import { momentOf } from '@suyuan/model/core/day'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Device } from '../../core/identity/devices.js'
import type { Services } from '../../core/module.js'
import { Form } from '../../core/web/form.js'
import { HttpProblem } from '../../core/web/problem.js'
import { organisationSays } from './organisation-speaks.js'

const page = { hide: true } as const

/** The instant since which a key may have been in other hands, as typed: the clock on the wall in China. */
function sinceOf(typed: string): string | undefined {
  if (typed === '') return undefined
  const since = momentOf(typed)
  if (since === null) throw new HttpProblem('REQUEST_INVALID', { field: 'since' })
  return since
}

/** What an administrator decides of devices: a key is registered on the ledger, or not, or revoked from an instant. */
export const deviceDecisions =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people } = services
    const proven = [people.required('administrator'), people.recently()]

    /** The device of the form, of the administrator's organisation. @throws HttpProblem NOT_FOUND */
    async function asked(request: FastifyRequest): Promise<Device> {
      const device = await people.devices.get(request.person!, Form.of(request.body).typed('key'))
      if (!device) throw new HttpProblem('NOT_FOUND')
      return device
    }

    app.post('/account/devices/approve', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const { key, publicKey, party, possession, state } = await asked(request)
      if (state !== 'asked') throw new HttpProblem('NOT_ALLOWED', { state })
      // What somebody calls his phone may be his name: it stays where it can be erased.
      await organisationSays(services, person, 'registerKey', { key, publicKey, party, custody: 'device', possession })
      await people.devices.decide(person, key, 'approved')
      await people.audited(person, 'device.approve', key, { party })
      return reply.redirect('/account/people', 303)
    })

    app.post('/account/devices/decline', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const { key, party, state } = await asked(request)
      if (state !== 'asked') throw new HttpProblem('NOT_ALLOWED', { state })
      await people.devices.decide(person, key, 'declined')
      await people.audited(person, 'device.decline', key, { party })
      return reply.redirect('/account/people', 303)
    })

    app.post('/account/devices/revoke', { onRequest: proven, schema: page }, async (request, reply) => {
      const person = request.person!
      const { key, party } = await asked(request)
      const compromisedSince = sinceOf(Form.of(request.body).typed('since'))
      await organisationSays(services, person, 'revokeKey', { key, ...(compromisedSince && { compromisedSince }) })
      await people.devices.decide(person, key, 'revoked')
      await people.audited(person, 'device.revoke', key, { party, ...(compromisedSince && { compromisedSince }) })
      return reply.redirect('/account/devices', 303)
    })
  }
