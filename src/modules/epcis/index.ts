import type { Module } from '../../core/module.js'
import { projection } from './projection.js'
import { epcisRoutes } from './routes.js'

/** EPCIS 2.0 for everybody who speaks it, over the trace and over what is observed beside it. */
export const epcis: Module = {
  name: 'epcis',
  needs: ['trace'],
  projection,
  pages: epcisRoutes
}
