import { baseKey, type Households as Counted, householdsKey } from '@suyuan/model/bases/states'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type NumberedPlace, placesOf, recordsAt } from '../../../core/mirror/registers.js'
import type { Services } from '../../../core/module.js'
import { sendAppPage } from '../../../core/web/app-page.js'
import { Form } from '../../../core/web/form.js'
import { enter } from '../../../core/web/own-api.js'
import { HttpProblem } from '../../../core/web/problem.js'
import { say } from '../../../core/web/texts.js'
import { Households, LINK_KINDS } from '../weighing/households.js'
import { HouseholdCounts } from './counts.js'
import { type BaseCount, LinksPage } from './pages.js'

const Named = z.object({ id: z.uuid() })

/** /desk/households: how households are linked to a party's supply bases; the ledger is told how many. */
export const linkedHouseholds =
  (services: Services): FastifyPluginAsync =>
  async app => {
    const { people, pool, vault } = services
    const households = new Households(pool, vault)
    const counts = new HouseholdCounts(pool)
    const onRequest = people.required('operator')
    const page = { onRequest, schema: { hide: true } }

    const show = async (request: FastifyRequest, reply: FastifyReply, form: Form) => {
      const person = request.person!
      const [known, bases] = await Promise.all([households.of(person.party), supplyBasesOf(services, person.party)])
      const counted = await Promise.all(
        bases.map(async ({ place, counted }): Promise<BaseCount> => {
          const holds = counted && (await counts.holds(person.party, place.gln, counted.commitment, known))
          return { place, counted, holds: holds ?? null }
        })
      )
      const children = <LinksPage form={form} households={known} bases={counted} />
      const parts = { title: say('basesLinks').zh, area: 'desk', section: 'weighing', person, children } as const
      return sendAppPage(reply, parts, form.failed ? 422 : 200)
    }

    app.get('/desk/households', page, (request, reply) => show(request, reply, new Form()))

    app.post(
      '/desk/households/:id/link',
      { onRequest, schema: { hide: true, params: Named } },
      async (request, reply) => {
        const { id } = request.params as z.infer<typeof Named>
        const { party } = request.person!
        const form = Form.of(request.body)
        const glns = (await supplyBasesOf(services, party)).map(({ place }) => place.gln)
        const base = form.raw('base') === '' ? null : form.choice('base', glns)
        if (form.failed) return show(request, reply, form)
        const kinds = LINK_KINDS.filter(kind => form.all('kinds').includes(kind))
        const link = base && kinds.length > 0 ? { base, kinds } : undefined
        if (!(await households.link(party, id, link))) throw new HttpProblem('NOT_FOUND')
        return reply.redirect('/desk/households', 303)
      }
    )

    app.post('/desk/households/count', page, async (request, reply) => {
      const { party } = request.person!
      const form = Form.of(request.body)
      const glns = (await supplyBasesOf(services, party)).map(({ place }) => place.gln)
      const base = form.choice('base', glns)
      if (form.failed) return show(request, reply, form)
      const told = await counts.count(party, base, await households.of(party))
      const entered = await enter(request, '/api/bases/countHouseholds', told, `households-${told.commitment}`)
      if (entered.is === 'refused') {
        form.problem = entered.reason
        return show(request, reply, form)
      }
      return reply.redirect('/desk/households', 303)
    })
  }

interface OwnBase {
  place: NumberedPlace
  counted: Counted | null
}

/** A party's places that are supply bases. */
async function supplyBasesOf({ pool }: Services, party: string): Promise<OwnBase[]> {
  const places = await placesOf(pool, party, 'base')
  const records = await recordsAt<unknown>(
    pool,
    places.flatMap(({ gln }) => [baseKey(gln), householdsKey(gln)])
  )
  return places
    .filter(({ gln }) => records.has(baseKey(gln)))
    .map(place => ({ place, counted: (records.get(householdsKey(place.gln)) as Counted | undefined) ?? null }))
}
