import { certificateKey, standingOn } from '../certification/states.js'
import { dayOf } from '../core/day.js'
import type { LotRef } from '../core/gs1.js'
import type { Context } from '../core/law.js'
import { inForce } from '../core/parameters.js'
import { Refusal } from '../core/refusal.js'
import type { Draft } from '../core/state.js'
import { CLOCK_TOLERANCE } from './parameters.js'
import type { Claim } from './states.js'

/** Why a certificate cannot go on a pack. */
type Why = 'unknown' | 'product' | 'holder' | Exclude<ReturnType<typeof standingOn>, 'inForce'>

/**
 * The certificate that packs are to carry, as they remember it. What was decided of it counts from when the ledger has it,
 * whatever the event's time says; its days are the event's, which a phone that was off line may enter as late as clocks may
 * differ.
 *
 * @throws Refusal CERTIFICATE_NOT_IN_FORCE unless it is the author's, of this product, and holds
 */
export function claimed(
  draft: Draft,
  number: string,
  { gtin }: LotRef,
  eventTime: string,
  { author, recordedAt }: Context
): Claim {
  const refuse = (why: Why, more: Record<string, string> = {}): never => {
    throw new Refusal('CERTIFICATE_NOT_IN_FORCE', { number, why, ...more })
  }
  const certificate = draft.read(certificateKey(number)) ?? refuse('unknown')
  const { from, to, since, issuer } = certificate
  if (certificate.gtin !== gtin) refuse('product', { gtin: certificate.gtin })
  if (certificate.party !== author) refuse('holder', { holder: certificate.party })
  const standing = standingOn(certificate, dayOf(eventTime))
  const entered = dayOf(new Date(Date.parse(recordedAt) - inForce(draft, CLOCK_TOLERANCE) * 1000).toISOString())
  if (standing !== 'inForce') refuse(standing, { since, from, to })
  if (entered > to) refuse('expired', { to })
  return { number, from, to, issuer }
}
