import type { Text } from '@suyuan/model/core/refusal'
import { untranslated } from '@suyuan/model/core/untranslated'
import { STANDING_FINDINGS } from '@suyuan/model/supervision/procedures'
import { SANCTIONS, type Sanction } from '@suyuan/model/supervision/states'
import type { Services } from '../../core/module.js'
import { today } from '../../core/web/clock.js'
import type { Option } from '../../core/web/fields.js'
import { say } from '../../core/web/texts.js'
import { mattersIn, partiesIn } from './queries/matters.js'

const withNumber = ({ zh, en }: Text, number: string): Text => ({ zh: `${zh} ${number}`, en })

export const partyOptions = async ({ pool }: Services): Promise<Option[]> =>
  (await partiesIn(pool)).map(({ uscc, name }) => [uscc, withNumber(name, uscc)])

/** Cases on whose finding a sanction may rest. */
export const caseOptions = async ({ pool }: Services): Promise<Option[]> => {
  const [cases, parties] = await Promise.all([mattersIn(pool, 'case', STANDING_FINDINGS), partiesIn(pool)])
  const names = new Map(parties.map(({ uscc, name }) => [uscc, name]))
  return cases.map(({ id, party }) => [id, withNumber(names.get(party) ?? untranslated(party), id)])
}

/** Plans whose draw is not inspected to the end. */
export const planOptions = async ({ pool }: Services): Promise<Option[]> =>
  (await mattersIn(pool, 'plan', ['drawn']))
    .filter(({ drawn = [], inspections = {} }) => drawn.some(party => !(party in inspections)))
    .map(({ id, title }) => [id, { zh: `${title} ${id}`, en: id }])

export const textOptions = (texts: Readonly<Record<string, Text>>): Option[] => Object.entries(texts)

/** A sanction's days in words. */
export const termOf = ({ from, until }: Pick<Sanction, 'from' | 'until'>): Text => ({
  zh: `${from} 至 ${until ?? say('svNoEnd').zh}`,
  en: `${from} to ${until ?? say('svNoEnd').en}`
})

export const isInForce = ({ state, until }: Pick<Sanction, 'state' | 'until'>): boolean =>
  (state === 'imposed' || state === 'repairing') && (until === undefined || until >= today())

/** What became of a sanction, in a word: in force, over, repaired, annulled. */
export const measureOf = (sanction: Sanction): Text => {
  const name = SANCTIONS[sanction.sanction]
  const how = isInForce(sanction) ? say('svInForce') : sanction.state === 'imposed' ? say('svOver') : null
  return how ? { zh: `${name.zh}（${how.zh}）`, en: `${name.en} (${how.en})` } : name
}
