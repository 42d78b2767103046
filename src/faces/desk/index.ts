import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../core/module.js'
import { data } from './app/data.js'
import { goods } from './app/goods.js'
import { lot } from './app/lot.js'
import { notes } from './app/notes.js'
import { online } from './app/online.js'
import { shell } from './app/shell.js'
import { exchange } from './exchange/index.js'
import { linkedHouseholds } from './households/index.js'
import { labels } from './labels/index.js'
import { links } from './links/index.js'
import { pictures } from './pictures/index.js'
import { weighing } from './weighing/index.js'

/** /desk: the app that logs with and without a signal, the forms on the line, and what one holds. */
export const desk =
  (services: Services): FastifyPluginAsync =>
  async app => {
    await app.register(weighing(services))
    await app.register(linkedHouseholds(services))
    await app.register(labels(services))
    await app.register(links(services))
    await app.register(pictures(services))
    await app.register(exchange(services))
    await app.register(shell)
    await app.register(data(services))
    await app.register(notes(services))
    await app.register(online(services))
    await app.register(goods(services))
    await app.register(lot(services))
  }
