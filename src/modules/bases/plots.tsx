import { randomInt } from 'node:crypto'
import { DOSE_UNITS, type DoseUnit } from '@suyuan/model/bases/states'
import type { Fact } from '@suyuan/model/core/law'
import { placeKey } from '@suyuan/model/core/records'
import type { Text } from '@suyuan/model/core/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import { attemptOf } from '../../core/matters/acting.js'
import type { Services } from '../../core/module.js'
import { sendAppPage } from '../../core/web/app-page.js'
import { today } from '../../core/web/clock.js'
import { Form } from '../../core/web/form.js'
import { Say } from '../../core/web/page.js'
import { HttpProblem } from '../../core/web/problem.js'
import { say } from '../../core/web/texts.js'
import { entered } from './entering.js'
import { coarseOf, cornersIn, type OutlineStore } from './outlines.js'
import { InputForm, OutlineForm } from './plot-forms.js'
import { Inputs, PlotCard, PlotList } from './plot-parts.js'
import { type BasePlot, inputsOf, plotsOf } from './queries/bases.js'

type Area = 'desk' | 'audit'
const plotPath = (gln: string) => `/desk/bases/plots/${gln}`

const send = (request: FastifyRequest, reply: FastifyReply, area: Area, children: ComponentChildren, status = 200) =>
  sendAppPage(
    reply,
    {
      ...{ title: say('basesMyPlots').zh, area, section: 'programme', person: request.person },
      children: <div class="stack">{children}</div>
    },
    status
  )

/** A party's plots, with what is free to be picked. */
export async function plotsPage({ pool }: Services, request: FastifyRequest, reply: FastifyReply) {
  const plots = await plotsOf(pool, request.person!.party)
  const children = (
    <>
      <h1>
        <Say text={say('basesMyPlots')} />
      </h1>
      <p class="note">
        <Say text={say('basesMyPlotsHelp')} />
      </p>
      <section class="card">
        <PlotList plots={plots} path="/desk/bases/plots" />
      </section>
    </>
  )
  return send(request, reply, 'desk', children)
}

/** The pages of a plot: to whose it is with its forms, to supervisors as it stands. */
export class PlotPages {
  constructor(
    private readonly services: Services,
    private readonly outlines: OutlineStore
  ) {}

  /** The plot that the address names. @throws HttpProblem NOT_FOUND, at the desk also for another party's */
  private async plotOf(request: FastifyRequest, area: Area): Promise<BasePlot> {
    const { states, pool } = this.services
    const { gln } = request.params as { gln: string }
    const place = await states.get(placeKey(gln))
    const isShown = place?.kind === 'plot' && (area === 'audit' || place.party === request.person!.party)
    const plot = isShown ? (await plotsOf(pool, place.party)).find(each => each.gln === gln) : undefined
    if (!plot) throw new HttpProblem('NOT_FOUND')
    return plot
  }

  /** @param told what its reader should know, or must mend */
  async show(
    request: FastifyRequest,
    reply: FastifyReply,
    area: Area,
    told?: Text,
    status = 200
  ): Promise<FastifyReply> {
    const plot = await this.plotOf(request, area)
    const { outline } = plot
    const [inputs, exact] = await Promise.all([
      inputsOf(this.services.pool, plot.gln),
      outline && this.outlines.get(plot.party, plot.gln, outline.commitment)
    ])
    const isOwn = area === 'desk'
    const children = (
      <>
        {told && (
          <p class="banner amber" role="alert">
            <Say text={told} />
          </p>
        )}
        <PlotCard plot={plot} exact={exact} />
        {isOwn && (
          <p class="actions">
            <a class="button" href={`${plotPath(plot.gln)}/inputs/new`}>
              <Say text={say('basesRecordInput')} />
            </a>
            <a class="button secondary" href={`${plotPath(plot.gln)}/outline`}>
              <Say text={say('basesOutline')} />
            </a>
          </p>
        )}
        <Inputs inputs={inputs} path={isOwn ? `${plotPath(plot.gln)}/inputs` : null} />
      </>
    )
    return send(request, reply, area, children, status)
  }

  async inputForm(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<FastifyReply> {
    const plot = await this.plotOf(request, 'desk')
    const { like } = request.query as { like?: unknown }
    const inputs = like === undefined ? [] : await inputsOf(this.services.pool, plot.gln)
    const last = inputs.find(({ id }) => id === like)
    const parts = { form, plot, last, attempt: attemptOf(form), id: newInputNumber() }
    const children = <InputForm {...parts} action={`${plotPath(plot.gln)}/inputs`} />
    return send(request, reply, 'desk', children, form.failed ? 422 : 200)
  }

  async applyInput(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { gln } = await this.plotOf(request, 'desk')
    const form = Form.of(request.body)
    const optional = (name: string) => form.raw(name) || undefined
    const attempt = attemptOf(form)
    const use = {
      id: form.read('id', text => (/^N-\d{8}-\d{6}$/.test(text) ? text : null), say('matterWrong')),
      plot: gln,
      product: form.text('product', 80),
      registration: optional('registration')?.slice(0, 40),
      source: form.text('source', 120),
      dose: form.read('dose', text => (/^\d{1,6}(\.\d{1,3})?$/.test(text) ? text : null), say('basesDoseWrong')),
      unit: form.choice('unit', Object.keys(DOSE_UNITS) as DoseUnit[]),
      against: optional('against')?.slice(0, 60),
      startedOn: form.day('startedOn'),
      stoppedOn: form.day('stoppedOn'),
      intervalDays: form.whole('intervalDays', 0, 365)
    }
    if (!form.failed && use.stoppedOn < use.startedOn) form.errors.stoppedOn = say('basesStoppedWrong')
    const remarks = form.failed ? null : await entered(request, form, 'applyInput', use, attempt)
    if (!remarks) return this.inputForm(request, reply, form)
    const told = remarks.map(remarkOf).find(remark => remark)
    return told ? this.show(request, reply, 'desk', told) : reply.redirect(plotPath(gln), 303)
  }

  async withdrawInput(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { gln } = await this.plotOf(request, 'desk')
    const { id } = request.params as { id: string }
    const form = Form.of(request.body)
    const words = form.text('words', 300)
    if (form.failed) form.problem = say('toolsFailed')
    const taken = form.failed
      ? null
      : await entered(request, form, 'withdrawInput', { id, plot: gln, words }, `${gln}-${id}`)
    return taken ? reply.redirect(plotPath(gln), 303) : this.show(request, reply, 'desk', form.problem, 422)
  }

  async outlineForm(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<FastifyReply> {
    const plot = await this.plotOf(request, 'desk')
    const children = <OutlineForm form={form} plot={plot} action={`${plotPath(plot.gln)}/outline`} />
    return send(request, reply, 'desk', children, form.failed ? 422 : 200)
  }

  async outline(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { gln, party } = await this.plotOf(request, 'desk')
    const form = Form.of(request.body)
    const corners = form.read('corners', cornersIn, say('basesCornersWrong'))
    if (form.failed) return this.outlineForm(request, reply, form)
    const commitment = await this.outlines.keep(party, request.person!.account, gln, corners)
    const told = { id: gln, corners: coarseOf(corners), commitment }
    if (!(await entered(request, form, 'outlinePlot', told, commitment))) return this.outlineForm(request, reply, form)
    return reply.redirect(plotPath(gln), 303)
  }
}

/** What the law remarked of an input, in words for whose plot it is. */
function remarkOf(fact: Fact): Text | undefined {
  if (fact.code === 'INPUT_FLAGGED') return say('basesFlagged', { why: fact.why as Text })
  if (fact.code === 'PICKED_IN_INTERVAL') return say('basesPickedInside', { day: String(fact.picked) })
  return undefined
}

/** A number for a record about to be made: the day, six figures by chance. */
const newInputNumber = (): string => `N-${today().replaceAll('-', '')}-${String(randomInt(1_000_000)).padStart(6, '0')}`
