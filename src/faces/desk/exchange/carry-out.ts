import { createHash } from 'node:crypto'
import { momentOf } from '@suyuan/model/core/day'
import type { FastifyRequest } from 'fastify'
import { type Entered, enter } from '../../../core/web/own-api.js'
import type { Values } from './columns.js'
import type { KindName } from './kinds.js'
import type { Plan, PlannedRow } from './plan.js'

/** Entries of one upload that are under way at once; the ledger takes them together. */
const AT_ONCE = 40

/** What became of a row. */
export interface Result {
  row: number
  is: 'created' | 'updated' | 'underway' | 'refused' | 'unknown'
  /** The law's words, where it refused. */
  code?: string
  reason?: string
}

/** Enters what a plan would do, each row for itself; what must be there before comes before. */
export async function carryOut(request: FastifyRequest, upload: string, { kind, rows }: Plan): Promise<Result[]> {
  let pending = rows.filter(({ is }) => is === 'created' || is === 'updated')
  const results: Result[] = []
  while (pending.length > 0) {
    const waiting = new Set(pending.map(({ id }) => id))
    const ready = pending.filter(({ after }) => after === undefined || !waiting.has(after))
    // Two that name each other: the ledger says what it thinks of them.
    const now = ready.length > 0 ? ready : pending
    results.push(...(await together(now, row => entered(request, upload, kind, row))))
    pending = pending.filter(row => !now.includes(row))
  }
  return results.sort((a, b) => a.row - b.row)
}

async function together<T>(rows: readonly PlannedRow[], work: (row: PlannedRow) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  const queue = rows.values()
  const clerk = async () => {
    for (const row of queue) results.push(await work(row))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, clerk))
  return results
}

async function entered(request: FastifyRequest, upload: string, kind: KindName, row: PlannedRow): Promise<Result> {
  const { number, is, event } = row
  const [url, body] = event === undefined ? newOf(kind, row.values) : correctionOf(event, row.values)
  // The same correction again is the same declaration, from whichever file: it must not stand on the ledger twice.
  const key = event === undefined ? `upload-${upload}-${number}` : `correction-${digestOf(body)}`
  try {
    const outcome = await enter(request, url, body, key)
    return { row: number, ...resultOf(outcome, is as 'created' | 'updated') }
  } catch {
    return { row: number, is: 'unknown' }
  }
}

function resultOf(outcome: Entered, is: 'created' | 'updated'): Omit<Result, 'row'> {
  if (outcome.is === 'underway') return { is: 'underway' }
  if (outcome.is === 'refused') return { is: 'refused', code: outcome.problem.code, reason: outcome.problem.title }
  const facts = Array.isArray(outcome.answer.facts)
    ? (outcome.answer.facts as { type: string; obstacle?: string }[])
    : []
  const dispute = facts.find(({ type }) => type === 'dispute')
  return dispute ? { is: 'refused', code: dispute.obstacle ?? 'dispute' } : { is }
}

const digestOf = (body: object) => createHash('sha256').update(JSON.stringify(body)).digest('hex')

type Entry = [url: string, body: object]

function newOf(kind: KindName, values: Values): Entry {
  if (kind === 'places') return ['/api/core/places', placeOf(values)]
  if (kind === 'products') return ['/api/core/products', productOf(values)]
  return ['/api/trace/harvests', harvestOf(values)]
}

/** Members that have a value. */
const said = (members: Values | Record<string, unknown>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

/** A name in one language stands for both. */
const nameOf = (zh: unknown, en: unknown) => (zh === undefined ? undefined : { zh, en: en ?? zh })

const placeOf = ({ nameZh, nameEn, villageZh, villageEn, ...place }: Values) =>
  said({ ...place, name: nameOf(nameZh, nameEn), village: nameOf(villageZh, villageEn) })

const productOf = ({ nameZh, nameEn, contents, ...product }: Values) =>
  said({ ...product, name: nameOf(nameZh, nameEn), contents: contents && String(contents).split(',') })

const harvestOf = ({ grams, time, ...harvest }: Values) => ({
  ...said(harvest),
  kilograms: Number(grams) / 1000,
  at: momentOf(String(time).replace(' ', 'T'))
})

const correctionOf = (event: string, { place, gtin, lot, grams }: Values): Entry => [
  '/api/trace/corrections',
  { event, of: 'harvest', place, goods: { gtin, lot, kilograms: Number(grams) / 1000 } }
]
