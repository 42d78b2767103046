import type { Module } from '../../core/module.js'
import { say } from '../../core/web/texts.js'
import { cases } from './face.js'
import { pages } from './pages.js'
import { BOARD, SCREENING } from './views.js'

/** Which products are recognised, in which register. What is on record is read from the mirror's states. */
export const recognition: Module = {
  name: 'recognition',
  needs: ['trace'],
  matters: [cases],
  doors: [
    { place: 'board', path: BOARD, title: say('recognition'), help: say('recognitionHelp') },
    {
      ...{ place: 'audit', path: SCREENING },
      ...{ title: say('recognitionScreening'), help: say('recognitionScreeningHelp') }
    }
  ],
  pages
}
