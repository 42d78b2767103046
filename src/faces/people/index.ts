import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { account } from './account.js'
import { data } from './data.js'
import { deviceDecisions } from './device-decisions.js'
import { devices } from './devices.js'
import { enrol } from './enrol.js'
import { keys } from './keys.js'
import { log } from './log.js'
import { login } from './login.js'
import { oneMember } from './member.js'
import { oidcRoutes } from './oidc.js'
import { passkeyRoutes } from './passkey-routes.js'
import { members } from './people.js'
import { prove } from './prove.js'

/** /account: who logs in, by what, and whom an administrator lets in. */
export const people =
  (services: Services): FastifyPluginAsync =>
  async app => {
    for (const part of [
      login,
      enrol,
      prove,
      passkeyRoutes,
      oidcRoutes,
      account,
      data,
      members,
      oneMember,
      devices,
      deviceDecisions,
      keys,
      log
    ])
      await app.register(part(services))
  }
