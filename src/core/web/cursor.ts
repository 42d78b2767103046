import { z } from 'zod'
import { HttpProblem } from './problem.js'

/** How many entries a list gives at once. */
export const Limit = z.coerce.number().int().min(1).max(200).default(50)

/** A time as part of a cursor: microseconds, as exact as Postgres has it. */
export const Microseconds = z.int()

/** Where a list goes on: the sort key of the last entry given, so entries that come meanwhile shift nothing. */
export const cursorOf = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

/** The parts of a cursor, or null where there is none. @throws HttpProblem REQUEST_INVALID */
export function partsOf<T>(cursor: string | undefined, parts: z.ZodType<T>): T | null {
  if (cursor === undefined) return null
  const result = parts.safeParse(jsonIn(cursor))
  if (!result.success) throw new HttpProblem('REQUEST_INVALID', { field: 'cursor' })
  return result.data
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined // not one of ours: its parts are refused
  }
}
