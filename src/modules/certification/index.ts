import type { Module } from '../../core/module.js'
import { applications } from './face.js'
import { pages } from './pages.js'

/** The evaluation of products as 圳品 Zhenpin. What is on record is read from the mirror's states. */
export const certification: Module = {
  name: 'certification',
  needs: ['trace'],
  matters: [applications],
  pages
}
