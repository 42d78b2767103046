import type pg from 'pg'
import { type Names, namesOf } from '../../../core/mirror/names.js'

/** What the places among these subjects are called. */
export const placesIn = (pool: pg.Pool, subjects: readonly string[]): Promise<Names> =>
  namesOf(pool, { places: subjects.filter(subject => !subject.includes(':')) })
