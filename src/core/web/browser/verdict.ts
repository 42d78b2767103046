import type { ProofCheck } from '@suyuan/model/core/proof/findings'
import type { Failing, Holding } from './check.js'
import { element, saying } from './elements.js'
import { type Sayer, sayerOf } from './sayer.js'
import { CHECK_TEXTS } from './texts-check.js'

export const say: Sayer<typeof CHECK_TEXTS> = sayerOf(CHECK_TEXTS)

const FAILS = {
  format: 'failsFormat',
  genesis: 'failsGenesis',
  configuration: 'failsConfiguration',
  order: 'failsOrder',
  checkpoint: 'failsCheckpoint',
  endorsement: 'failsEndorsement',
  command: 'failsCommand',
  statement: 'failsCommand',
  story: 'failsStory'
} as const satisfies Record<ProofCheck, keyof typeof CHECK_TEXTS>

/** What a reader hears of a proof that does not hold: that, what of it, and what to do. */
export const failing = ({ wrong }: Failing): HTMLElement =>
  element(
    'div',
    'verdict bad',
    saying('h3', say('checkFails')),
    saying('p', say(FAILS[wrong.check])),
    saying('p', say('checkAdvice')),
    element('p', 'proof', saying('span', say('checkDetail')), ' ', element('code', '', wrong.detail))
  )

/** A thing as its code is typed: the kind is plain to see. */
const codeOf = (about: string) => about.split('/').slice(1).join(' ')

/** What a reader hears of a proof that holds: what was looked at, how the page stands to it, what it does not show. */
export function holding({ organisations, standings, hashStandings, more, lines }: Holding, about: string): HTMLElement {
  const count = (standing: Holding['standings'][number]) => standings.filter(each => each === standing).length
  const [missing, other] = [count('missing'), count('other')]
  const wrongIds = hashStandings.filter(each => each !== 'proven').length
  const good = missing + other + wrongIds === 0
  const names = organisations.join('、')
  return element(
    'div',
    good ? 'verdict' : 'verdict bad',
    saying('h3', say(good ? 'checkHolds' : 'checkDiffers')),
    element(
      'ul',
      '',
      saying('li', say('checkAbout', { thing: codeOf(about) })),
      saying('li', say('checkEndorsed', { count: organisations.length, names })),
      ...(good ? [saying('li', say('checkSteps', { count: standings.length }))] : []),
      ...(good && hashStandings.length > 0 ? [saying('li', say('checkHashIds', { count: hashStandings.length }))] : []),
      ...(missing > 0 ? [saying('li', say('checkMissing', { count: missing }))] : []),
      ...(other > 0 ? [saying('li', say('checkOther', { count: other }))] : []),
      ...(wrongIds > 0 ? [saying('li', say('checkHashIdsNot', { count: wrongIds }))] : []),
      ...(more > 0 ? [saying('li', say('checkMore', { count: more }))] : [])
    ),
    ...(good ? [] : [saying('p', say('checkAdvice'))]),
    saying('h3', say('checkNot')),
    element(
      'ul',
      '',
      ...(['checkNotTrue', 'checkNotAll', 'checkNotNames'] as const).map(name => saying('li', say(name)))
    ),
    element(
      'details',
      '',
      saying('summary', say('checkWords', { count: lines.length })),
      element('ul', 'words', ...lines.map(line => element('li', '', line)))
    )
  )
}
