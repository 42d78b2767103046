import { standingOn } from '@suyuan/model/certification/states'
import type pg from 'pg'
import { today } from '../../../core/web/clock.js'
import type { Form } from '../../../core/web/form.js'
import { say } from '../../../core/web/texts.js'
import { certificatesOf } from '../../../modules/trace/queries/desk.js'
import type { DeskCertificate } from '../../../modules/trace/queries/desk-data.js'
import { type Claims, isPackedWith } from '../../../modules/trace/queries/labelled.js'
import type { Run } from './runs.js'

export const NO_CLAIMS: Claims = { certificate: null, commonMark: false }

/** Certificates that a party's packs may bear today. */
export const inForceOf = async (pool: pg.Pool, party: string): Promise<DeskCertificate[]> =>
  (await certificatesOf(pool, party)).filter(certificate => standingOn(certificate, today()) === 'inForce')

/** What labels of packs that are yet to be packed are to claim. */
export function claimsIn(form: Form, gtin: string | undefined, inForce: readonly DeskCertificate[]): Claims {
  const isTaken = (text: string) => text === '' || inForce.some(one => one.number === text && one.gtin === gtin)
  const number = form.read('certificate', text => (isTaken(text) ? text : null), say('deskCertificateNot'))
  return { certificate: number || null, commonMark: form.raw('commonMark') === 'yes' }
}

/** Whether labels may still claim what they do: their certificate is in force, or packs of the lot bear it on the ledger. */
export async function mayBePrinted(pool: pg.Pool, party: string, { certificate, ...ref }: Run): Promise<boolean> {
  if (certificate === null) return true
  const inForce = await inForceOf(pool, party)
  return inForce.some(({ number }) => number === certificate) || isPackedWith(pool, ref, certificate)
}
