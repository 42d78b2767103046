import { z } from 'zod'

/** Arithmetic of the scale: whole grams and fen, so that what is paid can be added up again to the last fen. */

/** What weights are read and prices are named in. */
export const UNITS = { jin: 500, kilogram: 1000 } as const
export type Unit = keyof typeof UNITS

/** One weighing as it was read off and agreed on. */
export const Reading = z.strictObject({
  gross: z.int().positive(),
  tare: z.int().nonnegative(),
  /** 扣水: what is taken off for wet leaf, in thousandths. */
  deduction: z.int().min(0).max(500),
  grade: z.string().min(1).max(40),
  /** Fen for one unit. */
  price: z.int().nonnegative(),
  unit: z.enum(['jin', 'kilogram'])
})
export type Reading = z.infer<typeof Reading>

/** Grams that are paid for. */
export const netGrams = ({ gross, tare, deduction }: Pick<Reading, 'gross' | 'tare' | 'deduction'>): number =>
  Math.round(((gross - tare) * (1000 - deduction)) / 1000)

/** Fen to be paid. */
export const amountFen = (reading: Reading): number =>
  Math.round((netGrams(reading) * reading.price) / UNITS[reading.unit])

/**
 * A decimal as somebody typed it, in so many parts of its unit; null for what is none, or has more decimals than that.
 * Never by way of a float: 0.29 × 100 is not 29.
 */
export function parts(text: string, decimals: number): number | null {
  const match = new RegExp(`^(\\d{1,6})(?:[.．](\\d{1,${decimals}}))?$`).exec(text.trim().replace('。', '.'))
  return match ? Number(match[1]! + (match[2] ?? '').padEnd(decimals, '0')) : null
}

/** Grams of a weight that was typed in the unit: 斤 to a hundredth, kilograms to a gram. */
export function gramsOf(text: string, unit: Unit): number | null {
  const decimals = unit === 'jin' ? 2 : 3
  const value = parts(text, decimals)
  return value === null ? null : (value * UNITS[unit]) / 10 ** decimals
}

const decimal = (value: number, decimals: number): string => {
  const digits = String(value).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '')
}

/** A weight in the unit, without needless zeros; of 斤 to a thousandth, since net weights are whole grams. */
export const weightIn = (grams: number, unit: Unit): string =>
  unit === 'jin' ? decimal(grams * 2, 3) : decimal(grams, 3)

/** Fen as yuan, always with both decimals. */
export const yuan = (fen: number): string => {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export const percent = (thousandths: number): string => decimal(thousandths, 1)
