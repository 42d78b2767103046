import { Gln } from '@suyuan/model/core/gs1'
import { MatterId } from '@suyuan/model/core/procedure'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { VISITORS } from '../../core/matters/access.js'
import type { Services } from '../../core/module.js'
import { Form } from '../../core/web/form.js'
import { installForms } from '../../core/web/problem-page.js'
import { addToStories } from './additions.js'
import { checkPage, recordCheck } from './check.js'
import { OutlineStore } from './outlines.js'
import { PlotPages, plotsPage } from './plots.js'

const OfPlot = z.object({ gln: Gln })
const OfInput = OfPlot.extend({ id: MatterId })
const OfBase = z.object({ id: Gln })

/** Who records the four unifications: the law wants the office's or the certifier's party. */
const CHECKERS = ['office', 'certifier', 'regulator'] as const

/** /desk/bases/plots and /audit/bases/…: what is applied to plots, where they are, the four unifications. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async app => {
    addToStories(services)
    await installForms(app)
    const { people } = services
    const plots = new PlotPages(services, new OutlineStore(services))
    const grower = { onRequest: people.required('operator'), schema: { hide: true } }
    const ofPlot = { ...grower, schema: { hide: true, params: OfPlot } }

    app.get('/desk/bases/plots', grower, (request, reply) => plotsPage(services, request, reply))
    app.get('/desk/bases/plots/:gln', ofPlot, (request, reply) => plots.show(request, reply, 'desk'))
    app.get('/desk/bases/plots/:gln/inputs/new', ofPlot, (request, reply) =>
      plots.inputForm(request, reply, new Form())
    )
    app.post('/desk/bases/plots/:gln/inputs', ofPlot, (request, reply) => plots.applyInput(request, reply))
    app.post(
      '/desk/bases/plots/:gln/inputs/:id/withdrawal',
      { ...grower, schema: { hide: true, params: OfInput } },
      (request, reply) => plots.withdrawInput(request, reply)
    )
    app.get('/desk/bases/plots/:gln/outline', ofPlot, (request, reply) => plots.outlineForm(request, reply, new Form()))
    app.post('/desk/bases/plots/:gln/outline', ofPlot, (request, reply) => plots.outline(request, reply))

    const supervisor = { onRequest: people.required(...VISITORS.audit), schema: { hide: true, params: OfPlot } }
    app.get('/audit/bases/plots/:gln', supervisor, (request, reply) => plots.show(request, reply, 'audit'))
    const checker = { onRequest: people.required(...CHECKERS), schema: { hide: true, params: OfBase } }
    app.get('/audit/bases/:id/checks', checker, (request, reply) => checkPage(services, request, reply, new Form()))
    app.post('/audit/bases/:id/checks', checker, (request, reply) => recordCheck(services, request, reply))
  }
