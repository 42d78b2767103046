import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import type { Person } from '../identity/person.js'
import type { Services } from '../module.js'
import { sendAppPage } from '../web/app-page.js'
import { cursorOf, partsOf } from '../web/cursor.js'
import { Form } from '../web/form.js'
import { htmlOf, Say, sendPage } from '../web/page.js'
import { HttpProblem } from '../web/problem.js'
import { ANYBODY, actorOf, openings, stepsFor, VISITORS, viewerOf } from './access.js'
import { act, attemptOf } from './acting.js'
import { isSeenBy, type MatterField, type MountedFace, type Numbered, type Viewer } from './face.js'
import { needsWords, newNumber, payloadOf } from './filling.js'
import { commandsOf, ListPlace, matterOf, mattersOf, namesIn, placeOf } from './queries.js'
import {
  type Filled,
  lineOf,
  listPath,
  MatterList,
  MatterView,
  matterPath,
  type Place,
  StepForm,
  type StepParts
} from './views.js'

const PER_PAGE = 50
const Asked = z.object({
  text: z.string().trim().max(100).catch(''),
  state: z.string().max(40).catch(''),
  cursor: z.string().max(1000).optional(),
  sent: z.string().max(10).optional()
})
const Named = z.object({ id: z.string().min(1).max(60) })

/** The pages of one kind of matters, on one of the faces. */
export class MatterPages {
  constructor(
    private readonly services: Services,
    private readonly face: MountedFace,
    private readonly place: Place
  ) {}

  mount(app: FastifyInstance): void {
    const { face, place } = this
    const schema = { hide: true } as const
    const hooks = place === 'board' ? {} : { onRequest: this.services.people.required(...VISITORS[place]) }
    const list = listPath(place, face)
    app.get(list, { ...hooks, schema }, (request, reply) => this.list(request, reply))
    app.get(`${list}/:id`, { ...hooks, schema: { ...schema, params: Named } }, (request, reply) =>
      this.one(request, reply)
    )
    if (place === 'board') return
    const Step = Named.extend({ step: z.enum(Object.keys(face.procedure.steps) as [string, ...string[]]) })
    const step = { ...hooks, schema: { ...schema, params: Step } }
    app.get(
      `${list}/new/:step`,
      { ...hooks, schema: { ...schema, params: Step.omit({ id: true }) } },
      // What led here may say what is known already.
      (request, reply) => this.opening(request, reply, Form.of(request.query))
    )
    app.post(
      `${list}/new/:step`,
      { ...hooks, schema: { ...schema, params: Step.omit({ id: true }) } },
      (request, reply) => this.open(request, reply)
    )
    app.post(`${list}/:id/:step`, step, (request, reply) => this.advance(request, reply))
  }

  private async list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { face, place } = this
    const { pool } = this.services
    const { text, state, cursor } = Asked.parse(request.query)
    const viewer = this.viewer(request)
    const party = place === 'desk' ? (viewer.party ?? undefined) : undefined
    const wanted = { text: text || undefined, state: state || undefined, party, limit: PER_PAGE }
    const matters = await mattersOf(pool, face, { ...wanted, viewer, after: partsOf(cursor, ListPlace) })
    const [names, above, actor] = await Promise.all([
      namesIn(pool, face, matters),
      face.above?.(this.services),
      place !== 'board' && request.person ? actorOf(this.services, request.person) : null
    ])
    const last = matters.length === PER_PAGE ? matters.at(-1) : undefined
    const next = last ? `?${new URLSearchParams({ text, state, cursor: cursorOf(placeOf(face, last)) })}` : null
    const asked = { text, state }
    const opened = actor ? openings(face.procedure, actor) : []
    const parts = { face, place, matters, names, asked, next, above, openings: opened }
    return this.send(request, reply, <MatterList {...parts} />)
  }

  /** The board says the same to everybody, whoever has logged in. */
  private viewer(request: FastifyRequest): Viewer {
    return this.place === 'board' ? ANYBODY : viewerOf(request)
  }

  private async one(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.show(request, reply, await this.seen(request))
  }

  /** The matter that the address names. @throws HttpProblem NOT_FOUND, also where it is none of the viewer's */
  private async seen(request: FastifyRequest): Promise<Numbered> {
    const matter = await matterOf(this.services.pool, this.face, (request.params as { id: string }).id)
    const viewer = this.viewer(request)
    if (!matter || !isSeenBy(this.face, matter, viewer)) throw new HttpProblem('NOT_FOUND')
    return matter
  }

  /** @param sent a step's form that came back with something wrong in it */
  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    matter: Numbered,
    sent?: { step: string; form: Form }
  ): Promise<FastifyReply> {
    const { face, place, services } = this
    const viewer = this.viewer(request)
    const [names, commands, more, steps] = await Promise.all([
      namesIn(services.pool, face, [matter]),
      commandsOf(services.pool, face, matter),
      face.more?.(services, matter, viewer),
      place === 'board' ? [] : this.steps(request.person!, matter, sent)
    ])
    const underway = Asked.parse(request.query).sent !== undefined
    const parts = { face, place, matter, names, viewer, commands, more, steps, underway }
    return this.send(request, reply, <MatterView {...parts} />, sent ? 422 : 200)
  }

  private async steps(person: Person, matter: Numbered, sent?: { step: string; form: Form }): Promise<StepParts[]> {
    const { face, place } = this
    const open = stepsFor(face.procedure, matter, await actorOf(this.services, person))
    return Promise.all(
      open.map(async step => {
        const form = sent?.step === step ? sent.form : new Form()
        const fields = await this.filled(person, matter, face.fields[step] ?? [])
        return this.stepParts(step, `${matterPath(place, face, matter.id)}/${step}`, form, fields)
      })
    )
  }

  private stepParts(step: string, action: string, form: Form, fields: readonly Filled[]): StepParts {
    const text = this.face.procedure.steps[step]!
    return { step, text, action, form, fields, needsWords: needsWords(this.face, step), attempt: attemptOf(form) }
  }

  private filled(person: Person, matter: Numbered | null, fields: readonly MatterField[]): Promise<Filled[]> {
    return Promise.all(
      fields.map(async field => ({
        field,
        options: (await field.options?.(this.services, person)) ?? [],
        value: field.value?.(matter)
      }))
    )
  }

  /** The number of a matter to be opened is a field like any other, unless it is made. */
  private openingFields(step: string): readonly MatterField[] {
    const { number, fields } = this.face
    const id: MatterField = number.prefix
      ? { name: 'id', label: number.label, type: 'hidden', value: () => newNumber(number.prefix!) }
      : {
          ...{ name: 'id', label: number.label, type: number.options ? 'choice' : 'text' },
          ...(number.hint && { hint: number.hint }),
          ...(number.options && { options: number.options })
        }
    return [id, ...(fields[step] ?? [])]
  }

  private async opening(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<FastifyReply> {
    const { face, place } = this
    const { step } = request.params as { step: string }
    const text = face.procedure.steps[step]!
    if (text.from.length > 0) throw new HttpProblem('NOT_FOUND')
    const fields = await this.filled(request.person!, null, this.openingFields(step))
    const action = `${listPath(place, face)}/new/${step}`
    const children = (
      <section class="card stack">
        <h1>
          <Say text={text} />
        </h1>
        <StepForm {...this.stepParts(step, action, form, fields)} />
      </section>
    )
    return this.send(request, reply, children, form.failed ? 422 : 200)
  }

  private async open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = Form.of(request.body)
    const { step } = request.params as { step: string }
    const id = form.raw('id')
    const taken = await this.take(request.person!, step, id, form)
    return taken ? this.leave(reply, id, taken) : this.opening(request, reply, form)
  }

  private async advance(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = Form.of(request.body)
    const { step } = request.params as { step: string }
    const matter = await this.seen(request)
    const taken = await this.take(request.person!, step, matter.id, form)
    return taken ? this.leave(reply, matter.id, taken) : this.show(request, reply, matter, { step, form })
  }

  private leave(reply: FastifyReply, id: string, taken: 'recorded' | 'underway'): FastifyReply {
    return reply.redirect(matterPath(this.place, this.face, id) + (taken === 'underway' ? '?sent=1' : ''), 303)
  }

  /**
   * Takes a step in the name of somebody's party, by the key that the gateway keeps for it.
   *
   * @returns null where the form, or the law, has something against it: the form says what
   */
  private async take(person: Person, step: string, id: string, form: Form): Promise<'recorded' | 'underway' | null> {
    const { face, services } = this
    const payload = payloadOf(face, step, id, face.fields[step] ?? [], form)
    if (!payload) return null
    const deed = { module: face.module, action: step, payload, subject: id }
    const done = await act(services, person, deed, attemptOf(form))
    if (done === null) return 'recorded'
    if (done === 'underway') return done
    form.problem = done
    return null
  }

  private send(request: FastifyRequest, reply: FastifyReply, children: ComponentChildren, status = 200): FastifyReply {
    const { face, place } = this
    const title = lineOf(face.title)
    if (place === 'board') return sendPage(reply, htmlOf(title, <div class="stack">{children}</div>), status)
    const person = request.person
    return sendAppPage(
      reply,
      { title, area: place, section: 'programme', person, children: <div class="wide stack">{children}</div> },
      status
    )
  }
}
