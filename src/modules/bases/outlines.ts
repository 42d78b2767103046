import { randomBytes } from 'node:crypto'
import { canonicalJson } from '@suyuan/model/core/canonical'
import { crypto } from '@suyuan/model/node/crypto'
import { z } from 'zod'
import { within } from '../../core/identity/scope.js'
import type { Services } from '../../core/module.js'

/** A decimal as it was typed: to be committed to letter by letter. */
const Degrees = z.string().regex(/^-?\d{1,3}(\.\d{1,7})?$/)
const Corner = z.tuple([Degrees, Degrees])

/** What is committed to: who has all of it can show where the plot is, and nobody can try it out. */
const Exact = z.strictObject({
  plot: z.string(),
  corners: z.array(Corner).min(3).max(200),
  salt: z.string().regex(/^[0-9a-f]{64}$/)
})
export type Exact = z.infer<typeof Exact>
export type Corners = Exact['corners']

/** SHA-256 of the outline's canonical JSON. */
export const commitmentOf = (exact: Exact): string => crypto.digest(canonicalJson(exact))

/** Corners as they are typed, one a line: latitude, longitude. Null where they are none. */
export function cornersIn(text: string): Corners | null {
  const lines = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const corners = z
    .array(Corner)
    .min(3)
    .max(200)
    .safeParse(lines.map(line => line.split(/[\s,，;；]+/)))
  const isOnEarth = corners.data?.every(
    ([north, east]) => Math.abs(Number(north)) <= 90 && Math.abs(Number(east)) <= 180
  )
  return corners.success && isOnEarth ? corners.data : null
}

/** The outline as the public may know it: hundredths of a degree, each point once. */
export function coarseOf(corners: Corners): [number, number][] {
  const points = corners.map(([north, east]): [number, number] => [
    Math.round(Number(north) * 100),
    Math.round(Number(east) * 100)
  ])
  return [...new Map(points.map(point => [point.join(), point])).values()].slice(0, 40)
}

/** Exact outlines of plots, which only their party and supervisors see. */
export class OutlineStore {
  constructor(private readonly services: Pick<Services, 'pool' | 'vault'>) {}

  /** Keeps an outline that the ledger is about to be told of. @returns the commitment */
  async keep(party: string, account: string, plot: string, corners: Corners): Promise<string> {
    const exact: Exact = { plot, corners, salt: randomBytes(32).toString('hex') }
    const commitment = commitmentOf(exact)
    const { pool, vault } = this.services
    await within(pool, { party }, db =>
      db.query(
        `insert into core_own.plot_outline (plot, commitment, party, sealed, made_by) values ($1, $2, $3, $4, $5)`,
        [plot, commitment, party, vault.seal(JSON.stringify(exact)), account]
      )
    )
    return commitment
  }

  /** The one that the ledger is committed to, and whether it is what was committed to. */
  async get(party: string, plot: string, commitment: string): Promise<{ corners: Corners; holds: boolean } | null> {
    const { pool, vault } = this.services
    const { rows } = await within(pool, { party }, db =>
      db.query<{ sealed: Buffer }>('select sealed from core_own.plot_outline where plot = $1 and commitment = $2', [
        plot,
        commitment
      ])
    )
    if (!rows[0]) return null
    const exact = Exact.parse(JSON.parse(vault.open(rows[0].sealed)))
    return { corners: exact.corners, holds: commitmentOf(exact) === commitment && exact.plot === plot }
  }
}
