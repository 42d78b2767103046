import type { Action } from '@suyuan/model/core/law'
import { laws } from '@suyuan/model/laws'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Module, Services } from '../module.js'
import { answerOptions, answerSchemas, idempotencyOf, sendStatus } from '../web/answers.js'
import { cursorOf, Limit, partsOf } from '../web/cursor.js'
import { HttpProblem, problemAnswers } from '../web/problem.js'
import { ANYBODY, viewerByKey } from './access.js'
import { isSeenBy, type MountedFace, shownTo, type Viewer } from './face.js'
import { ListPlace, matterOf, mattersOf, placeOf } from './queries.js'

/** Every action of the module's law, with the payload as its body; signed by the key that the gateway keeps for the party. */
export function mountActions(app: FastifyInstance, { name, matters = [] }: Module, services: Services): void {
  const { authenticator, commands, waits } = services
  const called = (action: string) => {
    const step = matters.map(({ procedure }) => procedure.steps[action]).find(each => each)
    return step ? `${step.zh} ${step.en}` : action
  }
  for (const [action, { schema }] of Object.entries<Action>(laws.get(name)?.actions ?? {})) {
    if (!schema) continue
    const body = schema as z.ZodType<Record<string, unknown>>
    const route = {
      onRequest: authenticator.required,
      schema: { tags: [name], security: [{ apiKey: [] }], summary: called(action), body, response: answerSchemas }
    }
    app.post(`/api/${name}/${action}`, route, async (request, reply) => {
      const { party } = await authenticator.caller(request)
      const payload = request.body as Record<string, unknown>
      const options = { ...answerOptions(request, waits, 'strict'), idempotency: idempotencyOf(request) }
      return sendStatus(request, reply, await commands.send({ party, module: name, action, payload }, options))
    })
  }
}

const Entry = z.looseObject({ id: z.string(), block: z.int(), party: z.string(), state: z.string() })
const List = z.object({ entries: z.array(Entry), next: z.string().optional() })
const Query = z.object({
  state: z.string().max(40).optional(),
  party: z.string().max(40).optional(),
  text: z.string().min(1).max(100).optional(),
  limit: Limit,
  cursor: z.string().max(1000).optional()
})

/** A kind's list and its matters one by one: everybody's that are public, else whose they are and who supervises. */
export function mountReads(app: FastifyInstance, face: MountedFace, services: Services): void {
  const { authenticator, pool } = services
  const isPublic = face.shown.includes('board')
  const viewer = async (request: Parameters<typeof authenticator.caller>[0]): Promise<Viewer> => {
    if (isPublic && request.headers.authorization === undefined && !request.person) return ANYBODY
    return viewerByKey(services, await authenticator.caller(request))
  }
  const common = { tags: [face.module], ...(!isPublic && { security: [{ apiKey: [] }] }) }
  const address = `/api/${face.module}/${face.path}`

  const list = { ...common, summary: `${face.title.zh} ${face.title.en}`, querystring: Query }
  app.get(address, { schema: { ...list, response: { 200: List, ...problemAnswers } } }, async request => {
    const { cursor, ...wanted } = request.query as z.infer<typeof Query>
    const after = partsOf(cursor, ListPlace)
    const who = await viewer(request)
    const found = await mattersOf(pool, face, { ...wanted, after, viewer: who })
    const last = found.length === wanted.limit ? found.at(-1) : undefined
    return { entries: found.map(matter => shownTo(matter, who)), ...(last && { next: cursorOf(placeOf(face, last)) }) }
  })

  const params = z.object({ id: z.string().min(1).max(60) })
  const one = { ...common, summary: `${face.title.zh}：一件 One of them`, params }
  app.get(`${address}/:id`, { schema: { ...one, response: { 200: Entry, ...problemAnswers } } }, async request => {
    const { id } = request.params as z.infer<typeof params>
    const [matter, who] = await Promise.all([matterOf(pool, face, id), viewer(request)])
    if (!matter || !isSeenBy(face, matter, who)) throw new HttpProblem('NOT_FOUND')
    return shownTo(matter, who)
  })
}
