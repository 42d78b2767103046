import { Gln, Gtin, LotNumber, Serial, Sscc } from '@suyuan/model/core/gs1'
import { checkElements } from '@suyuan/model/core/gs1/check'
import type { Element } from '@suyuan/model/core/gs1/elements'
import { checkLink, linkOf } from '@suyuan/model/core/gs1/link'
import { placeKey } from '@suyuan/model/core/records'
import { caseKey } from '@suyuan/model/trace/states'
import { z } from 'zod'
import { subjectsOfCodes } from '../pages-doubt.js'

/** What a Digital Link names of which the ledger may know something. */
export type Thing =
  | { kind: 'goods'; gtin: string; lot?: string; serial?: string }
  /** Or a pallet: the number does not say. */
  | { kind: 'case'; sscc: string }
  | { kind: 'place'; gln: string }

const Goods = z.object({ gtin: Gtin, lot: LotNumber.optional(), serial: Serial.optional() })

/**
 * The elements of an address of ours, checked as GS1 has them; a slash at its end is put up with.
 *
 * @throws Gs1Error
 */
export function elementsOfAddress(url: string): Element[] {
  const link = linkOf(`https://x${url.replace(/\/(?=\?|$)/, '')}`)
  checkLink(link)
  const elements = [...link.path, ...link.attributes]
  checkElements(elements)
  return link.path
}

/** The thing that a path names. Null for keys of which nothing is kept here; undefined where the ledger takes no such number. */
export function thingOf(path: readonly Element[]): Thing | null | undefined {
  const values = new Map(path.map(({ ai, value }) => [ai, value]))
  const [key] = path
  if (key?.ai === '00') return { kind: 'case', sscc: Sscc.parse(key.value) }
  if (key?.ai === '414') return values.has('254') ? null : { kind: 'place', gln: Gln.parse(key.value) }
  if (key?.ai !== '01' || values.has('235')) return null
  const goods = Goods.safeParse({ gtin: key.value, lot: values.get('10'), serial: values.get('21') })
  return goods.success ? ({ kind: 'goods', ...goods.data } as Thing) : undefined
}

/** Whether it is a product, and no goods of it. */
export const isProduct = (thing: Thing): boolean =>
  thing.kind === 'goods' && thing.lot === undefined && thing.serial === undefined

/** What of the mirror a thing's page is about, as far as its number tells. */
export function subjectsOf(thing: Thing): string[] {
  if (thing.kind === 'case') return [caseKey(thing.sscc)]
  return thing.kind === 'place' ? [placeKey(thing.gln)] : subjectsOfCodes(thing)
}
