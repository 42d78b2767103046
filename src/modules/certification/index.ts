import type { Module } from '../../core/module.js'
import { say } from '../../core/web/texts.js'
import { applications } from './face.js'
import { pages } from './pages.js'

/** The evaluation of products as 圳品 Zhenpin. What is on record is read from the mirror's states. */
export const certification: Module = {
  name: 'certification',
  needs: ['trace'],
  matters: [applications],
  doors: [
    {
      ...{ place: 'board', path: '/board/certification' },
      ...{ title: say('zhenpinRegister'), help: say('zhenpinRegisterHelp') }
    }
  ],
  pages
}
