import type { Module } from '../../core/module.js'
import { face } from './face.js'
import { pages } from './pages.js'
import { routes } from './routes.js'

/** Supply bases 供深基地: their life, the four unifications, what is applied to their plots. */
export const bases: Module = {
  name: 'bases',
  needs: [],
  routes,
  pages,
  matters: [face]
}
