import { z } from 'zod'

/** Mass on the ledger: whole grams, so that sums are exact. 10,000 t is more than any lot. */
export const Grams = z.int().positive().max(10_000_000_000)
export const Pieces = z.int().positive().max(10_000_000)

/** 斤: the market's pound, used at the edges only. */
export const GRAMS_PER_JIN = 500

/** EPCIS gives mass as kilograms (UN/CEFACT KGM). Three decimals are whole grams; a fourth would be lost, so it is refused. */
export const Kilograms = z
  .number()
  .positive()
  .max(10_000_000)
  .refine(kg => Math.round(kg * 1000) / 1000 === kg, 'TOO_MANY_DECIMALS')

export const toGrams = (kg: number) => Math.round(kg * 1000)
export const toKilograms = (grams: number) => grams / 1000
