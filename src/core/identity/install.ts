import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HttpProblem } from '../web/problem.js'
import type { People } from './people.js'
import { comesFrom } from './same-origin.js'

/** Addresses of those who log in. */
const OF_PEOPLE = /^\/(desk|audit|account)(?=[/?]|$)/
const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Has every request of a face, and of the API without an API key, know who is logged in; and refuses other sites' posts. */
export async function installPeople(app: FastifyInstance, people: People, origin: string): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('person', null)
  app.addHook('onRequest', async request => {
    const isOfPeople = OF_PEOPLE.test(request.url)
    if (!isOfPeople && !isByCookie(request, people)) return
    if (!CHANGES_NOTHING.has(request.method)) refuseOtherSites(request, people, origin)
    request.person = await people.personOf(request)
  })
}

const isByCookie = ({ url, headers, cookies }: FastifyRequest, { cookie }: People) =>
  url.startsWith('/api/') && headers.authorization === undefined && cookies[cookie.name] !== undefined

/** @throws HttpProblem CROSS_SITE, also where nobody knows from where it comes and a cookie speaks */
function refuseOtherSites(request: FastifyRequest, { cookie }: People, origin: string): void {
  const from = comesFrom(request, origin)
  if (from === 'elsewhere' || (from === 'unknown' && request.cookies[cookie.name] !== undefined))
    throw new HttpProblem('CROSS_SITE')
}
