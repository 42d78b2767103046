import { provinceOf } from '../../../core/web/region-names.js'

/** What looks odd about the check codes of a pack. None of it is proof of anything: it tells the regulator where to look. */
export const FLAG_KINDS = ['velocity', 'geography', 'guessing'] as const
export type FlagKind = (typeof FLAG_KINDS)[number]

/** A household tries its code once or twice, a careful one shows it to the neighbours. */
const VELOCITY_A_DAY = 5
/** Nobody is in two provinces within so short a time; a parcel takes longer. */
const TRAVEL_MILLISECONDS = 2 * 3_600_000
/** A gift may be asked for where it was bought and where it was given. */
const MOST_PROVINCES = 2
/** With slips caught by the code's last character, who still is wrong so often is trying codes. */
const WRONG_A_DAY = 10

/** A pack's check code as it has just been asked. */
export interface Asked {
  /** Which time the right code came; 0 when it was a wrong one. */
  times: number
  at: Date
  /** '' where it is not known. */
  region: string
  /** When and where the right code came the time before. */
  before: { at: Date; region: string } | null
  /** Of the day in China, this time included. */
  today: number
  wrongToday: number
  /** From where such codes ever came, so far as it is known. */
  regions: readonly string[]
}

export function flagsOf(asked: Asked): FlagKind[] {
  if (asked.times === 0) return asked.wrongToday >= WRONG_A_DAY ? ['guessing'] : []
  return [
    ...(asked.today >= VELOCITY_A_DAY ? (['velocity'] as const) : []),
    ...(isOddPlace(asked) ? (['geography'] as const) : [])
  ]
}

function isOddPlace({ at, region, before, regions }: Asked): boolean {
  if (new Set(regions.map(provinceOf)).size > MOST_PROVINCES) return true
  if (!before?.region || !region || provinceOf(before.region) === provinceOf(region)) return false
  return at.getTime() - before.at.getTime() < TRAVEL_MILLISECONDS
}
