import { standingOn } from '@suyuan/model/certification/states'
import { dayOf } from '@suyuan/model/core/day'
import { untranslated } from '@suyuan/model/core/untranslated'
import { say } from '../say.js'
import type { Choice, Errors, Field, Situation, Values } from './form.js'
import { lastOf } from './reading.js'

/** What packs claim beside what the law wants on them: a 圳品 certificate, the mark that supply bases share. */

const certificatesFor = ({ data: { certificates = [] } }: Situation, gtin: string | undefined) =>
  certificates.filter(one => one.gtin === gtin)

/** None, or one of those that the product may bear today: a phone without a signal sees by the days which are over. */
function certificateChoices(situation: Situation, gtin: string | undefined): Choice[] {
  const today = dayOf(situation.now)
  const inForce = certificatesFor(situation, gtin).filter(one => standingOn(one, today) === 'inForce')
  return [
    { value: '', text: say('deskCertificateNone') },
    ...inForce.map(({ number, to }) => ({
      value: number,
      text: untranslated(number),
      note: say('deskCertificateUntil', { to })
    }))
  ]
}

/** As last time; of another product, or over since, it is none. */
export const lastCertificate = (situation: Situation, gtin: string): string =>
  lastOf(situation.last.certificate, certificateChoices(situation, gtin))

/** Who has never held a certificate of the product is not asked for one. */
export function claimFields(values: Values, situation: Situation): Field[] {
  const choices = certificateChoices(situation, values.gtin)
  const certificate: Field = {
    kind: 'choice',
    name: 'certificate',
    label: say('deskCertificate'),
    hint: say(choices.length > 1 ? 'deskCertificateHint' : 'deskCertificateOver'),
    choices
  }
  return [
    ...(certificatesFor(situation, values.gtin).length > 0 || values.certificate ? [certificate] : []),
    {
      kind: 'many',
      name: 'commonMark',
      label: say('deskCommonMark'),
      choices: [{ value: 'yes', text: say('deskCommonMarkTick') }]
    }
  ]
}

/** A certificate that was chosen before another product was, or is over since, is not left out unsaid. */
export function wrongClaims({ certificate, gtin }: Values, situation: Situation): Errors {
  const isOffered = certificateChoices(situation, gtin).some(({ value }) => value === (certificate ?? ''))
  return isOffered ? {} : { certificate: say('deskCertificateNot') }
}

/** As the API takes them. */
export const claimsOf = ({ certificate, commonMark }: Values) => ({
  ...(certificate && { certificate }),
  ...(commonMark && { commonMark: true })
})
