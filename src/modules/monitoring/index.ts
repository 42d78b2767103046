import type { Module } from '../../core/module.js'
import { faces } from './faces.js'
import { pages } from './pages.js'
import { routes } from './routes.js'

/** Real-time monitoring of growing, drying, storing and moving. What the ledger has of it are states: no tables of its own. */
export const monitoring: Module = {
  name: 'monitoring',
  needs: ['trace'],
  matters: faces,
  routes,
  pages
}
