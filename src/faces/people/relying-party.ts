import type { FastifyRequest } from 'fastify'
import type { RelyingParty } from '../../core/identity/passkeys.js'

/** As whom browsers know the service: by its set origin, or by the name under which this one asks. */
export function relyingPartyOf(request: FastifyRequest, origin: string): RelyingParty {
  const asked = origin || `${request.protocol}://${request.host}`
  const { hostname, origin: own } = new URL(asked)
  return { id: hostname, origin: own }
}
