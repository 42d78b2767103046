import { randomInt } from 'node:crypto'
import { checkDigit } from '@suyuan/model/core/gs1'
import { SHEET } from '@suyuan/model/trace/states'
import type pg from 'pg'
import { within } from '../../../core/identity/scope.js'

/** Without 0 O 1 I L: these are read out over the telephone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const REST = 6

const letters = (length: number) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/**
 * New serials: each sheet of labels begins alike, since the ledger keeps packs by sheet; what follows is random, so that
 * nobody makes out another pack's from one.
 */
export function newSerials(count: number, sheetOf: number): string[] {
  const serials: string[] = []
  while (serials.length < count) {
    const sheet = letters(SHEET)
    const rests = new Set<string>()
    while (rests.size < Math.min(sheetOf, count - serials.length)) rests.add(letters(REST))
    serials.push(...[...rests].map(rest => sheet + rest))
  }
  return serials
}

/** Digits of an SSCC that are neither company prefix nor check digit: an extension digit, then the reference. */
const DIGITS = 17

export const ssccOf = (prefix: string, reference: number): string => {
  const digits = `0${prefix}${String(reference).padStart(DIGITS - 1 - prefix.length, '0')}`
  return digits + checkDigit(digits)
}

/**
 * The next SSCCs under a GS1 company prefix, never given twice: in a row, since the ledger keeps neighbours together. Those
 * that were put on the ledger by others' hands are left out.
 */
export async function newSsccs(
  pool: pg.Pool,
  prefix: string,
  count: number,
  taken: (ssccs: readonly string[]) => Promise<ReadonlySet<string>>
): Promise<string[]> {
  const free: string[] = []
  while (free.length < count) {
    const wanted = count - free.length
    const { rows } = await within(pool, { shown: prefix }, db =>
      db.query<{ next: number }>(
        `insert into core_own.sscc_series as series (prefix, next) values ($1, 1 + $2::bigint)
         on conflict (prefix) do update set next = series.next + $2::bigint returning next`,
        [prefix, wanted]
      )
    )
    const first = rows[0]!.next - wanted
    const ssccs = Array.from({ length: wanted }, (_, i) => ssccOf(prefix, first + i))
    const used = await taken(ssccs)
    free.push(...ssccs.filter(sscc => !used.has(sscc)))
  }
  return free
}
