import type { Module } from '../../core/module.js'
import { caseFace, sanctionFace } from './faces-cases.js'
import { inspectionFace, planFace, rectificationFace } from './faces-inspections.js'
import { pages } from './pages.js'
import { routes } from './routes.js'

/** Cases, sanctions, inspections drawn by lot, orders to put right. All of it is read from the states as such. */
export const supervision: Module = {
  name: 'supervision',
  needs: ['trace'],
  matters: [caseFace, sanctionFace, planFace, inspectionFace, rectificationFace],
  routes,
  pages
}
