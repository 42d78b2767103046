import { LotNumber } from '@suyuan/model/core/gs1'
import type { Services } from '../../../core/module.js'
import type { Books } from './book.js'
import type { Households } from './households.js'

/** What the routes of weighing share. */
export interface Desk {
  services: Services
  households: Households
  books: Books
}

/** A lot number as the law takes it, or null. */
export const lotNumber = (text: string) => LotNumber.safeParse(text).data ?? null
