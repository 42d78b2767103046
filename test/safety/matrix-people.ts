/** Who sees and does what of /account: everybody, whoever is logged in, or an organisation's administrator. */
import type { Entry } from './stage.js'

const of = (entry: Entry, names: readonly string[]) => Object.fromEntries(names.map(name => [name, entry]))

export const PEOPLE: Record<string, Entry> = {
  ...of('public', [
    'GET /account/login',
    'GET /account/enrol',
    'GET /account/oidc/:organisation',
    'GET /account/oidc/callback'
  ]),
  ...of('stranger', [
    'POST /account/login',
    'POST /account/login/options',
    'POST /account/login/passkey',
    'POST /account/enrol',
    'POST /account/oidc/enrol',
    'POST /account/enrol/password',
    'POST /account/enrol/options',
    'POST /account/enrol/passkey'
  ]),
  ...of('person', [
    'GET /account',
    'GET /account/me',
    'GET /account/data',
    'GET /account/data/export',
    'POST /account/data/erasure',
    'POST /account/data/erasure/withdraw',
    'GET /account/prove',
    'POST /account/prove',
    'POST /account/prove/options',
    'POST /account/prove/passkey',
    'POST /account/logout',
    'POST /account/password',
    'POST /account/passkeys',
    'POST /account/passkeys/options',
    'POST /account/passkeys/revoke',
    'POST /account/sessions/end',
    'POST /account/sessions/end-others',
    'GET /account/devices',
    'POST /account/devices',
    'GET /account/devices/:key'
  ]),
  ...of({ roles: ['administrator'] }, [
    'GET /account/people',
    'GET /account/people/new',
    'GET /account/people/:account',
    'POST /account/people',
    'POST /account/people/withdraw',
    'POST /account/people/:account/roles',
    'POST /account/people/:account/code',
    'POST /account/people/:account/disable',
    'POST /account/people/:account/enable',
    'POST /account/people/:account/erase',
    'POST /account/devices/approve',
    'POST /account/devices/decline',
    'POST /account/devices/revoke',
    'GET /account/keys',
    'POST /account/keys',
    'POST /account/keys/revoke',
    'GET /account/log'
  ])
}
