import type { Module } from '../../core/module.js'
import { say } from '../../core/web/texts.js'
import { caseFace, sanctionFace } from './faces-cases.js'
import { inspectionFace, planFace, rectificationFace } from './faces-inspections.js'
import { pages } from './pages.js'
import { routes } from './routes.js'

/** Cases, sanctions, inspections drawn by lot, orders to put right. All of it is read from the states as such. */
export const supervision: Module = {
  name: 'supervision',
  needs: ['trace'],
  doors: [
    { place: 'board', path: '/board/supervision', title: say('svRegister'), help: say('svRegisterHelp') },
    { place: 'audit', path: '/audit/supervision', title: say('svHere'), help: say('svHereHelp') },
    { place: 'desk', path: '/desk/supervision', title: say('svOurs'), help: say('svOursHelp') }
  ],
  matters: [caseFace, sanctionFace, planFace, inspectionFace, rectificationFace],
  routes,
  pages
}
