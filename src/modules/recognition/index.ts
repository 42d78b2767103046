import type { Module } from '../../core/module.js'
import { cases } from './face.js'
import { pages } from './pages.js'

/** Which products are recognised, in which register. What is on record is read from the mirror's states. */
export const recognition: Module = {
  name: 'recognition',
  needs: ['trace'],
  matters: [cases],
  pages
}
