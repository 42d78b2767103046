import type { DeskData } from '../../../../modules/trace/queries/desk-data.js'
import { casingForm } from './casing.js'
import { correctingForm, returningForm, sellingForm } from './ending.js'
import type { Form } from './form.js'
import { harvestForm } from './harvest.js'
import { processForm } from './making.js'
import { shippingForm, voidingForm } from './moving.js'
import { packingForm } from './packing.js'
import { palletisingForm, unpackingForm } from './palletising.js'
import { receivingForm } from './receiving.js'

/** What can be logged, in the order of a lot's life. */
export const FORMS = {
  harvest: harvestForm,
  process: processForm,
  packing: packingForm,
  casing: casingForm,
  palletising: palletisingForm,
  shipping: shippingForm,
  receiving: receivingForm,
  selling: sellingForm,
  returning: returningForm,
  unpacking: unpackingForm,
  voiding: voidingForm,
  correcting: correctingForm
} as const satisfies Record<string, Form>
export type FormName = keyof typeof FORMS

export const formOf = (name: string): Form | undefined =>
  Object.hasOwn(FORMS, name) ? FORMS[name as FormName] : undefined

/** The forms that a party of these roles has a use for. */
export const formsFor = ({ party }: DeskData): [FormName, Form][] =>
  (Object.entries(FORMS) as [FormName, Form][]).filter(
    ([, { roles }]) => roles.length === 0 || roles.some(role => party.roles.includes(role))
  )
