import type { Module } from '../../core/module.js'
import { pages } from './pages.js'
import { projection } from './projection.js'
import { routes } from './routes.js'

/** The life of goods from plot to till. */
export const trace: Module = { name: 'trace', needs: [], projection, routes, pages }
