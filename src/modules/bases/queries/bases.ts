import {
  type Base,
  baseKey,
  type Households,
  householdsKey,
  type InputUse,
  type Interval,
  inputKey,
  intervalsKey,
  missingOn,
  type Outline,
  outlineKey,
  type Unification,
  unificationKey
} from '@suyuan/model/bases/states'
import { type Product, productKey } from '@suyuan/model/core/records'
import { type Picked, pickedKey } from '@suyuan/model/trace/states'
import type pg from 'pg'
import { type NumberedPlace, placesOf, recordsAt } from '../../../core/mirror/registers.js'

/** States whose keys begin so, with the last part of each. */
async function under<T>(pool: pg.Pool, prefix: string): Promise<{ id: string; value: T }[]> {
  const { rows } = await pool.query<{ key: string; value: T }>({
    name: 'bases.under',
    text: `select key, value from core.state where key like $1 || '/%' order by key`,
    values: [prefix]
  })
  return rows.map(({ key, value }) => ({ id: decodeURIComponent(key.slice(prefix.length + 1)), value }))
}

/** A plot with what its base's pages say of it. */
export interface BasePlot extends NumberedPlace {
  intervals: readonly Interval[]
  outline: Outline | null
  picked: Picked | null
}

const withRecords = async (pool: pg.Pool, plots: readonly NumberedPlace[]): Promise<BasePlot[]> => {
  const records = await recordsAt<unknown>(
    pool,
    plots.flatMap(({ gln }) => [intervalsKey(gln), outlineKey(gln), pickedKey(gln)])
  )
  return plots.map(plot => ({
    ...plot,
    intervals: (records.get(intervalsKey(plot.gln)) as Interval[] | undefined) ?? [],
    outline: (records.get(outlineKey(plot.gln)) as Outline | undefined) ?? null,
    picked: (records.get(pickedKey(plot.gln)) as Picked | undefined) ?? null
  }))
}

/** A party's plots; of one base where it is named. */
export async function plotsOf(pool: pg.Pool, party: string, base?: string): Promise<BasePlot[]> {
  const plots = await placesOf(pool, party, 'plot')
  return withRecords(
    pool,
    plots.filter(({ parent }) => base === undefined || parent === base)
  )
}

/** What was applied to a plot, the newest first. */
export async function inputsOf(pool: pg.Pool, plot: string): Promise<(InputUse & { id: string })[]> {
  const found = await under<InputUse>(pool, inputKey(plot))
  return found
    .map(({ id, value }) => ({ ...value, id }))
    .sort((a, b) => (a.startedOn === b.startedOn ? (a.at < b.at ? 1 : -1) : a.startedOn < b.startedOn ? 1 : -1))
}

/** The four unifications of a base, by product. */
export async function unificationsOf(
  pool: pg.Pool,
  base: string
): Promise<{ gtin: string; product: Product | null; unification: Unification }[]> {
  const found = await under<Unification>(pool, unificationKey(base))
  const products = await recordsAt<Product>(
    pool,
    found.map(({ id }) => productKey(id))
  )
  return found.map(({ id, value }) => ({
    gtin: id,
    product: products.get(productKey(id)) ?? null,
    unification: value
  }))
}

export async function householdsOf(pool: pg.Pool, base: string): Promise<Households | null> {
  const key = householdsKey(base)
  return (await recordsAt<Households>(pool, [key])).get(key) ?? null
}

/** A supply base as the pages of goods name it. */
export interface SupplyBase {
  gln: string
  state: Base['state']
  /** Whether all four unifications were in force for the product on the day. */
  unified: boolean
}

/** Those of these places that are supply bases. */
export async function supplyBases(
  pool: pg.Pool,
  places: readonly string[],
  gtin: string,
  day: string
): Promise<SupplyBase[]> {
  const records = await recordsAt<unknown>(
    pool,
    places.flatMap(gln => [baseKey(gln), unificationKey(gln, gtin)])
  )
  return places.flatMap(gln => {
    const base = records.get(baseKey(gln)) as Base | undefined
    if (!base) return []
    const unification = (records.get(unificationKey(gln, gtin)) as Unification | undefined) ?? null
    return [{ gln, state: base.state, unified: missingOn(unification, day).length === 0 }]
  })
}
