import { z } from 'zod'
import { dayOf, daysAfter } from '../core/day.js'
import { Gtin } from '../core/gs1.js'
import { type Action, action, type Context, type Fact, type Law } from '../core/law.js'
import { inForce, parameterKey } from '../core/parameters.js'
import { requireOwnProduct } from '../core/places.js'
import { lastIn, MatterId, moveOn, open, StepTaken } from '../core/procedure.js'
import { partyKey, productKey } from '../core/records.js'
import { Refusal } from '../core/refusal.js'
import type { Draft, View } from '../core/state.js'
import { firstDay, requireElapsed, requireWithin } from '../core/terms.js'
import { Uscc } from '../core/uscc.js'
import { certificationParameters, NOTICE_DAYS, RETEST_DAYS, VALIDITY_DAYS } from './parameters.js'
import { Report, reportKeys, resultOf } from './results.js'
import {
  APPLICATION,
  type Application,
  type ApplicationStep,
  applicationKey,
  type Certificate,
  certificateKey,
  testKey
} from './states.js'

export const Apply = StepTaken.extend({ gtin: Gtin, region: z.string().regex(/^\d{6}$/) })
export const Accept = StepTaken.extend({ batch: z.int().positive().max(10_000), laboratory: Uscc })
export const Retest = StepTaken.extend({ laboratory: Uscc })
export const Grant = StepTaken.extend({ number: MatterId, from: z.iso.date().optional() })

const loadedOf = (loaded: View, id: string) => loaded.get(applicationKey(id)) as Application | null | undefined

/** The application before and after a step, with what else the step says of it. */
const moved = (
  step: ApplicationStep,
  payload: StepTaken,
  draft: Draft,
  context: Context,
  more?: Partial<Application>
) => moveOn(APPLICATION, step, applicationKey, payload, draft, context, more)

const apply = action(
  Apply,
  ({ id, gtin }) => [applicationKey(id), productKey(gtin)],
  ({ id, gtin, region, ...given }, draft, context) => {
    draft.refuseExisting(applicationKey(id), 'MATTER_EXISTS', { id })
    const matter = open(APPLICATION, 'apply', context, given)
    requireOwnProduct(draft, gtin, context)
    draft.write(applicationKey(id), { ...matter, gtin, region, tests: 0 })
    return []
  }
)

const accept = action(
  Accept,
  ({ id, laboratory }) => [applicationKey(id), partyKey(laboratory)],
  (payload, draft, context) => {
    const { id, batch, laboratory } = payload
    const { before } = moved('accept', payload, draft, context)
    draft.change(applicationKey(id), {
      batch: { region: before.region, number: batch },
      ...entrusted(draft, laboratory)
    })
    return []
  }
)

/** Who tests sees what he tests. @throws Refusal PARTY_UNKNOWN, ROLE_REQUIRED unless it is a laboratory */
function entrusted(draft: Draft, laboratory: string): Partial<Application> {
  const { roles } = draft.need(partyKey(laboratory), 'PARTY_UNKNOWN', { uscc: laboratory })
  if (!roles.includes('laboratory')) throw new Refusal('ROLE_REQUIRED', { party: laboratory, roles: ['laboratory'] })
  return { laboratory, concerned: [laboratory] }
}

/** A laboratory's conclusion, with the values that it rests on. */
const tested = (step: 'conform' | 'fail' | 'confirm') =>
  action(
    Report,
    (report, loaded) => {
      const application = loadedOf(loaded, report.id)
      return [applicationKey(report.id), ...reportKeys(report, application?.gtin)]
    },
    (report, draft, context) => {
      const { id } = report
      const { gtin, laboratory, tests } = moved(step, report, draft, context).before
      if (laboratory !== context.author) throw new Refusal('LABORATORY_NOT_ENTRUSTED', { laboratory: laboratory! })
      draft.write(testKey(id, String(tests + 1)), resultOf(report, step === 'conform', gtin, draft, context))
      draft.change(applicationKey(id), { tests: tests + 1 })
      return []
    }
  )

const retest = action(
  Retest,
  ({ id, laboratory }) => [applicationKey(id), partyKey(laboratory), parameterKey(RETEST_DAYS.name)],
  (payload, draft, context) => {
    const { id, laboratory } = payload
    const { before } = moved('retest', payload, draft, context)
    requireWithin(lastIn(before, 'failed')!, inForce(draft, RETEST_DAYS), context)
    if (laboratory === before.laboratory) throw new Refusal('LABORATORY_SAME', { laboratory })
    draft.change(applicationKey(id), entrusted(draft, laboratory))
    return []
  }
)

const grant = action(
  Grant,
  ({ id, number }) => [
    applicationKey(id),
    certificateKey(number),
    parameterKey(NOTICE_DAYS.name),
    parameterKey(VALIDITY_DAYS.name)
  ],
  (payload, draft, context) => {
    const { id, number } = payload
    const { before } = moved('grant', payload, draft, context, { certificate: number })
    requireElapsed(lastIn(before, 'noticed')!, inForce(draft, NOTICE_DAYS), context)
    draft.refuseExisting(certificateKey(number), 'MATTER_EXISTS', { number })
    const from = firstDay(payload.from, context)
    const certificate: Certificate = {
      ...{ application: id, party: before.party, gtin: before.gtin, issuer: context.author, batch: before.batch! },
      ...{ from, to: daysAfter(from, inForce(draft, VALIDITY_DAYS)) },
      ...{ state: 'granted', since: context.recordedAt }
    }
    draft.write(certificateKey(number), certificate)
    return [told(number, certificate)]
  }
)

/** What everybody may know of a certificate, among what follows from the command: so its proof shows it. */
const told = (number: string, { party, gtin, from, to, state }: Certificate): Fact => ({
  type: 'certificate',
  ...{ number, party, gtin, from, to, state }
})

/** A decision on a certificate that was granted. */
const decided = (step: 'suspend' | 'resume' | 'revoke' | 'expire') =>
  action(
    StepTaken,
    ({ id }, loaded) => {
      const number = loadedOf(loaded, id)?.certificate
      return [applicationKey(id), ...(number ? [certificateKey(number)] : [])]
    },
    (payload, draft, context) => {
      const { after } = moved(step, payload, draft, context)
      const number = after.certificate!
      const before = draft.read(certificateKey(number))!
      const isOver = dayOf(context.recordedAt) > before.to
      if (step === 'expire' && !isOver) throw new Refusal('TOO_EARLY', { to: before.to })
      if (step === 'resume' && isOver) throw new Refusal('TOO_LATE', { to: before.to })
      const state = APPLICATION.steps[step].to as Certificate['state']
      draft.change(certificateKey(number), { state, since: context.recordedAt })
      return [told(number, { ...before, state })]
    }
  )

/** A step after which nothing but the application's state is another. */
const plain = (step: ApplicationStep): Action =>
  action(
    StepTaken,
    ({ id }) => [applicationKey(id)],
    (payload, draft, context) => {
      moved(step, payload, draft, context)
      return []
    }
  )

const actions: Record<ApplicationStep, Action> = {
  apply,
  accept,
  conform: tested('conform'),
  fail: tested('fail'),
  retest,
  confirm: tested('confirm'),
  review: plain('review'),
  notice: plain('notice'),
  grant,
  supervise: plain('supervise'),
  suspend: decided('suspend'),
  resume: decided('resume'),
  revoke: decided('revoke'),
  expire: decided('expire'),
  reject: plain('reject'),
  reapply: plain('reapply')
}

/** The evaluation of products as 圳品 Zhenpin: voluntary, and the regulator endorses it. */
export const certificationLaw: Law = { module: 'certification', actions, parameters: certificationParameters }
